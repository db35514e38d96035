"""Special categories in the residence record: entered on approval, read in both times, undone with their registration."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from tests.builders import casework as build
from tests.builders.casework import Filer
from tests.builders.places import a_commune, a_province
from tests.builders.population import AT, a_person
from tests.builders.residence import READ, a_household

from dancu.audit.models import AuditRow
from dancu.casework.models import Dossier
from dancu.kernel.actor import SYSTEM
from dancu.places.domain.units import Address
from dancu.population.domain.person import PersonCard
from dancu.residence import commands, queries
from dancu.residence.domain.cancellation import CancelGround, Done
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Ground, Joining
from dancu.residence.models import ResidenceEvent

ON = date(2026, 11, 24)
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier() -> Iterator[int]:
    with build.installed():
        yield Dossier.objects.get(code=Filer(build.an_agency()).a_dossier()).pk


def classify(
    *people: PersonCard, categories: tuple[str, ...], on: date = ON, at: datetime = AT, dossier: int | None = None
) -> None:
    ids = [person.id for person in people]
    commands.classify(people=ids, categories=categories, on=on, by=SYSTEM, at=at, dossier=dossier)


def entered(person: PersonCard, *, on: date = ON, known_at: datetime = AT) -> tuple[str, ...] | None:
    return queries.categories_as_of(people=[person.id], on=on, known_at=known_at, **READ).get(person.id)


def test_they_count_from_their_day_on_until_others_are_entered() -> None:
    person = a_person()
    classify(person, categories=("policy_family", "ethnic_minority"))
    classify(person, categories=("none",), on=ON + 10 * DAY, at=AT + 10 * DAY)
    known_at = AT + 20 * DAY
    assert entered(person, on=ON - DAY, known_at=known_at) is None
    assert entered(person, on=ON + 9 * DAY, known_at=known_at) == ("ethnic_minority", "policy_family")
    assert entered(person, on=ON + 10 * DAY, known_at=known_at) == ("none",)


def test_what_the_register_did_not_know_yet_is_not_said_of_then() -> None:
    person = a_person()
    classify(person, categories=("armed_forces",), at=AT + DAY)
    assert entered(person, known_at=AT) is None
    assert entered(person, known_at=AT + DAY) == ("armed_forces",)


def test_nothing_chosen_changes_nothing_and_the_same_is_entered_once() -> None:
    person = a_person()
    classify(person, categories=("armed_forces",))
    classify(person, categories=())
    classify(person, categories=("armed_forces",), at=AT + DAY)
    assert entered(person) == ("armed_forces",)
    assert ResidenceEvent.objects.filter(person=person.id, kind="classified").count() == 1


def test_the_event_says_what_stood_before_and_stands_with_the_household() -> None:
    person = a_person()
    home = a_household(person)
    classify(person, categories=("policy_family",))
    classify(person, categories=("none",), at=AT + DAY)
    event = ResidenceEvent.objects.filter(kind="classified").latest("id")
    assert (event.household_id, event.before, event.after) == (
        home.household_id,
        {"categories": ["policy_family"]},
        {"categories": ["none"]},
    )
    acts = queries.list_acts(person=person.id, **READ)
    assert (acts[0].done, acts[0].categories) == (Done.CLASSIFICATION, ("none",))


def test_who_reads_them_is_noted() -> None:
    person = a_person()
    entered(person)
    assert AuditRow.objects.filter(act="residence.read", subject_id=str(person.id)).exists()


def test_they_go_with_the_registration_that_is_cancelled(dossier: int) -> None:
    person = a_person()
    a_household(person)
    classify(person, categories=("none",))
    place = Address(
        a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79")).id, "5 Lê Lợi"
    )
    commands.register_permanent(
        joining=[Joining(person.id, Relation.HEAD)],
        place=place,
        household=None,
        since=ON,
        ground=Ground.OWN_DWELLING,
        by=SYSTEM,
        at=AT,
        dossier=dossier,
    )
    act = ResidenceEvent.objects.latest("id").act
    classify(person, categories=("policy_family",), at=AT + DAY, dossier=dossier)
    assert entered(person, known_at=AT + DAY) == ("policy_family",)
    assert act
    commands.cancel_registration(
        act=act, ground=CancelGround.WRONG_CONDITIONS, on=ON + 2 * DAY, by=SYSTEM, at=AT + 2 * DAY
    )
    assert entered(person, known_at=AT + DAY) == ("policy_family",)
    assert entered(person, on=ON + 2 * DAY, known_at=AT + 2 * DAY) == ("none",)
