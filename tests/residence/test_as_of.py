"""The register read as it was on a day and as it was known at an instant."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.builders.places import a_commune
from tests.builders.population import a_person
from tests.builders.residence import READ, a_household

from dancu.kernel.actor import SYSTEM
from dancu.kernel.sex import Sex
from dancu.places.domain.units import Address
from dancu.population.domain.person import PersonCard
from dancu.residence import commands, queries
from dancu.residence.domain.cancellation import CancelGround
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Ground, Joining, Kind
from dancu.residence.models import ResidenceEvent

DAY = timedelta(days=1)
FIRST, SECOND, THIRD = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)
"""Three days on which something changed, each of them known some days later."""
KNEW = {day: datetime(day.year, day.month, day.day + 9, tzinfo=UTC) for day in (FIRST, SECOND, THIRD)}
NOW = datetime(2026, 11, 24, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def how(day: date) -> dict[str, object]:
    return {"by": SYSTEM, "at": KNEW[day]}


def a_family() -> tuple[PersonCard, PersonCard, PersonCard, int]:
    father = a_person(born="1980")
    mother = a_person(born="1982", sex=Sex.FEMALE, spouse=father)
    child = a_person(born="2012", father=father, mother=mother)
    home = a_household(father, (mother, Relation.WIFE), (child, Relation.CHILD)).household_id
    assert home is not None
    return father, mother, child, home


def seen(household: int, on: date, known_at: datetime = NOW) -> dict[int, Relation] | None:
    found = queries.household_as_of(household=household, on=on, known_at=known_at, **READ)
    return relations(found) if found else None


def relations(found: queries.HouseholdAsOf) -> dict[int, Relation]:
    return {each.person.id: each.residence.relation or Relation.NOT_STATED for each in found.members}


def test_a_head_is_head_from_the_day_on_which_he_took_over_and_was_not_known_before() -> None:
    father, mother, child, home = a_family()
    commands.change_head(household=home, new_head=mother.id, on=FIRST, ground="art_26", **how(FIRST))  # type: ignore[arg-type]
    before = {father.id: Relation.HEAD, mother.id: Relation.WIFE, child.id: Relation.CHILD}
    after = {mother.id: Relation.HEAD, father.id: Relation.HUSBAND, child.id: Relation.CHILD}
    assert seen(home, FIRST - DAY) == before
    assert seen(home, FIRST) == after
    assert seen(home, FIRST, known_at=KNEW[FIRST] - DAY) == before
    assert seen(home, date(2019, 1, 1)) is None


def test_several_changes_in_place_are_each_true_from_their_day() -> None:
    father, mother, child, home = a_family()
    commands.change_head(household=home, new_head=mother.id, on=FIRST, ground="art_26", **how(FIRST))  # type: ignore[arg-type]
    commands.change_relations(
        household=home, relations={child.id: Relation.STEPCHILD}, on=SECOND, ground="art_26", **how(SECOND)
    )  # type: ignore[arg-type]
    commands.change_addresses(
        unit=a_commune().id, lines={"Số 1 phố Hàng Bạc": "Số 1 phố Tạ Hiện"}, on=THIRD, ground="test", **how(THIRD)
    )  # type: ignore[arg-type]
    told = {}
    for day in (FIRST - DAY, FIRST, SECOND, THIRD):
        found = queries.household_as_of(household=home, on=day, known_at=NOW, **READ)
        assert found is not None
        told[day] = (found.head, relations(found)[child.id], found.address_line)
    assert told == {
        FIRST - DAY: (father.id, Relation.CHILD, "Số 1 phố Hàng Bạc"),
        FIRST: (mother.id, Relation.CHILD, "Số 1 phố Hàng Bạc"),
        SECOND: (mother.id, Relation.STEPCHILD, "Số 1 phố Hàng Bạc"),
        THIRD: (mother.id, Relation.STEPCHILD, "Số 1 phố Tạ Hiện"),
    }


def test_what_was_cancelled_was_known_for_a_time_and_never_true() -> None:
    father, mother, child, home = a_family()
    place = Address(a_commune("Phường Cửa Nam", code="00082").id, "Số 5")
    commands.register_permanent(
        joining=[Joining(father.id, Relation.HEAD)], place=place, since=FIRST, ground=Ground.OWN_DWELLING,
        new_heads={home: mother.id}, **how(FIRST),  # type: ignore[arg-type]
    )  # fmt: skip
    act = ResidenceEvent.objects.latest("id").act
    assert act is not None
    commands.cancel_registration(act=act, ground=CancelGround.WRONG_AUTHORITY, on=SECOND, **how(SECOND))  # type: ignore[arg-type]
    whole = {father.id: Relation.HEAD, mother.id: Relation.WIFE, child.id: Relation.CHILD}
    meanwhile = {mother.id: Relation.HEAD, child.id: Relation.CHILD}
    between = KNEW[SECOND] - DAY
    assert [seen(home, FIRST), seen(home, FIRST, between), seen(home, FIRST - DAY, between)] == [
        whole, meanwhile, whole,
    ]  # fmt: skip
    lived = [
        queries.residence_as_of(person=father.id, kind=Kind.PERMANENT, on=FIRST, known_at=known, **READ)
        for known in (KNEW[FIRST] - DAY, between, NOW)
    ]
    assert [home and home.address_line for home in lived] == ["Số 1 phố Hàng Bạc", "Số 5", "Số 1 phố Hàng Bạc"]


def test_who_separated_belonged_to_the_old_household_until_then() -> None:
    father, mother, child, home = a_family()
    new = commands.split_household(
        household=home, joining=[Joining(mother.id, Relation.HEAD), Joining(child.id, Relation.CHILD)], on=FIRST,
        **how(FIRST),  # type: ignore[arg-type]
    ).household_id  # fmt: skip
    assert new is not None
    assert seen(home, FIRST - DAY) == {father.id: Relation.HEAD, mother.id: Relation.WIFE, child.id: Relation.CHILD}
    assert seen(home, FIRST) == {father.id: Relation.HEAD}
    assert (seen(new, FIRST - DAY), seen(new, FIRST)) == (None, {mother.id: Relation.HEAD, child.id: Relation.CHILD})


def test_there_is_no_household_of_an_unknown_number() -> None:
    with pytest.raises(queries.NoSuchHousehold):
        seen(0, FIRST)
