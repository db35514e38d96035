"""Who acts, and what for: two arguments that every command and every read of a person demands."""

from dataclasses import dataclass
from enum import StrEnum

from dancu.kernel.errors import Denied


class AccountNeeded(Denied):
    """Sign in to do this."""

    code = "account_needed"


class ActorKind(StrEnum):
    CITIZEN = "citizen"
    OFFICER = "officer"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who acts: an account at a site, or the system itself by its own rules."""

    kind: ActorKind
    account_id: int | None = None
    officer_id: int | None = None
    agency_id: int | None = None
    source: str = ""
    """Network address that the request came from; empty for jobs."""
    site: str = ""
    """The site that the request came to; empty for jobs and commands."""
    on_behalf_of: str = ""
    """For whom it is done where that is somebody else, as kind and id: `person:42`."""

    @property
    def own_account(self) -> int:
        """The account whose own affairs these are; raises AccountNeeded when nobody is signed in."""
        if self.account_id is None:
            raise AccountNeeded
        return self.account_id


SYSTEM = Actor(kind=ActorKind.SYSTEM)


class Purpose(StrEnum):
    """Why personal data is read; kept with every audited read."""

    OWN_DATA = "own_data"
    FILING = "filing"
    DOSSIER = "dossier"
    IDENTITY_CHECK = "identity_check"
    REGISTER_CHANGE = "register_change"
    OPERATIONS = "operations"
    RESIDENCE_MANAGEMENT = "residence_management"
    AUTHORITY_REQUEST = "authority_request"
    """Another authority asks in writing."""
    AUDIT = "audit"
