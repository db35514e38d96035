"""Messages, and what a demonstration keeps instead of sending."""

from django.db import models
from django.db.models import Q

from dancu.notices.domain import Way
from dancu.platform.refs import Ref


class State(models.TextChoices):
    WAITING = "waiting"
    SENT = "sent"
    """A carrier has it, and will report whether it arrived."""
    DELIVERED = "delivered"
    FAILED = "failed"


class Message(models.Model):
    """One notice to one recipient by one way."""

    account = Ref("accounts.Account", null=True, db_index=False)
    way = models.CharField(max_length=8)
    name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=8)
    notice = models.CharField(max_length=64)
    facts = models.JSONField()
    state = models.CharField(max_length=10)
    created_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sending = models.PositiveSmallIntegerField(default=1)
    """Which sending this is: an operator begins a new one, which carriers must not take for a repetition."""
    leased_until = models.DateTimeField(null=True)
    """Until when one job alone may be sending it; past, its worker was killed."""
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=16, blank=True)
    """Why the last try failed (`domain.failures.Reason`), and what the carrier said of it."""
    last_error = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(way=Way.INBOX, account__isnull=False, address="")
                | (Q(way__in=[Way.EMAIL, Way.SMS]) & ~Q(address="")),
                name="message_has_where_to_go",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DELIVERED, delivered_at__isnull=False)
                | Q(state__in=[State.WAITING, State.SENT, State.FAILED], delivered_at__isnull=True),
                name="delivered_message_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="inbox", condition=Q(way=Way.INBOX)),
            models.Index(fields=["account"], name="inbox_unread", condition=Q(way=Way.INBOX, read_at__isnull=True)),
            models.Index(fields=["-id"], name="failed_messages", condition=Q(state=State.FAILED)),
            models.Index(fields=["-id"], name="waiting_messages", condition=Q(state=State.WAITING)),
        ]


class DemoMail(models.Model):
    """An e-mail or a text message of a demonstration."""

    way = models.CharField(max_length=8)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["to", "-id"], name="demo_mail_by_address")]
