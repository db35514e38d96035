"""Sign the heads of the audit (`audit.ports.Signer`) with the key of the house for just that."""

from datetime import datetime

from dancu.trust import commands, queries
from dancu.trust.domain.keys import KeyPurpose, Signature


class Heads:
    def sign(self, content: bytes, *, at: datetime) -> tuple[str, bytes]:
        made = commands.sign(purpose=KeyPurpose.AUDIT, data=content, at=at)
        return made.key_id, made.value

    def is_genuine(self, content: bytes, *, key: str, signature: bytes) -> bool:
        return queries.verify(Signature(key, signature), data=content, purpose=KeyPurpose.AUDIT)
