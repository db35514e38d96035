"""Exports of what was searched for: asked for with a reason, written behind the request, fetched within a day."""

from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dancu.accounts.access import actor
from dancu.casework import authorisation, queries
from dancu.casework import commands as casework
from dancu.casework.commands import MOST_ROWS
from dancu.casework.domain.states import State
from dancu.platform.clock import now, today
from dancu.platform.workbooks import MEDIA_TYPE
from dancu.sites.filing.drafts import form_view
from dancu.sites.officer import searching, words
from dancu.sites.officer.access import officer
from dancu.sites.ui.statuses import INTERNAL

_LOOK_AGAIN = 2
"""Seconds between looks how far an export has come."""


class ExportForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What the export is for"),
        help_text=gettext_lazy("It is written into the audit, beside every dossier that the file holds."),
        max_length=200,
        error_messages={"required": gettext_lazy("Say what the export is for.")},
    )
    export_id = forms.UUIDField(widget=forms.HiddenInput)


@form_view
def new(request: HttpRequest) -> HttpResponse:
    """Ask what an export of the search in the address is for, and have it written."""
    me = officer(request)
    if not authorisation.subsystems_exported(me):
        raise casework.MayNotExport
    search, mark, forgotten = searching.from_address(request, on=today())
    form = ExportForm(request.POST or None, initial={"export_id": uuid4()})
    by, at = actor(request), now()
    filters = search.filters(me, by=by, at=at)
    if request.method == "POST" and not forgotten and form.is_valid():
        export_id = form.cleaned_data["export_id"]
        casework.ask_for_export(
            export_id=export_id,
            filters=filters,
            reason=form.cleaned_data["reason"],
            headings=_headings(),
            officer=me,
            by=by,
            at=at,
        )
        return redirect("export", export_id=export_id)
    context = {
        "form": form,
        "queue": words.QUEUES[filters.queue],
        "narrows": search.narrows,
        "forgotten": forgotten,
        "most": MOST_ROWS,
        "back": f"?{search.query(mark, queue=filters.queue)}",
    }
    return render(request, "officer/exports/new.html", context, status=400 if form.errors else 200)


@require_safe
def export(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """Show how far an export of one's own has come, and lead to its file."""
    view = queries.get_export(export_id, officer=officer(request), at=now())
    waits = request.headers.get("HX-Request") == "true"
    context = {"export": view, "look_again": _LOOK_AGAIN, "most": MOST_ROWS}
    return render(request, "officer/exports/_export.html" if waits else "officer/exports/export.html", context)


@require_safe
def file(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """Hand an export of one's own out."""
    content = queries.fetch_export(export_id, officer=officer(request), by=actor(request), at=now())
    headers = {"Content-Disposition": f'attachment; filename="dossiers-{export_id}.xlsx"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=MEDIA_TYPE, headers=headers)


def _headings() -> dict[str, object]:
    """Return the words of the workbook in the officer's language."""
    heads = [
        _("No."),
        _("Dossier code"),
        _("Procedure"),
        _("Case"),
        _("Full name"),
        _("PIN or old number"),
        _("Passport"),
        _("Filed on"),
        _("Received on"),
        _("Due on"),
        _("Status"),
    ]
    return {"heads": heads, "states": {state.value: str(INTERNAL[state].label) for state in State}}
