"""What accounts ask for through their port: letters to whoever registers or owns an account."""

from collections.abc import Mapping
from datetime import datetime

from dancu.accounts.ports import Addressee
from dancu.notices import commands
from dancu.notices.domain import Recipient


class Letters:
    """The messenger of `accounts.ports`."""

    def send(self, letter: str, *, to: Addressee, facts: Mapping[str, str], at: datetime) -> None:
        """Put the notice of this name into the outbox."""
        recipient = Recipient(account_id=to.account_id, name=to.name, email=to.email, language=to.language)
        commands.notify(recipient=recipient, template=letter, facts=facts, at=at)
