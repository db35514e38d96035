"""Dates of birth of which only a part is known, from the cell to the register."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import places
from tests.builders.intake import SOMEBODY, a_file, entered
from tests.builders.population import card

from dancu.intake.columns import columns_of
from dancu.intake.domain.states import Form
from dancu.kernel.dates import PartialDate
from dancu.kernel.pin import Pin
from dancu.kernel.sex import Sex
from dancu.population.models import Person

BORN = next(each for each in columns_of(Form.DC01) if each.key == "born")
UNKNOWN = st.sampled_from(["00", "0", "--", "-", "__", "??", "xx", "XX", " ", ""])
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(DAYS, UNKNOWN, UNKNOWN, st.sampled_from("/.-"))
def test_what_papers_write_for_the_unknown_is_read_as_unknown(day: date, one: str, other: str, mark: str) -> None:
    if mark == "-" and "-" in one + other:
        mark = "/"
    assert BORN.clean(f"{one}{mark}{other}{mark}{day.year}") == PartialDate(day.year)
    assert BORN.clean(f"{one}{mark}{day.month:02d}{mark}{day.year}") == PartialDate(day.year, day.month)


@given(DAYS)
def test_a_whole_date_is_read_as_it_stands_however_it_is_written(day: date) -> None:
    for written in (f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%d-%m-%Y}", day.isoformat()):
        assert BORN.clean(written) == PartialDate.of(day)


@given(st.builds(lambda day, parts: PartialDate(*(day.year, day.month, day.day)[:parts]), DAYS, st.integers(1, 3)))
def test_what_is_shown_of_a_date_is_read_as_the_same_date(born: PartialDate) -> None:
    assert BORN.clean(str(born)) == born


@given(DAYS, st.integers(1, 2), DAYS)
def test_who_has_only_a_part_of_a_date_is_never_older_than_he_surely_is(day: date, parts: int, on: date) -> None:
    known = PartialDate(*(day.year, day.month)[:parts])
    assert known.age_on(on) <= PartialDate.of(day).age_on(on)
    assert known.overlaps(PartialDate.of(day))


@pytest.mark.parametrize("cell", ["05/00/1950", "15/1950/03", "50", "31/02/1950", "00/00/0000", "không rõ"])
def test_what_is_no_date_is_refused(cell: str) -> None:
    with pytest.raises(ValidationError):
        BORN.clean(cell)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cell", "stored"), [("1950", (1950, None, None)), ("00/05/1950", (1950, 5, None)), ("15/03/1950", (1950, 3, 15))]
)
def test_a_part_of_a_date_is_kept_shown_and_part_of_the_number(
    tmp_path: Path, cell: str, stored: tuple[int, int | None, int | None]
) -> None:
    places.went_to(places.an_old_commune(), places.a_commune())
    entered(a_file(tmp_path, SOMEBODY | {"born": cell}))
    row = Person.objects.get()
    assert (row.birth_year, row.birth_month, row.birth_day) == stored
    person = card(row.pk)
    assert str(person.born) == cell.removeprefix("00/")
    assert Pin(row.pin).matches(person.born, Sex.MALE)


@pytest.mark.django_db
def test_who_has_only_a_year_comes_of_age_when_the_year_is_over(tmp_path: Path) -> None:
    places.went_to(places.an_old_commune(), places.a_commune())
    entered(a_file(tmp_path, SOMEBODY | {"born": "2006"}))
    person = card(Person.objects.get().pk)
    assert not person.is_adult(date(2024, 12, 30))
    assert person.is_adult(date(2024, 12, 31))
