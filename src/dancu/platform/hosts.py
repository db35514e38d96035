"""One process, several sites: the host name of a request chooses its URLs, and a site's pages can point at another's."""

from collections.abc import Callable
from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import reverse, set_urlconf


class Site(StrEnum):
    PORTAL = "portal"
    OFFICER = "officer"
    FILES = "files"
    GATEWAY = "gateway"


class HostMiddleware:
    """Set `request.site` and `request.urlconf` from the host name; an unknown host is told so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.sites = {name: Site(site) for site, name in settings.SITE_HOSTS.items()}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        site = self.sites.get(request.get_host().partition(":")[0].lower())
        if site is None:
            return HttpResponseNotFound("No site answers to this host name.\n", content_type="text/plain")
        request.site = site  # type: ignore[assignment]
        request.urlconf = urlconf(site)
        # Django would do so once it looks for the view: a page that says what failed before that has addresses in it too.
        set_urlconf(request.urlconf)
        return self.get_response(request)


def urlconf(site: Site) -> str:
    """Return the module that holds the URLs of a site."""
    return f"dancu.config.urls.{site}"


def origin(site: Site) -> str:
    """Return scheme, host and port of a site as browsers reach it, without a slash at the end."""
    return f"{settings.SITE_SCHEME}://{settings.SITE_HOSTS[site]}{settings.SITE_PORT}"


def address(site: Site, view: str, **kwargs: object) -> str:
    """Return the whole address of a view of a site."""
    return origin(site) + reverse(view, urlconf=urlconf(site), kwargs=kwargs or None)
