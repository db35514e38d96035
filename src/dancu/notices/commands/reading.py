"""Open a message of the inbox."""

from datetime import datetime

from django.db import transaction

from dancu.notices import queries
from dancu.notices.models import Message


@transaction.atomic
def read_message(*, message_id: int, account_id: int, at: datetime) -> queries.InboxMessage:
    """Return a message of an account's inbox and mark it read; raise NoSuchMessage for anybody else's."""
    message = queries.get_inbox_message(message_id, account_id=account_id)
    Message.objects.filter(pk=message_id, read_at__isnull=True).update(read_at=at)
    return message
