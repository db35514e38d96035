"""Officers at the counter of Bến Thành, who enter a dossier for somebody before them."""

import html
import re

from django.http import HttpResponse

from dancu.kernel.sex import Sex
from dancu.offices.queries import AgencyView, OfficerView
from dancu.places.domain.units import Unit
from dancu.population.domain.person import PersonCard
from dancu.residence.domain.relations import Relation
from tests.builders.citizens import FillsIn, moving_in
from tests.builders.desks import browser_of
from tests.builders.offices import a_commune_agency, an_officer
from tests.builders.pages import Form
from tests.builders.places import a_commune, a_province
from tests.builders.population import a_person
from tests.builders.residence import a_household


class WalkIn:
    """Somebody of Hà Nội without an account, who comes to the counter to register at Bến Thành."""

    def __init__(self, name: str = "Nguyễn Văn An", *, unit: Unit | None = None) -> None:
        self.person: PersonCard = a_person(name, born="15/03/1990")
        self.wife: PersonCard = a_person("Trần Thị Bình", born="01/02/1992", sex=Sex.FEMALE, spouse=self.person)
        a_household(self.person, (self.wife, Relation.WIFE), unit=unit)

    @property
    def card(self) -> dict[str, str]:
        """What an officer types from the card before him."""
        return {"name": self.person.name.full, "number": str(self.person.pin), "checked": "on"}


def ben_thanh() -> AgencyView:
    """Return the agency of Bến Thành."""
    return a_commune_agency(a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79")))


class Clerk(FillsIn):
    """An officer who receives, at his browser."""

    def __init__(self, officer: OfficerView | None = None) -> None:
        self.officer = officer or an_officer(ben_thanh())
        self.browser = browser_of(self.officer.account_id)
        self.draft = ""

    def begin(self, **typed: str) -> HttpResponse:
        """Send the form that begins a dossier, with the day of today unless another one is said."""
        page = self.browser.get("/counter/new").content.decode()
        today = dict(re.findall(r'name="(filed_on_\w+)"[^>]*value="(\d+)"', page))
        answer = self.browser.post("/counter/new", {"procedure": "1.004222", **today, **typed})
        self.draft = answer["Location"] if answer.status_code == 302 else ""
        return answer  # type: ignore[return-value]

    def fill_in(self, walk_in: WalkIn) -> None:
        """Enter all steps and the one paper that the case asks for, handed in as original."""
        self.begin(**walk_in.card)
        self.fill_in_all(moving_in(walk_in.wife))
        assert self.write_down().status_code == 302

    def write_down(self, presented: str = "original", copies: str = "1", document: str = "dwelling") -> HttpResponse:
        boxes = {f"presented-{document}": presented, f"copies-{document}": copies, "_attach": document}
        return self.browser.post(f"{self.draft}/documents", boxes)  # type: ignore[return-value]

    def submit(self, **changes: str) -> HttpResponse:
        page = Form(self.browser.get(f"{self.draft}/review").content.decode())
        return self.browser.post(f"{self.draft}/review", page.filled_in(**{"promise": "1"} | changes))  # type: ignore[return-value]

    def file(self, walk_in: WalkIn) -> str:
        """Enter and submit a dossier; return its code."""
        self.fill_in(walk_in)
        return str(self.submit()["Location"]).rsplit("/", 1)[1]


def a_colleague(clerk: Clerk, name: str = "Phạm Thị Mai") -> Clerk:
    """Return another officer of the same agency."""
    return Clerk(an_officer(clerk.officer.agency, full_name=name))


def page(answer: HttpResponse) -> str:
    """Return what a page says."""
    return html.unescape(answer.content.decode())


def shown(clerk: Clerk, path: str) -> str:
    """Return what the page at an address says to an officer who may open it."""
    answer = clerk.browser.get(path)
    assert answer.status_code == 200, answer.status_code
    return html.unescape(answer.content.decode())
