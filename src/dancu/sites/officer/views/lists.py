"""Lists of the commune: guests tonight by place, temporary residents whose term ends soon, the absent."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dancu.accounts.access import actor
from dancu.offices.domain.rights import SEE_ABSENT, SEE_GUESTS, SEE_TEMPORARY_RESIDENTS
from dancu.offices.queries import OfficerView
from dancu.places.queries import directory, list_countries
from dancu.platform.clock import now, today
from dancu.residence import queries as residence
from dancu.residence.queries import ListDenied, Listed
from dancu.residence.texts import CATEGORIES, FACILITY_KINDS
from dancu.sites.officer.access import officer
from dancu.sites.officer.remembering import remembers
from dancu.sites.ui.parts import Tab

WITHIN = (15, 30, 60)
"""Days within which a term ends; the first is the time in which it may be extended."""
_DAY = timedelta(days=1)
_LISTS = {"guests": SEE_GUESTS, "expiring": SEE_TEMPORARY_RESIDENTS, "absent": SEE_ABSENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row, with its place in words."""

    row: Any
    place: str
    what: Any = ""
    last: date | None = None
    """The last day of what ends."""


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """Lead to the first list that this officer may read; raises ListDenied."""
    me = officer(request)
    first = next((name for name, right in _LISTS.items() if me.may(right)), None)
    if first is None or not me.at_commune:
        raise ListDenied
    return redirect(first)


@require_safe
def guests(request: HttpRequest) -> HttpResponse:
    """List who stays in the commune tonight."""
    found = residence.list_guests(**_asked(request), night=today())
    lines = [
        Line(row=row, place=_address(row.unit_id, row.address_line), what=FACILITY_KINDS[row.facility_kind])
        for row in found.rows
    ]
    return _draw(request, "guests", lines, found)


@require_safe
@remembers("expiring", "within")
def expiring(request: HttpRequest) -> HttpResponse:
    """List whose temporary residence ends soon."""
    within = next((days for days in WITHIN if str(days) == request.GET.get("within")), WITHIN[1])
    found = residence.list_expiring(**_asked(request), on=today(), days=within)
    lines = [
        Line(
            row=row,
            place=_address(row.residence.unit_id, row.residence.address_line),
            last=row.residence.until - _DAY if row.residence.until else None,
        )
        for row in found.rows
    ]
    spans = [
        Tab(label=_("Within %(days)s days") % {"days": days}, href=f"?within={days}", current=days == within)
        for days in WITHIN
    ]
    return _draw(request, "expiring", lines, found, spans=spans, kept={"within": within})


@require_safe
def absent(request: HttpRequest) -> HttpResponse:
    """List who of the commune is declared absent."""
    found = residence.list_absent(**_asked(request), on=today())
    lines = [
        Line(
            row=row,
            place=_destination(row.absence),
            what=CATEGORIES[row.absence.category],
            last=row.absence.until - _DAY,
        )
        for row in found.rows
    ]
    return _draw(request, "absent", lines, found)


def _asked(request: HttpRequest) -> dict[str, Any]:
    after = request.GET.get("after", "")
    place = int(after) if after.isdecimal() and len(after) < 19 else None
    return {"officer": officer(request), "by": actor(request), "at": now(), "after": place}


def _draw(
    request: HttpRequest,
    name: str,
    lines: list[Line],
    found: Listed[Any],
    *,
    kept: dict[str, Any] | None = None,
    **more: Any,
) -> HttpResponse:
    facts = {
        "lines": lines,
        "tabs": _tabs(officer(request), name),
        "commune": officer(request).agency.name,
        "on": today(),
        "next": f"?{urlencode({**(kept or {}), 'after': found.after})}" if found.after else "",
        "begun": bool(request.GET.get("after")),
        **more,
    }
    return render(request, f"officer/lists/{name}.html", facts)


def _tabs(me: OfficerView, current: str) -> list[Tab]:
    labels = {"guests": _("Guests tonight"), "expiring": _("Terms that end soon"), "absent": _("Absent")}
    return [
        Tab(label=labels[name], href=reverse(name), current=name == current)
        for name, right in _LISTS.items()
        if me.may(right)
    ]


def _address(unit: int, line: str, on: date | None = None) -> str:
    return directory().address_today(unit, line, on or today())


def _destination(absence: Any) -> str:
    if absence.unit_id:
        return _address(absence.unit_id, absence.address_line)
    return ", ".join(filter(None, (absence.address_line, list_countries().get(absence.country, absence.country))))
