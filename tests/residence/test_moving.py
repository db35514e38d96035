from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.builders.places import a_commune, a_province, an_old_commune, went_to
from tests.builders.population import AT, a_person
from tests.builders.residence import READ, SINCE, a_household, a_temporary_residence, members

from dancu.audit.models import AuditRow
from dancu.kernel.actor import SYSTEM
from dancu.kernel.errors import DomainError
from dancu.kernel.sex import Sex
from dancu.places.domain.units import Address
from dancu.population import commands as register
from dancu.residence import commands, queries
from dancu.residence.commands.households import file_number
from dancu.residence.domain import rules
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Ground, Joining, Kind, Registered
from dancu.residence.models import Household, ResidenceEvent, ResidencePeriod

MOVE = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


def elsewhere(line: str = "Số 5 đường Lê Lợi") -> Address:
    return Address(a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79")).id, line)


def move(*joining: tuple[int, Relation], since: date = MOVE, **how: object) -> Registered:
    return commands.register_permanent(
        joining=[Joining(person, relation) for person, relation in joining],
        since=since,
        ground=Ground.OWN_DWELLING,
        by=SYSTEM,
        at=AT,
        **({} if "household" in how or "place" in how else {"place": elsewhere()}),
        **how,  # type: ignore[arg-type]
    )


def a_family() -> tuple[int, int, int, Registered]:
    """Return father, mother, child and the household that he heads."""
    father = a_person(born="1980")
    mother = a_person(born="1982", sex=Sex.FEMALE, spouse=father)
    child = a_person(born="2012", father=father, mother=mother)
    home = a_household(father, (mother, Relation.WIFE), (child, Relation.CHILD))
    return father.id, mother.id, child.id, home


def test_a_registration_ends_the_former_residence_and_opens_the_new_one_on_the_same_day() -> None:
    _, _, child, home = a_family()
    relative = a_person(born="1950")
    new = a_household(relative, line="Số 7", unit=a_commune())
    registered = move((child, Relation.GRANDCHILD_BY_SON), household=new.household_id)
    day_before = queries.find_permanent_residence(person=child, on=MOVE - timedelta(1), **READ)
    day_of = queries.find_permanent_residence(person=child, on=MOVE, **READ)
    assert day_before is not None
    assert (day_before.household_id, day_before.until) == (home.household_id, MOVE)
    assert day_of is not None
    assert (day_of.household_id, day_of.since, day_of.until) == (new.household_id, MOVE, None)
    assert [former.household_id for former in registered.former] == [home.household_id]


def test_a_new_household_has_its_head_its_address_and_a_file_number_of_its_commune() -> None:
    father, mother, child, _ = a_family()
    registered = move((father, Relation.HEAD), (mother, Relation.WIFE), (child, Relation.CHILD))
    view = queries.get_household(code=registered.household_code, **READ)
    assert (view.head, view.address_line, view.opened_on, view.closed_on) == (father, "Số 5 đường Lê Lợi", MOVE, None)
    assert view.code == file_number("26743", view.id)
    assert members(view.id, MOVE) == {father: Relation.HEAD, mother: Relation.WIFE, child: Relation.CHILD}


def test_a_household_that_all_leave_is_closed_and_cannot_be_joined() -> None:
    father, mother, child, home = a_family()
    registered = move((father, Relation.HEAD), (mother, Relation.WIFE), (child, Relation.CHILD))
    assert registered.closed_households == (home.household_id,)
    assert queries.get_household(id=home.household_id, **READ).closed_on == MOVE
    with pytest.raises(commands.HouseholdClosed):
        move((a_person().id, Relation.GUEST), household=home.household_id)


def test_a_head_who_leaves_others_behind_must_name_the_new_head() -> None:
    father, _, _, _ = a_family()
    with pytest.raises(commands.NeedsNewHead):
        move((father, Relation.HEAD))


def test_the_wife_who_takes_over_has_her_child_as_her_child() -> None:
    father, mother, child, home = a_family()
    move((father, Relation.HEAD), new_heads={home.household_id: mother})
    assert queries.get_household(id=home.household_id, **READ).head == mother
    assert members(home.household_id, MOVE) == {mother: Relation.HEAD, child: Relation.CHILD}


def test_a_stranger_or_one_who_moves_too_cannot_take_over() -> None:
    father, mother, _, home = a_family()
    with pytest.raises(commands.NotAMember):
        move((father, Relation.HEAD), new_heads={home.household_id: a_person().id})
    with pytest.raises(commands.NotAMember):
        move((father, Relation.HEAD), (mother, Relation.WIFE), new_heads={home.household_id: mother})


def test_a_minor_heads_a_household_only_where_no_adult_is_left() -> None:
    father, mother, child, home = a_family()
    with pytest.raises(rules.UnfitHead):
        move((father, Relation.HEAD), new_heads={home.household_id: child})
    move((father, Relation.HEAD), (mother, Relation.WIFE), new_heads={home.household_id: child})
    assert members(home.household_id, MOVE) == {child: Relation.HEAD}


def test_an_adult_under_guardianship_heads_no_household_that_has_another_adult() -> None:
    father, ward, brother = a_person(born="1950"), a_person(born="1980"), a_person(born="1982")
    home = a_household(father, (ward, Relation.CHILD), (brother, Relation.CHILD))
    register.appoint_guardian(ward=ward.id, guardian=brother.id, since=SINCE, ground="test", by=SYSTEM, at=AT)
    with pytest.raises(rules.UnfitHead):
        move((father.id, Relation.HEAD), new_heads={home.household_id: ward.id})
    move((father.id, Relation.HEAD), (brother.id, Relation.CHILD), new_heads={home.household_id: ward.id})
    assert members(home.household_id, MOVE) == {ward.id: Relation.HEAD}


def test_who_lives_at_the_address_already_is_refused() -> None:
    father, mother, child, home = a_family()
    with pytest.raises(commands.AlreadyHoused):
        move((child, Relation.CHILD), household=home.household_id)
    same = Address(a_commune().id, "số 1, phố Hàng  Bạc")
    with pytest.raises(commands.AlreadyHoused):
        move((father, Relation.HEAD), (mother, Relation.WIFE), (child, Relation.CHILD), place=same)


def test_an_address_given_in_the_old_commune_is_the_same_place() -> None:
    old = an_old_commune()
    went_to(old, a_commune())
    person = a_person()
    a_household(person, unit=old)
    with pytest.raises(commands.AlreadyHoused):
        move((person.id, Relation.HEAD), place=Address(a_commune().id, "Số 1 phố Hàng Bạc"))


def test_the_dead_move_no_more() -> None:
    person = a_person()
    register.record_death(person=person.id, on=date(2026, 1, 1), ground="test", by=SYSTEM, at=AT)
    with pytest.raises(rules.PersonDead):
        move((person.id, Relation.HEAD))


def test_nobody_moves_before_he_came_to_where_he_lives() -> None:
    person = a_person()
    a_household(person)
    with pytest.raises(commands.BeforePresentPeriod):
        move((person.id, Relation.HEAD), since=SINCE - timedelta(1))


@pytest.mark.parametrize(
    ("relations", "joins", "error"),
    [
        ([], False, rules.NobodyToRegister),
        ([Relation.WIFE], False, rules.NeedsOneHead),
        ([Relation.HEAD, Relation.HEAD], False, rules.NeedsOneHead),
        ([Relation.HEAD], True, rules.HeadAlreadyThere),
    ],
)
def test_a_household_has_one_head_and_somebody_in_it(
    relations: list[Relation], joins: bool, error: type[DomainError]
) -> None:
    how = {"household": a_household().household_id} if joins else {}
    with pytest.raises(error):
        move(*((a_person().id, relation) for relation in relations), **how)


def test_a_place_is_given_by_address_or_by_household_not_both() -> None:
    with pytest.raises(commands.PlaceNotGiven):
        move((a_person().id, Relation.GUEST), household=a_household().household_id, place=elsewhere())


def test_an_unknown_household_is_refused() -> None:
    with pytest.raises(queries.NoSuchHousehold):
        move((a_person().id, Relation.GUEST), household=123456789)


def test_a_temporary_residence_at_the_new_place_ends_and_one_elsewhere_stays() -> None:
    here, there = a_person(), a_person()
    place = elsewhere()
    a_temporary_residence(here, since=date(2026, 3, 1), until=date(2027, 3, 1), unit=None, line="Số 9 phố Huế")
    a_temporary_residence(there, since=date(2026, 3, 1), until=date(2027, 3, 1), line=place.line)
    move((here.id, Relation.HEAD), place=Address(a_commune().id, "số 9 Phố Huế"))
    move((there.id, Relation.HEAD), place=place)
    assert queries.find_temporary_residence(person=here.id, on=MOVE, **READ) is None
    assert queries.find_temporary_residence(person=here.id, on=MOVE - timedelta(1), **READ) is not None
    assert queries.find_temporary_residence(person=there.id, on=MOVE, **READ) is not None


def test_an_extension_that_has_not_begun_ends_with_the_period_it_follows() -> None:
    person = a_person()
    a_temporary_residence(person, since=date(2025, 1, 1), until=date(2027, 1, 1))
    a_temporary_residence(person, since=date(2027, 1, 1), until=date(2028, 1, 1))
    move((person.id, Relation.HEAD), place=Address(a_commune().id, "Số 9 phố Huế"))
    assert [period.until for period in queries.list_residences(person=person.id, **READ)] == [None, MOVE]


def test_the_register_is_read_as_it_was_known_at_an_instant() -> None:
    person = a_person()
    home = a_household(person)
    move((person.id, Relation.HEAD))
    asked = {"person": person.id, "kind": Kind.PERMANENT, "on": MOVE, **READ}
    known_before = queries.residence_as_of(known_at=AT - timedelta(1), **asked)
    known_now = queries.residence_as_of(known_at=AT, **asked)
    assert known_before is not None
    assert (known_before.household_id, known_before.until) == (home.household_id, None)
    assert known_now is not None
    assert known_now.since == MOVE
    assert queries.residence_as_of(known_at=datetime(2019, 1, 1, tzinfo=UTC), **asked) is None


def test_a_residence_opened_and_superseded_on_one_day_goes_to_the_history() -> None:
    person = a_person()
    a_household(person)
    move((person.id, Relation.HEAD))
    move((person.id, Relation.HEAD), place=elsewhere("Số 6 đường Lê Lợi"))
    assert [period.address_line for period in queries.list_residences(person=person.id, **READ)] == [
        "Số 6 đường Lê Lợi",
        "Số 1 phố Hàng Bạc",
    ]


def test_each_change_is_an_event_with_before_and_after_and_an_audit_row() -> None:
    person = a_person()
    home = a_household(person)
    seen = ResidenceEvent.objects.count()
    move((person.id, Relation.HEAD))
    kinds = [event.kind for event in ResidenceEvent.objects.order_by("id")[seen:]]
    assert kinds == ["period_ended", "household_closed", "household_opened", "period_opened"]
    ended = ResidenceEvent.objects.get(kind="period_ended", person=person.id)
    assert (ended.household_id, ended.after) == (home.household_id, {"until": "2026-11-24"})
    assert AuditRow.objects.filter(act="residence.period_ended", subject_id=str(person.id)).count() == 1
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        ResidenceEvent.objects.update(ground="other")


def test_another_member_becomes_head_and_the_old_one_stays() -> None:
    father, mother, child, home = a_family()
    commands.change_head(household=home.household_id, new_head=mother, on=MOVE, ground="art_26", by=SYSTEM, at=AT)
    assert members(home.household_id, MOVE) == {
        mother: Relation.HEAD,
        father: Relation.HUSBAND,
        child: Relation.CHILD,
    }


def test_the_dossier_may_say_what_members_are_to_the_new_head() -> None:
    father, mother, child, home = a_family()
    stated = {child: Relation.STEPCHILD}
    commands.change_head(
        household=home.household_id, new_head=mother, relations=stated, on=MOVE, ground="art_26", by=SYSTEM, at=AT
    )
    assert members(home.household_id, MOVE)[child] is Relation.STEPCHILD
    assert members(home.household_id, MOVE)[father] is Relation.HUSBAND


def test_the_database_refuses_periods_that_overlap_or_leave_the_chain() -> None:
    person = a_person()
    a_household(person)
    row = ResidencePeriod.objects.get(person=person.id)
    bad = [
        {"since": date(2021, 1, 1)},  # a second open one
        {"since": date(2021, 1, 1), "until": date(2022, 1, 1)},  # a second first one
        {"since": date(2019, 1, 1), "until": date(2022, 1, 1), "previous_until": date(2019, 1, 1)},  # follows nothing
        {"since": date(2019, 1, 1), "until": date(2019, 1, 1)},  # no day long
        {"since": date(2019, 1, 1), "until": date(2020, 6, 1), "previous_until": date(2019, 6, 1)},  # begins too early
    ]
    for facts in bad:
        row.pk = None
        row.since, row.until, row.previous_until = facts["since"], facts.get("until"), facts.get("previous_until")
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save()


def test_a_person_heads_one_household_at_a_time() -> None:
    person = a_person()
    a_household(person)
    home = Household.objects.get(head=person.id)
    with pytest.raises(DatabaseError, match="one_open_household_a_head"), transaction.atomic():
        Household.objects.create(
            code="X", unit_id=home.unit_id, address_line="", head_id=person.id, opened_on=home.opened_on
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_registrations_of_one_person_at_once_each_sees_the_other() -> None:
    person = a_person()
    a_household(person)
    lines = ["Số 1", "Số 1"]
    elsewhere()

    def register_there(line: str) -> str:
        try:
            move((person.id, Relation.HEAD), place=elsewhere(line))
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "registered"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(register_there, lines)) == ["registered", "residence.already_housed"]
    assert ResidencePeriod.objects.filter(person=person.id, until__isnull=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_member_cannot_leave_while_he_is_made_head() -> None:
    father, mother, _, home = a_family()
    elsewhere()

    def act(who: int) -> str:
        try:
            if who == father:
                move((father, Relation.HEAD), new_heads={home.household_id: mother})
            else:
                move((mother, Relation.HEAD), place=elsewhere("Số 8"))
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "registered"

    with ThreadPoolExecutor(2) as pool:
        outcomes = set(pool.map(act, [father, mother]))
    assert outcomes in ({"registered", "residence.not_a_member"}, {"registered", "residence.needs_new_head"})
    head = queries.get_household(id=home.household_id, **READ).head
    assert head in members(home.household_id, MOVE)


def test_the_homes_of_several_people_are_read_at_once_with_who_shares_them() -> None:
    head, child, guest, alone, nowhere = (a_person(born=f"{year}") for year in (1970, 2015, 1980, 1975, 1990))
    household = a_household(head, (child, Relation.CHILD), (guest, Relation.GUEST)).household_id
    other = a_household(alone).household_id
    people = [child.id, alone.id, nowhere.id]
    with CaptureQueriesContext(connection) as asked:
        homes = queries.homes_of(people=people, on=MOVE, **READ)
    read = [each for each in asked if each["sql"].lstrip().startswith(("select", "with own"))]
    assert len(read) == 2
    assert set(homes) == {child.id, alone.id}
    home = homes[child.id]
    assert (home.residence.person, home.household and home.household.id) == (child.id, household)
    assert home.members == queries.list_members(household=household, on=MOVE, **READ)
    assert [member.person.id for member in homes[alone.id].members] == [alone.id]
    assert homes[alone.id].household == queries.get_household(id=other, **READ)
    assert not queries.homes_of(people=people, on=SINCE - timedelta(days=1), **READ)
