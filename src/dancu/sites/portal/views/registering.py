"""Register a person, an organisation or a lodging facility (guide I.1): the form, the code or the link, and done."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from dancu.accounts import commands as accounts
from dancu.accounts import photos, queries
from dancu.accounts.access import actor, public
from dancu.accounts.domain.realms import Kind
from dancu.accounts.domain.registering import Standing
from dancu.accounts.queries import ClaimView
from dancu.kernel.errors import DomainError
from dancu.platform.bodies import ONE_FILE, accepts_up_to
from dancu.platform.clock import now, today
from dancu.residence import commands as residence
from dancu.sites.portal.account_forms import CodeForm, RegistrationForm
from dancu.sites.portal.facility_forms import FacilityRegistrationForm
from dancu.sites.ui import refusals

_Form = RegistrationForm | FacilityRegistrationForm
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@public
@accepts_up_to(ONE_FILE)
@read_or_send
@sensitive_post_parameters("password", "password_again")
def register(request: HttpRequest) -> HttpResponse:
    """Take the form and send the code."""
    return _register(request, RegistrationForm, "portal/account/register.html")


@public
@read_or_send
@sensitive_post_parameters("password", "password_again")
def register_facility(request: HttpRequest) -> HttpResponse:
    """Take the form of a lodging facility and send the code."""
    return _register(request, FacilityRegistrationForm, "portal/account/register_facility.html")


def _register(
    request: HttpRequest, kind: type[RegistrationForm] | type[FacilityRegistrationForm], page: str
) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("profile")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = kind(*sent, today=today())
    refused: DomainError | None = None
    if form.is_valid():
        try:
            return redirect("register-confirm", claim_id=_begin(request, form))
        except photos.NotAPhoto as refusal:
            refusals.show_at(form, "photo", refusal)
        except DomainError as refusal:
            refusals.show(form, refusal)
            refused = refusal
    return refusals.answer(render(request, page, {"form": form}), refused)


@public
@read_or_send
def confirm(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Ask for the code of the letter."""
    claim = queries.get_claim(claim_id, at=now())
    if claim.standing is Standing.CONFIRMED:
        return _done(request, claim)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            _complete(request, claim_id, code=form.cleaned_data["code"])
        except (accounts.WrongCode, accounts.ClaimOver) as refusal:
            refusals.show_at(form, "code", refusal)
            claim = queries.get_claim(claim_id, at=now())
        else:
            return _done(request, claim)
    return render(request, "portal/account/confirm.html", {"form": form, "claim": claim})


@public
@read_or_send
def follow_link(request: HttpRequest, claim_id: UUID, secret: str) -> HttpResponse:
    """Complete a registration by the link; by a button, since mail scanners open every link they see."""
    claim = queries.get_claim(claim_id, at=now())
    if request.method == "POST":
        _complete(request, claim_id, secret=secret)
        return _done(request, claim)
    if claim.standing is Standing.CONFIRMED:
        return _done(request, claim)
    return render(request, "portal/account/follow_link.html", {"claim": claim})


@public
@require_POST
def resend(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Send another code."""
    try:
        accounts.resend_code(claim_id=claim_id, by=actor(request), at=now())
    except accounts.SentTooOften as refusal:
        messages.warning(request, refusals.sentence(refusal))
    else:
        messages.success(request, _("A new code has been sent. The earlier one is no longer valid."))
    return redirect("register-confirm", claim_id=claim_id)


def _begin(request: HttpRequest, form: _Form) -> UUID:
    file = form.cleaned_data.get("photo")
    photo = photos.keep(file, size=file.size) if file else ""
    try:
        return accounts.begin_registration(
            particulars=form.particulars(photo=photo, language=get_language() or "vi"),
            password=form.cleaned_data["password"],
            by=actor(request),
            at=now(),
        )
    except DomainError:
        photos.remove(photo)
        raise


def _complete(request: HttpRequest, claim_id: UUID, *, code: str = "", secret: str = "") -> None:
    accounts.confirm_registration(
        claim_id=claim_id, code=code, secret=secret, also=residence.open_with_account, by=actor(request), at=now()
    )


def _done(request: HttpRequest, claim: ClaimView) -> HttpResponse:
    # The same words whether number or facility was free: only the owner learns, by letter, that it was not.
    if claim.kind is Kind.FACILITY:
        messages.success(
            request,
            _(
                "Your email address is confirmed. Sign in with the user name {username} and the password you chose; the user "
                "name is in the letter too. If you cannot, your facility has an account already, and a letter has gone to its "
                "address."
            ).format(username=claim.username),
        )
        return redirect(f"{reverse('sign-in')}?kind=facility")
    messages.success(
        request,
        _(
            "Your email address is confirmed. Sign in with your number and the password you chose. If you cannot, "
            "an account with this number already exists: get a new password, or show your card at any police counter."
        ),
    )
    return redirect("sign-in")
