"""Families who move to Bến Thành, and what they type at the portal's five steps."""

from typing import Any

from django.utils import timezone

from dancu.kernel.sex import Sex
from dancu.places.domain.units import Unit
from dancu.population.domain.person import PersonCard
from dancu.residence import queries as residence
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import HouseholdView, Registered
from tests.builders.citizens import BEN_THANH, NOW, Applicant
from tests.builders.places import a_commune, a_province
from tests.builders.population import a_person
from tests.builders.residence import READ, a_household, members

TODAY = timezone.localtime(NOW).date()
OWN = {"line": "12 Lê Lợi", "ground": "own", "obstacle": "none"}
CHILD_BORN = f"1/6/{TODAY.year - 9}"
BABY_BORN = f"1/1/{TODAY.year - 1}"


def ben_thanh() -> Unit:
    return a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79"))


def a_family() -> tuple[PersonCard, PersonCard, PersonCard, Registered]:
    """Return father, mother, their child, and the household in Hà Nội that the father heads."""
    father = a_person("Nguyễn Văn An")
    mother = a_person("Trần Thị Bình", born="1/2/1992", sex=Sex.FEMALE, spouse=father)
    child = a_person("Nguyễn Thị Chi", born=CHILD_BORN, sex=Sex.FEMALE, father=father, mother=mother)
    return father, mother, child, a_household(father, (mother, Relation.WIFE), (child, Relation.CHILD))


def a_head_there(name: str = "Lê Văn Chủ", **facts: Any) -> tuple[PersonCard, Registered]:
    """Return somebody who heads a household at Bến Thành."""
    head = a_person(name, **facts)
    return head, a_household(head, unit=ben_thanh(), line="12 Lê Lợi")


def typed(person: PersonCard) -> dict[str, str]:
    """Return what is typed of somebody whom the pages do not know."""
    day, month, year = str(person.born).split("/")
    name, pin = person.name.full, str(person.pin)
    return {
        "name": name, "born_day": day, "born_month": month, "born_year": year, "sex": person.sex.value, "pin": pin,
    }  # fmt: skip


def row(number: int, person: PersonCard, **relations: str) -> dict[str, str]:
    """Return what is typed in a row of those who move along."""
    facts = {**typed(person), "picked": "on", **relations}
    return {f"rows-{number}-{name}": value for name, value in facts.items()}


def for_other(standing: str, person: PersonCard) -> dict[str, Any]:
    return {"is_subject": None, "standing": standing, **typed(person), "phone": "0912345678"}


def joining(head: PersonCard, relation: str, ground: str = "kin_close") -> dict[str, Any]:
    return {
        "line": "12 Lê Lợi", "ground": ground, "obstacle": "none", "head_name": head.name.full,
        "head_pin": str(head.pin), "relation": relation, "owner_is_head": "on",
    }  # fmt: skip


def fill_in(
    applicant: Applicant,
    case: str = "other_province_new",
    *,
    subject: dict[str, Any] | None = None,
    place: dict[str, Any] = OWN,
    moving: dict[str, Any] | None = None,
    request: dict[str, Any] | None = None,
) -> None:
    """Fill in the five steps; without changes somebody registers himself in a dwelling of his own."""
    applicant.begin()
    applicant.fill("agency", **BEN_THANH, case=case)
    applicant.fill("subject", **(subject or {"phone": "0912345678"}))
    applicant.fill("place", **place)
    applicant.fill("members", **(moving or {}))
    applicant.fill("request", **(request or {}))


def home_of(person: PersonCard) -> HouseholdView:
    found = residence.household_of(person=person.id, on=TODAY, **READ)
    assert found is not None
    return found


def living_with(person: PersonCard) -> dict[int, Relation]:
    return members(home_of(person).id, TODAY)


def refused(applicant: Applicant) -> str:
    """Return the review of a dossier that cannot be filed."""
    for document in applicant.required():
        applicant.attach(document)
    page = applicant.browser.get(f"{applicant.draft}/review").content.decode()
    assert 'name="confirm_code"' not in page
    return page
