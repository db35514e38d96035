"""What the official list of units says, and where old addresses lie today."""

from collections import Counter
from datetime import date

import pytest
from tests.builders.places import BEFORE, TODAY, every_unit

from dancu.places.domain.directory import Directory, alphabetical
from dancu.places.domain.units import Address, Ask, Certain, Kind, Level, UnknownUnit


@pytest.fixture(scope="module")
def units() -> Directory:
    return every_unit()


@pytest.mark.parametrize(
    ("level", "on", "count"),
    [
        (Level.PROVINCE, BEFORE, 63),
        (Level.DISTRICT, BEFORE, 696),
        (Level.COMMUNE, BEFORE, 10051),
        (Level.PROVINCE, TODAY, 34),
        (Level.DISTRICT, TODAY, 0),
        (Level.COMMUNE, TODAY, 3321),
    ],
)
def test_there_are_as_many_units_as_the_resolutions_say(units: Directory, level: Level, on: date, count: int) -> None:
    assert len(units.of_level(level, on)) == count


def test_today_there_are_wards_communes_and_special_zones(units: Directory) -> None:
    kinds = Counter(unit.kind for unit in units.communes(TODAY))
    assert kinds == {Kind.COMMUNE: 2621, Kind.WARD: 687, Kind.SPECIAL_ZONE: 13}


def test_six_of_todays_provinces_are_central_cities(units: Directory) -> None:
    assert sum(unit.kind is Kind.CENTRAL_CITY for unit in units.provinces(TODAY)) == 6


@pytest.mark.parametrize(
    ("code", "before", "today"),
    [
        ("15", "Yên Bái", "Lào Cai"),
        ("24", "Bắc Giang", "Bắc Ninh"),
        ("44", "Quảng Bình", "Quảng Trị"),
        ("52", "Bình Định", "Gia Lai"),
        ("80", "Long An", "Tây Ninh"),
        ("82", "Tiền Giang", "Đồng Tháp"),
        ("91", "Kiên Giang", "An Giang"),
    ],
)
def test_seven_province_codes_changed_their_meaning(units: Directory, code: str, before: str, today: str) -> None:
    assert units.by_code(code, on=BEFORE).name == before
    assert units.by_code(code, on=TODAY).name == today


def test_every_unit_lies_in_one_of_the_same_days(units: Directory) -> None:
    for on in (BEFORE, TODAY):
        for commune in units.communes(on):
            assert all(above.in_force(on) for above in units.chain(commune))


def test_the_last_day_of_the_old_units_is_the_day_before_the_reform(units: Directory) -> None:
    assert units.has_districts(date(2025, 6, 30))
    assert not units.has_districts(date(2025, 7, 1))


def test_an_unknown_code_is_refused(units: Directory) -> None:
    assert units.find_by_code("99999", on=TODAY) is None
    with pytest.raises(UnknownUnit):
        units.by_code("99999", on=TODAY)
    with pytest.raises(UnknownUnit):
        units.unit(0)


def test_days_before_the_oldest_list_show_it_and_say_so(units: Directory) -> None:
    assert units.by_code("01", on=date(2010, 1, 1)).name == "Hà Nội"
    assert not units.is_exact(date(2010, 1, 1))
    assert units.is_exact(TODAY)


def test_an_address_names_every_level_of_its_day(units: Directory) -> None:
    today = units.by_code("26743", on=TODAY)
    before = units.by_code("26743", on=BEFORE)
    assert units.address(today.id, "12 Lê Lợi") == "12 Lê Lợi, Phường Bến Thành, Thành phố Hồ Chí Minh"
    assert units.address(before.id, "12 Lê Lợi") == "12 Lê Lợi, Phường Bến Thành, Quận 1, Thành phố Hồ Chí Minh"


def test_an_address_without_a_line_is_the_units_name(units: Directory) -> None:
    unit = units.by_code("04", on=TODAY)
    assert units.address(unit.id, "") == "Tỉnh Cao Bằng"


def test_an_old_commune_that_went_whole_to_one_is_shown_as_that_one(units: Directory) -> None:
    # 9,451 communes and 5 island districts without communes.
    old = [unit for level in (Level.COMMUNE, Level.DISTRICT) for unit in units.of_level(level, BEFORE)]
    certain = [unit for unit in old if isinstance(units.today(unit, TODAY), Certain)]
    assert len(certain) == 9451 + 5


def test_an_old_ward_that_stayed_whole_lies_in_its_new_one(units: Directory) -> None:
    hang_bac = units.by_code("00061", on=BEFORE)
    assert units.today(hang_bac, TODAY) == Certain(units.by_code("00070", on=TODAY))


def test_a_divided_commune_makes_the_person_choose_among_its_parts(units: Directory) -> None:
    answer = units.today(units.by_code("00634", on=BEFORE), TODAY)
    assert isinstance(answer, Ask)
    assert len(answer.candidates) == 5


def test_nothing_is_guessed_where_the_successor_is_unknown(units: Directory) -> None:
    asked = [answer for unit in units.communes(BEFORE) if isinstance(answer := units.today(unit, TODAY), Ask)]
    assert sum(not answer.candidates for answer in asked) == 28


def test_one_known_part_of_a_divided_commune_is_not_taken_for_the_whole(units: Directory) -> None:
    asked = [answer for unit in units.communes(BEFORE) if isinstance(answer := units.today(unit, TODAY), Ask)]
    assert sum(len(answer.candidates) == 1 for answer in asked) == 132


def test_a_unit_of_today_is_certain(units: Directory) -> None:
    unit = units.by_code("26743", on=TODAY)
    assert units.today(unit, TODAY) == Certain(unit)


def test_an_address_moves_to_todays_units_only_where_they_are_certain(units: Directory) -> None:
    old = units.communes(BEFORE)
    certain = next(unit for unit in old if isinstance(units.today(unit, TODAY), Certain))
    divided = next(unit for unit in old if isinstance(units.today(unit, TODAY), Ask))
    assert len(units.address_today(certain.id, "1", TODAY).split(", ")) == 3
    assert units.address_today(divided.id, "1", TODAY) == units.address(divided.id, "1")


def test_provinces_stand_in_the_order_of_the_vietnamese_alphabet(units: Directory) -> None:
    names = [unit.name for unit in units.provinces(TODAY)]
    assert names[:7] == ["An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk"]
    assert names[-1] == "Vĩnh Long"


def test_numbered_wards_stand_in_the_order_of_their_numbers() -> None:
    assert sorted(["Phường 10", "Phường 2", "Phường Bến Nghé"], key=alphabetical) == [
        "Phường 2",
        "Phường 10",
        "Phường Bến Nghé",
    ]


def test_wards_stand_before_communes_and_special_zones(units: Directory) -> None:
    kinds = [unit.kind for unit in units.children(units.by_code("79", on=TODAY), TODAY)]
    assert list(dict.fromkeys(kinds)) == [Kind.WARD, Kind.COMMUNE, Kind.SPECIAL_ZONE]


def test_an_address_goes_through_json_unharmed() -> None:
    address = Address(7, "12 Lê Lợi")
    assert Address.from_json(address.as_json()) == address
