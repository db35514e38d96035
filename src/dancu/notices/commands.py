"""Write messages into the outbox, deliver them, mark them read."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from dancu.notices import delivery, queries
from dancu.notices.domain import Recipient, Way
from dancu.notices.domain.catalogue import CATALOGUE
from dancu.notices.models import Message, State
from dancu.platform import statement

log = logging.getLogger("dancu.notices")

ATTEMPTS = 8
"""With the waits of `tasks.deliver`, these reach over six hours."""
LEASE = timedelta(minutes=2)
"""Longer than a carrier may take; only then may another job try the same message."""


class StillBeingSent(Exception):
    """Another job is sending this message."""


class NotDelivered(Exception):
    """The carrier did not take the message; it is worth trying again."""


@transaction.atomic
def notify(*, recipient: Recipient, template: str, facts: Mapping[str, Any], at: datetime) -> None:
    """Tell somebody, by each way that he chose, that the notice takes and that leads to him, once this transaction commits.

    `template` is a notice of the catalogue, `facts` the JSON values that fill it.
    """
    statement.write(parts(recipient=recipient, template=template, facts=facts, at=at))


def parts(*, recipient: Recipient, template: str, facts: Mapping[str, Any], at: datetime) -> list[statement.Part]:
    """Return what `notify` would write, for an act that writes everything in one statement."""
    notice = CATALOGUE[template]
    notice.check(facts)
    messages = [
        Message(
            account_id=recipient.account_id,
            way=way,
            name=recipient.name,
            address=address,
            language=recipient.language,
            notice=notice.name,
            facts=dict(facts),
            created_at=at,
            state=State.DELIVERED if way == Way.INBOX else State.WAITING,
            delivered_at=at if way == Way.INBOX else None,
        )
        for way, address in recipient.addresses().items()
        if way in notice.ways and way in queries.working_ways()
    ]
    if not messages:
        return []
    return [
        statement.insert("messages", messages, returning="id, way"),
        statement.defer(
            "deliveries",
            "notices.deliver",
            arguments="jsonb_build_object('message_id', id)",
            source=f"messages where way <> '{Way.INBOX}'",
        ),
    ]


def deliver(*, message_id: int, at: datetime) -> None:
    """Send a waiting message; do nothing when it is delivered or given up. Raise NotDelivered or StillBeingSent to try again.

    Sending stands between two transactions, not inside one. A worker killed in between leaves a message that is sent once
    more after its lease: twice rather than never.
    """
    message = _lease(message_id, at)
    if message is None:
        return
    try:
        delivery.hand_over(message)
    except Exception as error:  # also a fault of ours must end, and end where operators see it
        if message.attempts < ATTEMPTS and not delivery.is_final(error):
            Message.objects.filter(pk=message.pk).update(leased_until=None, last_error=delivery.summary(error))
            raise NotDelivered from error
        _give_up(message, because=delivery.summary(error))
        return
    _close(message, State.DELIVERED, delivered_at=at, last_error="")


@transaction.atomic
def read_message(*, message_id: int, account_id: int, at: datetime) -> queries.InboxMessage:
    """Return a message of an account's inbox and mark it read; raise NoSuchMessage for anybody else's."""
    message = queries.get_inbox_message(message_id, account_id=account_id)
    Message.objects.filter(pk=message_id, read_at__isnull=True).update(read_at=at)
    return message


@transaction.atomic
def _lease(message_id: int, at: datetime) -> Message | None:
    """Reserve a waiting message for this job; return None when nothing is left to do."""
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.state != State.WAITING:
        return None
    if message.leased_until and at < message.leased_until:
        raise StillBeingSent
    life = CATALOGUE[message.notice].expires_after
    if life and at >= message.created_at + life:
        _give_up(message, because="expired")
        return None
    message.leased_until = at + LEASE
    message.attempts += 1
    message.save(update_fields=["leased_until", "attempts"])
    return message


def _give_up(message: Message, *, because: str) -> None:
    _close(message, State.FAILED, delivered_at=None, last_error=because)
    log.error("a message could not be delivered", extra={"facts": {"message": message.pk, "notice": message.notice}})


def _close(message: Message, state: State, *, delivered_at: datetime | None, last_error: str) -> None:
    """End a message, and erase what opens something."""
    secrets = CATALOGUE[message.notice].secrets
    Message.objects.filter(pk=message.pk).update(
        state=state,
        delivered_at=delivered_at,
        leased_until=None,
        last_error=last_error,
        facts={name: fact for name, fact in message.facts.items() if name not in secrets},
    )
