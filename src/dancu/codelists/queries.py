"""Read code lists: what holds on a day, what a code was called, which days offices work, and all versions for administrators."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language

from dancu.codelists.domain import CodeList, Entry, Version, entries, last_of, spans
from dancu.codelists.models import CodeVersion
from dancu.codelists.published import published
from dancu.kernel.working_days import Calendar
from dancu.offices.domain.rights import SEE_CODE_LISTS
from dancu.offices.queries import OfficerView
from dancu.offices.queries.groups import demand


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """An entry as administrators see it."""

    entry: Entry
    recorded_at: datetime | None
    """None for what came with the product."""
    recorded_by: str
    to_come: bool
    """Whether it counts only from a later day than it is looked at, so that it can still be taken back."""


@lru_cache(maxsize=64)
def held(codelist: CodeList, on: date) -> tuple[Version, ...]:
    """Return what a list holds on a day that is not still to come; read once in each process, as it changes no more."""
    return tuple(entry.version for entry in entries(versions(codelist), on))


def calendar(at: datetime) -> Calendar:
    """Return the working days of public offices as they are known on a day: holidays, and the Government's swaps."""
    return _calendar(timezone.localtime(at).date())


@lru_cache(maxsize=8)
def _calendar(on: date) -> Calendar:
    off, worked = (
        frozenset(date.fromisoformat(each.code) for each in held(codelist, on))
        for codelist in (CodeList.DAYS_OFF, CodeList.DAYS_WORKED)
    )
    return Calendar(holidays=off, make_up=worked)


def forget() -> None:
    """Read the lists again at the next question."""
    held.cache_clear()
    _calendar.cache_clear()


def names(codelist: CodeList, codes: Iterable[str]) -> list[str]:
    """Return what codes are called in the reader's language, in the list's order; also those that ended since."""
    return list(names_by_code(codelist, codes).values())


def names_by_code(codelist: CodeList, codes: Iterable[str]) -> dict[str, str]:
    """Return the same by code."""
    wanted = set(codes)
    known = versions(codelist) if wanted else ()
    found = [_last_name(known, code) for code in wanted]
    return {each.code: called(each) for each in sorted(filter(None, found), key=lambda each: (each.order, each.code))}


def called(version: Version, language: str | None = None) -> str:
    """Return the name of a version in a language, by default the reader's."""
    return version.name_en if (language or get_language() or "vi").startswith("en") else version.name


def versions(codelist: CodeList) -> tuple[Version, ...]:
    """Return every version of a list; one that is written down takes the place of a published one of the same day."""
    written = {(row.code, row.since): _version(row) for row in CodeVersion.objects.filter(codelist=codelist)}
    return tuple(({(each.code, each.since): each for each in published(codelist)} | written).values())


def list_entries(codelist: CodeList, *, on: date, officer: OfficerView, group: str = "") -> list[EntryView]:
    """List what a list holds on a day, in its order; of a list of days, those of that year, else of one group or of all.

    Raises MayNotAdminister.
    """
    demand(officer, SEE_CODE_LISTS)
    found = entries(versions(codelist), on)
    if codelist.of_days:
        found = tuple(each for each in found if each.version.code.startswith(f"{on.year:04d}-"))
    if codelist.of_procedures:
        wanted = (each for each in found if group in {"", each.version.group})
        found = tuple(sorted(wanted, key=lambda each: each.version.group))
    return _viewed(codelist, found, on)


def history(codelist: CodeList, code: str, *, on: date, officer: OfficerView) -> list[EntryView]:
    """List all versions of a code, the latest first; raises MayNotAdminister."""
    demand(officer, SEE_CODE_LISTS)
    found = [each for each in spans(versions(codelist)) if each.version.code == code]
    return _viewed(codelist, found, on)[::-1]


def last_version(codelist: CodeList, code: str) -> Version | None:
    """Return the last version of a code, be it still to come."""
    return last_of(versions(codelist), code)


def _viewed(codelist: CodeList, found: Iterable[Entry], on: date) -> list[EntryView]:
    rows = CodeVersion.objects.filter(codelist=codelist).select_related("recorded_by")
    written = {(row.code, row.since): row for row in rows}
    views = []
    for each in found:
        row = written.get((each.version.code, each.version.since))
        views.append(
            EntryView(
                entry=each,
                recorded_at=row.recorded_at if row else None,
                recorded_by=row.recorded_by.full_name if row else "",
                to_come=row is not None and each.version.since > on,
            )
        )
    return views


def _last_name(known: Iterable[Version], code: str) -> Version | None:
    return last_of((each for each in known if not each.ended), code)


def _version(row: CodeVersion) -> Version:
    return Version(
        code=row.code,
        since=row.since,
        name=row.name,
        name_en=row.name_en,
        order=row.order,
        basis=row.basis,
        years=row.years,
        ended=row.ended,
    )
