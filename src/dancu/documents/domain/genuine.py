"""What is found out about a signed paper: who signed it and when, or why it is not genuine."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from dancu.kernel.errors import Invalid


class NotSigned(Invalid):
    """This file is not a signed paper of this system: it holds no signature that can be read."""

    code = "documents.not_signed"


class Changed(Invalid):
    """This file was changed after it was signed. It is not genuine."""

    code = "documents.changed"


class SignerNotOurs(Invalid):
    """This file was signed, but not by an agency of this system. It is not genuine."""

    code = "documents.signer_not_ours"


class TimeNotBelieved(Invalid):
    """This file was signed, but its time stamp is from nobody who is believed here, so it cannot be judged. Ask the agency."""

    code = "documents.time_not_believed"


REFUSALS = {each.code: each for each in (NotSigned, Changed, SignerNotOurs, TimeNotBelieved)}
"""By their codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPdf:
    """A paper whose signature holds."""

    signer: str
    """Name on the signer's certificate."""
    signer_code: str
    key_id: str
    signed_at: datetime
    """By the time stamp."""
    code: str
    """The code that is printed on it, from DC1: on."""

    def record(self) -> dict[str, str]:
        """Return it as JSON values."""
        return {**asdict(self), "signed_at": self.signed_at.isoformat()}

    @classmethod
    def read(cls, record: Mapping[str, str]) -> "CheckedPdf":
        """Read what `record` wrote."""
        texts = {name: value for name, value in record.items() if name != "signed_at"}
        return cls(**texts, signed_at=datetime.fromisoformat(record["signed_at"]))
