"""Citizens with their browsers, who fill in the portal's pages without JavaScript."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from dancu.casework import commands as casework
from dancu.casework.domain.filing import Edition
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier, Draft
from dancu.kernel.actor import Actor, ActorKind
from dancu.kernel.sex import Sex
from dancu.offices.queries import agency
from dancu.population.domain.person import PersonCard
from dancu.residence.domain.relations import Relation
from dancu.sites.portal import confirm_code
from tests.builders.accounts import a_session
from tests.builders.documents import a_pdf
from tests.builders.identity import a_verified_account, account_for, acting
from tests.builders.offices import a_commune_agency, an_officer
from tests.builders.pages import Form
from tests.builders.places import a_commune, a_province
from tests.builders.population import a_person
from tests.builders.residence import a_household

NOW = datetime.now(UTC)
BEN_THANH: dict[str, object] = {"commune_province": "79", "commune_commune": "26743"}


class FillsIn:
    """Whoever fills in the pages of a draft, in the browser of one site or the other."""

    browser: Client
    draft: str

    def page(self, key: str) -> Form:
        """Return the page of a step as it stands."""
        return Form(self.browser.get(f"{self.draft}/steps/{key}").content.decode())

    def step(self, key: str, **typed: object) -> HttpResponse:
        """Change fields of a step and send it; where that asks for more fields, they are drawn and nothing is saved."""
        sent = self.page(key).filled_in(**typed)
        return self.browser.post(f"{self.draft}/steps/{key}", sent)  # type: ignore[return-value]

    def fill(self, key: str, **typed: object) -> None:
        """Fill in a step, again where a choice asked for more fields, until it is taken."""
        answer = self.step(key, **typed)
        if answer.status_code == 200:
            answer = self.step(key, **typed)
        assert answer.status_code == 302, (key, errors(answer))

    def required(self) -> set[str]:
        """Return the documents that are asked for and not there yet."""
        answer = self.browser.post(f"{self.draft}/documents", {"_continue": "1"})
        return set(re.findall(r'id="id_(\w+)_error"', answer.content.decode()))

    def attach(self, document: str = "dwelling", *, content: bytes | None = None) -> HttpResponse:
        file = SimpleUploadedFile("so-do.pdf", a_pdf() if content is None else content)
        return self.browser.post(f"{self.draft}/documents", {f"files-{document}": file, "_attach": document})  # type: ignore[return-value]

    def fill_in_all(self, steps: Mapping[str, Mapping[str, object]]) -> None:
        for key, typed in steps.items():
            self.fill(key, **typed)


class Applicant(FillsIn):
    """Somebody at his browser, by default with a proved account, who files at Bến Thành."""

    def __init__(self, person: PersonCard, *, proved: bool = True) -> None:
        self.person = person
        self.commune = a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79"))
        self.agency = a_commune_agency(self.commune)
        self.account = a_verified_account(person) if proved else account_for(person)
        self.actor = Actor(kind=ActorKind.CITIZEN, account_id=self.account)
        self.browser = a_browser(self.account)
        self.draft = ""

    def begin(self) -> None:
        answer = self.browser.post("/procedures/permanent-registration/file")
        self.draft = answer["Location"]

    def token(self) -> str:
        """Return the token of a confirm code for the draft as it stands."""
        draft = Draft.objects.get(pk=draft_id(self.draft))
        seen = Edition(version=draft.procedure_version, revision=draft.revision, on=timezone.localdate())
        return confirm_code.new(draft.pk, seen).token

    def submit(self, **changes: str) -> HttpResponse:
        page = self.browser.get(f"{self.draft}/review").content.decode()
        token = re.search(r'name="token" value="([^"]*)"', page)
        assert token, page
        letters = confirm_code.answer_in_demonstration(draft_id(self.draft), token[1])
        return self.browser.post(  # type: ignore[return-value]
            f"{self.draft}/review", {"token": token[1], "confirm_code": letters, "promise": "1"} | changes
        )

    def file(self) -> str:
        """Attach what is asked for, submit, and return the dossier's code."""
        for document in self.required():
            self.attach(document)
        answer = self.submit()
        assert answer.status_code == 302, answer.content.decode()
        return answer["Location"].split("/")[-2]


def approve(code: str, *, provision: str = "own") -> None:
    """Let officers of the agency receive a dossier, process and approve it."""
    agency_id = Dossier.objects.get(code=code).agency_id
    officer, leader = (an_officer(agency(agency_id)) for _ in range(2))
    for who, action, more in (
        (officer, Action.RECEIVE, {"received": casework.Received(provision=provision)}),
        (officer, Action.TAKE, {}),
        (officer, Action.PROPOSE, {"outcome": "approve"}),
        (leader, Action.APPROVE, {}),
    ):
        casework.perform(action, code=code, by=acting(who), officer=who, at=NOW, note="Theo quy định", **more)


class Citizen(Applicant):
    """A verified citizen who lives with his wife in Hà Nội and moves to Bến Thành."""

    def __init__(self) -> None:
        super().__init__(a_person("Nguyễn Văn An", born="15/03/1990"))
        self.wife: PersonCard = a_person("Trần Thị Bình", born="01/02/1992", sex=Sex.FEMALE, spouse=self.person)
        a_household(self.person, (self.wife, Relation.WIFE))

    def fill_in(self) -> None:
        """Fill in all steps: a new household in a dwelling of his own, with his wife."""
        self.begin()
        self.fill_in_all(moving_in(self.wife))


def moving_in(wife: PersonCard) -> dict[str, dict[str, object]]:
    """Return what somebody fills in who moves to a dwelling of his own at Bến Thành, and whose wife stays behind."""
    return {
        "agency": BEN_THANH | {"case": "other_province_new"},
        "subject": {"is_subject": "on", "phone": "0912345678", "email": "an@example.com"},
        "place": {"line": "12 Lê Lợi", "ground": "own", "obstacle": "none"},
        "members": {"rows-TOTAL_FORMS": "0", "rows-INITIAL_FORMS": "0"},
        "request": {
            "request": "Đăng ký thường trú lập hộ mới",
            "new_head": str(wife.pin),
            "exemption": "none",
            "delivery": "portal",
        },
    }


def draft_id(address: str) -> UUID:
    """Return the id of the draft at an address."""
    return UUID(address.rsplit("/", 1)[1])


def errors(answer: HttpResponse) -> list[str]:
    """Return what a page complains of at its fields."""
    return re.findall(r'class="govuk-error-message"[^>]*>(.*?)</p>', answer.content.decode(), re.S)


def a_browser(account: int) -> Client:
    """Return the browser of somebody who is signed in at the portal."""
    browser = Client(headers={"host": settings.SITE_HOSTS["portal"]})
    browser.cookies[settings.SESSION_COOKIE_NAME] = a_session(account)
    return browser
