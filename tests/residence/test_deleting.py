from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from tests.builders.jobs import queued
from tests.builders.population import AT, a_person
from tests.builders.residence import READ, a_household, a_temporary_residence, members
from tests.builders.threads import at_once

from dancu.kernel.actor import SYSTEM
from dancu.kernel.errors import DomainError
from dancu.kernel.sex import Sex
from dancu.places.domain.units import Address
from dancu.population import commands as register
from dancu.population.domain.person import NationalityLoss, PersonCard
from dancu.residence import commands, queries, tasks
from dancu.residence.domain import deletion
from dancu.residence.domain.deletion import DELETIONS, Basis, grounds_of
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Deleted, EndGround, Ground, Joining, Kind
from dancu.residence.domain.rules import NoCitizen
from dancu.residence.models import Household, ResidenceEvent, ResidencePeriod

ON = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


def delete(*people: PersonCard, kind: Kind = Kind.PERMANENT, **how: object) -> Deleted:
    act = commands.delete_permanent if kind is Kind.PERMANENT else commands.delete_temporary
    facts = {"ground": EndGround.SETTLED_ABROAD, "basis": Basis.DECLARED, "on": ON, **how}
    return act(people=[person.id for person in people], by=SYSTEM, at=AT, **facts)  # type: ignore[arg-type]


def died(person: PersonCard, on: date = date(2026, 11, 20)) -> None:
    register.record_death(person=person.id, on=on, ground="test", by=SYSTEM, at=AT)


def work_off_death(person: PersonCard, on: date = date(2026, 11, 20)) -> None:
    tasks.delete_after_death(person=person.id, on=on.isoformat(), at=AT.isoformat())


def test_who_settled_abroad_is_no_longer_registered_from_that_day_on() -> None:
    person, wife = a_person(), a_person(sex=Sex.FEMALE)
    home = a_household(person, (wife, Relation.WIFE))
    deleted = delete(wife)
    assert [residence.person for residence in deleted.former] == [wife.id]
    assert queries.find_permanent_residence(person=wife.id, on=ON, **READ) is None
    before = queries.find_permanent_residence(person=wife.id, on=ON - timedelta(1), **READ)
    assert before is not None
    assert before.end_ground is EndGround.SETTLED_ABROAD
    assert members(home.household_id, ON) == {person.id: Relation.HEAD}


def test_the_last_of_a_household_closes_it() -> None:
    person = a_person()
    home = a_household(person)
    assert delete(person).closed_households == (home.household_id,)
    with pytest.raises(commands.NotRegistered):
        delete(person)


def test_a_head_whose_registration_is_deleted_is_followed_by_who_is_named() -> None:
    head, wife, child = a_person(), a_person(sex=Sex.FEMALE), a_person(born="2015")
    home = a_household(head, (wife, Relation.WIFE), (child, Relation.CHILD))
    with pytest.raises(commands.NeedsNewHead):
        delete(head)
    delete(head, new_heads={home.household_id: wife.id})
    assert members(home.household_id, ON) == {wife.id: Relation.HEAD, child.id: Relation.CHILD}


def test_who_was_deleted_may_register_again_but_not_before() -> None:
    person = a_person()
    a_household(person)
    delete(person)

    def register_again(since: date) -> None:
        commands.register_permanent(
            joining=[Joining(person.id, Relation.HEAD)], place=Address(_unit(person), "Số 2"), since=since,
            ground=Ground.OWN_DWELLING, by=SYSTEM, at=AT,
        )  # fmt: skip

    with pytest.raises(commands.BeforeFormerEnd):
        register_again(ON - timedelta(1))
    register_again(ON)
    assert queries.find_permanent_residence(person=person.id, on=ON, **READ) is not None


def _unit(person: PersonCard) -> int:
    return ResidencePeriod.objects.filter(person=person.id).latest("since").unit_id


@pytest.mark.parametrize(
    ("kind", "how", "refusal"),
    [
        (Kind.PERMANENT, {"ground": EndGround.EXPIRED}, deletion.NoDeletionGround),
        (Kind.TEMPORARY, {"ground": EndGround.SETTLED_ABROAD}, deletion.NoDeletionGround),
        (Kind.PERMANENT, {"on": date(2021, 6, 30)}, deletion.NoDeletionGround),
        (Kind.PERMANENT, {"basis": Basis.OWN_MOTION}, deletion.MinutesNeeded),
        (Kind.PERMANENT, {"basis": Basis.AUTOMATIC}, deletion.NotAutomatic),
        (
            Kind.PERMANENT,
            {"basis": Basis.AUTOMATIC, "ground": EndGround.DEAD_OR_MISSING, "on": date(2026, 3, 14)},
            deletion.NotAutomatic,
        ),
        (
            Kind.PERMANENT,
            {"basis": Basis.AUTOMATIC, "ground": EndGround.DEAD_OR_MISSING, "on": date(2026, 3, 15)},
            commands.NotRecordedDead,
        ),
        (Kind.TEMPORARY, {"ground": EndGround.AWAY}, commands.NotRegistered),
    ],
)
def test_a_deletion_has_a_ground_of_its_day_and_a_basis(
    kind: Kind, how: dict[str, object], refusal: type[DomainError]
) -> None:
    person = a_person()
    a_household(person)
    with pytest.raises(refusal):
        delete(person, kind=kind, **how)


def test_the_authority_deletes_by_its_own_motion_with_minutes() -> None:
    person = a_person()
    a_household(person)
    delete(person, basis=Basis.OWN_MOTION, ground=EndGround.DWELLING_GONE, minutes="12/BB-CAP")
    event = ResidenceEvent.objects.get(kind="deleted", person=person.id)
    assert event.after == {"kind": "permanent", "article": "24.1 i", "basis": "own_motion", "minutes": "12/BB-CAP"}
    assert event.act == ResidenceEvent.objects.get(kind="period_ended", person=person.id).act


def test_who_registered_temporarily_while_away_is_not_deleted_for_being_away() -> None:
    person, gone = a_person(), a_person()
    for each, until in ((person, date(2025, 12, 1)), (gone, date(2025, 11, 1))):
        a_household(each)
        a_temporary_residence(each, since=date(2025, 1, 1), until=until)
    with pytest.raises(deletion.RegisteredAway):
        delete(person, ground=EndGround.AWAY)
    delete(gone, ground=EndGround.AWAY)


def test_a_temporary_registration_is_deleted_with_its_extension() -> None:
    person = a_person()
    a_temporary_residence(person, since=date(2026, 1, 1), until=date(2027, 1, 1))
    a_temporary_residence(person, since=date(2027, 1, 1), until=date(2028, 1, 1))
    delete(person, kind=Kind.TEMPORARY, ground=EndGround.LEASE_ENDED)
    rows = queries.list_residences(person=person.id, **READ)
    assert [(row.until, row.end_ground) for row in rows] == [(ON, EndGround.LEASE_ENDED)]


def test_nothing_is_deleted_from_before_it_began() -> None:
    person = a_person()
    a_household(person, since=date(2026, 11, 1))
    with pytest.raises(commands.BeforePresentPeriod):
        delete(person, on=date(2026, 10, 31))
    a_temporary_residence(person, since=date(2026, 11, 1), until=date(2027, 1, 1))
    with pytest.raises(commands.BeforePresentTemporary):
        delete(person, kind=Kind.TEMPORARY, ground=EndGround.LEASE_ENDED, on=date(2026, 10, 31))


def test_a_death_ends_what_is_registered_and_the_spouse_stands_in_for_the_head() -> None:
    head, wife, mother = a_person(born="1980"), a_person(born="1990", sex=Sex.FEMALE), a_person(born="1950")
    home = a_household(head, (mother, Relation.MOTHER), (wife, Relation.WIFE))
    a_temporary_residence(head, since=date(2026, 3, 1), until=date(2027, 3, 1))
    died(head)
    for _ in range(2):  # jobs run at least once
        work_off_death(head)
    rows = queries.list_residences(person=head.id, **READ)
    assert {(row.kind, row.until, row.end_ground) for row in rows} == {
        (kind, date(2026, 11, 20), EndGround.DEAD_OR_MISSING) for kind in (Kind.PERMANENT, Kind.TEMPORARY)
    }
    assert members(home.household_id, ON) == {wife.id: Relation.HEAD, mother.id: Relation.HUSBANDS_MOTHER}


def test_the_register_of_residences_hears_of_a_death() -> None:
    person = a_person()
    died(person)
    assert queued("residence.delete_after_death")[-1] == {
        "person": person.id, "on": "2026-11-20", "at": AT.isoformat(),
    }  # fmt: skip


def test_a_court_s_decision_that_somebody_is_missing_ends_what_is_registered() -> None:
    person = a_person()
    a_household(person)
    on = date(2026, 11, 20)
    register.declare_missing(person=person.id, since=date(2024, 1, 1), on=on, ground="test", by=SYSTEM, at=AT)
    assert queued("residence.delete_after_death")[-1]["person"] == person.id
    work_off_death(person)
    assert queries.find_permanent_residence(person=person.id, on=ON, **READ) is None


def lost_nationality(person: PersonCard) -> None:
    register.record_nationality_loss(
        person=person.id, way=NationalityLoss.RENOUNCED, on=date(2026, 11, 20), ground="test", by=SYSTEM, at=AT
    )


def work_off_loss(person: PersonCard) -> None:
    tasks.delete_after_nationality_loss(person=person.id, on="2026-11-20", at=AT.isoformat())


def test_a_loss_of_nationality_ends_what_is_registered_and_somebody_stands_in_for_the_head() -> None:
    head, wife = a_person(), a_person(sex=Sex.FEMALE)
    home = a_household(head, (wife, Relation.WIFE))
    a_temporary_residence(head, since=date(2026, 3, 1), until=date(2027, 3, 1))
    lost_nationality(head)
    assert queued("residence.delete_after_nationality_loss")[-1]["person"] == head.id
    for _ in range(2):  # jobs run at least once
        work_off_loss(head)
    rows = queries.list_residences(person=head.id, **READ)
    assert {(row.kind, row.until, row.end_ground) for row in rows} == {
        (kind, date(2026, 11, 20), EndGround.NATIONALITY_LOST) for kind in (Kind.PERMANENT, Kind.TEMPORARY)
    }
    assert members(home.household_id, ON) == {wife.id: Relation.HEAD}


def test_no_citizen_is_deleted_as_one_who_is_none() -> None:
    person = a_person()
    a_household(person)
    with pytest.raises(commands.NotRecordedLost):
        work_off_loss(person)
    with pytest.raises(commands.NotRecordedLost):
        delete(person, ground=EndGround.NATIONALITY_LOST, basis=Basis.AUTOMATIC)


def test_who_lost_the_nationality_neither_registers_nor_takes_over_a_household() -> None:
    head, wife, son = a_person(), a_person(sex=Sex.FEMALE), a_person(born="2000")
    home = a_household(head, (wife, Relation.WIFE), (son, Relation.CHILD))
    lost_nationality(wife)
    with pytest.raises(NoCitizen):
        a_household(wife, since=ON)
    died(head)
    work_off_death(head)
    assert Household.objects.get(id=home.household_id).head_id == son.id


@pytest.mark.django_db(transaction=True)
def test_a_loss_of_nationality_and_a_move_at_once_leave_nothing_registered() -> None:
    person = a_person()
    a_household(person)
    place = Address(_unit(person), "Số 2")

    def move() -> None:
        commands.register_permanent(
            joining=[Joining(person.id, Relation.HEAD)], place=place, since=ON, ground=Ground.OWN_DWELLING,
            by=SYSTEM, at=AT,
        )  # fmt: skip

    def lose() -> None:
        lost_nationality(person)
        work_off_loss(person)

    results = at_once([move, lose])
    assert not any(isinstance(each, Exception) and not isinstance(each, DomainError) for each in results), results
    work_off_loss(person)
    assert not ResidencePeriod.objects.filter(person=person.id, until__isnull=True).exists()
    assert not Household.objects.filter(closed_on__isnull=True).exists()


def test_where_a_whole_household_died_it_is_closed_whoever_is_worked_off_first() -> None:
    head, wife = a_person(), a_person(sex=Sex.FEMALE)
    home = a_household(head, (wife, Relation.WIFE))
    died(head)
    died(wife)
    work_off_death(head)
    work_off_death(wife)
    assert Household.objects.get(id=home.household_id).closed_on == date(2026, 11, 20)


def test_a_child_left_by_both_parents_heads_the_household_while_one_is_still_to_be_deleted() -> None:
    head, wife, child = a_person(), a_person(sex=Sex.FEMALE), a_person(born="2015")
    home = a_household(head, (wife, Relation.WIFE), (child, Relation.CHILD))
    died(head)
    died(wife)
    work_off_death(head)
    assert Household.objects.get(id=home.household_id).head_id == child.id
    work_off_death(wife)
    assert members(home.household_id, ON) == {child.id: Relation.HEAD}


def test_before_the_decree_a_death_is_declared() -> None:
    person = a_person()
    a_household(person)
    died(person)
    before = datetime(2026, 3, 14, 12, tzinfo=timezone.get_default_timezone())
    commands.delete_after_death(person=person.id, on=date(2026, 3, 1), by=SYSTEM, at=before)
    assert queries.find_permanent_residence(person=person.id, on=ON, **READ) is not None
    delete(person, ground=EndGround.DEAD_OR_MISSING, on=date(2026, 3, 14))
    assert queries.find_permanent_residence(person=person.id, on=ON, **READ) is None


def test_nobody_living_is_deleted_as_dead() -> None:
    person = a_person()
    a_household(person)
    with pytest.raises(commands.NotRecordedDead):
        work_off_death(person)


def test_each_ground_names_its_article_once_a_kind() -> None:
    for kind in (Kind.PERMANENT, Kind.TEMPORARY):
        grounds = grounds_of(kind, ON)
        assert len({each.ground for each in grounds}) == len({each.article for each in grounds}) == len(grounds)
    assert {each.article for each in DELETIONS if each.automatic_since} == {
        "24.1 a", "24.1 đ", "29.1 a", "29.1 d", "29.1 đ",
    }  # fmt: skip
    assert not grounds_of(Kind.CURRENT, ON)


@pytest.mark.django_db(transaction=True)
def test_a_deletion_and_a_move_at_once_leave_one_state() -> None:
    person = a_person()
    a_household(person)
    place = Address(_unit(person), "Số 2")

    def move() -> None:
        commands.register_permanent(
            joining=[Joining(person.id, Relation.HEAD)], place=place, since=ON, ground=Ground.OWN_DWELLING,
            by=SYSTEM, at=AT,
        )  # fmt: skip

    results = at_once([move, lambda: delete(person)])
    assert not any(isinstance(each, Exception) and not isinstance(each, DomainError) for each in results), results
    open_ = ResidencePeriod.objects.filter(person=person.id, until__isnull=True)
    homes = Household.objects.filter(closed_on__isnull=True)
    assert {period.household_id for period in open_} == {home.pk for home in homes}


@pytest.mark.django_db(transaction=True)
def test_two_deaths_in_one_household_at_once_close_it() -> None:
    head, wife = a_person(), a_person(sex=Sex.FEMALE)
    home = a_household(head, (wife, Relation.WIFE))
    died(head)
    died(wife)
    assert at_once([lambda: work_off_death(head), lambda: work_off_death(wife)]) == [None, None]
    assert Household.objects.get(id=home.household_id).closed_on is not None
