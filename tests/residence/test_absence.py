from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.builders.places import a_commune, a_province
from tests.builders.population import AT, a_person
from tests.builders.residence import READ, a_household, a_temporary_residence
from tests.builders.threads import at_once

from dancu.kernel.actor import SYSTEM
from dancu.kernel.errors import DomainError
from dancu.places.domain.units import Address
from dancu.population.domain.person import PersonCard
from dancu.residence import commands, queries
from dancu.residence.domain import absence, deletion
from dancu.residence.domain.absence import Area, Category, categories, must_declare
from dancu.residence.domain.deletion import Basis
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EndGround, Ground, Joining
from dancu.residence.domain.terms import TermEndsBeforeItBegins
from dancu.residence.models import AbsencePeriod, AbsencePeriodHistory, ResidenceEvent

SINCE, UNTIL = date(2026, 1, 1), date(2027, 1, 1)
pytestmark = pytest.mark.django_db


def elsewhere() -> Address:
    return Address(
        a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79")).id, "Số 5"
    )


def declare(person: PersonCard, **how: object) -> None:
    facts = {"since": SINCE, "until": UNTIL, "category": Category.OTHER, "reason": "Đi làm xa", **how}
    place = {} if {"place", "country"} & how.keys() else {"place": elsewhere()}
    commands.declare_absence(person=person.id, by=SYSTEM, at=AT, **place, **facts)  # type: ignore[arg-type]


def come_back(person: PersonCard, on: date) -> None:
    commands.end_absence(person=person.id, on=on, by=SYSTEM, at=AT)


def somebody() -> PersonCard:
    person = a_person()
    a_household(person)
    return person


def test_an_absence_says_where_somebody_went_and_for_how_long() -> None:
    person = somebody()
    declare(person)
    seen = queries.find_absence(person=person.id, on=SINCE, **READ)
    assert seen is not None
    assert (seen.address_line, seen.country, seen.since, seen.until, seen.reason) == (
        "Số 5", "", SINCE, UNTIL, "Đi làm xa",
    )  # fmt: skip
    assert queries.find_absence(person=person.id, on=UNTIL, **READ) is None


def test_abroad_is_a_country_and_no_address() -> None:
    person = somebody()
    declare(person, country="JPN")
    seen = queries.find_absence(person=person.id, on=SINCE, **READ)
    assert seen is not None
    assert (seen.unit_id, seen.country) == (None, "JPN")


def test_a_place_in_the_country_or_a_country_not_both_and_not_neither() -> None:
    person = somebody()
    for how in ({"place": elsewhere(), "country": "JPN"}, {"place": None}):
        with pytest.raises(absence.PlaceOrCountry):
            declare(person, **how)


def test_absences_do_not_overlap() -> None:
    person = somebody()
    declare(person)
    with pytest.raises(commands.AlreadyAbsent):
        declare(person, since=UNTIL - timedelta(1), until=UNTIL + timedelta(400))
    declare(person, since=UNTIL, until=UNTIL + timedelta(400))
    assert [each.since for each in queries.list_absences(person=person.id, **READ)] == [UNTIL, SINCE]


def test_who_comes_back_earlier_is_absent_no_longer_and_may_go_again() -> None:
    person = somebody()
    declare(person)
    back = date(2026, 6, 1)
    come_back(person, back)
    with pytest.raises(commands.NotAbsent):
        come_back(person, back)
    declare(person, since=back, country="LAO")
    first = queries.find_absence(person=person.id, on=SINCE, **READ)
    assert first is not None
    assert (first.until, first.end_ground) == (back, EndGround.RETURNED)
    assert AbsencePeriodHistory.objects.get(person=person.id).until == UNTIL


def test_who_does_not_go_after_all_was_never_absent() -> None:
    person = somebody()
    declare(person)
    come_back(person, SINCE)
    assert queries.list_absences(person=person.id, **READ) == ()
    assert ResidenceEvent.objects.filter(person=person.id, kind="absence_superseded").count() == 1


@pytest.mark.parametrize("registered", ["permanently", "temporarily"])
def test_nobody_is_absent_within_the_commune_where_he_is_registered(registered: str) -> None:
    person = a_person()
    if registered == "permanently":
        a_household(person)
    else:
        a_temporary_residence(person, since=SINCE, until=UNTIL)
    with pytest.raises(absence.AbsentWithin):
        declare(person, place=Address(a_commune().id, "Số 77"))


def test_who_is_registered_nowhere_has_nowhere_to_be_absent_from() -> None:
    with pytest.raises(commands.NowhereRegistered):
        declare(a_person())


def test_an_absence_ends_after_it_begins() -> None:
    with pytest.raises(TermEndsBeforeItBegins):
        declare(somebody(), until=SINCE)


def test_who_moves_for_good_or_is_deleted_is_no_longer_absent() -> None:
    mover, gone = somebody(), somebody()
    for each in (mover, gone):
        declare(each)
    on = date(2026, 5, 1)
    commands.register_permanent(
        joining=[Joining(mover.id, Relation.HEAD)], place=elsewhere(), since=on, ground=Ground.OWN_DWELLING,
        by=SYSTEM, at=AT,
    )  # fmt: skip
    commands.delete_permanent(
        people=[gone.id], ground=EndGround.SETTLED_ABROAD, basis=Basis.DECLARED, on=on, by=SYSTEM, at=AT
    )
    assert {(each.until, each.end_ground) for each in AbsencePeriod.objects.all()} == {
        (on, EndGround.MOVED), (on, EndGround.SETTLED_ABROAD),
    }  # fmt: skip


def test_who_declared_his_absence_is_not_deleted_for_it() -> None:
    person = somebody()
    declare(person)
    with pytest.raises(deletion.RegisteredAway):
        commands.delete_permanent(
            people=[person.id], ground=EndGround.AWAY, basis=Basis.OWN_MOTION, minutes="1/BB", on=date(2026, 11, 24),
            by=SYSTEM, at=AT,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("category", "until", "expected"),
    [
        (Category.ACCUSED_OR_CONVICTED, date(2026, 1, 2), True),
        (Category.BOUND_TO_SERVE, date(2026, 3, 31), False),
        (Category.BOUND_TO_SERVE, date(2026, 4, 1), True),
        (Category.OTHER, date(2026, 12, 31), False),
        (Category.OTHER, date(2027, 1, 1), True),
    ],
)
def test_how_long_an_absence_has_to_be_declared(category: Category, until: date, expected: bool) -> None:
    held = next(each for each in categories(SINCE) if each.category is category)
    assert must_declare(held, SINCE, until) is expected


def test_on_every_day_since_the_law_each_category_has_one_rule_and_says_what_is_unverified() -> None:
    for day in (date(2021, 7, 1), date(2025, 6, 30), date(2025, 7, 1), date(2026, 6, 30), date(2026, 7, 1)):
        assert [each.category for each in categories(day)] == list(Category)
    called_up = {day: categories(day)[2] for day in (date(2025, 6, 30), date(2025, 7, 1))}
    assert [(each.leaves, bool(each.unverified)) for each in called_up.values()] == [
        (Area.DISTRICT, False), (Area.COMMUNE, True),
    ]  # fmt: skip
    assert all(each.unverified for each in categories(date(2026, 7, 1)))


def test_the_database_refuses_absences_that_overlap() -> None:
    person = somebody()
    declare(person)
    row = AbsencePeriod.objects.get()
    for since, previous in ((date(2026, 6, 1), None), (date(2026, 6, 1), UNTIL), (date(2026, 6, 1), date(2026, 5, 1))):
        row.pk, row.since, row.until, row.previous_until = None, since, date(2028, 1, 1), previous
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save()


@pytest.mark.django_db(transaction=True)
def test_of_two_declarations_at_once_one_is_refused() -> None:
    person = somebody()
    elsewhere()
    results = at_once([lambda: declare(person), lambda: declare(person)])
    refused = [each for each in results if isinstance(each, DomainError)]
    assert [type(each) for each in refused] == [commands.AlreadyAbsent]
    assert AbsencePeriod.objects.count() == 1
