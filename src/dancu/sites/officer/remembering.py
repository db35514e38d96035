"""Lists open with what their officer chose there last: an order, a status, days. What is typed in words is never kept.

It is kept beside the officer, not in a browser that others use too, and says nothing of anybody. An address that asks for
something is answered as it asks; only the bare one leads to what was chosen.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from dancu.offices import commands as offices
from dancu.offices.queries.remembering import find_filter
from dancu.platform.clock import now
from dancu.sites.officer.access import officer

CLEAR = "clear"
"""What the link asks for that forgets."""
_CHOSEN = re.compile(r"[0-9A-Za-z_./-]{1,40}", re.ASCII)

View = Callable[..., HttpResponse]


def remembers(listing: str, *chosen: str, along: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Let a list open with what was `chosen` last; what stands `along` is kept with it and is no choice of its own."""

    def decorate(view: View) -> View:
        @wraps(view)
        def remembering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            me = officer(request)
            if CLEAR in request.GET:
                offices.remember_filter(listing=listing, query="", officer=me, at=now())
                return redirect(request.path)
            kept = find_filter(listing, officer=me)
            if kept and not request.GET:
                return redirect(f"{request.path}?{kept}")
            asked = _asked(request, chosen, along)
            request.filters_kept = bool(asked)  # type: ignore[attr-defined]
            answer = view(request, *args, **kwargs)
            if request.GET and asked != kept and answer.status_code == HttpResponse.status_code:
                offices.remember_filter(listing=listing, query=asked, officer=me, at=now())
            return answer

        return remembering

    return decorate


def _asked(request: HttpRequest, chosen: tuple[str, ...], along: tuple[str, ...]) -> str:
    found = {name: request.GET.get(name, "") for name in (*along, *chosen)}
    found = {name: value for name, value in found.items() if _CHOSEN.fullmatch(value)}
    return urlencode(found, safe="/") if any(name in found for name in chosen) else ""
