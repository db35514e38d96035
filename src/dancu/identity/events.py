"""What happened to identities."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityVerified:
    account_id: int
    person_id: int
    way: str
