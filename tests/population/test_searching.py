"""Who is meant: accents that were typed, and slips of the keyboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders.population import a_person, called

from dancu.kernel.dates import PartialDate
from dancu.kernel.names import PersonName
from dancu.kernel.sex import Sex
from dancu.population.domain.description import Description, Spot
from dancu.population.domain.near import GUESSES, guesses
from dancu.population.queries import list_spots, spot_of

KNOWN = frozenset(["nguyen", "van", "hoa", "hoang", "hung", "thi", "an", "anh", "ngoc", "duc", "tran", "le", "ho"])


@pytest.mark.parametrize(
    ("typed", "name", "fits"),
    [
        ("nguyen van hoa", "Nguyễn Văn Hoà", True),
        ("Nguyễn Văn Hòa", "Nguyễn Văn Hoà", True),
        ("Nguyễn Văn Hoá", "Nguyễn Văn Hoà", False),
        ("nguyen van Hoà", "Nguyễn Văn Hoà", True),
        ("Nguyễn Văn Hoà", "Nguyễn Văn Hoàng", True),
        ("Nguyễn Vân", "Nguyễn Văn Hoà", False),
        ("Mĩ Duyên", "Mỹ Duyên", True),
    ],
)
def test_accents_that_are_typed_are_meant(typed: str, name: str, fits: bool) -> None:
    assert Description(name=typed).fits(PersonName.parse(name), PartialDate(1990), Sex.MALE) is fits


@pytest.mark.parametrize(
    ("born", "fits"), [(PartialDate(1990), True), (PartialDate(1990, 3, 15), True), (PartialDate(1990, 4), False)]
)
def test_what_is_not_known_of_a_birth_speaks_against_nobody(born: PartialDate, fits: bool) -> None:
    described = Description(born=born)
    assert described.fits(PersonName.parse("An"), PartialDate(1990, 3), Sex.MALE) is fits


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nguyeenx vawn hoaf", "nguyen van hoa"),
        ("nguye6n4 van hoa", "nguyen van hoa"),
        ("dduwcs an", "duc an"),
        ("ngyuen van hoa", "nguyen van hoa"),
        ("nguyn van hoa", "nguyen van hoa"),
        ("nguyen van hao", "nguyen van hoa"),
        ("tran le an", "tran le anh"),
    ],
)
def test_what_somebody_may_have_meant(typed: str, meant: str) -> None:
    assert meant in guesses(typed.split(), KNOWN)


@given(st.lists(st.sampled_from(sorted(KNOWN)), min_size=1, max_size=4))
def test_a_guess_differs_in_one_word_and_is_made_of_known_ones(words: list[str]) -> None:
    found = guesses(words, KNOWN)
    assert len(found) <= GUESSES
    for name in found:
        assert set(name.split()) <= KNOWN
        assert sum(one != other for one, other in zip(words, name.split(), strict=True)) == 1


@pytest.mark.django_db
class TestList:
    def test_a_page_goes_on_behind_the_last_one_in_the_order_of_names_then_years(self) -> None:
        people = [a_person("Trần Văn An", born=str(year)) for year in (1980, 1970, 1970)]
        people.append(a_person("Trần Văn Bình", born="1950"))
        first = list_spots(names=["tran van"], limit=2)
        rest = list_spots(names=["tran van"], limit=9, after=first[-1])
        assert [spot.person for spot in first + rest] == [people[place].id for place in (1, 2, 0, 3)]

    def test_the_year_narrows_it_and_a_word_is_only_the_beginning_of_another(self) -> None:
        a_person("Trần Văn An", born="1980"), a_person("Trần Văn Anh", born="1981"), a_person("Trần Vân", born="1981")
        assert [spot.name_key for spot in list_spots(names=["tran van an"], limit=9)] == ["tran van an", "tran van anh"]
        assert [spot.birth_year for spot in list_spots(names=["tran van an"], birth_year=1981, limit=9)] == [1981]

    def test_several_names_are_one_list_in_which_nobody_stands_twice(self) -> None:
        person, other = a_person("Trần Văn An"), a_person("Lê Văn An")
        found = list_spots(names=["tran van", "tran van an", "le van an"], limit=9)
        assert [spot.person for spot in found] == [other.id, person.id]

    def test_everybody_stands_somewhere(self) -> None:
        person = a_person("Trần Văn An", born="1980")
        assert spot_of(person.id) == Spot("tran van an", 1980, person.id)
        assert spot_of(person.id + 1) is None
        assert called("tran van an") == [person]
