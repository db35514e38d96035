"""A demonstration: code lists, synthetic people, and accounts that anybody may sign in with."""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings

from dancu.platform.hosts import Site, origin


def prepare(*, people: int, say: Callable[[str], None]) -> None:
    """Fill an empty register once, make sure that the demo accounts are there, and keep their list for `dancu up` to show."""
    (settings.HOME / "demo.txt").write_text(as_text(listing()))


def listing() -> dict[str, Any]:
    """Return addresses and accounts, as `dancu demo --json` prints them."""
    return {
        "sites": {site.value: origin(site) for site in Site},
        "officers": [],
        "citizens": [],
    }


def as_text(listing: dict[str, Any]) -> str:
    """Lay the list out for people."""
    return json.dumps(listing, ensure_ascii=False, indent=2)
