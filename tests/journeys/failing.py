"""Addresses that fail on demand, so that what a page says then can be looked at like any other."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import pytest
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import clear_url_caches, path

from dancu.accounts.access import public
from dancu.accounts.commands import MustWait
from dancu.kernel.errors import Conflict
from dancu.platform import problems
from dancu.platform.hosts import Site, urlconf

FAILURES: dict[str, Exception] = {
    "400": BadRequest("not understood"),
    "409": Conflict(),
    "413": RequestDataTooBig("too much"),
    "429": MustWait(seconds=90),
    "500": RuntimeError("nobody expected this"),
    "503": OperationalError("the database is away"),
}


@public
def fail(request: HttpRequest, how: str) -> HttpResponse:
    match how:
        case "405":
            return HttpResponseNotAllowed(["POST"])
        case "csrf":
            return problems.csrf_failure(request)
        case _:
            raise FAILURES[how]


@contextmanager
def addresses_that_fail() -> Iterator[None]:
    """Give both sites `/fails/<how>`."""
    with pytest.MonkeyPatch.context() as patch:
        for site in (Site.PORTAL, Site.OFFICER):
            urls = import_module(urlconf(site))
            patch.setattr(urls, "urlpatterns", [*urls.urlpatterns, path("fails/<str:how>", fail)])
        clear_url_caches()
        yield
    clear_url_caches()
