"""Browsers of people who do not give up: what got no answer they send again, the same form with the same token."""

import http.client
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings

from dancu.platform.hosts import Site, origin

_PATIENCE = 240.0
_TIMEOUT = 60.0
_PAUSE = 0.25


class NotAsPromised(Exception):
    """The platform answered what no interruption explains; the text says what."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    where: str
    """The address that a redirection leads to."""
    text: str
    again: bool
    """Whether the request was sent before and what became of it then was not told."""


@dataclass
class Browser:
    """One person's browser at one site, signed in."""

    site: Site
    port: int
    session: str
    csrf: str
    interruptions: Counter[str] = field(default_factory=Counter)
    """What came instead of answers."""
    _line: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path, "")

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form, until it is answered."""
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": self.csrf, **fields}))

    def _ask(self, method: str, path: str, body: str) -> Answer:
        give_up, again = time.monotonic() + _PATIENCE, False
        while time.monotonic() < give_up:
            try:
                answer = self._once(method, path, body, again=again)
            except (OSError, http.client.HTTPException):
                self.close()
                self.interruptions["connection lost"] += 1
            else:
                if answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                    return answer
                if answer.status != HTTPStatus.SERVICE_UNAVAILABLE:
                    raise NotAsPromised(f"{method} {path} was answered {answer.status}.")
                self.interruptions["out of reach"] += 1
            again = True
            time.sleep(_PAUSE)
        raise NotAsPromised(f"{method} {path} was not answered in {_PATIENCE:.0f} seconds.")

    def _once(self, method: str, path: str, body: str, *, again: bool) -> Answer:
        line = self._line = self._line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=_TIMEOUT)
        line.request(method, path, body, self._headers())
        response = line.getresponse()
        text = response.read().decode()
        return Answer(response.status, response.headers.get("Location", ""), text, again)

    def _headers(self) -> dict[str, str]:
        cookies = {settings.SESSION_COOKIE_NAME: self.session, settings.CSRF_COOKIE_NAME: self.csrf, "language": "vi"}
        return {
            "Host": origin(self.site).partition("//")[2],
            "Origin": origin(self.site),
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Accept": "text/html",
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
