"""A signer for the audit, and rows to seal."""

import hashlib
import hmac
from datetime import datetime

from dancu.audit import commands
from dancu.kernel.actor import SYSTEM, Actor, Purpose
from tests.builders.accounts import NOW


class Notary:
    """Whoever signs: what the chain is made of does not ask how (`audit.ports.Signer`)."""

    def sign(self, content: bytes, *, at: datetime) -> tuple[str, bytes]:
        return "test", hmac.digest(b"only for tests", content, hashlib.sha256)

    def is_genuine(self, content: bytes, *, key: str, signature: bytes) -> bool:
        return (key, signature) == self.sign(content, at=NOW)


def a_row(number: int = 7, *, by: Actor = SYSTEM, at: datetime = NOW) -> None:
    commands.record(
        "test.seen", by=by, purpose=Purpose.OPERATIONS, at=at, subject=("thing", number), facts={"count": number}
    )
