"""Give each request a number of its own and leave one log line about it, without query, body or anybody's name."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponseBase

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
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-Id"] = number
            if request.path != "/healthz":
                log.info("request", extra={"facts": _facts(request, response, began)})
        finally:
            request_id.reset(token)
        return response


def _facts(request: HttpRequest, response: HttpResponseBase, began: float) -> dict[str, object]:
    """Describe a request by the pattern of its view, never by its path, which may hold a signed token."""
    match = request.resolver_match
    return {
        "method": request.method,
        "site": getattr(request, "site", ""),
        "view": match.view_name or match.route if match else "",
        "status": response.status_code,
        "ms": round((time.perf_counter() - began) * 1000, 1),
    }
