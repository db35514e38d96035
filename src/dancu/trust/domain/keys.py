"""What keys are for, whose they are, and how long they sign."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum


class KeyPurpose(StrEnum):
    ROOT = "root"
    ISSUING = "issuing"
    PAPERS = "papers"
    """Signs papers as PDF."""
    CODES = "codes"
    """Signs the code that is printed on papers; one key for all, so that a verifier without network needs only one."""
    AUDIT = "audit"
    TIME_STAMPS = "time_stamps"


class HolderKind(StrEnum):
    AGENCY = "agency"
    OFFICER = "officer"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose a key is; `code` is what an agency or an officer is known by, `name` stands on the certificate."""

    kind: HolderKind
    code: str
    name: str = ""


SYSTEM = Holder(kind=HolderKind.SYSTEM, code="")

_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Term:
    """How long a key signs before the next takes over, and how long its certificate holds."""

    signs: timedelta
    holds: timedelta


TERMS = {
    KeyPurpose.ROOT: Term(15 * _YEAR, 30 * _YEAR),
    KeyPurpose.ISSUING: Term(5 * _YEAR, 15 * _YEAR),
    KeyPurpose.PAPERS: Term(_YEAR, 3 * _YEAR),
    KeyPurpose.CODES: Term(_YEAR, 10 * _YEAR),
    KeyPurpose.AUDIT: Term(_YEAR, 10 * _YEAR),
    KeyPurpose.TIME_STAMPS: Term(_YEAR, 10 * _YEAR),
}
"""Each certificate ends before the one above it does, also when its key is made on the last day that its issuer signs."""


@dataclass(frozen=True, slots=True)
class Signature:
    """An ES256 signature (RFC 7518, 3.4: r and s, 32 bytes each) and the key that made it."""

    key_id: str
    value: bytes


@dataclass(frozen=True, slots=True)
class Token:
    """A PKCS#11 token: the library of its maker, its label and the PIN of its user."""

    module: str
    label: str
    pin: str = field(repr=False)
