"""Turn a refusal into the page or the JSON object that says so, and what to do next."""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from dancu.kernel.errors import Conflict, Denied, DomainError, Invalid, Missing
from dancu.platform.requests import request_id
from dancu.platform.typed import Typed, came_from, typed_in

log = logging.getLogger("dancu.problems")

_STATUSES: list[tuple[type[DomainError], HTTPStatus]] = [
    (Missing, HTTPStatus.NOT_FOUND),
    (Denied, HTTPStatus.FORBIDDEN),
    (Invalid, HTTPStatus.BAD_REQUEST),
    (Conflict, HTTPStatus.CONFLICT),
]
_TITLES = {
    HTTPStatus.BAD_REQUEST: _("That request could not be understood"),
    HTTPStatus.FORBIDDEN: _("You may not open this"),
    HTTPStatus.NOT_FOUND: _("Page not found"),
    HTTPStatus.METHOD_NOT_ALLOWED: _("This address is no page"),
    HTTPStatus.CONFLICT: _("Something has changed in the meantime"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("What you sent is too large"),
    HTTPStatus.TOO_MANY_REQUESTS: _("Too many attempts"),
    HTTPStatus.INTERNAL_SERVER_ERROR: _("Something went wrong on our side"),
    HTTPStatus.SERVICE_UNAVAILABLE: _("The service is out of reach for a moment"),
}
_MESSAGES = {
    HTTPStatus.BAD_REQUEST: _("Go back, check what you entered and send it again."),
    HTTPStatus.FORBIDDEN: _("Your account has no right to open this page."),
    HTTPStatus.NOT_FOUND: _("Check the address, or start again from the home page."),
    HTTPStatus.METHOD_NOT_ALLOWED: _(
        "It only takes what a form sends. Open the page with that form and send it from there."
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("Choose smaller files and send them again."),
    HTTPStatus.INTERNAL_SERVER_ERROR: _("We have been told. Try again in a few minutes; nothing you saved is lost."),
    HTTPStatus.SERVICE_UNAVAILABLE: _("We are working on it. Try again in a minute; nothing you saved is lost."),
}
_MAY_PASS = {
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.SERVICE_UNAVAILABLE,
}
_OUTAGE = 60
"""Seconds after which to ask again while the database is away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What a template or a JSON reader gets: fields of RFC 9457 with our stable `code`."""

    status: int
    code: str
    title: str
    message: str
    fields: dict[str, list[str]]
    retry_after: int | None = None
    """Seconds after which trying again makes sense, where that is known."""
    typed: Typed | None = None
    """What the page offers to send again."""
    button: str = ""
    """What sending it is called where it is more than that."""


class ProblemMiddleware:
    """Catch what views raise: refusals of the domain and bodies over the cap; say why an address takes no such request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        told = respond(request, _plain(HTTPStatus.METHOD_NOT_ALLOWED))
        told.headers["Allow"] = response.headers["Allow"]
        return told

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        match error:
            case DomainError():
                return respond(request, of(error))
            case RequestDataTooBig():
                return respond(request, _plain(HTTPStatus.REQUEST_ENTITY_TOO_LARGE))
            case _:
                return None


def message(error: DomainError) -> str:
    """Return the sentence of a refusal in the reader's language, its facts filled in."""
    return gettext(error.template()).format(**error.facts)


def status_of(error: DomainError) -> HTTPStatus:
    """Return the HTTP status of a refusal: its own `status` where it names one, else that of its kind."""
    own = getattr(error, "status", None)
    if own is not None:
        return HTTPStatus(own)
    return next((status for kind, status in _STATUSES if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)


def of(error: DomainError) -> Problem:
    """Describe a refusal."""
    status = status_of(error)
    return Problem(
        status=status,
        code=error.code,
        title=gettext(_TITLES.get(status, _TITLES[HTTPStatus.BAD_REQUEST])),
        message=message(error),
        fields={name: [str(text) for text in texts] for name, texts in error.fields.items()},
        retry_after=getattr(error, "retry_after", None),
    )


def respond(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Draw a problem as `application/problem+json` where JSON is preferred, else as a page of the site."""
    if request.get_preferred_type(["text/html", "application/problem+json", "application/json"]) not in {
        None,
        "text/html",
    }:
        response: HttpResponse = as_json(problem)
    else:
        response = HttpResponse(_page(request, problem), status=problem.status)
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response


def as_json(problem: Problem) -> JsonResponse:
    """Write a problem down for a machine (RFC 9457)."""
    body: dict[str, Any] = {
        "type": f"urn:dancu:problem:{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.message,
        "request": request_id.get(),
    }
    if problem.fields:
        body["errors"] = problem.fields
    return JsonResponse(body, status=problem.status, content_type="application/problem+json")


def _page(request: HttpRequest, problem: Problem) -> str:
    # The frame of a page asks the database who is signed in and what waits: not while something is broken.
    request.fails = problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR  # type: ignore[attr-defined]
    # Whoever has only to send a form again is told no number of an error.
    is_news = problem.typed is not None and not request.fails  # type: ignore[attr-defined]
    facts = {"problem": problem, "request_id": request_id.get(), "is_news": is_news}
    try:
        return render_to_string("ui/problem.html", facts | _ways_on(request, problem), request)
    except Exception:
        log.exception("the page of a problem could not be drawn")
        return render_to_string("platform/bare_problem.html", facts)


def _ways_on(request: HttpRequest, problem: Problem) -> dict[str, str]:
    """Return where the page leads: to itself where a problem may pass, else back to the page of the site it came from."""
    if problem.status in _MAY_PASS and request.method in {"GET", "HEAD"}:
        return {"again": request.get_full_path()}
    back = came_from(request)
    return {"back": back} if request.method == "POST" or back != request.get_full_path() else {}


def _plain(status: HTTPStatus, *, retry_after: int | None = None, typed: Typed | None = None) -> Problem:
    return Problem(
        status=status,
        code=status.name.lower(),
        title=gettext(_TITLES[status]),
        message=gettext(_MESSAGES[status]),
        fields={},
        retry_after=retry_after,
        typed=typed,
    )


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    too_large = isinstance(exception, RequestDataTooBig)
    return respond(request, _plain(HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_large else HTTPStatus.BAD_REQUEST))


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    return respond(request, _plain(HTTPStatus.FORBIDDEN))


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return respond(request, _plain(HTTPStatus.NOT_FOUND))


def handler500(request: HttpRequest) -> HttpResponse:
    """Answer for what nobody expected; a database that is away or overrun is no fault of the request, and passes."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return respond(request, _plain(HTTPStatus.SERVICE_UNAVAILABLE, retry_after=_OUTAGE, typed=typed_in(request)))
    return respond(request, _plain(HTTPStatus.INTERNAL_SERVER_ERROR))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form has lost its token, by signing in or out elsewhere or without cookies, and offer what it sent again."""
    typed = typed_in(request)
    told = (
        gettext(
            "You have signed in or out elsewhere since this page was opened. What you entered is still here: send it again. "
            "If this page comes back, let your browser accept cookies."
        )
        if typed
        else gettext("Go back, load the page again and send the form once more. Your browser must accept cookies.")
    )
    return respond(
        request,
        Problem(
            status=HTTPStatus.FORBIDDEN,
            code="form_expired",
            title=gettext("This form has expired"),
            message=told,
            fields={},
            typed=typed,
        ),
    )
