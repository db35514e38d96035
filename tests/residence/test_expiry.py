from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from tests.builders.places import a_commune
from tests.builders.population import AT, a_person
from tests.builders.residence import READ, a_household, a_temporary_residence
from tests.builders.threads import at_once

from dancu.kernel.actor import SYSTEM
from dancu.kernel.sex import Sex
from dancu.places.domain.units import Address
from dancu.population.domain.person import PersonCard
from dancu.residence import commands, queries, tasks
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EndGround, Joining, Kind
from dancu.residence.domain.terms import ends_in_renewal, renewal
from dancu.residence.events import RenewalOpened, TemporaryResidenceEnded
from dancu.residence.models import Household, ResidenceEvent, ResidencePeriod

SINCE, UNTIL = date(2026, 1, 1), date(2026, 12, 31)
pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return what residence publishes, as it does so."""
    published: list[object] = []
    monkeypatch.setattr("dancu.residence.commands.expiry.publish", published.append)
    return published


def a_temporary_household(*people: tuple[PersonCard, Relation], until: date = UNTIL) -> int:
    registered = commands.register_temporary(
        joining=[Joining(person.id, relation) for person, relation in people],
        place=Address(a_commune().id, "Số 9 phố Huế"), since=SINCE, until=until, by=SYSTEM, at=AT,
    )  # fmt: skip
    assert registered.household_id is not None
    return registered.household_id


def test_a_renewal_is_told_of_once_from_its_first_day_on(told: list[object]) -> None:
    person = a_person()
    a_temporary_residence(person, since=SINCE, until=UNTIL)
    first = renewal(UNTIL).since
    assert commands.open_renewals(on=first - timedelta(1), at=AT) == 0
    assert [commands.open_renewals(on=first + timedelta(days), at=AT) for days in (0, 0, 3)] == [1, 0, 0]
    assert told == [RenewalOpened(person=person.id, unit=a_commune().id, until=UNTIL, dossier=None, at=AT)]


def test_a_renewal_missed_on_its_first_day_is_told_of_later_and_not_after_its_end(told: list[object]) -> None:
    a_temporary_residence(a_person(), since=SINCE, until=UNTIL)
    assert commands.open_renewals(on=UNTIL, at=AT) == 0
    assert commands.open_renewals(on=UNTIL - timedelta(1), at=AT) == 1


def test_each_further_term_has_a_renewal_of_its_own(told: list[object]) -> None:
    person = a_person()
    a_temporary_residence(person, since=SINCE, until=UNTIL)
    commands.open_renewals(on=UNTIL - timedelta(1), at=AT)
    commands.extend_temporary(
        people=[person.id], until=date(2027, 12, 31), asked_on=UNTIL - timedelta(1), by=SYSTEM, at=AT
    )
    assert commands.open_renewals(on=UNTIL - timedelta(1), at=AT) == 0
    assert commands.open_renewals(on=date(2027, 12, 30), at=AT) == 1


def test_a_term_that_is_over_ends_once_and_is_told_of(told: list[object]) -> None:
    person = a_person()
    a_temporary_residence(person, since=SINCE, until=UNTIL)
    assert commands.end_expired(on=UNTIL - timedelta(1), at=AT) == 0
    assert [commands.end_expired(on=UNTIL + timedelta(days), at=AT) for days in (0, 0, 9)] == [1, 0, 0]
    (ended,) = told
    assert ended == TemporaryResidenceEnded(
        person=person.id, unit=a_commune().id, on=UNTIL, ground="expired", dossier=None, at=AT
    )
    last = queries.find_temporary_residence(person=person.id, on=UNTIL - timedelta(1), **READ)
    assert last is not None
    assert (last.until, last.end_ground) == (UNTIL, EndGround.EXPIRED)


def test_what_was_extended_does_not_end(told: list[object]) -> None:
    person = a_person()
    a_temporary_residence(person, since=SINCE, until=UNTIL)
    commands.extend_temporary(
        people=[person.id], until=date(2027, 12, 31), asked_on=UNTIL - timedelta(1), by=SYSTEM, at=AT
    )
    assert commands.end_expired(on=UNTIL, at=AT) == 0
    assert commands.end_expired(on=date(2027, 12, 31), at=AT) == 1


def test_who_filed_in_time_is_extended_though_the_term_ended_meanwhile() -> None:
    person = a_person()
    home = a_temporary_household((person, Relation.HEAD))
    commands.end_expired(on=UNTIL, at=AT)
    commands.extend_temporary(
        people=[person.id], until=date(2027, 12, 31), asked_on=UNTIL - timedelta(1), by=SYSTEM, at=AT
    )
    assert Household.objects.get(id=home).closed_on == UNTIL
    lives = queries.find_temporary_residence(person=person.id, on=UNTIL, **READ)
    assert lives is not None
    assert (lives.since, lives.household_id) == (UNTIL, None)


def test_a_household_closes_with_the_last_term() -> None:
    head, wife = a_person(), a_person(sex=Sex.FEMALE)
    home = a_temporary_household((head, Relation.HEAD), (wife, Relation.WIFE))
    assert commands.end_expired(on=UNTIL, at=AT) == 2
    assert Household.objects.get(id=home).closed_on == UNTIL


def test_who_stays_longer_than_the_head_heads_the_household() -> None:
    head, wife = a_person(), a_person(sex=Sex.FEMALE)
    home = a_temporary_household((head, Relation.HEAD), (wife, Relation.WIFE))
    commands.extend_temporary(
        people=[wife.id], until=date(2027, 12, 31), asked_on=UNTIL - timedelta(1), by=SYSTEM, at=AT
    )
    commands.end_expired(on=UNTIL, at=AT)
    members = queries.list_members(household=home, on=UNTIL, kind=Kind.TEMPORARY, **READ)
    assert [(member.person.id, member.relation) for member in members] == [(wife.id, Relation.HEAD)]
    assert queries.get_household(id=home, **READ).head == wife.id


def test_a_guest_whose_term_is_over_leaves_the_household_as_it_is() -> None:
    head, guest = a_person(), a_person()
    a_household(guest)
    home = a_household(head, unit=a_commune("Phường Cửa Nam", code="00082"), line="Số 7")
    commands.register_temporary(
        joining=[Joining(guest.id, Relation.GUEST)], household=home.household_id, since=SINCE, until=UNTIL,
        by=SYSTEM, at=AT,
    )  # fmt: skip
    commands.end_expired(on=UNTIL, at=AT)
    assert queries.get_household(id=home.household_id, **READ).closed_on is None


def test_what_goes_wrong_with_one_keeps_nobody_back(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = a_person(), a_person()
    for each in (bad, good):
        a_temporary_residence(each, since=SINCE, until=UNTIL)
    hold = commands.expiry.hold

    def refuse(people: list[int], chronicle: object) -> object:
        if bad.id in people:
            raise RuntimeError("broken")
        return hold(people, chronicle)

    with monkeypatch.context() as broken:
        broken.setattr("dancu.residence.commands.expiry.hold", refuse)
        assert commands.end_expired(on=UNTIL, at=AT) == 1
    assert "could not be ended" in caplog.text
    assert commands.end_expired(on=UNTIL, at=AT) == 1


def test_the_job_goes_by_the_day_in_viet_nam() -> None:
    a_temporary_residence(a_person(), since=SINCE, until=UNTIL)
    midnight = datetime(2026, 12, 31, tzinfo=timezone.get_default_timezone())
    tasks.work_off_calendar(timestamp=int(midnight.timestamp()) - 1)
    assert list(ResidenceEvent.objects.exclude(act=None).values_list("kind", flat=True)) == ["renewal_opened"]
    tasks.work_off_calendar(timestamp=int(midnight.timestamp()))
    assert ResidencePeriod.objects.get(kind=Kind.TEMPORARY).end_ground == EndGround.EXPIRED


def test_the_ends_that_may_be_extended_are_those_whose_renewal_is_open() -> None:
    on = date(2026, 11, 24)
    days = [on + timedelta(number) for number in range(-2, 40)]
    assert [day for day in days if day in ends_in_renewal(on)] == [day for day in days if on in renewal(day)]


@pytest.mark.django_db(transaction=True)
def test_an_extension_and_the_end_of_the_term_at_once_leave_one_state() -> None:
    person = a_person()
    home = a_temporary_household((person, Relation.HEAD))
    later = date(2027, 12, 31)

    def extend() -> None:
        commands.extend_temporary(people=[person.id], until=later, asked_on=UNTIL - timedelta(1), by=SYSTEM, at=AT)

    results = at_once([extend, lambda: commands.end_expired(on=UNTIL, at=AT)])
    assert not any(isinstance(each, Exception) for each in results), results
    household = Household.objects.get(id=home)
    last = ResidencePeriod.objects.get(person=person.id, until=later)
    assert last.household_id == (None if household.closed_on else home)
