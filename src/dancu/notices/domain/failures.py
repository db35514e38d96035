"""Why a message was not taken, in a few kinds that people can act upon."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    EXPIRED = "expired"
    """What it says was not worth saying any more."""
    NO_SUCH_ADDRESS = "no_such_address"
    REFUSED = "refused"
    """The server takes no such message, whoever it is for."""
    BUSY = "busy"
    """The server asked us to come back later, until the last try."""
    NOT_SIGNED_IN = "not_signed_in"
    """The server does not know our name and password."""
    NOT_SECURE = "not_secure"
    """No secured connection came about: no TLS, or a certificate that nobody vouches for."""
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too_slow"
    UNDELIVERABLE = "undeliverable"
    """The carrier took it, and reported that it did not arrive."""
    FAULT = "fault"
    """A fault of our own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One try that failed."""

    reason: Reason
    detail: str = ""
    """What the carrier answered, without its message, in which servers repeat the address."""
    final: bool = False
    """Whether trying again is of no use."""
