"""Records that may be one person are found by the trained model, on one machine."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.builders.population import AT, a_person

from dancu.kernel.names import PersonName
from dancu.kernel.sex import Sex
from dancu.places.domain.directory import Directory
from dancu.places.domain.units import Extent, Kind, Level, Unit
from dancu.population.commands.finding import find_duplicates
from dancu.population.linkage import linking, model
from dancu.population.linkage.traits import Known, Traits, traits_of
from dancu.population.models import LikelyPair

ON = date(2026, 11, 24)
REFORM = date(2025, 7, 1)
GIVEN = [
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Giang",
    "Hà",
    "Hùng",
    "Khánh",
    "Lan",
    "Minh",
    "Nga",
    "Oanh",
    "Phúc",
    "Quân",
    "Sơn",
]


def _unit(id_: int, code: str, level: Level, parent: int | None, kind: Kind, until: date | None = None) -> Unit:
    since = date(2008, 8, 1) if until or level is Level.PROVINCE else REFORM
    return Unit(id=id_, code=code, level=level, parent_id=parent, kind=kind, name=code, since=since, until=until)


PLACES = Directory(
    [
        _unit(1, "01", Level.PROVINCE, None, Kind.PROVINCE),
        _unit(2, "00004", Level.COMMUNE, 1, Kind.WARD, REFORM),
        _unit(3, "00005", Level.COMMUNE, 1, Kind.WARD, REFORM),
        _unit(4, "00099", Level.COMMUNE, 1, Kind.WARD),
        _unit(5, "00098", Level.COMMUNE, 1, Kind.WARD),
    ],
    [(2, 4, Extent.WHOLE), (3, 4, Extent.PARTLY), (3, 5, Extent.PARTLY)],
)
HE = Known(
    id=1000,
    name=PersonName("Đặng", "Thị", "Thuỳ"),
    year=1984,
    month=5,
    day=7,
    sex="female",
    province="001",
    home_unit=2,
    old_number="",
    father="",
    mother="Phạm Thị Mẹ",
)  # fmt: skip
AGAIN = {
    "without accents, in the units of today": {"name": PersonName("Dang", "Thi", "Thuy"), "home_unit": 4},
    "day and month swapped": {"month": 7, "day": 5},
    "another tone, a letter too few": {"name": PersonName("Đặng", "Thi", "Thủy"), "mother": "Pham Thi Me"},
    "a year only": {"month": None, "day": None},
}


def people() -> list[Known]:
    others = (
        Known(
            id=number,
            name=PersonName("Nguyễn" if number % 2 else "Trần", "Văn", GIVEN[number % len(GIVEN)]),
            year=1950 + number % 50,
            month=1 + number % 12,
            day=1 + number % 28,
            sex="male",
            province=("001", "079")[number % 2],
            home_unit=4,
            old_number="",
            father="",
            mother="",
        )
        for number in range(1, 300)
    )
    return [*others, HE]


def traits(*told: Known) -> list[Traits]:
    return list(traits_of(told, places=PLACES, on=ON))


@pytest.mark.parametrize("facts", AGAIN.values(), ids=AGAIN.keys())
def test_who_was_entered_twice_is_found_and_nobody_else(facts: dict[str, Any]) -> None:
    found = linking.link_all(traits(*people(), replace(HE, id=1001, **facts)), model.load())
    assert {(pair.one, pair.other) for pair in found} == {(1000, 1001)}


def test_among_all_only_those_pairs_are_asked_for_of_which_one_is_new() -> None:
    again = [replace(HE, id=1001, month=7, day=5), replace(HE, id=1002)]
    found = linking.link_new_ones(traits(*people(), *again), model.load(), new=[1002])
    assert {(pair.one, pair.other) for pair in found} == {(1000, 1002), (1001, 1002)}


def test_places_of_both_eras_are_one_where_that_is_certain() -> None:
    wholly, now, partly, nowhere = traits(*(replace(HE, home_unit=unit) for unit in (2, 4, 3, None)))
    assert wholly.home == now.home == "00099"
    assert (partly.home, partly.home_province) == (None, "01")
    assert (nowhere.home, nowhere.home_province) == (None, None)


def test_what_is_not_known_is_nothing_and_not_an_empty_likeness() -> None:
    [found] = traits(replace(HE, mother=""))
    assert (found.mother, found.father, found.old_number) == (None, None, None)


def test_the_trained_model_is_the_one_that_the_code_describes_in_plain_sql() -> None:
    trained, described = model.load(), model.untrained()
    assert trained["blocking_rules_to_generate_predictions"] == described["blocking_rules_to_generate_predictions"]
    for own, known in zip(trained["comparisons"], described["comparisons"], strict=True):
        for level, told in zip(own["comparison_levels"], known["comparison_levels"], strict=True):
            assert level["sql_condition"] == told["sql_condition"]
            assert level.get("is_null_level") or 0 < level["m_probability"] <= 1
    assert "sql_dialect" not in trained


@pytest.mark.django_db
def test_a_night_notes_who_came_and_may_be_there_already_and_leaves_what_officers_settled() -> None:
    mother = {"mother": a_person("Phạm Thị Mẹ", born="1950", sex=Sex.FEMALE)}
    one = a_person("Đặng Thị Thuỳ", born="07/05/1984", sex=Sex.FEMALE, old_id_number="012345678", **mother)
    other = a_person("Đặng Thị Thùy", born="05/07/1984", sex=Sex.FEMALE, old_id_number="012345678", **mother)
    for _ in range(2):
        assert find_duplicates(since=AT - timedelta(days=7), at=AT) == 1
    pair = LikelyPair.objects.get()
    assert (pair.one_id, pair.other_id, pair.state) == (one.id, other.id, "waiting")
    assert find_duplicates(since=AT + timedelta(days=1), at=AT) == 0
    LikelyPair.objects.update(state="apart")
    assert find_duplicates(since=None, at=AT) == 0
