"""Police agencies as their administrators keep them: the tree, their names through time, mergers."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dancu.accounts.access import actor
from dancu.casework import commands as casework
from dancu.casework import queries as dossiers
from dancu.kernel.errors import DomainError
from dancu.offices import commands as offices
from dancu.offices.domain.rights import CHANGE_AGENCIES, MERGE_AGENCIES, OPEN_AGENCIES
from dancu.offices.queries import UnknownAgency, find_agency
from dancu.offices.queries.agencies import AgencyRecord, get_agency, list_below, search
from dancu.offices.queries.groups import demand
from dancu.platform.clock import now, today
from dancu.sites.officer.access import officer
from dancu.sites.officer.agency_forms import AgencyForm, AgencySearchForm, CloseForm, MergeForm, RenameForm
from dancu.sites.ui import refusals

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """List the agencies right below one's own, or find some by code or name."""
    me, form = officer(request), AgencySearchForm(request.GET or None)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    context = {
        "form": form,
        "text": text,
        "agencies": search(text, officer=me) if text else list_below(officer=me),
        "own": me.agency,
        "may_open": me.may(OPEN_AGENCIES) and not me.at_commune,
    }
    return render(request, "officer/agencies/list.html", context)


@read_or_send
def new(request: HttpRequest) -> HttpResponse:
    """Open an agency."""
    me = officer(request)
    demand(me, OPEN_AGENCIES)
    if me.at_commune:
        raise offices.NotAboveIt
    form = AgencyForm(request.POST or None, initial={"on": today()})
    if form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            made = offices.open_agency(unit_id=facts.pop("unit"), **facts, officer=me, by=actor(request), at=now())
        except DomainError as refusal:
            refusals.show(form, refusal)
        else:
            messages.success(request, _("The agency is opened. Appoint its officers."))
            return redirect("agency", agency_id=made)
    return _answer(request, "officer/agencies/new.html", {"form": form}, form)


@read_or_send
def one(request: HttpRequest, agency_id: int) -> HttpResponse:
    """Show an agency with its history and what is below it; give it another name."""
    me = officer(request)
    found = get_agency(agency_id, officer=me)
    may_change = found.may_change and me.may(CHANGE_AGENCIES)
    if request.method == "POST" and not may_change:
        demand(me, CHANGE_AGENCIES)
        raise offices.NotAboveIt
    initial = {"name": found.agency.name, "phone": found.agency.phone, "seen": found.agency.name, "on": today()}
    form = RenameForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            offices.rename_agency(agency_id=agency_id, **form.cleaned_data, officer=me, by=actor(request), at=now())
        except DomainError as refusal:
            refusals.show(form, refusal)
        else:
            messages.success(request, _("Name and telephone are saved."))
            return redirect("agency", agency_id=agency_id)
    context = {
        "found": found,
        "below": list_below(agency_id, officer=me),
        "form": form if may_change else None,
        "may_merge": found.may_change and me.may(MERGE_AGENCIES),
    }
    return _answer(request, "officer/agencies/agency.html", context, form)


@read_or_send
def merge(request: HttpRequest, agency_id: int) -> HttpResponse:
    """Show what would go to the succeeding agency, and let it go there."""
    me = officer(request)
    found = get_agency(agency_id, officer=me)
    demand(me, MERGE_AGENCIES)
    if not found.may_change:
        raise offices.AgencyClosed if found.agency.closed_on else offices.NotAboveIt
    form = MergeForm(request.POST or None, initial={"on": today()})
    if form.is_valid() and _merged(request, form, found):
        return redirect("agency", agency_id=agency_id)
    context = {"found": found, "lying": dossiers.count_lying(found.agency), "form": form}
    return _answer(request, "officer/agencies/merge.html", context, form)


@read_or_send
def close(request: HttpRequest, agency_id: int) -> HttpResponse:
    """Show what still lies at an agency, and close it once nothing does."""
    me = officer(request)
    found = get_agency(agency_id, officer=me)
    demand(me, MERGE_AGENCIES)
    if not found.may_change:
        raise offices.AgencyClosed if found.agency.closed_on else offices.NotAboveIt
    form = CloseForm(request.POST or None, initial={"on": today()})
    if form.is_valid():
        said = {"on": form.cleaned_data["on"], "basis": form.cleaned_data["basis"]}
        try:
            casework.close_agency(agency_id=agency_id, **said, officer=me, by=actor(request), at=now())
        except DomainError as refusal:
            refusals.show(form, refusal)
        else:
            messages.success(request, _("The agency is closed."))
            return redirect("agency", agency_id=agency_id)
    context = {"found": found, "lying": dossiers.count_lying(found.agency), "form": form}
    return _answer(request, "officer/agencies/close.html", context, form)


@require_POST
def take_back_name(request: HttpRequest, agency_id: int, since: str) -> HttpResponse:
    """Take back a name of a day to come."""
    try:
        day = date.fromisoformat(since)
    except ValueError:
        raise Http404 from None
    offices.take_back_name(agency_id=agency_id, since=day, officer=officer(request), by=actor(request), at=now())
    messages.success(request, _("What did not count yet is taken back."))
    return redirect("agency", agency_id=agency_id)


def _merged(request: HttpRequest, form: MergeForm, found: AgencyRecord) -> bool:
    me = officer(request)
    try:
        successor = find_agency(form.cleaned_data["successor"], officer=me)
        asked: dict[str, Any] = {"agency_id": found.agency.id, "successor_id": successor.id}
        moved = casework.merge_agency(**asked, on=form.cleaned_data["on"], officer=me, by=actor(request), at=now())
    except UnknownAgency as refusal:
        refusals.show_at(form, "successor", refusal)
        return False
    except DomainError as refusal:
        refusals.show(form, refusal)
        return False
    said = ngettext("Merged: %(count)s open dossier went along.", "Merged: %(count)s open dossiers went along.", moved)
    messages.success(request, said % {"count": moved})
    return True


def _answer(request: HttpRequest, template: str, context: dict[str, Any], form: Any) -> HttpResponse:
    return render(request, template, context, status=400 if form.is_bound and form.errors else 200)
