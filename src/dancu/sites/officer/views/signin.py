"""Sign in as an officer: the password, then the authenticator app, which the first sign-in sets up."""

from typing import Any

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dancu.accounts import access, queries, resuming
from dancu.accounts import commands as accounts
from dancu.accounts.access import account, actor, public
from dancu.accounts.commands import passkeys, unlocking
from dancu.accounts.domain.realms import Realm
from dancu.accounts.queries import SessionView
from dancu.kernel.errors import DomainError
from dancu.platform.clock import now
from dancu.sites.officer.account_forms import SecondFactorForm, SignInForm, UnlockForm
from dancu.sites.ui import passwords, refusals

ISSUER = "Dân Cư"
_SECOND_FACTOR = "officer/account/second_factor.html"
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@public
@read_or_send
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for user name and password."""
    if request.user.is_authenticated:
        return redirect(access.next_address(request))
    # A page whose session was over sends only what was typed on it.
    form = SignInForm(request.POST if "username" in request.POST else None)
    refused: DomainError | None = None
    if form.is_valid():
        try:
            opened = access.sign_in(request, realm=Realm.OFFICER, **form.cleaned_data)
        except DomainError as refusal:
            refusals.show(form, refusal)
            refused = refusal
        else:
            return access.admit(request, _to_second_factor(request, opened), opened)
    context = {"form": form, "next": access.next_address(request), "kept": resuming.carried(request)}
    return refusals.answer(render(request, "officer/account/sign_in.html", context), refused)


@public
@read_or_send
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the app, or a recovery code."""
    if _half_open(request) is None:
        return redirect("sign-in")
    form = SecondFactorForm(request.POST or None)
    refused: DomainError | None = None
    if form.is_valid():
        try:
            opened = accounts.prove_second_factor(
                session_token=access.token(request),
                code=form.cleaned_data["code"],
                device=access.device(request),
                by=actor(request),
                at=now(),
            )
        except accounts.NotHalfOpen:
            return redirect("sign-in")
        except accounts.WrongSecondFactor as refusal:
            refusals.show_at(form, "code", refusal)
        except DomainError as refusal:
            refusals.show(form, refusal)
            refused = refusal
        else:
            return access.admit(request, access.onward(request, opened.account_id), opened)
    return refusals.answer(TemplateResponse(request, _SECOND_FACTOR, _asking_for(request, form)), refused)


def ask_second_factor(request: HttpRequest, *, refused: DomainError) -> HttpResponse:
    """Ask for it once more, with what was wrong at the top."""
    if _half_open(request) is None:
        return redirect("sign-in")
    page = TemplateResponse(
        request, _SECOND_FACTOR, _asking_for(request, SecondFactorForm()) | {"refused": refusals.sentence(refused)}
    )
    return refusals.answer(page, refused)


@public
@read_or_send
def enrol(request: HttpRequest) -> HttpResponse:
    """Set up the authenticator app, and show the recovery codes this once."""
    if _half_open(request) is None:
        return redirect("sign-in")
    token, at = access.token(request), now()
    form = SecondFactorForm(request.POST or None)
    refused: DomainError | None = None
    try:
        enrolment = accounts.begin_enrolment(session_token=token, issuer=ISSUER, at=at)
    except accounts.AlreadyEnrolled:
        return redirect(_onward(request, "second-factor"))
    if form.is_valid():
        try:
            opened, recovery = accounts.confirm_enrolment(
                session_token=token,
                code=form.cleaned_data["code"],
                device=access.device(request),
                by=actor(request),
                at=at,
            )
        except accounts.WrongSecondFactor as refusal:
            refusals.show_at(form, "code", refusal)
        except DomainError as refusal:
            refusals.show(form, refusal)
            refused = refusal
        else:
            shown = {"codes": recovery, "next": access.next_address(request)}
            return access.admit(request, render(request, "officer/account/recovery_codes.html", shown), opened)
    context = {
        "form": form,
        "next": access.next_address(request),
        "secret": " ".join(enrolment.secret[i : i + 4] for i in range(0, len(enrolment.secret), 4)),
        "picture": segno.make(enrolment.uri, error="m").svg_data_uri(scale=5, border=3, light="#ffffff"),
    }
    return refusals.answer(render(request, "officer/account/enrol.html", context), refused)


@public
@read_or_send
@sensitive_post_parameters("password")
def unlock(request: HttpRequest) -> HttpResponse:
    """Open a locked session again by the password or a passkey, at the page where it stood."""
    session = access.locked_visit(request)
    if session is None:
        return redirect(access.next_address(request) if request.user.is_authenticated else "sign-in")
    ask: dict[str, Any] = {"by": actor(request), "at": now()}
    form = UnlockForm(request.POST if "password" in request.POST else None)
    refused: DomainError | None = None
    try:
        if answer := request.POST.get("answer"):
            accounts.unlock_by_passkey(session, token=request.POST.get("token", ""), answer=answer, **ask)
            return access.awake(request, session.account.id)
        if form.is_valid():
            accounts.unlock(session, password=form.cleaned_data["password"], **ask)
            return access.awake(request, session.account.id)
    except DomainError as refusal:
        refused = refusal
        if form.is_bound:
            refusals.show(form, refusal)
    context = {
        "form": form,
        "who": session.account.full_name,
        "next": access.next_address(request),
        "kept": resuming.carried(request),
        "challenge": unlocking.ask(session),
        "refused": refusals.sentence(refused) if refused and not form.is_bound else "",
    }
    return refusals.answer(TemplateResponse(request, "officer/account/unlock.html", context), refused)


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session of this browser."""
    response = access.dismiss(request, redirect("sign-in"))
    messages.success(request, _("You have signed out."))
    return response


@public
@read_or_send
@sensitive_post_parameters("password", "password_again")
def reset_password(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password by the link of a letter."""
    return passwords.choose(request, token)


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """List where the officer is signed in."""
    context = {"sessions": queries.list_sessions(account(request).id, at=now()), "visit": access.visit(request)}
    return render(request, "officer/account/sessions.html", context)


@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign out one of the other browsers."""
    accounts.end_session(account_id=account(request).id, session_id=session_id, by=actor(request), at=now())
    messages.success(request, _("That browser has been signed out."))
    return redirect("sessions")


def _half_open(request: HttpRequest) -> SessionView | None:
    visit = access.visit(request)
    return visit if visit is not None and visit.half_open else None


def _to_second_factor(request: HttpRequest, opened: accounts.Opened) -> HttpResponse:
    if not queries.has_second_factor(opened.account_id):
        return redirect(_onward(request, "enrol"))
    if resuming.take_up(request, opened.account_id):
        # No address may hold what was typed: the next page comes at once, and carries it on.
        return TemplateResponse(request, _SECOND_FACTOR, _asking_for(request, SecondFactorForm(), opened.token))
    return redirect(_onward(request, "second-factor"))


def _asking_for(request: HttpRequest, form: SecondFactorForm, session: str = "") -> dict[str, object]:
    """Return what the page shows; `session` is the one that is being opened, where the browser has not got it yet."""
    return {
        "form": form,
        "next": access.next_address(request),
        "kept": resuming.carried(request),
        "challenge": passkeys.ask(session_token=session or access.token(request), at=now()),
    }


def _onward(request: HttpRequest, view: str) -> str:
    return f"{reverse(view)}?{urlencode({'next': access.next_address(request)})}"
