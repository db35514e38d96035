"""Find people by who they are, to tell them what waits for them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from dancu.accounts import queries as accounts
from dancu.identity.queries import account_of, find_open_account
from dancu.kernel.actor import SYSTEM
from dancu.notices import commands as notices
from dancu.notices.domain import Recipient


def tell_who_is_asked(*, opinion: UUID, pin: str, at: datetime) -> None:
    """Tell the one with this number that his opinion is asked for, where he has a verified account; by inbox and e-mail."""
    account_id = find_open_account(pin, by=SYSTEM, at=at)
    if account_id is not None:
        _tell(account_id, "opinion_asked", {"opinion_id": str(opinion)}, at)


def tell_person(*, person: int, template: str, facts: Mapping[str, Any], at: datetime) -> None:
    """Tell a person something, where he has a verified account that is open; by inbox and e-mail."""
    account_id = account_of(person)
    if account_id is not None and accounts.get_account(account_id).closed_at is None:
        _tell(account_id, template, facts, at)


def _tell(account_id: int, template: str, facts: Mapping[str, Any], at: datetime) -> None:
    account = accounts.get_account(account_id)
    recipient = Recipient(
        account_id=account_id,
        name=account.full_name,
        email=account.email,
        language=account.language,
        ways=("inbox", "email"),
    )
    notices.notify(recipient=recipient, template=template, facts=facts, at=at)
