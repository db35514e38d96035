"""Hold an account against the register."""

from datetime import date

import pytest

from dancu.identity.domain.matching import Fact, Verdict, match
from dancu.kernel.dates import PartialDate
from dancu.kernel.names import PersonName

BORN = PartialDate(1990, 3, 15)


def verdicts(
    number: str = "001090000001",
    name: str = "Nguyễn Thị Hòa",
    born: date | None = date(1990, 3, 15),
    registered_born: PartialDate = BORN,
) -> dict[Fact, Verdict]:
    found = match(
        number=number,
        name=name,
        born=born,
        registered_numbers=("001090000001", "123456789"),
        registered_name=PersonName.parse("Nguyễn Thị Hòa"),
        registered_born=registered_born,
    )
    return {each.fact: each.verdict for each in found}


def test_the_same_facts_are_the_same() -> None:
    assert set(verdicts().values()) == {Verdict.SAME}


@pytest.mark.parametrize("name", ["nguyễn thị hoà", "NGUYỄN THỊ HÒA", "Nguyễn  Thị Hoà"])
def test_another_writing_of_the_name_is_equivalent(name: str) -> None:
    assert verdicts(name=name)[Fact.NAME] is Verdict.EQUIVALENT


@pytest.mark.parametrize("name", ["Nguyễn Thị Hoa", "Nguyen Thi Hoa", "Nguyễn Thị", ""])
def test_another_name_differs(name: str) -> None:
    assert verdicts(name=name)[Fact.NAME] is Verdict.DIFFERENT


def test_the_old_number_is_the_person_s_too() -> None:
    assert verdicts(number="123456789")[Fact.NUMBER] is Verdict.SAME
    assert verdicts(number="987654321")[Fact.NUMBER] is Verdict.DIFFERENT


def test_a_person_without_an_old_number_is_not_found_by_an_empty_one() -> None:
    (number, *_) = match(
        number="",
        name="A",
        born=None,
        registered_numbers=("001090000001", ""),
        registered_name=PersonName.parse("A"),
        registered_born=PartialDate(1990),
    )
    assert number.verdict is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("registered", "verdict"),
    [
        (PartialDate(1990), Verdict.SAME),
        (PartialDate(1990, 3), Verdict.SAME),
        (PartialDate(1990, 4), Verdict.DIFFERENT),
        (PartialDate(1990, 3, 14), Verdict.DIFFERENT),
    ],
)
def test_what_the_register_does_not_know_of_a_birth_date_does_not_differ(
    registered: PartialDate, verdict: Verdict
) -> None:
    assert verdicts(registered_born=registered)[Fact.BORN] is verdict


def test_an_account_that_gives_no_birth_date_does_not_agree() -> None:
    assert verdicts(born=None)[Fact.BORN] is Verdict.UNKNOWN
