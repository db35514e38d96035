from datetime import date, timedelta

import pytest
from tests.builders.places import a_commune, a_province, an_old_commune, went_to
from tests.builders.population import AT, a_person
from tests.builders.residence import READ, a_household, members
from tests.builders.threads import at_once

from dancu.kernel.actor import SYSTEM
from dancu.kernel.errors import DomainError
from dancu.kernel.sex import Sex
from dancu.places.domain.units import Address, Extent
from dancu.population import commands as register
from dancu.population.domain.person import PersonCard
from dancu.residence import commands, queries
from dancu.residence.domain import rules
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EndGround, Ground, Joining, Registered
from dancu.residence.models import Household, ResidencePeriod, ResidencePeriodHistory

ON = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


def split(household: int | None, *joining: tuple[PersonCard, Relation], **how: object) -> Registered:
    facts = {"on": ON, "by": SYSTEM, "at": AT, **how}
    return commands.split_household(
        household=household, joining=[Joining(person.id, relation) for person, relation in joining], **facts
    )  # type: ignore[arg-type]


def three_generations() -> tuple[PersonCard, PersonCard, PersonCard, Registered]:
    """Return a grandfather who heads a household, his son and the son's child."""
    grandfather = a_person(born="1950")
    son = a_person(born="1980", father=grandfather)
    child = a_person(born="2012", father=son)
    home = a_household(grandfather, (son, Relation.CHILD), (child, Relation.GRANDCHILD_BY_SON))
    return grandfather, son, child, home


def test_members_form_a_household_of_their_own_in_the_same_dwelling() -> None:
    grandfather, son, child, home = three_generations()
    new = split(home.household_id, (son, Relation.HEAD), (child, Relation.CHILD))
    household = queries.get_household(id=new.household_id, **READ)
    assert (household.address_line, household.head, household.opened_on) == ("Số 1 phố Hàng Bạc", son.id, ON)
    assert household.code != home.household_code
    assert members(new.household_id, ON) == {son.id: Relation.HEAD, child.id: Relation.CHILD}
    assert members(home.household_id, ON) == {grandfather.id: Relation.HEAD}
    assert len(members(home.household_id, ON - timedelta(1))) == 3
    assert {each.end_ground for each in queries.list_residences(person=son.id, **READ)} == {None, EndGround.SPLIT}


def test_a_head_who_separates_names_who_heads_the_old_household() -> None:
    grandfather, son, child, home = three_generations()
    with pytest.raises(commands.NeedsNewHead):
        split(home.household_id, (grandfather, Relation.HEAD))
    split(home.household_id, (grandfather, Relation.HEAD), new_heads={home.household_id: son.id})
    # A grandchild by a son is his child or his brother's: who declares says which.
    assert members(home.household_id, ON) == {son.id: Relation.HEAD, child.id: Relation.NOT_STATED}


def test_those_who_separate_are_members_and_not_all_of_them() -> None:
    grandfather, son, child, home = three_generations()
    with pytest.raises(commands.NotOfThisHousehold):
        split(home.household_id, (a_person(), Relation.HEAD))
    with pytest.raises(commands.NotOfThisHousehold):
        split(a_household().household_id, (son, Relation.HEAD))
    everybody = [(grandfather, Relation.PATERNAL_GRANDFATHER), (son, Relation.HEAD), (child, Relation.CHILD)]
    with pytest.raises(commands.NobodyRemains):
        split(home.household_id, *everybody)


def test_one_of_those_who_separate_is_an_adult_of_full_capacity() -> None:
    _, son, child, home = three_generations()
    with pytest.raises(rules.NobodyOfFullCapacity):
        split(home.household_id, (child, Relation.HEAD))
    register.appoint_guardian(ward=son.id, guardian=a_person().id, since=ON, ground="test", by=SYSTEM, at=AT)
    with pytest.raises(rules.NobodyOfFullCapacity):
        split(home.household_id, (son, Relation.HEAD), (child, Relation.CHILD))


def test_a_household_merges_with_another_one_of_the_dwelling_and_closes() -> None:
    grandfather, son, child, home = three_generations()
    new = split(home.household_id, (son, Relation.HEAD), (child, Relation.CHILD))
    merged = split(new.household_id, (son, Relation.CHILD), (child, Relation.GRANDCHILD_BY_SON), into=home.household_id)
    assert merged.closed_households == (new.household_id,)
    assert set(members(home.household_id, ON)) == {grandfather.id, son.id, child.id}
    # What began and ended on one day was never true of a day: it is in the history only.
    assert len(queries.list_residences(person=son.id, **READ)) == 2


def test_nobody_joins_a_household_of_another_dwelling_by_a_split() -> None:
    _, son, _, home = three_generations()
    other = a_household(line="Số 2")
    with pytest.raises(commands.NotSameDwelling):
        split(home.household_id, (son, Relation.GUEST), into=other.household_id)


def test_members_are_related_anew_and_the_head_stays_the_head() -> None:
    grandfather, son, child, home = three_generations()

    def change(relations: dict[int, Relation]) -> None:
        commands.change_relations(
            household=home.household_id, relations=relations, on=ON, ground="art_26", by=SYSTEM, at=AT
        )  # type: ignore[arg-type]

    change({son.id: Relation.ADOPTED_CHILD})
    assert members(home.household_id, ON)[son.id] is Relation.ADOPTED_CHILD
    assert ResidencePeriodHistory.objects.get(person=son.id).relation == Relation.CHILD
    for wrong in ({son.id: Relation.HEAD}, {grandfather.id: Relation.GUEST}):
        with pytest.raises(rules.HeadAlreadyThere):
            change(wrong)
    with pytest.raises(commands.NotOfThisHousehold):
        change({a_person().id: Relation.GUEST, child.id: Relation.GUEST})


def change_addresses(unit: int, **how: object) -> int:
    facts = {"on": ON, "ground": "Quyết định 12/QĐ-UBND", "by": SYSTEM, "at": AT, **how}
    return commands.change_addresses(unit=unit, **facts)  # type: ignore[arg-type]


def test_a_street_renamed_is_so_for_all_who_live_there_and_their_residence_goes_on() -> None:
    head, wife = a_person(), a_person(sex=Sex.FEMALE)
    home = a_household(head, (wife, Relation.WIFE))
    other = a_household(line="Số 2 phố Hàng Bạc")
    unit = a_commune().id
    assert change_addresses(unit, lines={"số 1, phố hàng bạc": "Số 1 phố Tạ Hiện"}) == 2
    for person in (head, wife):
        (seen,) = queries.list_residences(person=person.id, **READ)
        assert (seen.address_line, seen.since, seen.until) == ("Số 1 phố Tạ Hiện", date(2020, 1, 1), None)
    assert queries.get_household(id=home.household_id, **READ).address_line == "Số 1 phố Tạ Hiện"
    assert queries.get_household(id=other.household_id, **READ).address_line == "Số 2 phố Hàng Bạc"
    kept = ResidencePeriodHistory.objects.filter(address_line="Số 1 phố Hàng Bạc")
    assert {each.event.kind for each in kept} == {"addresses_changed"}
    assert kept[0].event.before == {"unit": unit, "lines": ["Số 1 phố Hàng Bạc"]}


def test_a_commune_that_was_merged_is_replaced_for_all_who_live_there_and_not_for_who_left() -> None:
    old = an_old_commune()
    went_to(old, a_commune())
    stays, left = a_person(), a_person()
    home = a_household(stays, unit=old)
    a_household(left, unit=old, line="Số 3")
    ben_thanh = a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79"))
    a_household(left, unit=ben_thanh, line="Số 5", since=date(2022, 1, 1))
    assert change_addresses(old.id, to_unit=a_commune().id) == 1
    assert queries.get_household(id=home.household_id, **READ).unit_id == a_commune().id
    assert ResidencePeriod.objects.get(person=left.id, until__isnull=False).unit_id == old.id


def test_of_a_divided_commune_each_address_goes_where_it_is_said_to() -> None:
    old, one = an_old_commune(), a_commune()
    other = a_commune("Phường Cửa Nam", code="00082")
    went_to(old, one, other, extent=Extent.PARTLY)
    a_household(unit=old)
    with pytest.raises(commands.NotASuccessor):
        change_addresses(old.id, to_unit=other.id)
    line = "Số 1 phố Hàng Bạc"
    with pytest.raises(commands.NotASuccessor):
        change_addresses(old.id, lines={line: line}, to_unit=a_commune("Phường Ba Đình", code="00004").id)
    assert change_addresses(old.id, lines={line: line}, to_unit=other.id) == 1


def test_addresses_where_nobody_lives_are_not_changed() -> None:
    with pytest.raises(commands.NothingRegisteredThere):
        change_addresses(a_commune().id, lines={"Số 1": "Số 2"})


@pytest.mark.django_db(transaction=True)
def test_of_two_splits_of_one_member_at_once_each_sees_the_other() -> None:
    _, son, _, home = three_generations()
    results = at_once([lambda: split(home.household_id, (son, Relation.HEAD))] * 2)
    assert [type(each) for each in results if isinstance(each, DomainError)] == [commands.NotOfThisHousehold]
    assert Household.objects.filter(head=son.id, closed_on__isnull=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_joins_while_the_street_is_renamed_lives_under_its_new_name() -> None:
    home = a_household()
    person, place = a_person(), Address(a_commune().id, "Số 1 phố Hàng Bạc")

    def join() -> None:
        commands.register_permanent(
            joining=[Joining(person.id, Relation.GUEST)], household=home.household_id, since=ON,
            ground=Ground.WITH_KIN, by=SYSTEM, at=AT,
        )  # fmt: skip

    def rename() -> None:
        change_addresses(place.unit_id, lines={place.line: "Số 1 phố Tạ Hiện"})

    results = at_once([join, rename])
    assert not any(isinstance(each, Exception) for each in results), results
    lines = ResidencePeriod.objects.filter(household=home.household_id).values_list("address_line", flat=True)
    assert set(lines) == {"Số 1 phố Tạ Hiện"}
