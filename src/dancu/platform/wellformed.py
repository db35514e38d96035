"""Refuse what no browser sends, before anything reads it, and leave out of forms what the database cannot hold.

A length that is no number, an address with a zero byte in it, text in another encoding than UTF-8, a body that is not what its
type says: each is answered as a request that could not be understood, never as a failure of ours.
"""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, UnreadablePostError

_LENGTH = re.compile(r"[0-9]{1,18}")
_ENCODINGS = {"", "utf-8", "utf8"}
_NUL = "\0"


class WellFormedMiddleware:
    """Stand right after the cap on bodies, so that no more of one is read than that allows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _LENGTH.fullmatch(request.META.get("CONTENT_LENGTH") or "0"):
            raise BadRequest("the length of the body is no number")
        if (request.content_params or {}).get("charset", "").lower() not in _ENCODINGS:
            raise BadRequest("text is taken in UTF-8 only")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: object, _kwargs: object) -> None:
        if _NUL in request.path_info:
            raise Http404
        request.GET = _without_nul(request.GET)  # type: ignore[assignment]
        if request.method == "POST":
            request.POST = _without_nul(form(request))  # type: ignore[assignment]


def form(request: HttpRequest) -> QueryDict:
    """Read a form to its end, if that was not done yet; raise BadRequest for a body that is none."""
    try:
        return request.POST
    except (LookupError, UnicodeError, UnreadablePostError):
        # A name of a file in an encoding that does not exist, a body that ends before its time.
        raise BadRequest("the body is not what its type says") from None


def _without_nul(data: QueryDict) -> QueryDict:
    """Return the same fields without zero bytes: nobody types one, and PostgreSQL holds none."""
    if not any(_NUL in text for name, values in data.lists() for text in (name, *values)):
        return data
    clean = QueryDict(mutable=True)
    for name, values in data.lists():
        clean.setlist(name.replace(_NUL, ""), [value.replace(_NUL, "") for value in values])
    return clean
