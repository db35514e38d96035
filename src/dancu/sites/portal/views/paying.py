"""Pay a fee by a transfer, and the bank of a demonstration."""

from datetime import timedelta

import segno
from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dancu.accounts.access import actor, public
from dancu.casework import queries
from dancu.casework.queries import DossierForApplicant
from dancu.kernel.money import Money
from dancu.payments import demo
from dancu.payments import queries as payments
from dancu.payments.domain import vietqr
from dancu.platform.clock import now
from dancu.sites.filing.drafts import form_view
from dancu.sites.ui.parts import Row

_LOOK_AGAIN = 3
"""Seconds between looks whether the money came."""


@require_safe
def payment(request: HttpRequest, code: str) -> HttpResponse:
    """Show how to transfer what is owed, as text and as a code for banking apps, until it has come."""
    found = queries.get_own_dossier(code, by=actor(request), at=now())
    facts = {"dossier": found, **_asked(found), "look_again": _LOOK_AGAIN, "demo": settings.DEMO}
    waits = request.headers.get("HX-Request") == "true"
    return render(request, "portal/dossiers/_payment.html" if waits else "portal/dossiers/payment.html", facts)


def _asked(found: DossierForApplicant) -> dict[str, object]:
    to, bill = payments.beneficiary(), payments.find_bill(found.code)
    if not found.fee.due:
        return {"bill": None}
    if to is None or bill is None:
        raise Http404
    code = vietqr.payload(to, amount=bill.amount, memo=bill.memo)
    return {
        "bill": bill,
        "picture": segno.make(code, error="m").png_data_uri(scale=6, border=4),
        "rows": [
            Row(label=gettext("Amount"), value=str(bill.amount)),
            Row(label=gettext("Account holder"), value=to.holder),
            Row(label=gettext("Bank account number"), value=to.account),
            Row(label=gettext("Bank (BIN)"), value=to.bank),
            Row(label=gettext("Message of the transfer"), value=bill.memo),
        ],
    }


class _TransferForm(forms.Form):
    memo = forms.CharField(label=_("Message of the transfer"), max_length=25)
    amount = forms.IntegerField(label=_("Amount (đ)"), min_value=1, max_value=1_000_000_000)
    how = forms.ChoiceField(
        label=_("How the bank reports it"),
        choices=[("once", _("At once")), ("twice", _("Twice")), ("late", _("A minute late"))],
        widget=forms.RadioSelect,
        initial="once",
    )


@public
@form_view
def demo_bank(request: HttpRequest) -> HttpResponse:
    """Transfer money at the bank of a demonstration, which reports it as a real one would."""
    if not settings.DEMO:
        raise Http404
    form = _TransferForm(request.POST or None, initial=request.GET.dict())
    if not form.is_valid():
        return render(request, "portal/dossiers/demo_bank.html", {"form": form}, status=400 if form.errors else 200)
    late = timedelta(minutes=1 if form.cleaned_data["how"] == "late" else 0)
    demo.transfer(
        Money(form.cleaned_data["amount"]),
        memo=form.cleaned_data["memo"],
        at=now(),
        late=late,
        times=2 if form.cleaned_data["how"] == "twice" else 1,
    )
    return redirect("demo-bank-done")


@public
@require_safe
def demo_bank_done(request: HttpRequest) -> HttpResponse:
    """Say that the transfer is on its way."""
    if not settings.DEMO:
        raise Http404
    return render(request, "portal/dossiers/demo_bank_done.html")
