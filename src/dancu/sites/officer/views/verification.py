"""Verify accounts at the counter: find the account, hold it against card and register, confirm or close it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from dancu.accounts.access import actor
from dancu.accounts.queries import NoSuchAccount
from dancu.identity import commands as identity
from dancu.identity import queries
from dancu.identity.domain.matching import Fact, Match
from dancu.kernel.errors import DomainError
from dancu.platform.clock import now
from dancu.sites.officer.access import officer
from dancu.sites.officer.account_forms import CardForm, FindAccountForm
from dancu.sites.ui import refusals
from dancu.sites.ui.parts import Compared, Verdict
from dancu.sites.ui.templatetags.ui import grouped

_LABELS = {
    Fact.NUMBER: gettext_lazy("ID number"),
    Fact.NAME: gettext_lazy("Full name"),
    Fact.BORN: gettext_lazy("Date of birth"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def find_account(request: HttpRequest) -> HttpResponse:
    """Look an account up by its number, which stays out of the address."""
    form = FindAccountForm(request.POST or None)
    queries.demand_right(officer(request))
    if form.is_valid():
        try:
            found = queries.find_account_at_counter(
                number=form.cleaned_data["number"], officer=officer(request), by=actor(request), at=now()
            )
        except NoSuchAccount as refusal:
            refusals.show_at(form, "number", refusal)
        else:
            return redirect("account", account_id=found)
    return render(request, "officer/account/find.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def verify_account(request: HttpRequest, account_id: int) -> HttpResponse:
    """Show an account beside the register, and record that its holder's card was checked."""
    form = CardForm(request.POST or None)
    if form.is_valid() and _done(request, form, account_id, identity.verify_at_counter):
        return redirect("account", account_id=account_id)
    return _page(request, account_id, form=form)


@require_POST
def reclaim_number(request: HttpRequest, account_id: int) -> HttpResponse:
    """Close an account that is not its number's owner's."""
    form = CardForm(request.POST, prefix="reclaim")
    if form.is_valid() and _done(request, form, account_id, identity.reclaim_number):
        messages.success(request, _("The account is closed. The holder of the card can now register with this number."))
        return redirect("verify-account")
    return _page(request, account_id, reclaim=form)


def _done(request: HttpRequest, form: CardForm, account_id: int, act: Callable[..., None]) -> bool:
    try:
        act(account_id=account_id, card=form.card(), officer=officer(request), by=actor(request), at=now())
    except DomainError as refusal:
        refusals.show(form, refusal)
        return False
    return True


def _page(
    request: HttpRequest, account_id: int, *, form: CardForm | None = None, reclaim: CardForm | None = None
) -> HttpResponse:
    check = queries.check_at_counter(account_id, officer=officer(request), by=actor(request), at=now())
    context = {
        "check": check,
        "account": check.account,
        "compared": [_compared(match) for match in check.matches],
        "agrees": bool(check.matches) and all(match.agrees for match in check.matches),
        "form": form or CardForm(),
        "reclaim": reclaim or CardForm(prefix="reclaim"),
    }
    return render(request, "officer/account/verify.html", context)


def _compared(match: Match) -> Compared:
    return Compared(
        label=str(_LABELS[match.fact]),
        declared=grouped(match.declared),
        registered=" · ".join(map(grouped, match.registered)),
        verdict=Verdict(match.verdict),
        note=_("The account gives no birth date; its holder adds it in his profile.") if not match.declared else "",
    )
