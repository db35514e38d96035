"""Officers as their administrators see them: appointed, changed, transferred, dismissed, helped when a telephone is lost."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dancu.accounts.access import actor
from dancu.kernel.errors import DomainError
from dancu.offices import commands as offices
from dancu.offices.domain.rights import APPOINT_OFFICERS, CHANGE_OFFICERS, RESET_SECOND_FACTORS
from dancu.offices.queries import OfficerView, UnknownAgency, find_agency
from dancu.offices.queries.groups import demand, list_usable
from dancu.offices.queries.staff import PAGE, StaffView, get_staff, list_staff
from dancu.platform.clock import now
from dancu.sites.officer.access import officer
from dancu.sites.officer.administration_forms import NewStaffForm, ResetForm, StaffForm, StaffSearchForm
from dancu.sites.ui import refusals

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def staff(request: HttpRequest) -> HttpResponse:
    """List the officers of one's jurisdiction. A name that is looked for is sent, never written into an address."""
    me, form = officer(request), StaffSearchForm(request.POST or None)
    asked = form.cleaned_data if form.is_valid() else {}
    name, after = asked.get("name", ""), asked.get("after") or 0
    found = list_staff(officer=me, by=actor(request), at=now(), name=name, after=after)
    context = {
        "form": form,
        "officers": found,
        "narrows": bool(name),
        "after": found[-1].id if len(found) == PAGE else None,
        "may_appoint": me.may(APPOINT_OFFICERS),
    }
    return render(request, "officer/administration/officers.html", context)


@read_or_send
def new(request: HttpRequest) -> HttpResponse:
    """Appoint an officer."""
    me = officer(request)
    demand(me, APPOINT_OFFICERS)
    usable = list_usable(officer=me, agency_id=_agency_typed(request, me, me.agency.id))
    form = NewStaffForm(request.POST or None, usable=usable, initial={"agency": me.agency.code})
    if form.is_valid():
        try:
            data = _data(form, me)
            data.pop("seen_groups")
            made = offices.take_on(**data, officer=me, by=actor(request), at=now())
        except DomainError as refusal:
            _show(form, refusal)
        else:
            messages.success(request, _("The officer is appointed. A letter lets him choose his password."))
            return redirect("officer", officer_id=made)
    return render(request, "officer/administration/officer_new.html", {"form": form})


@read_or_send
def one(request: HttpRequest, officer_id: int) -> HttpResponse:
    """Show an officer, and change what he is called, where he works and what he may do."""
    me = officer(request)
    found = get_staff(officer_id, officer=me)
    if request.method != "POST":
        return _page(request, found)
    demand(me, CHANGE_OFFICERS)
    place, held = _agency_typed(request, me, found.agency.id), [group for group, _name in found.groups]
    form = StaffForm(request.POST, usable=list_usable(officer=me, agency_id=place, held=held))
    if form.is_valid():
        try:
            offices.change_officer(officer_id=officer_id, **_data(form, me), officer=me, by=actor(request), at=now())
        except DomainError as refusal:
            _show(form, refusal)
        else:
            messages.success(request, _("The officer is saved; what he may do counts from now on."))
            return redirect("officer", officer_id=officer_id)
    return _page(request, found, form=form)


@require_POST
def dismiss(request: HttpRequest, officer_id: int) -> HttpResponse:
    """Take an officer's place away."""
    offices.dismiss_officer(officer_id=officer_id, officer=officer(request), by=actor(request), at=now())
    messages.success(request, _("The officer is dismissed and signed out. What he had in hand is back in the queue."))
    return redirect("officer", officer_id=officer_id)


@require_POST
def take_back(request: HttpRequest, officer_id: int) -> HttpResponse:
    """Let a dismissed officer work again."""
    offices.take_back(officer_id=officer_id, officer=officer(request), by=actor(request), at=now())
    messages.success(request, _("The officer is back, with the groups he had."))
    return redirect("officer", officer_id=officer_id)


@require_POST
def password(request: HttpRequest, officer_id: int) -> HttpResponse:
    """Send an officer the letter by which he chooses a new password."""
    offices.send_password_link(officer_id=officer_id, officer=officer(request), by=actor(request), at=now())
    messages.success(request, _("A letter with a link to choose a password is on its way to the officer."))
    return redirect("officer", officer_id=officer_id)


@require_POST
def ask_reset(request: HttpRequest, officer_id: int) -> HttpResponse:
    """Ask that an officer may set up another second factor."""
    me, form = officer(request), ResetForm(request.POST)
    found = get_staff(officer_id, officer=me)
    if form.is_valid():
        try:
            offices.ask_second_factor_reset(
                officer_id=officer_id, reason=form.cleaned_data["reason"], officer=me, by=actor(request), at=now()
            )
        except offices.ReasonMissing as refusal:
            refusals.show(form, refusal)
        else:
            messages.success(request, _("A second administrator has to grant it now."))
            return redirect("officer", officer_id=officer_id)
    return _page(request, found, reset=form)


@require_POST
def decide_reset(request: HttpRequest, officer_id: int) -> HttpResponse:
    """Grant or decline it."""
    grant = "grant" in request.POST
    offices.decide_second_factor_reset(
        officer_id=officer_id, grant=grant, officer=officer(request), by=actor(request), at=now()
    )
    said = _("Granted: the officer sets up a new app when he next signs in.") if grant else _("Declined.")
    messages.success(request, said)
    return redirect("officer", officer_id=officer_id)


def _page(
    request: HttpRequest, found: StaffView, *, form: StaffForm | None = None, reset: ResetForm | None = None
) -> HttpResponse:
    me = officer(request)
    held = [group for group, _name in found.groups]
    initial = {
        "full_name": found.full_name,
        "position": found.position,
        "pin": found.pin,
        "agency": found.agency.code,
        "groups": [str(each) for each in held],
        "seen_groups": " ".join(map(str, held)),
    }
    may_change = me.may(CHANGE_OFFICERS)
    context = {
        "found": found,
        "form": form
        or StaffForm(initial=initial, usable=list_usable(officer=me, agency_id=found.agency.id, held=held)),
        "reset": reset or ResetForm(),
        "is_me": found.id == me.id,
        "may_change": may_change,
        "may_grant": me.may(RESET_SECOND_FACTORS) and found.id != me.id,
        "asked_by_me": bool(found.reset and found.reset.asked_by_id == me.id),
    }
    return render(request, "officer/administration/officer.html", context)


def _data(form: StaffForm, me: OfficerView) -> dict[str, Any]:
    data = dict(form.cleaned_data)
    data["agency_id"] = find_agency(data.pop("agency"), officer=me).id
    data["group_ids"] = data.pop("groups")
    return data


def _agency_typed(request: HttpRequest, me: OfficerView, else_: int) -> int:
    """Return the agency that is typed, whose groups are then offered; the other one where there is no such agency."""
    try:
        return find_agency(request.POST.get("agency", ""), officer=me).id
    except UnknownAgency:
        return else_


def _show(form: StaffForm, refusal: DomainError) -> None:
    if isinstance(refusal, UnknownAgency):
        refusals.show_at(form, "agency", refusal)
    else:
        refusals.show(form, refusal)
