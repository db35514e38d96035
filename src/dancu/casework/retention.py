"""The table of retention as it stands on a day: what procedures declare, and what the centre has written down since."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from dancu.casework.domain.retention import UNKNOWN, Fate, Retention
from dancu.casework.models import Dossier
from dancu.casework.procedures import Procedure, catalogue
from dancu.codelists import queries as codelists
from dancu.codelists.domain import CodeList


def table(on: date) -> Mapping[str, Retention]:
    """Return the periods of every procedure that makes dossiers, by its code; those of its last version, in force or not."""
    written = {each.code: each for each in codelists.held(CodeList.RETENTION, on)}
    declared = {p.code: p.retention for p in _last_versions(on)}
    return {
        code: replace(periods, erase_after_years=written[code].years, source=written[code].basis)
        if code in written
        else periods
        for code, periods in declared.items()
    }


def of(dossier: Dossier, on: date) -> Retention:
    """Return the periods of a dossier as they stand on a day."""
    return table(on).get(dossier.procedure_code, UNKNOWN)


def due_on(dossier: Dossier, fate: Fate, *, at: datetime) -> date | None:
    """Return the day from which a dossier can be archived or erased; None while it is not over, or where that is not known."""
    if dossier.closed_at is None:
        return None
    return of(dossier, day(at)).due_on(fate, day(dossier.closed_at))


def day(at: datetime) -> date:
    """Return the day here."""
    return timezone.localtime(at).date()


def _last_versions(on: date) -> Iterable[Procedure[object]]:
    last = {}
    for code in catalogue().codes(lambda procedure: procedure.since <= on):
        versions = [p for p in catalogue().history(code) if isinstance(p, Procedure) and p.since <= on]
        last[code] = versions[-1]
    return last.values()
