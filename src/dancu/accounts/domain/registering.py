"""How long a claim waits for its code, and how often one may try."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from dancu.accounts.domain.realms import Kind

CLAIM_LIFE = timedelta(minutes=15)
TRIES = 5
SENDINGS = 4
BETWEEN_SENDINGS = timedelta(seconds=60)
RESET_LIFE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What the registration form asks (guide I.1)."""

    kind: Kind
    username: str
    """The ID number, or an organisation's tax or enterprise code; that of a facility is made here."""
    id_number: str
    """Number of the person's card; the representative's where the account is an organisation's."""
    id_issued_on: date
    id_issued_at: str
    full_name: str
    organisation_name: str = ""
    """What the organisation or facility is called; the name before is then its representative's or manager's."""
    born: date | None = None
    phone: str
    fax: str = ""
    email: str
    website: str = ""
    commune_code: str
    commune_since: date | None
    """With the code, the key of a commune; None for one older than the list."""
    address_line: str
    facility_kind: str = ""
    """What kind of lodging facility it is; the codes are those of residence."""
    facility_key: str = ""
    """One key for a facility's name and place; one open account has it."""
    photo: str = ""
    language: str = "vi"


class Standing(StrEnum):
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    TRIED_OUT = "tried_out"


def standing(*, tries: int, expires_at: datetime, confirmed_at: datetime | None, at: datetime) -> Standing:
    """Tell what a claim still is."""
    if confirmed_at is not None:
        return Standing.CONFIRMED
    if at >= expires_at:
        return Standing.EXPIRED
    return Standing.TRIED_OUT if tries >= TRIES else Standing.WAITING
