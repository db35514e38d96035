"""Put back into the outbox what was given up."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict
from dancu.notices import queries
from dancu.notices.commands.sending import deliveries
from dancu.notices.models import Message, State
from dancu.platform import statement

AT_ONCE = 1000
"""How many messages one act puts back: its transaction stays short, and the next press takes the next."""


class NotToBeSentAgain(Conflict):
    """This message is not sent again: somebody has already done so, or what it says is not true any more."""

    code = "notices.not_to_be_sent_again"


@transaction.atomic
def send_again(*, message_id: int, by: Actor, at: datetime) -> None:
    """Send a message that was given up, from its first try on; raise NotToBeSentAgain where that is not to be."""
    if not _put_back(queries.to_send_again(at).filter(pk=message_id), by=by, at=at):
        raise NotToBeSentAgain


@transaction.atomic
def send_all_again(*, by: Actor, at: datetime) -> int:
    """Send what was given up, the oldest AT_ONCE of what still may be; return how many."""
    return _put_back(queries.to_send_again(at).order_by("id")[:AT_ONCE], by=by, at=at)


def _put_back(found: QuerySet[Message], *, by: Actor, at: datetime) -> int:
    # Whoever comes second skips what the first is putting back, and finds it waiting afterwards.
    ids = list(found.select_for_update(skip_locked=True).values_list("pk", flat=True))
    if ids:
        table = Message._meta.db_table
        again = statement.Part(
            name="messages",
            sql=f"update {table} set state = %(waiting)s, sending = sending + 1, attempts = 0, reason = '', last_error = ''"  # noqa: S608
            " where id = any(%(ids)s) returning id",
            values={"waiting": State.WAITING, "ids": ids},
        )
        statement.write([again, deliveries(source="messages")])
        subjects = [("message", message_id) for message_id in ids]
        audit.record_many("notices.sent_again", by=by, purpose=Purpose.OPERATIONS, at=at, subjects=subjects)
    return len(ids)
