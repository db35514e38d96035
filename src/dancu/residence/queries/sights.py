"""A *sight*: what lets one officer read one record for a while, for the purpose that he stated when he found it.

An address may hold no personal data, and the number of a record tells where the next one is. So the address of a record is a
sight: signed, for one officer, one record and one purpose, and of no use to anybody else.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.core import signing

from dancu.kernel.actor import Purpose
from dancu.kernel.errors import Denied
from dancu.offices.queries import OfficerView

LIFE = timedelta(hours=8)
_SALT = "dancu.residence.sights"


class Of(StrEnum):
    """What a sight is of."""

    PERSON = "person"
    HOUSEHOLD = "household"


class SightOver(Denied):
    """This page was opened too long ago, or by somebody else. Look the person up again."""

    code = "residence.sight_over"


@dataclass(frozen=True, slots=True)
class Sight:
    """A record that an officer may read, and what for."""

    of: Of
    id: int
    purpose: Purpose

    def lend(self, officer: OfficerView, at: datetime) -> str:
        """Return it for an address, good for this officer until `LIFE` after `at`."""
        until = int((at + LIFE).timestamp())
        return signing.dumps([officer.id, self.of, self.id, self.purpose, until], salt=_SALT)


def read_sight(text: str, of: Of, *, officer: OfficerView, at: datetime) -> Sight:
    """Return what an address lets an officer see; raise SightOver."""
    try:
        holder, kind, identifier, purpose, until = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        raise SightOver from None
    if holder != officer.id or kind != of or at.timestamp() >= until:
        raise SightOver
    return Sight(of, int(identifier), Purpose(purpose))
