"""Retention: dossiers whose time is over, the lists made of them, and what holds one back."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dancu.accounts.access import actor
from dancu.casework import commands, queries
from dancu.casework.domain.retention import Fate
from dancu.kernel.errors import Denied, DomainError, Missing
from dancu.offices.domain.rights import CHANGE_CODE_LISTS, PROPOSE_RETENTION
from dancu.platform import problems
from dancu.platform.clock import now
from dancu.sites.officer import words
from dancu.sites.officer.access import officer
from dancu.sites.officer.paging import neighbours, page_of
from dancu.sites.officer.retention_forms import DecisionForm, DispositionForm, DueForm, HoldForm
from dancu.sites.ui import refusals
from dancu.sites.ui.parts import Tab

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
_LOOK_AGAIN = 2
"""Seconds between looks how far a list has come."""


@read_or_send
def due(request: HttpRequest) -> HttpResponse:
    """List what is due for the archive or for erasure, and put it on a list."""
    me, by, at = officer(request), actor(request), now()
    form = DueForm(request.GET)
    asked = form.asked
    sent = DispositionForm(request.POST or None, initial={"disposition_id": uuid4()})
    refused: DomainError | None = None
    if sent.is_valid():
        disposition_id = sent.cleaned_data["disposition_id"]
        try:
            commands.dispose(
                disposition_id=disposition_id,
                fate=asked["fate"],
                codes=None if sent.cleaned_data["all"] else request.POST.getlist("code"),
                procedure_code=asked["procedure_code"],
                officer=me,
                by=by,
                at=at,
            )
        except Denied:
            raise
        except DomainError as refusal:
            refused = refusal
        else:
            messages.success(request, _LISTED[asked["fate"]]())
            return redirect("disposition", disposition_id=disposition_id)
    page = page_of(request)
    rows, more = queries.list_due(**asked, page=page, officer=me, by=by, at=at)
    counts = queries.count_due(me, asked["procedure_code"])
    facts: dict[str, Any] = {
        "form": form,
        "asked": asked,
        "rows": rows,
        "count": counts[asked["fate"], asked["held"]],
        "most": commands.MOST_PROPOSED,
        "tabs": [_tab(fate, held, asked, counts[fate, held]) for fate, held in counts],
        "disposition_id": uuid4(),
        "act": None if asked["held"] or not me.may(PROPOSE_RETENTION) else asked["fate"],
        "refused": words.sentence(refused) if refused else "",
        "lists": queries.list_dispositions(officer=me),
        "before": _query(asked, page=page - 1) if page > 1 else "",
        "after": _query(asked, page=page + 1) if more else "",
        "may_set_periods": me.may(CHANGE_CODE_LISTS),
    }
    status = problems.status_of(refused) if refused else HTTPStatus.OK
    return render(request, "officer/retention/due.html", facts, status=status)


@read_or_send
def disposition(request: HttpRequest, disposition_id: UUID) -> HttpResponse:
    """Show a list with how far it has come, and decide on it."""
    me, by, at = officer(request), actor(request), now()
    if request.headers.get("HX-Request") == "true" and request.method != "POST":
        found = queries.find_progress(disposition_id, officer=me)
        return render(request, "officer/retention/_progress.html", _progress(found))
    form = DecisionForm(request.POST if request.method == "POST" else None)
    refused: DomainError | None = None
    if form.is_valid():
        agreed = "agree" in request.POST
        try:
            commands.decide_disposition(
                disposition_id=disposition_id,
                agreed=agreed,
                note=form.cleaned_data["note"],
                officer=me,
                by=by,
                at=at,
            )
        except (Denied, Missing):
            raise
        except DomainError as refusal:
            refused = refusal
            refusals.show(form, refusal)
        else:
            messages.success(request, _("The erasure is agreed to.") if agreed else _("The erasure is declined."))
            return redirect("disposition", disposition_id=disposition_id)
    page = page_of(request)
    found, rows, more = queries.get_disposition(disposition_id, officer=me, by=by, at=at, page=page)
    facts = {
        **_progress(found),
        "title": words.DISPOSITIONS[found.fate],
        "rows": rows,
        "form": form,
        "refusal": words.sentence(found.refusal) if found.refusal else "",
        **neighbours(page, more=more),
    }
    status = problems.status_of(refused) if refused else HTTPStatus.OK
    return render(request, "officer/retention/list.html", facts, status=status)


@read_or_send
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """Show how one dossier stands, hold it back, or hold it back no longer."""
    me, by, at = officer(request), actor(request), now()
    form = HoldForm(request.POST if request.method == "POST" and "release" not in request.POST else None)
    refused: DomainError | None = None
    try:
        if request.method == "POST" and "release" in request.POST:
            commands.release(code=code, officer=me, by=by, at=at)
            return _told(request, code, _("The dossier is held back no longer."))
        if form.is_valid():
            commands.hold_back(code=code, reason=form.cleaned_data["reason"], officer=me, by=by, at=at)
            return _told(request, code, _("The dossier is held back."))
    except (Denied, Missing):
        raise
    except DomainError as refusal:
        refused = refusal
    found = queries.get_retention(code, officer=me, by=by, at=at)
    facts = {"found": found, "form": form, "refused": words.sentence(refused) if refused else ""}
    status = problems.status_of(refused) if refused else HTTPStatus.OK
    return render(request, "officer/retention/dossier.html", facts, status=status)


_LISTED = {
    Fate.ARCHIVE: lambda: _("The dossiers are being put into the archive."),
    Fate.ERASE: lambda: _("The erasure is proposed. Another officer of your agency decides on it."),
}


def _told(request: HttpRequest, code: str, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("dossier-retention", code=code)


def _progress(found: queries.DispositionView) -> dict[str, Any]:
    return {"found": found, "look_again": _LOOK_AGAIN}


def _tab(fate: Fate, held: bool, asked: dict[str, Any], count: int) -> Tab:
    return Tab(
        label=str(words.DUE[fate, held]),
        href=_query(asked, fate=fate, held=held),
        current=(fate, held) == (asked["fate"], asked["held"]),
        count=count,
    )


def _query(asked: dict[str, Any], *, page: int = 1, **changes: Any) -> str:
    """Return the address of a page of the list, with something asked otherwise."""
    wanted = asked | changes
    facts = {
        "fate": wanted["fate"],
        "held": "1" if wanted["held"] else "",
        "procedure": wanted["procedure_code"],
        "page": str(page) if page > 1 else "",
    }
    return f"{reverse('retention')}?{urlencode({name: value for name, value in facts.items() if value})}"
