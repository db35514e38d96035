"""Messages, and what a demonstration keeps instead of sending."""

from django.db import models
from django.db.models import F, Q

from dancu.notices.domain import Way
from dancu.platform.refs import Ref


class State(models.TextChoices):
    WAITING = "waiting"
    SENT = "sent"
    """A carrier has it, and will report whether it arrived."""
    DELIVERED = "delivered"
    FAILED = "failed"
    UNWANTED = "unwanted"
    """Its reader does not wish this kind by this way; he has it in his inbox."""


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
                | Q(state__in=[State.WAITING, State.SENT, State.FAILED, State.UNWANTED], delivered_at__isnull=True),
                name="delivered_message_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="inbox", condition=Q(way=Way.INBOX)),
            models.Index(fields=["account"], name="inbox_unread", condition=Q(way=Way.INBOX, read_at__isnull=True)),
            models.Index(fields=["-id"], name="failed_messages", condition=Q(state=State.FAILED)),
            models.Index(fields=["created_at"], name="sent_messages", condition=Q(state=State.SENT)),
            models.Index(fields=["-id"], name="waiting_messages", condition=Q(state=State.WAITING)),
        ]


class WishesRow(models.Model):
    """What the owner of an account wishes (`domain.wishes.Wishes`); without a row everything is wanted at any time."""

    account = Ref("accounts.Account", db_index=False)
    refused = models.JSONField()
    """`kind.way` of what is not to be sent."""
    quiet_since = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account"], name="one_row_of_wishes_an_account"),
            models.CheckConstraint(
                condition=Q(quiet_since__isnull=True, quiet_until__isnull=True)
                | Q(quiet_since__isnull=False, quiet_until__isnull=False) & ~Q(quiet_since=F("quiet_until")),
                name="quiet_hours_begin_and_end",
            ),
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
