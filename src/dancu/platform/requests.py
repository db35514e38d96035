"""Give each request a number of its own and leave one log line about it, without query, body or anybody's name.

A `traceparent` that a proxy or partner sends is taken up (platform.tracing), so that the line says which trace it belongs to.
"""

import logging
import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from dancu.platform import metrics, tracing

log = logging.getLogger("dancu.request")
request_id: ContextVar[str] = ContextVar("request_id", default="")
_ACCEPTABLE = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestMiddleware:
    """Take the number from a proxy's `X-Request-Id`, or make one; send it back and stamp every log line with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        offered = request.headers.get("X-Request-Id", "")
        number = offered if _ACCEPTABLE.fullmatch(offered) else secrets.token_hex(8)
        token = request_id.set(number)
        try:
            response = self._answer(request)
            response.headers["X-Request-Id"] = number
        finally:
            request_id.reset(token)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == "/healthz":
            return self.get_response(request)
        began = time.perf_counter()
        with tracing.step(request.method or "", "request", after=request.headers.get("traceparent", "")) as span:
            response = self.get_response(request)
            seconds = time.perf_counter() - began
            facts = _facts(request, response, seconds)
            log.info("request", extra={"facts": facts})
            metrics.request(facts["site"], facts["view"], request.method, response.status_code, seconds)
            if span is not None:
                span.update_name(f"{request.method} {facts['site']} {facts['view']}")
                tracing.tell(span, **facts)
        return response


def _facts(request: HttpRequest, response: HttpResponseBase, seconds: float) -> dict[str, Any]:
    """Describe a request by the pattern of its view, never by its path, which may hold a signed token."""
    match, actor = request.resolver_match, getattr(request, "actor", None)
    facts = {
        "method": request.method,
        "site": str(getattr(request, "site", "")),
        "view": match.view_name or match.route if match else "",
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
    }
    if actor is not None:
        facts["role"] = str(actor.kind)
        if actor.agency_id is not None:
            facts["agency"] = actor.agency_id
    return facts
