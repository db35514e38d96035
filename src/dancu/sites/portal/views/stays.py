"""One guest of whom one gave notice: corrected, gone, or named by mistake."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dancu.accounts.access import actor, for_facilities
from dancu.kernel.errors import DomainError
from dancu.platform.clock import now, today
from dancu.residence import commands, queries
from dancu.residence.domain.stays import Withdrawal
from dancu.sites.portal.guest_forms import REASONS, GuestForm, LeavingForm, WithdrawalForm, as_typed
from dancu.sites.ui import refusals

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@for_facilities
@read_or_send
def stay(request: HttpRequest, stay_id: int) -> HttpResponse:
    """Correct what was said of a guest."""
    by, at = actor(request), now()
    found = queries.get_own_stay(stay_id, by=by, at=at)
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
    facts = {"form": form, "stay": found, "reasons": REASONS}
    return refusals.answer(render(request, "portal/lodging/stay.html", facts), refused)


@for_facilities
@read_or_send
def end(request: HttpRequest, stay_id: int) -> HttpResponse:
    """Say on which day a guest left, today unless another day is typed."""
    by, at = actor(request), now()
    found = queries.get_own_stay(stay_id, by=by, at=at)
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
    return refusals.answer(render(request, "portal/lodging/end.html", {"form": form, "stay": found}), refused)


@for_facilities
@read_or_send
def withdraw(request: HttpRequest, stay_id: int) -> HttpResponse:
    """Take back the notice of a guest who did not come or should not have been named."""
    by, at = actor(request), now()
    found = queries.get_own_stay(stay_id, by=by, at=at)
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
    return refusals.answer(render(request, "portal/lodging/withdraw.html", {"form": form, "stay": found}), refused)
