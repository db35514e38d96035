"""Lists that the police of a commune keep: guests tonight, temporary residents whose term ends soon, the absent.

A page begins after a row that its reader was shown (`after`, an id), so it stands still while rows come and go, and no address
of a page holds anything of a person. Whose list it is follows from the officer's jurisdiction alone: the units of one commune.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Denied
from dancu.offices import queries as offices
from dancu.offices.domain.jurisdiction import covers
from dancu.offices.domain.rights import SEE_ABSENT, SEE_GUESTS, SEE_TEMPORARY_RESIDENTS, Right
from dancu.offices.queries import OfficerView
from dancu.places.domain.units import Level
from dancu.places.queries import directory
from dancu.population import queries as population
from dancu.population.domain.person import PersonCard
from dancu.residence.domain.residence import AbsenceView, Kind, Resident
from dancu.residence.models import AbsencePeriod, ResidencePeriod
from dancu.residence.queries.absences import view
from dancu.residence.queries.homes import residence
from dancu.residence.queries.stays import StayView, seen, tonight

ROWS_ON_A_PAGE = 50
T = TypeVar("T")


class ListDenied(Denied):
    """Your permissions do not include this list, or the commune is outside your jurisdiction."""

    code = "residence.list_denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Generic[T]):
    """A page of a list."""

    rows: tuple[T, ...]
    after: int | None
    """Where the next page begins; None on the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """Somebody whom the register says to be away, as his police list him."""

    person: PersonCard
    absence: AbsenceView


def list_guests(
    *, officer: OfficerView, commune: int | None = None, night: date, after: int | None = None, by: Actor, at: datetime
) -> Listed[StayView]:
    """Return who stays in a commune in the night that begins on a day, by place; raises ListDenied."""
    unit, units = _units(officer, SEE_GUESTS, commune, night)
    found = tonight(night).filter(unit__in=units).order_by("notice__place_key", "id")
    last = tonight(night).filter(unit__in=units, id=after).first() if after else None
    if last:
        key = last.notice.place_key
        found = found.filter(Q(notice__place_key__gt=key) | Q(notice__place_key=key, id__gt=last.pk))
    rows, following = _page(found)
    return Listed(rows=seen(rows, unit, Purpose.OPERATIONS, by, at), after=following)


def list_expiring(
    *,
    officer: OfficerView,
    commune: int | None = None,
    on: date,
    days: int,
    after: int | None = None,
    by: Actor,
    at: datetime,
) -> Listed[Resident]:
    """Return whose temporary residence in a commune ends within so many days, the first first; raises ListDenied.

    What was extended does not end, though its period does.
    """
    unit, units = _units(officer, SEE_TEMPORARY_RESIDENTS, commune, on)
    last_day = on + timedelta(days=days)
    found = ResidencePeriod.objects.filter(
        kind=Kind.TEMPORARY, unit__in=units, until__gt=on, until__lte=last_day, end_ground=""
    )
    found = _after(found.select_related("household"), after)
    rows, following = _page(found)
    cards = _cards("residence.expiring_listed", unit, rows, by, at)
    return Listed(
        rows=tuple(Resident(person=card, residence=residence(row)) for row, card in zip(rows, cards, strict=True)),
        after=following,
    )


def list_absent(
    *, officer: OfficerView, commune: int | None = None, on: date, after: int | None = None, by: Actor, at: datetime
) -> Listed[Absent]:
    """Return who of a commune is declared absent on a day, who comes back first first; raises ListDenied."""
    unit, units = _units(officer, SEE_ABSENT, commune, on)
    found = _after(AbsencePeriod.objects.filter(home_unit__in=units, since__lte=on, until__gt=on), after)
    rows, following = _page(found)
    cards = _cards("residence.absent_listed", unit, rows, by, at)
    return Listed(
        rows=tuple(Absent(person=card, absence=view(row)) for row, card in zip(rows, cards, strict=True)),
        after=following,
    )


def _units(officer: OfficerView, right: Right, commune: int | None, on: date) -> tuple[int, tuple[int, ...]]:
    """Return a commune of the officer's jurisdiction, his own unless another is asked for, and the units it comes from."""
    asked = commune or officer.agency.unit_id
    if asked is None or not officer.may(right):
        raise ListDenied
    units = directory()
    agency = offices.find_competent_agency(asked, on=on)
    if units.unit(asked).level is not Level.COMMUNE or agency is None or not covers(officer.scope, agency.code):
        raise ListDenied
    return asked, units.with_forerunners(asked)


def _after(found: QuerySet[Any], after: int | None) -> QuerySet[Any]:
    """Return what follows a row in the order of the last days."""
    last = found.filter(id=after).first() if after else None
    if last:
        found = found.filter(Q(until__gt=last.until) | Q(until=last.until, id__gt=last.pk))
    return found.order_by("until", "id")


def _page(found: QuerySet[Any]) -> tuple[list[Any], int | None]:
    rows = list(found[: ROWS_ON_A_PAGE + 1])
    return rows[:ROWS_ON_A_PAGE], rows[ROWS_ON_A_PAGE - 1].pk if len(rows) > ROWS_ON_A_PAGE else None


def _cards(act: str, unit: int, rows: Sequence[Any], by: Actor, at: datetime) -> tuple[PersonCard, ...]:
    """Return who the rows are about, noted as listed."""
    people = [row.person_id for row in rows]
    audit.record(
        act,
        by=by,
        purpose=Purpose.OPERATIONS,
        at=at,
        subject=("unit", unit),
        listed=[("person", person) for person in people],
    )
    return population.list_people(ids=people, purpose=Purpose.OPERATIONS, by=by, at=at)
