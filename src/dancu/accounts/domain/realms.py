"""Where an account is good for, and what kinds there are."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from dancu.kernel.writing import plain_digits


class Realm(StrEnum):
    """One site with accounts of its own; the values are those of `platform.hosts.Site`."""

    PORTAL = "portal"
    OFFICER = "officer"


class Kind(StrEnum):
    INDIVIDUAL = "individual"
    ORGANISATION = "organisation"
    FACILITY = "facility"
    """A lodging facility: it gives notice of its guests, and does nothing else."""


PEOPLE = frozenset({Kind.INDIVIDUAL, Kind.ORGANISATION})
FACILITIES = frozenset({Kind.FACILITY})
"""The two ways to sign in to the portal (guide I.2): user names of one are none of the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTerms:
    """How long a session lives, and what it takes to open one."""

    idle: timedelta
    longest: timedelta
    second_factor: bool
    locks: bool = False
    """Whether an idle session is locked long before it ends: then the password or a passkey alone opens it again."""


TERMS = {
    Realm.PORTAL: SessionTerms(idle=timedelta(hours=2), longest=timedelta(hours=12), second_factor=False),
    Realm.OFFICER: SessionTerms(idle=timedelta(hours=10), longest=timedelta(hours=10), second_factor=True, locks=True),
}
FACILITY_MARK = "LT"
"""How a facility's user name begins, which no person's or organisation's number does."""
HALF_OPEN = timedelta(minutes=10)
"""How long the second factor may be waited for."""


def normal_username(realm: Realm, typed: str) -> str:
    """Return a user name as it is kept: numbers without the spaces, dots and hyphens between, officers' names in lower case."""
    if realm is Realm.OFFICER:
        return typed.strip().casefold()
    return "".join(c for c in plain_digits(typed) if c.isalnum()).upper()
