"""Find people by who they are, to tell them what waits for them."""

from datetime import datetime
from uuid import UUID

from dancu.accounts import queries as accounts
from dancu.identity.queries import find_open_account
from dancu.kernel.actor import SYSTEM
from dancu.notices import commands as notices
from dancu.notices.domain import Recipient


def tell_who_is_asked(*, opinion: UUID, pin: str, at: datetime) -> None:
    """Tell the one with this number that his opinion is asked for, where he has a verified account; by inbox and e-mail."""
    account_id = find_open_account(pin, by=SYSTEM, at=at)
    if account_id is None:
        return
    account = accounts.get_account(account_id)
    recipient = Recipient(
        account_id=account_id,
        name=account.full_name,
        email=account.email,
        language=account.language,
        ways=("inbox", "email"),
    )
    notices.notify(recipient=recipient, template="opinion_asked", facts={"opinion_id": str(opinion)}, at=at)
