"""Lists of people that somebody sent: how far they have come, the rows that were not taken up, templates."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dancu.accounts.access import actor, for_facilities
from dancu.lists import commands, queries, writing
from dancu.lists.domain.states import ListState
from dancu.lists.kinds import kind_of
from dancu.platform.clock import now
from dancu.sites.filing.drafts import form_view
from dancu.sites.filing.listing import handed_out, spreadsheet

_LOOK_AGAIN = 2
"""Seconds between looks how far a list has come."""
_SHOWN = 20
"""Rows that are told on the page; all of them are in the file."""


@for_facilities
@require_safe
def sent(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Show how far a list of one's own has come, and what is wrong in the first rows that were not taken up."""
    by, view = actor(request), queries.get_list(list_id, by=actor(request))
    faults = []
    if view.left and view.state is not ListState.BEING_TAKEN_UP:
        left = queries.read_left(list_id, by=by, at=now(), most=_SHOWN)
        faults = [(row.number, writing.faults_of(row, left)) for row in left.rows if row.faults]
    facts = {"list": view, "faults": faults, "look_again": _LOOK_AGAIN}
    waits = request.headers.get("HX-Request") == "true"
    return render(request, "portal/lists/_list.html" if waits else "portal/lists/list.html", facts)


@for_facilities
@form_view
def stop(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Stop a list of one's own, after asking whether that is really meant."""
    view = queries.get_list(list_id, by=actor(request))
    if request.method != "POST":
        return render(request, "portal/lists/stop.html", {"list": view})
    commands.cancel(list_id, by=actor(request), at=now())
    return redirect("list", list_id=list_id)


@for_facilities
@require_safe
def left(request: HttpRequest, list_id: UUID, form: str) -> HttpResponse:
    """Hand out the rows of a list that were not taken up, to be mended and sent again."""
    wanted = spreadsheet(form)
    found = queries.read_left(list_id, by=actor(request), at=now())
    return handed_out(writing.left(found, wanted), f"{list_id}.{wanted}", wanted)


@for_facilities
@require_safe
def template(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """Hand out the template of a kind of list."""
    wanted, found = spreadsheet(form), kind_of(kind)
    return handed_out(writing.template(found.title, found.columns, wanted), f"{kind}.{wanted}", wanted)
