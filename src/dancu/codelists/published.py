"""The lists as they come with the product: from the data folder, the Labour Code's holidays, and what rooms above hand down."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache

import holidays

from dancu.codelists.domain import CodeList, Version
from dancu.platform import codelists as tables

_YEARS = range(2021, 2041)
"""From the Residence Law of 2020 to as far as the lunar calendar is worth computing; the Government fixes each year's days."""
_SINCE = date(2021, 7, 1)
"""The day the Residence Law came into force: what comes with the product counts from its first day."""
_LABOUR_CODE = "Bộ luật Lao động 45/2019/QH14, Điều 112"
_handed_down: dict[CodeList, Callable[[], Iterable[Version]]] = {}


def hand_down(codelist: CodeList, source: Callable[[], Iterable[Version]]) -> None:
    """Take up from a room above what a list comes with; called once, at start-up."""
    _handed_down[codelist] = source


def published(codelist: CodeList) -> tuple[Version, ...]:
    """Return the versions of a list that nobody has to write down."""
    source = _handed_down.get(codelist)
    return tuple(source()) if source else _own(codelist)


@cache
def _own(codelist: CodeList) -> tuple[Version, ...]:
    match codelist:
        case CodeList.SPECIAL_CATEGORIES:
            return tuple(_categories())
        case CodeList.DAYS_OFF:
            return (*_holidays(), *_swapped("day_off", "worked_instead", "Nghỉ hoán đổi với {}", "Off, swapped for {}"))
        case CodeList.RETENTION:
            return ()  # no table of it was read: what procedures declare holds
        case CodeList.DAYS_WORKED:
            return tuple(_swapped("worked_instead", "day_off", "Làm bù cho {}", "Worked instead of {}"))
        case CodeList.LEGAL_PROVISIONS:
            return ()


def _categories() -> Iterator[Version]:
    for number, row in enumerate(tables.rows("special_categories"), start=1):
        yield Version(code=row["code"], since=_SINCE, name=row["name"], name_en=row["name_en"], order=number)


def _holidays() -> Iterator[Version]:
    swapped = {row["day_off"] for row in tables.rows("working_day_swaps")}
    in_english = holidays.country_holidays("VN", years=_YEARS, language="en_US")
    for day, name in holidays.country_holidays("VN", years=_YEARS, language="vi").items():
        if day.isoformat() not in swapped:
            yield Version(code=day.isoformat(), since=_SINCE, name=name, name_en=in_english[day], basis=_LABOUR_CODE)


def _swapped(column: str, other: str, name: str, name_en: str) -> Iterator[Version]:
    for row in tables.rows("working_day_swaps"):
        day = f"{date.fromisoformat(row[other]):%d/%m/%Y}"
        yield Version(
            code=row[column], since=_SINCE, name=name.format(day), name_en=name_en.format(day), basis=row["source"]
        )
