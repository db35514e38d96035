"""Who gets notices, and which ways lead there."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    INBOX = "inbox"
    EMAIL = "email"
    SMS = "sms"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A person as the caller knows him: his account for the inbox, his addresses, and the ways he chose."""

    account_id: int | None = None
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "vi"
    ways: Collection[str] = tuple(Way)

    def addresses(self) -> dict[Way, str]:
        """Return the address for each way that he chose and that leads to him; the inbox has none but his account."""
        known = {Way.EMAIL: self.email, Way.SMS: self.phone}
        found = {way: address for way, address in known.items() if address and way in self.ways}
        return ({Way.INBOX: ""} if self.account_id is not None and Way.INBOX in self.ways else {}) | found
