"""Passkeys of the officer who is signed in, and signing in by one of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dancu.accounts import access, queries
from dancu.accounts import commands as accounts
from dancu.accounts.access import account, actor, public
from dancu.accounts.commands import passkeys
from dancu.kernel.errors import DomainError
from dancu.platform.clock import now
from dancu.sites.officer.account_forms import PasskeyForm
from dancu.sites.officer.views import signin
from dancu.sites.ui import refusals


@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """List the officer's passkeys, and keep another one."""
    me, visit = account(request).id, access.visit(request)
    session = visit.id if visit else 0
    form = PasskeyForm(request.POST or None)
    if form.is_valid():
        try:
            passkeys.keep(account_id=me, session_id=session, **form.cleaned_data, by=actor(request), at=now())
        except DomainError as refusal:
            refusals.show(form, refusal)
        else:
            messages.success(request, _("The passkey is kept. You can use it at your next sign-in."))
            return redirect("passkeys")
    context = {
        "form": form,
        "keys": queries.list_passkeys(me),
        "challenge": passkeys.offer(account_id=me, session_id=session),
    }
    return render(request, "officer/account/passkeys.html", context)


@require_POST
def remove(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """Forget one of them."""
    passkeys.remove(account_id=account(request).id, passkey_id=passkey_id, by=actor(request), at=now())
    messages.success(request, _("The passkey is removed."))
    return redirect("passkeys")


@public
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Take a passkey as the second factor."""
    try:
        opened = passkeys.prove(
            session_token=access.token(request),
            token=request.POST.get("token", ""),
            answer=request.POST.get("answer", ""),
            device=access.device(request),
            by=actor(request),
            at=now(),
        )
    except accounts.NotHalfOpen:
        return redirect("sign-in")
    except DomainError as refusal:
        return signin.ask_second_factor(request, refused=refusal)
    return access.admit(request, access.onward(request, opened.account_id), opened)
