"""Sign in and out, and get a new password."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dancu.accounts import access, resuming
from dancu.accounts import commands as accounts
from dancu.accounts.access import actor, public
from dancu.accounts.domain.realms import FACILITIES, PEOPLE, Realm
from dancu.kernel.errors import DomainError
from dancu.platform.clock import now
from dancu.platform.hosts import Site, address
from dancu.sites.portal.account_forms import ForgottenForm, SignInForm
from dancu.sites.ui import passwords, refusals

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@public
@read_or_send
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for user name and password, and open the page that was wanted."""
    if request.user.is_authenticated:
        return redirect(access.next_address(request))
    # A page whose session was over sends only what was typed on it.
    form = SignInForm(
        request.POST if "username" in request.POST else None, initial={"kind": request.GET.get("kind", "people")}
    )
    refused: DomainError | None = None
    if form.is_valid():
        try:
            opened = access.sign_in(
                request,
                realm=Realm.PORTAL,
                username=form.cleaned_data["username"],
                password=form.cleaned_data["password"],
                kinds=FACILITIES if form.is_facility else PEOPLE,
            )
        except DomainError as refusal:
            refusals.show(form, refusal)
            refused = refusal
        else:
            begins = "lodging" if form.is_facility else "home"
            return access.admit(request, access.onward(request, opened.account_id, otherwise=begins), opened)
    context = {
        "form": form,
        "next": access.next_address(request),
        "kept": resuming.carried(request),
        "officer_sign_in": address(Site.OFFICER, "sign-in"),
    }
    return refusals.answer(render(request, "portal/account/sign_in.html", context), refused)


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session of this browser."""
    response = access.dismiss(request, redirect("home"))
    messages.success(request, _("You have signed out."))
    return response


@public
@read_or_send
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a letter with a link; the answer is the same for every number."""
    form = ForgottenForm(request.POST or None)
    refused: DomainError | None = None
    if form.is_valid():
        try:
            accounts.ask_password_reset(username=form.cleaned_data["username"], by=actor(request), at=now())
        except DomainError as refusal:
            refusals.show(form, refusal)
            refused = refusal
        else:
            return redirect("password-letter")
    return refusals.answer(render(request, "portal/account/forgotten.html", {"form": form}), refused)


@public
@require_safe
def letter_sent(request: HttpRequest) -> HttpResponse:
    """Say where to look for the letter."""
    return render(request, "portal/account/letter_sent.html")


@public
@read_or_send
@sensitive_post_parameters("password", "password_again")
def reset(request: HttpRequest, token: str) -> HttpResponse:
    """Set a new password by the link of a letter."""
    return passwords.choose(request, token)
