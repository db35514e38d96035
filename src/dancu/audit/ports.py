"""What the audit needs from above: somebody who signs."""

from datetime import datetime
from typing import Protocol


class Signer(Protocol):
    def sign(self, content: bytes, *, at: datetime) -> tuple[str, bytes]:
        """Return the name of the key in use and its signature (ES256) of the content."""

    def is_genuine(self, content: bytes, *, key: str, signature: bytes) -> bool:
        """Tell whether a signature of the content is by a key of ours with this name, also one no longer in use."""


_signer: Signer | None = None


def install(signer: Signer) -> None:
    """Name who signs; called once, at start-up."""
    global _signer
    _signer = signer


def signer() -> Signer:
    """Return who signs."""
    if _signer is None:
        raise RuntimeError("config has installed no signer for the audit")
    return _signer
