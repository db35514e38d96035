"""Who left the agency's commune: the word that its police get of a permanent registration elsewhere, and of its cancellation."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dancu.accounts.access import actor
from dancu.places.queries import directory
from dancu.platform.clock import now, today
from dancu.residence import commands
from dancu.residence import queries as residence
from dancu.residence.domain.residence import Departed
from dancu.sites.officer.access import officer
from dancu.sites.officer.paging import neighbours, page_of


@dataclass(frozen=True, slots=True)
class Line:
    departed: Departed
    former: str
    place: str


@require_safe
def departures(request: HttpRequest) -> HttpResponse:
    """List who left, first those of whom nobody took note yet."""
    page = page_of(request)
    found, more = residence.list_departures(officer=officer(request), by=actor(request), at=now(), page=page)
    units, on = directory(), today()
    lines = [
        Line(
            departed=each,
            former=units.address_today(each.unit_id, each.address_line, on),
            place=units.address_today(each.to_unit_id, each.to_address_line, on),
        )
        for each in found
    ]
    return render(request, "officer/departures.html", {"lines": lines, **neighbours(page, more=more)})


@require_POST
def note(request: HttpRequest, departure_id: int) -> HttpResponse:
    """Take note of one."""
    commands.note_departure(
        departure=departure_id,
        withdrawn=bool(request.POST.get("withdrawn")),
        officer=officer(request),
        by=actor(request),
        at=now(),
    )
    return redirect("departures")
