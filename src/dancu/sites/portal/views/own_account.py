"""One's own account: what it says, whether it is verified, its password, where it is signed in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dancu.accounts import access, photos, queries
from dancu.accounts import commands as accounts
from dancu.accounts.access import account, actor, for_facilities
from dancu.accounts.domain.realms import Kind
from dancu.identity import commands as identity
from dancu.identity.queries import find_verification
from dancu.kernel.errors import DomainError
from dancu.places.queries import directory
from dancu.platform.bodies import ONE_FILE, accepts_up_to
from dancu.platform.clock import now, today
from dancu.sites.portal.account_forms import ChangePasswordForm, ProfileForm, address_of
from dancu.sites.ui import refusals

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@for_facilities
@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """Show an account to its owner; that of a facility is its page."""
    mine = account(request)
    if mine.kind is Kind.FACILITY:
        return redirect("facility")
    place = address_of(mine)
    context = {
        "account": mine,
        "address": directory().address_today(place.unit_id, place.line, today()) if place else mine.address_line,
        "verification": find_verification(mine.id),
    }
    return render(request, "portal/account/profile.html", context)


@accepts_up_to(ONE_FILE)
@read_or_send
def edit(request: HttpRequest) -> HttpResponse:
    """Change what may be changed alone; name and birth date only until they are verified."""
    mine = account(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    verified = find_verification(mine.id) is not None
    initial = {
        "full_name": mine.full_name,
        "born": mine.born,
        "address": address_of(mine),
        "fax": mine.fax,
        "website": mine.website,
    }
    form = ProfileForm(*sent, initial=initial, verified=verified, today=today())
    if form.is_valid():
        try:
            _keep(request, form)
        except photos.NotAPhoto as refusal:
            refusals.show_at(form, "photo", refusal)
        except DomainError as refusal:
            refusals.show(form, refusal)
        else:
            messages.success(request, _("Your details have been saved."))
            return redirect("profile")
    return render(request, "portal/account/edit.html", {"form": form, "verified": verified})


@require_safe
def photo(request: HttpRequest) -> HttpResponse:
    """Serve the owner his picture."""
    name = account(request).photo
    if not name:
        raise Http404
    return HttpResponse(photos.read(name), content_type="image/jpeg")


@for_facilities
@read_or_send
@sensitive_post_parameters("old_password", "password", "password_again")
def change_password(request: HttpRequest) -> HttpResponse:
    """Change the password by the old one."""
    form, visit = ChangePasswordForm(request.POST or None), access.visit(request)
    refused: DomainError | None = None
    if form.is_valid():
        try:
            accounts.change_password(
                account_id=account(request).id,
                old=form.cleaned_data["old_password"],
                new=form.cleaned_data["password"],
                keep_session=visit.id if visit else None,
                by=actor(request),
                at=now(),
            )
        except DomainError as refusal:
            refusals.show(form, refusal)
            refused = refusal
        else:
            messages.success(request, _("Your password has been changed. You are signed out everywhere else."))
            return redirect("profile")
    return refusals.answer(render(request, "portal/account/change_password.html", {"form": form}), refused)


@for_facilities
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """List where the account is signed in."""
    context = {"sessions": queries.list_sessions(account(request).id, at=now()), "visit": access.visit(request)}
    return render(request, "portal/account/sessions.html", context)


@for_facilities
@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign out one of the other browsers."""
    accounts.end_session(account_id=account(request).id, session_id=session_id, by=actor(request), at=now())
    messages.success(request, _("That browser has been signed out."))
    return redirect("sessions")


@for_facilities
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    visit = access.visit(request)
    accounts.end_other_sessions(
        account_id=account(request).id, keep=visit.id if visit else None, by=actor(request), at=now()
    )
    messages.success(request, _("All other browsers have been signed out."))
    return redirect("sessions")


def _keep(request: HttpRequest, form: ProfileForm) -> None:
    mine, data, by, at = account(request), form.cleaned_data, actor(request), now()
    commune = directory().unit(data["address"].unit_id)
    file = data["photo"]
    name = photos.keep(file, size=file.size) if file else ""
    if "full_name" in data:
        identity.correct_facts(account_id=mine.id, full_name=data["full_name"], born=data["born"], by=by, at=at)
    accounts.update_profile(
        account_id=mine.id,
        fax=data["fax"],
        website=data["website"],
        commune_code=commune.code,
        commune_since=commune.since,
        address_line=data["address"].line,
        by=by,
        at=at,
    )
    if name:
        photos.remove(accounts.set_photo(account_id=mine.id, photo=name, by=by, at=at))
