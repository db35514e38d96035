"""The door of every site: who is signed in, and which pages need nobody to be.

A view is for signed-in people unless it is marked `@public`, and the account of a lodging facility opens only those that are
marked `@for_facilities` too. A session counts only at the site of its realm; on the officer site it counts only with the
second factor.
"""

import ipaddress
from collections.abc import Callable, Collection
from datetime import timedelta
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from dancu.accounts import commands, queries, resuming
from dancu.accounts.domain.browsers import describe
from dancu.accounts.domain.realms import Kind, Realm
from dancu.accounts.queries import AccountView, SessionView
from dancu.kernel.actor import Actor, ActorKind
from dancu.kernel.errors import Denied
from dancu.platform import problems
from dancu.platform.clock import now
from dancu.platform.hosts import Site
from dancu.platform.problems import Problem
from dancu.platform.typed import Typed, came_from

View = TypeVar("View", bound=Callable[..., Any])
_REALMS = {Site.PORTAL: Realm.PORTAL, Site.OFFICER: Realm.OFFICER}
_A_YEAR = int(timedelta(days=365).total_seconds())


class NotSignedIn(Denied):
    """Please sign in first."""

    code = "accounts.not_signed_in"


class OnlyNotices(Denied):
    """The account of a lodging facility gives notice of its guests, and no more. For this, sign in with your own account."""

    code = "accounts.only_notices"


def public(view: View) -> View:
    """Let a view be seen by people who are not signed in."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def for_facilities(view: View) -> View:
    """Let a view be opened by the account of a lodging facility, which has no other procedure than its notices."""
    view.is_for_facilities = True  # type: ignore[attr-defined]
    return view


class AccessMiddleware:
    """Set `request.user` (an AccountView or AnonymousUser) and `request.visit` (the session); send strangers to sign in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _recognise(request, token(request))
        response = self.get_response(request)
        if visit(request) is not None and "Cache-Control" not in response.headers:
            # On a shared computer the next person must not page back into this one's data.
            response.headers["Cache-Control"] = "private, no-store"
        return response

    def process_view(self, request: HttpRequest, view: Any, _args: object, _kwargs: object) -> HttpResponse | None:
        if realm(request) is None or getattr(view, "is_public", False):
            return None
        if not isinstance(request.user, AccountView):
            return _to_sign_in(request)
        if request.user.kind is Kind.FACILITY and not getattr(view, "is_for_facilities", False):
            return problems.respond(request, problems.of(OnlyNotices()))
        return None


def realm(request: HttpRequest) -> Realm | None:
    """Return the realm of the site that a request came to; the files site has none."""
    site: Site = request.site  # type: ignore[assignment]
    return _REALMS.get(site)


def locked_visit(request: HttpRequest) -> SessionView | None:
    """Return the session behind the cookie if its officer has to show that it is still he."""
    found = visit(request)
    return found if found is not None and found.is_locked(now(), after=settings.LOCK_AFTER) else None


def account(request: HttpRequest) -> AccountView:
    """Return the account that is signed in; raises NotSignedIn."""
    if not isinstance(request.user, AccountView):
        raise NotSignedIn
    return request.user


def visit(request: HttpRequest) -> SessionView | None:
    """Return the session behind the cookie, also while its second factor is still to come."""
    found: SessionView | None = request.visit  # type: ignore[attr-defined]
    return found


def actor(request: HttpRequest) -> Actor:
    """Return who acts: the officer on the officer site, a citizen on the portal, without an account where nobody is signed in."""
    found: Actor | None = getattr(request, "actor", None)
    if found is not None:
        return found
    signed_in = request.user if isinstance(request.user, AccountView) else None
    kind = ActorKind.OFFICER if realm(request) is Realm.OFFICER else ActorKind.CITIZEN
    return Actor(kind=kind, account_id=signed_in.id if signed_in else None, source=source(request), site=site(request))


def site(request: HttpRequest) -> str:
    """Return the name of the site that a request came to, for the audit."""
    found: Site = request.site  # type: ignore[assignment]
    return found.value


def source(request: HttpRequest) -> str:
    """Return the network address a request came from; of an IPv6 one its /64, of which one household has 2 ** 64."""
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    proxies = settings.TRUSTED_PROXIES
    text = hops[-proxies] if 0 < proxies <= len(hops) else request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def browser(request: HttpRequest) -> str:
    return describe(request.headers.get("User-Agent", ""))


def device(request: HttpRequest) -> str:
    """Return the token by which a browser that has signed in before is known again."""
    return request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")


def next_address(request: HttpRequest, *, otherwise: str = "home") -> str:
    """Return where to go after signing in: the page that was asked for if it is one of this site, else home or another view."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if safe and wanted != reverse("home") else reverse(otherwise)


def sign_in(
    request: HttpRequest, *, realm: Realm, username: str, password: str, kinds: Collection[Kind] = tuple(Kind)
) -> commands.Opened:
    """Sign in from the browser that asks; raises what `commands.sign_in` does."""
    return commands.sign_in(
        realm=realm,
        username=username,
        password=password,
        kinds=kinds,
        device=device(request),
        browser=browser(request),
        source=source(request),
        at=now(),
    )


def admit(request: HttpRequest, response: HttpResponse, opened: commands.Opened) -> HttpResponse:
    """Give the browser its session, in place of any it had, and a fresh CSRF token."""
    if old := token(request):
        commands.sign_out(token=old, by=actor(request), at=now())
    rotate_token(request)
    _recognise(request, opened.token)
    _set_cookie(response, settings.SESSION_COOKIE_NAME, opened.token)
    if opened.device:
        know(response, opened.device)
    return response


def awake(request: HttpRequest, account_id: int) -> HttpResponse:
    """Recognise a session that was just unlocked, and go on where it stood."""
    _recognise(request, token(request))
    return onward(request, account_id)


def onward(request: HttpRequest, account_id: int, *, otherwise: str = "home") -> HttpResponse:
    """Return what comes after signing in: what was typed before, if it was this account's, else the page that was wanted."""
    if typed := resuming.take_up(request, account_id):
        # Drawn once the browser has its new token.
        return TemplateResponse(request, "ui/resume.html", {"typed": typed})
    return HttpResponseRedirect(next_address(request, otherwise=otherwise))


def know(response: HttpResponse, device: str) -> None:
    """Let the browser be known again at its next sign-in."""
    _set_cookie(response, settings.DEVICE_COOKIE_NAME, device, max_age=_A_YEAR)


def dismiss(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """End the browser's session."""
    if held := token(request):
        commands.sign_out(token=held, by=actor(request), at=now())
    rotate_token(request)
    response.delete_cookie(settings.SESSION_COOKIE_NAME)
    return response


def token(request: HttpRequest) -> str:
    """Return what the session cookie holds."""
    return request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")


def _set_cookie(response: HttpResponse, name: str, value: str, max_age: int | None = None) -> None:
    response.set_cookie(
        name, value, max_age=max_age, httponly=True, samesite="Lax", secure=bool(settings.SESSION_COOKIE_SECURE)
    )


def _recognise(request: HttpRequest, held: str) -> None:
    found = _visit(request, held)
    request.visit = found  # type: ignore[attr-defined]
    shut = found is None or found.half_open or locked_visit(request) is not None
    request.user = AnonymousUser() if found is None or shut else found.account  # type: ignore[assignment]


def _visit(request: HttpRequest, held: str) -> SessionView | None:
    where = realm(request)
    if where is None or not held:
        return None
    at = now()
    found = queries.find_session(token=held, realm=where, at=at)
    if found is not None and not found.is_locked(at, after=settings.LOCK_AFTER):
        commands.keep_alive(found, realm=where, at=at)
    return found


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    locked = locked_visit(request) is not None
    address = reverse("unlock" if locked else "sign-in")
    if request.headers.get("HX-Request"):
        # A page that asks for a part of itself stays as it is, with a word on it: sending it keeps what was typed.
        return TemplateResponse(request, "ui/session_over.html", {"locked": locked}, status=HTTPStatus.UNAUTHORIZED)
    holder = queries.find_holder(token=token(request), realm=realm(request))
    if kept := resuming.keep(request, holder=holder):
        return problems.respond(request, _session_over(address, kept, locked=locked))
    wanted = request.get_full_path() if request.method == "GET" else came_from(request)
    return HttpResponseRedirect(f"{address}?{urlencode({'next': wanted})}" if wanted else address)


def _session_over(address: str, kept: str, *, locked: bool) -> Problem:
    typed = Typed(address=address, page="", fields=((resuming.FIELD, kept),))
    if locked:
        return Problem(
            status=HTTPStatus.FORBIDDEN,
            code="accounts.session_locked",
            title=_("Your session is locked"),
            message=_("Nothing was done here for a while. What you entered is kept: unlock the session to send it."),
            fields={},
            typed=typed,
            button=_("Unlock to go on"),
        )
    return Problem(
        status=HTTPStatus.FORBIDDEN,
        code="accounts.session_over",
        title=_("Please sign in again"),
        message=_("Your session has ended. What you entered is kept: sign in to send it."),
        fields={},
        typed=typed,
        button=_("Sign in to go on"),
    )
