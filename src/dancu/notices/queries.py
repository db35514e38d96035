"""Read one's inbox, what waits and what failed, and the mail of a demonstration."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Min, Q, QuerySet

from dancu.kernel.errors import Missing
from dancu.notices import rendering
from dancu.notices.domain import Way
from dancu.notices.domain.catalogue import CATALOGUE
from dancu.notices.domain.failures import Reason
from dancu.notices.domain.wishes import Kind, QuietHours, Wishes
from dancu.notices.models import DemoMail, Message, State, WishesRow

PAGE = 30
REPORTED_WITHIN = timedelta(days=2)
"""Carriers seldom try a telephone that is off for longer."""


class NoSuchMessage(Missing):
    """There is no such message in your inbox."""

    code = "notices.no_such_message"


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxLine:
    """A message in the list, in the present language."""

    id: int
    subject: str
    sent_at: datetime
    unread: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxMessage:
    """A message opened, in the present language."""

    id: int
    words: rendering.Words
    sent_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedMessage:
    """A message that nobody will get unless an operator acts; without its recipient, whom operators need not know."""

    id: int
    subject: str
    way: Way
    created_at: datetime
    attempts: int
    reason: Reason
    detail: str
    can_be_sent_again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """How many messages are on their way, and how many never arrived."""

    waiting: int
    refused: int
    """Of those that wait, how many were tried in vain already."""
    unreported: int
    """Text messages that a carrier took more than REPORTED_WITHIN ago and has said nothing of since."""
    failed: int
    to_send_again: int
    """Of those that never arrived, how many may be sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMail:
    """An e-mail or text message of a demonstration."""

    id: int
    way: Way
    to: str
    subject: str
    text: str
    sent_at: datetime


def working_ways() -> frozenset[Way]:
    """Return the ways that this installation can send by; SMS needs a gateway."""
    return frozenset(Way) if settings.SMS_GATEWAY else frozenset(Way) - {Way.SMS}


def list_inbox(*, account_id: int, before: int | None = None) -> list[InboxLine]:
    """Return a page of an account's messages, newest first; `before` is the id of the last line of the page before."""
    rows = _inbox(account_id).order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [
        InboxLine(
            id=row.pk,
            subject=rendering.subject_of(row.notice, row.facts),
            sent_at=row.created_at,
            unread=row.read_at is None,
        )
        for row in rows[:PAGE]
    ]


def get_inbox_message(message_id: int, *, account_id: int) -> InboxMessage:
    """Return a message of an account's inbox; raise NoSuchMessage for anybody else's."""
    row = _inbox(account_id).filter(pk=message_id).first()
    if row is None:
        raise NoSuchMessage
    return InboxMessage(id=row.pk, words=rendering.words_of(row.notice, row.facts), sent_at=row.created_at)


def count_unread(account_id: int) -> int:
    """Count the messages of an account's inbox that were not opened yet."""
    return _inbox(account_id).filter(read_at__isnull=True).count()


def count_outbox(*, at: datetime) -> Outbox:
    """Count what waits and what was given up."""
    waiting = Message.objects.filter(state=State.WAITING)
    return Outbox(
        waiting=waiting.count(),
        refused=waiting.exclude(reason="").count(),
        unreported=Message.objects.filter(state=State.SENT, created_at__lt=at - REPORTED_WITHIN).count(),
        failed=Message.objects.filter(state=State.FAILED).count(),
        to_send_again=to_send_again(at).count(),
    )


def outbox_lag(*, at: datetime) -> float:
    """Return for how many seconds the longest waiting message has waited."""
    oldest = Message.objects.filter(state=State.WAITING).aggregate(oldest=Min("created_at"))["oldest"]
    return (at - oldest).total_seconds() if oldest else 0.0


def list_failed(*, at: datetime, before: int | None = None) -> list[FailedMessage]:
    """Return a page of what was given up, newest first; `before` is the id of the last line of the page before."""
    rows = Message.objects.filter(state=State.FAILED).order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows[:PAGE])
    again = set(to_send_again(at).filter(pk__in=[row.pk for row in found]).values_list("pk", flat=True))
    return [
        FailedMessage(
            id=row.pk,
            subject=rendering.subject_of(row.notice, row.facts),
            way=Way(row.way),
            created_at=row.created_at,
            attempts=row.attempts,
            reason=Reason(row.reason or Reason.FAULT),
            detail=row.last_error,
            can_be_sent_again=row.pk in again,
        )
        for row in found
    ]


def to_send_again(at: datetime) -> QuerySet[Message]:
    """Return what was given up and is worth sending again: what opened something is erased, what has expired is not true."""
    worth = Q()
    for notice in CATALOGUE.values():
        if not notice.secrets:
            since = {"created_at__gt": at - notice.expires_after} if notice.expires_after else {}
            worth |= Q(notice=notice.name, **since)
    return Message.objects.filter(worth, state=State.FAILED, way__in=working_ways())


def wishes_of(account_id: int) -> Wishes:
    """Return what the owner of an account wishes."""
    row = WishesRow.objects.filter(account_id=account_id).first()
    if row is None:
        return Wishes()
    pairs = (pair.split(".") for pair in row.refused)
    quiet = None
    if row.quiet_since is not None and row.quiet_until is not None:
        quiet = QuietHours(since=row.quiet_since, until=row.quiet_until)
    return Wishes(refused=frozenset((Kind(kind), Way(way)) for kind, way in pairs), quiet=quiet)


def list_demo_mail(*, to: str = "", limit: int = 50) -> list[KeptMail]:
    """Return what a demonstration kept, newest first; `to` narrows it to addresses that contain it."""
    return [_kept(row) for row in DemoMail.objects.filter(to__icontains=to).order_by("-id")[:limit]]


def get_demo_mail(mail_id: int) -> KeptMail:
    """Return one; raise NoSuchMessage."""
    row = DemoMail.objects.filter(pk=mail_id).first()
    if row is None:
        raise NoSuchMessage
    return _kept(row)


def _inbox(account_id: int) -> QuerySet[Message]:
    return Message.objects.filter(account_id=account_id, way=Way.INBOX)


def _kept(row: DemoMail) -> KeptMail:
    return KeptMail(id=row.pk, way=Way(row.way), to=row.to, subject=row.subject, text=row.text, sent_at=row.sent_at)
