from datetime import date, timedelta

import pytest
from tests.builders.places import a_commune
from tests.builders.population import AT, a_person
from tests.builders.residence import READ, a_household
from tests.builders.threads import at_once

from dancu.kernel.actor import SYSTEM
from dancu.kernel.errors import DomainError
from dancu.places.domain.units import Address
from dancu.population.domain.person import PersonCard
from dancu.residence import commands, queries
from dancu.residence.domain import rules
from dancu.residence.domain.residence import EndGround, Ground, Joining, Kind
from dancu.residence.models import ResidencePeriod

SINCE = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


def declare(*people: PersonCard, line: str = "Gầm cầu Long Biên", since: date = SINCE) -> None:
    commands.declare_current(
        people=[person.id for person in people], place=Address(a_commune().id, line), since=since, by=SYSTEM, at=AT
    )


def test_who_is_registered_nowhere_has_a_current_residence() -> None:
    parent, child = a_person(), a_person(born="2020")
    declare(parent, child)
    for person in (parent, child):
        lives = queries.find_current_residence(person=person.id, on=SINCE, **READ)
        assert lives is not None
        assert (lives.address_line, lives.until, lives.ground) == ("Gầm cầu Long Biên", None, Ground.NO_REGISTRATION)


def test_another_place_ends_the_one_before() -> None:
    person = a_person()
    declare(person)
    with pytest.raises(commands.AlreadyLivesHere):
        declare(person, line="gầm cầu  Long Biên")
    with pytest.raises(commands.BeforePresentCurrent):
        declare(person, line="Bến xe", since=SINCE - timedelta(1))
    declare(person, line="Bến xe", since=SINCE + timedelta(9))
    rows = queries.list_residences(person=person.id, **READ)
    assert [(row.address_line, row.end_ground) for row in rows] == [
        ("Bến xe", None), ("Gầm cầu Long Biên", EndGround.LIVES_ELSEWHERE),
    ]  # fmt: skip


def test_who_is_registered_has_no_need_of_it() -> None:
    person = a_person()
    a_household(person)
    with pytest.raises(commands.AlreadyRegistered):
        declare(person)
    with pytest.raises(rules.NobodyToRegister):
        declare()


@pytest.mark.parametrize("kind", [Kind.PERMANENT, Kind.TEMPORARY])
def test_a_registration_ends_it(kind: Kind) -> None:
    person = a_person()
    declare(person)
    later = SINCE + timedelta(30)
    if kind is Kind.PERMANENT:
        a_household(person, since=later, at=AT)
    else:
        commands.register_temporary(
            joining=[Joining(person.id)], place=Address(a_commune().id, "Số 2"), since=later,
            until=later + timedelta(90), by=SYSTEM, at=AT,
        )  # fmt: skip
    assert queries.find_current_residence(person=person.id, on=later, **READ) is None
    before = queries.find_current_residence(person=person.id, on=SINCE, **READ)
    assert before is not None
    assert before.end_ground is EndGround.REGISTERED


@pytest.mark.django_db(transaction=True)
def test_of_two_declarations_at_once_one_is_refused() -> None:
    person = a_person()
    a_commune()
    results = at_once([lambda: declare(person)] * 2)
    assert [type(each) for each in results if isinstance(each, DomainError)] == [commands.AlreadyLivesHere]
    assert ResidencePeriod.objects.filter(person=person.id, until__isnull=True).count() == 1
