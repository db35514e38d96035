"""Deliver messages: at least once, and visibly when they are given up."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from dancu.notices import delivery, queries
from dancu.notices.domain import Way
from dancu.notices.domain.catalogue import CATALOGUE
from dancu.notices.domain.failures import Failure, Reason
from dancu.notices.models import Message, State

log = logging.getLogger("dancu.notices")

ATTEMPTS = 8
"""With the waits of `tasks.deliver`, these reach over six hours."""
LEASE = timedelta(minutes=2)
"""Longer than a carrier may take (`delivery.PATIENCE`); only then may another job try the same message."""


class StillBeingSent(Exception):
    """Another job is sending this message."""


class NotDelivered(Exception):
    """The carrier did not take the message; it is worth trying again."""


def deliver(*, message_id: int, at: datetime) -> None:
    """Send a waiting message; do nothing when it is delivered or given up. Raise NotDelivered or StillBeingSent to try again.

    Sending stands between two transactions, not inside one. A worker killed in between leaves a message that is sent once
    more after its lease: twice rather than never.
    """
    message = _lease(message_id, at)
    if message is None:
        return
    try:
        reported = delivery.hand_over(message)
    except Exception as error:  # also a fault of ours must end, and end where operators see it
        failure = delivery.failure_of(error)
        if message.attempts < ATTEMPTS and not failure.final:
            _held(message).update(leased_until=None, reason=failure.reason, last_error=failure.detail)
            raise NotDelivered from error
        _give_up(message, failure)
        return
    _hand_off(message, at=None if reported else at)


def _hand_off(message: Message, *, at: datetime | None) -> None:
    """Write down that a carrier has the message: for good `at` an instant, or until its report comes."""
    done = Message.objects.filter(pk=message.pk)
    # A report may have come before us. Without one to come it has arrived, also where another job has taken it over meanwhile.
    open_ = done.exclude(state=State.DELIVERED) if at else done.filter(state=State.WAITING)
    open_.update(
        state=State.DELIVERED if at else State.SENT,
        delivered_at=at,
        leased_until=None,
        reason="",
        last_error="",
        facts=_harmless(message),
    )


@transaction.atomic
def _lease(message_id: int, at: datetime) -> Message | None:
    """Reserve a waiting message for this job; return None when nothing is left to do."""
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.state != State.WAITING:
        return None
    if message.leased_until and at < message.leased_until:
        raise StillBeingSent
    if CATALOGUE[message.notice].has_expired(message.created_at, at):
        _give_up(message, Failure(reason=Reason.EXPIRED))
        return None
    if not _is_welcome(message, at):
        return None
    message.leased_until = at + LEASE
    message.attempts += 1
    message.save(update_fields=["leased_until", "attempts"])
    return message


def _is_welcome(message: Message, at: datetime) -> bool:
    """Tell whether its reader wishes it now; else close it, or let another job take it up when his quiet hours are over."""
    if message.account_id is None:
        return True
    kind, wishes = CATALOGUE[message.notice].kind, queries.wishes_of(message.account_id)
    if not wishes.wants(kind, Way(message.way)):
        _held(message).update(state=State.UNWANTED, leased_until=None, reason="", last_error="")
        return False
    if until := wishes.quiet_until(kind, timezone.localtime(at)):
        app.configure_task("notices.deliver", schedule_at=until).defer(message_id=message.pk)
        return False
    return True


def _held(message: Message) -> QuerySet[Message]:
    """Return the message while it waits under our lease; whoever outlived it must not undo what others did since."""
    return Message.objects.filter(pk=message.pk, state=State.WAITING, leased_until=message.leased_until)


def _give_up(message: Message, failure: Failure) -> None:
    given_up = _held(message).update(
        state=State.FAILED,
        leased_until=None,
        reason=failure.reason,
        last_error=failure.detail,
        facts=_harmless(message),
    )
    if given_up:
        facts = {"message": message.pk, "notice": message.notice, "reason": failure.reason}
        log.error("a message could not be delivered", extra={"facts": facts})


def _harmless(message: Message) -> dict[str, object]:
    """Return the facts without what opens something."""
    secrets = CATALOGUE[message.notice].secrets
    return {name: fact for name, fact in message.facts.items() if name not in secrets}
