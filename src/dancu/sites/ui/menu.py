"""Menus list only what works: an entry whose view does not exist is not shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    label: str
    href: str
    current: bool = False
    count: int = 0


def entries(request: HttpRequest, wanted: Sequence[tuple[str, str]]) -> list[Entry]:
    """Turn pairs of view name and label into entries; the longest address that the present one begins with is current."""
    urlconf = getattr(request, "urlconf", None)
    found = [(label, href) for view, label in wanted if (href := _address(view, urlconf))]
    here = max((href for _, href in found if _within(request.path, href)), key=len, default=None)
    return [Entry(label=label, href=href, current=href == here) for label, href in found]


def _address(view: str, urlconf: str | None) -> str:
    try:
        return reverse(view, urlconf=urlconf)
    except NoReverseMatch:
        return ""


def _within(path: str, href: str) -> bool:
    return path == href or (href != "/" and path.startswith(href.rstrip("/") + "/"))
