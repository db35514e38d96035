"""One guest of whom one gave notice, or one's agency wrote it down: corrected, gone, or named by mistake."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dancu.accounts.access import actor, for_facilities
from dancu.kernel.errors import DomainError
from dancu.platform.clock import now, today
from dancu.residence import commands, queries
from dancu.residence.domain.stays import Withdrawal
from dancu.residence.queries import StayView
from dancu.sites.filing.drafts import at_counter, form_view
from dancu.sites.filing.guest_forms import REASONS, GuestForm, LeavingForm, WithdrawalForm, as_typed
from dancu.sites.ui import refusals
from dancu.sites.ui.parts import Crumb


@for_facilities
@form_view
def stay(request: HttpRequest, stay_id: int) -> HttpResponse:
    """Correct what was said of a guest."""
    by, at = actor(request), now()
    found = _found(request, stay_id)
    form = GuestForm(request.POST or None, initial=as_typed(found.guest), kind=found.facility_kind, on=today())
    refused: DomainError | None = None
    if form.is_valid():
        try:
            commands.correct_stay(stay=stay_id, guest=form.guest(), by=by, at=at)
        except DomainError as refusal:
            refusals.show(form, refusal)
            refused = refusal
        else:
            messages.success(request, _("The stay has been corrected."))
            return redirect("lodging")
    facts = _facts(request, form, found) | {"reasons": REASONS}
    return refusals.answer(render(request, "filing/lodging/stay.html", facts), refused)


@for_facilities
@form_view
def end(request: HttpRequest, stay_id: int) -> HttpResponse:
    """Say on which day a guest left, today unless another day is typed."""
    by, at = actor(request), now()
    found = _found(request, stay_id)
    form = LeavingForm(request.POST or None, initial={"on": today()})
    refused: DomainError | None = None
    if form.is_valid():
        try:
            commands.end_stay(stay=stay_id, on=form.cleaned_data["on"], by=by, at=at)
        except DomainError as refusal:
            refusals.show_at(form, "on", refusal)
            refused = refusal
        else:
            messages.success(request, _("The stay has ended."))
            return redirect("lodging")
    return refusals.answer(render(request, "filing/lodging/end.html", _facts(request, form, found)), refused)


@for_facilities
@form_view
def withdraw(request: HttpRequest, stay_id: int) -> HttpResponse:
    """Take back the notice of a guest who did not come or should not have been named."""
    by, at = actor(request), now()
    found = _found(request, stay_id)
    form = WithdrawalForm(request.POST or None)
    refused: DomainError | None = None
    if form.is_valid():
        try:
            because = Withdrawal(form.cleaned_data["because"])
            commands.withdraw_stay(stay=stay_id, because=because, by=by, at=at)
        except DomainError as refusal:
            refusals.show(form, refusal)
            refused = refusal
        else:
            messages.success(request, _("The notice of this guest has been withdrawn. It stays on record."))
            return redirect("lodging")
    return refusals.answer(render(request, "filing/lodging/withdraw.html", _facts(request, form, found)), refused)


def _found(request: HttpRequest, stay_id: int) -> StayView:
    """Return a stay of which one's account gave notice, on the officer site one of a notice that one's agency wrote down."""
    officer = at_counter(request)
    if officer:
        return queries.get_stay_written_down(stay_id, officer=officer, by=actor(request), at=now())
    return queries.get_own_stay(stay_id, by=actor(request), at=now())


def _facts(request: HttpRequest, form: Form, found: StayView) -> dict[str, Any]:
    label = _("Lodging notices") if at_counter(request) else _("Guests tonight")
    return {"form": form, "stay": found, "list": Crumb(label=label, href=reverse("lodging"))}
