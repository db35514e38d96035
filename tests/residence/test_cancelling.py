from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from tests.builders.places import a_commune, a_province
from tests.builders.population import AT, a_person
from tests.builders.residence import READ, a_household, a_temporary_residence, members
from tests.builders.threads import at_once

from dancu.kernel.actor import SYSTEM
from dancu.kernel.sex import Sex
from dancu.places.domain.units import Address
from dancu.population.domain.person import PersonCard
from dancu.residence import commands, queries
from dancu.residence.domain.absence import Category
from dancu.residence.domain.cancellation import CancelGround
from dancu.residence.domain.deletion import Basis
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EndGround, Ground, Joining, Kind, Registered
from dancu.residence.models import AbsencePeriod, Departure, Household, ResidenceEvent, ResidencePeriod

ON = date(2026, 11, 24)
LATER = AT + timedelta(days=3)
pytestmark = pytest.mark.django_db

State = tuple[list[tuple[object, ...]], list[tuple[object, ...]], list[tuple[object, ...]]]


def elsewhere(line: str = "Số 5 đường Lê Lợi") -> Address:
    return Address(a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79")).id, line)


def move(*joining: tuple[PersonCard, Relation], on: date = ON, **how: object) -> Registered:
    return commands.register_permanent(
        joining=[Joining(person.id, relation) for person, relation in joining], since=on,
        ground=Ground.OWN_DWELLING, by=SYSTEM, at=AT,
        **({"place": elsewhere()} if not how.keys() & {"place", "household"} else {}), **how,  # type: ignore[arg-type]
    )  # fmt: skip


def last_act() -> UUID:
    act = ResidenceEvent.objects.exclude(act=None).latest("id").act
    assert act is not None
    return act


def cancel(act: UUID | None = None, *, at: datetime = AT) -> None:
    commands.cancel_registration(
        act=act or last_act(), ground=CancelGround.WRONG_CONDITIONS, on=ON + timedelta(3), by=SYSTEM, at=at
    )


def state() -> State:
    """Return what the register says now, without what the cancelled act left behind closed."""
    left = Household.objects.exclude(id__in=ResidencePeriod.objects.filter(household__isnull=False).values("household"))
    facts = ("person", "kind", "household", "relation", "unit", "address_line", "since", "until", "previous_until",
             "end_ground", "ground", "dossier")  # fmt: skip
    return (
        list(ResidencePeriod.objects.order_by("person", "kind", "since").values_list(*facts)),
        list(AbsencePeriod.objects.order_by("person", "since").values_list("person", "since", "until", "end_ground")),
        list(Household.objects.exclude(id__in=left).order_by("id").values_list("id", "head", "closed_on")),
    )


def a_family() -> tuple[PersonCard, PersonCard, PersonCard, int]:
    father = a_person(born="1980")
    mother = a_person(born="1982", sex=Sex.FEMALE, spouse=father)
    child = a_person(born="2012", father=father, mother=mother)
    home = a_household(father, (mother, Relation.WIFE), (child, Relation.CHILD))
    assert home.household_id is not None
    return father, mother, child, home.household_id


def test_a_move_that_is_cancelled_never_was_and_stays_readable() -> None:
    father, mother, child, _ = a_family()
    before = state()
    new = move((father, Relation.HEAD), (mother, Relation.WIFE), (child, Relation.CHILD))
    cancel(at=LATER)
    assert state() == before
    assert queries.get_household(id=new.household_id, **READ).closed_on == ON
    known = queries.residence_as_of(person=father.id, kind=Kind.PERMANENT, on=ON, known_at=AT, **READ)
    assert known is not None
    assert known.household_id == new.household_id


def test_a_head_who_moved_and_whom_his_wife_followed_heads_his_household_again() -> None:
    father, mother, child, home = a_family()
    before = state()
    move((father, Relation.HEAD), new_heads={home: mother.id})
    cancel()
    assert state() == before
    assert members(home, ON) == {father.id: Relation.HEAD, mother.id: Relation.WIFE, child.id: Relation.CHILD}


def test_who_moved_with_the_head_is_to_him_what_he_was() -> None:
    father, mother, child, home = a_family()
    before = state()
    move((father, Relation.HEAD), (mother, Relation.WIFE), new_heads={home: child.id})
    cancel()
    assert state() == before


def test_who_joined_since_stays_and_is_stated_to_be_nothing_to_the_old_head() -> None:
    father, mother, _, home = a_family()
    move((father, Relation.HEAD), new_heads={home: mother.id})
    act = last_act()
    guest = a_person()
    move((guest, Relation.GUEST), household=home, on=ON + timedelta(1))
    cancel(act)
    assert members(home, ON + timedelta(1))[guest.id] is Relation.NOT_STATED


def test_a_temporary_residence_beside_it_stands_and_one_that_it_ended_stands_again() -> None:
    person = a_person()
    a_household(person)
    place = elsewhere()
    a_temporary_residence(person, since=date(2026, 1, 1), until=date(2027, 1, 1), unit=None, line="Số 9 phố Huế")
    before = state()
    move((person, Relation.HEAD), place=Address(a_commune().id, "Số 9 phố Huế"))
    cancel()
    assert state() == before
    move((person, Relation.HEAD), place=place)
    act = last_act()
    commands.declare_absence(
        person=person.id, category=Category.OTHER, country="JPN", since=ON + timedelta(2), until=date(2028, 1, 1),
        reason="Du học", by=SYSTEM, at=AT,
    )  # fmt: skip
    cancel(act)
    assert AbsencePeriod.objects.filter(person=person.id).exists()
    assert ResidencePeriod.objects.filter(person=person.id, until__isnull=True).count() == 1


def test_what_rests_on_it_is_named_and_cancelled_first() -> None:
    person = a_person()
    a_household(person)
    before = state()
    move((person, Relation.HEAD))
    first = last_act()
    move((person, Relation.HEAD), place=elsewhere("Số 6"), on=ON + timedelta(9))
    second = last_act()
    with pytest.raises(commands.ChangedSince) as refused:
        cancel(first)
    assert refused.value.facts == {"on": "03/12/2026"}
    cancel(second)
    cancel(first)
    assert state() == before


def test_a_household_that_others_joined_is_not_undone() -> None:
    person = a_person()
    a_household(person)
    new = move((person, Relation.HEAD))
    act = last_act()
    move((a_person(), Relation.GUEST), household=new.household_id)
    with pytest.raises(commands.OthersLiveThere):
        cancel(act)


def test_a_head_who_heads_another_household_by_now_does_not_come_back() -> None:
    father, mother, _, home = a_family()
    commands.change_head(household=home, new_head=mother.id, on=ON, ground="art_26", by=SYSTEM, at=AT)
    act = last_act()
    move((father, Relation.HEAD))
    with pytest.raises(commands.HeadsAnother):
        cancel(act)


def test_a_head_changed_twice_comes_back_step_by_step() -> None:
    father, mother, _, home = a_family()
    before = state()
    commands.change_head(household=home, new_head=mother.id, on=ON, ground="art_26", by=SYSTEM, at=AT)
    first = last_act()
    commands.change_head(household=home, new_head=father.id, on=ON + timedelta(1), ground="art_26", by=SYSTEM, at=AT)
    second = last_act()
    with pytest.raises(commands.ChangedSince):
        cancel(first)
    cancel(second)
    cancel(first)
    assert state() == before


def test_a_temporary_registration_and_its_extension_are_cancelled_one_by_one() -> None:
    person = a_person()
    before = state()
    commands.register_temporary(
        joining=[Joining(person.id, Relation.HEAD)], place=elsewhere(), since=ON, until=date(2027, 11, 24),
        by=SYSTEM, at=AT,
    )  # fmt: skip
    first, registered = last_act(), state()
    commands.extend_temporary(
        people=[person.id], until=date(2028, 11, 24), asked_on=date(2027, 11, 20), by=SYSTEM, at=AT
    )
    with pytest.raises(commands.ChangedSince):
        cancel(first)
    cancel()
    assert state() == registered
    cancel(first)
    assert state() == before


def test_deletions_splits_relations_and_absences_are_undone_too() -> None:
    father, mother, child, home = a_family()
    before = state()
    commands.delete_permanent(
        people=[father.id], ground=EndGround.SETTLED_ABROAD, basis=Basis.DECLARED, on=ON,
        new_heads={home: mother.id}, by=SYSTEM, at=AT,
    )  # fmt: skip
    cancel()
    assert state() == before
    commands.split_household(
        household=home, joining=[Joining(mother.id, Relation.HEAD), Joining(child.id, Relation.CHILD)], on=ON,
        by=SYSTEM, at=AT,
    )  # fmt: skip
    cancel()
    assert state() == before
    commands.change_relations(
        household=home, relations={child.id: Relation.ADOPTED_CHILD}, on=ON, ground="art_26", by=SYSTEM, at=AT
    )
    cancel()
    assert state() == before
    commands.declare_absence(
        person=father.id, category=Category.OTHER, country="JPN", since=ON, until=date(2028, 1, 1), reason="Du học",
        by=SYSTEM, at=AT,
    )  # fmt: skip
    away, absent = last_act(), state()
    commands.end_absence(person=father.id, on=ON + timedelta(30), by=SYSTEM, at=AT)
    cancel()
    assert state() == absent
    cancel(away)
    assert state() == before


def test_a_guest_comes_back_into_the_household_whose_closing_is_cancelled() -> None:
    head, guest = a_person(), a_person()
    place = elsewhere("Số 7")
    home = move((head, Relation.HEAD), place=place, on=date(2026, 1, 1))
    commands.register_temporary(
        joining=[Joining(guest.id, Relation.GUEST)], household=home.household_id, since=date(2026, 2, 1),
        until=date(2027, 2, 1), by=SYSTEM, at=AT,
    )  # fmt: skip
    before = state()
    move((head, Relation.HEAD), place=Address(a_commune().id, "Số 1"))
    cancel()
    assert state() == before


def test_an_address_renamed_since_does_not_stand_in_the_way() -> None:
    person = a_person()
    a_household(person)
    move((person, Relation.HEAD))
    act = last_act()
    commands.change_addresses(
        unit=elsewhere().unit_id, lines={"Số 5 đường Lê Lợi": "Số 5 phố Mới"}, on=ON, ground="test", by=SYSTEM, at=AT
    )
    cancel(act)
    lives = queries.find_permanent_residence(person=person.id, on=ON, **READ)
    assert lives is not None
    assert lives.address_line == "Số 1 phố Hàng Bạc"


def test_an_act_is_cancelled_once_and_only_a_registration_is() -> None:
    person = a_person()
    a_household(person)
    with pytest.raises(queries.NoSuchAct):
        cancel(uuid4())
    move((person, Relation.HEAD))
    act = last_act()
    cancel(act)
    with pytest.raises(commands.NotCancellable):
        cancel()
    with pytest.raises(commands.AlreadyCancelled):
        cancel(act)
    listed = queries.list_acts(person=person.id, **READ)
    assert [(view.cancelled, view.act == act) for view in listed] == [(False, False), (True, True), (False, False)]


def test_the_former_commune_hears_no_more_of_who_did_not_leave() -> None:
    person = a_person()
    a_household(person)
    move((person, Relation.HEAD))
    cancel(at=LATER)
    assert Departure.objects.get(person=person.id).withdrawn_at == LATER


@pytest.mark.django_db(transaction=True)
def test_of_two_cancellations_at_once_one_is_done() -> None:
    person = a_person()
    a_household(person)
    move((person, Relation.HEAD))
    act = last_act()
    results = at_once([lambda: cancel(act)] * 2)
    assert sorted(_names(results)) == ["AlreadyCancelled", "NoneType"]
    assert ResidencePeriod.objects.get(person=person.id).until is None


def _names(results: Iterable[object]) -> list[str]:
    return [type(each).__name__ for each in results]
