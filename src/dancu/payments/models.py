"""Tables of payments."""

import uuid

from django.db import models
from django.db.models import F, Q


class ReceiptRow(models.Model):
    """One receipt; only ever added."""

    agency_code = models.CharField(max_length=16, db_collation="C")
    book = models.CharField(max_length=16)
    number = models.CharField(max_length=16)
    amount_dong = models.PositiveIntegerField()
    description = models.CharField(max_length=200, blank=True, default="", db_default="")
    """What the receipt says was paid for."""
    about = models.CharField(max_length=40, db_collation="C")
    """What was paid for: the code of a dossier."""
    issued_at = models.DateTimeField()

    class Meta:
        db_table = "payments_receipt"
        constraints = [
            models.UniqueConstraint(fields=["agency_code", "book", "number"], name="a_receipt_number_is_used_once"),
            models.CheckConstraint(condition=Q(amount_dong__gt=0), name="a_receipt_is_for_some_amount"),
        ]
        indexes = [models.Index(fields=["about"], name="receipts_by_what_was_paid")]


class BillRow(models.Model):
    """What is asked for online; asked for again, it bears the amount that is owed then."""

    about = models.CharField(max_length=40, db_collation="C")
    memo = models.CharField(max_length=25, db_collation="C")
    """What the transfer bears."""
    amount_dong = models.PositiveIntegerField()
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "payments_bill"
        constraints = [
            models.UniqueConstraint(fields=["about"], name="one_bill_for_a_thing"),
            models.UniqueConstraint(fields=["memo"], name="one_bill_a_memo"),
            models.CheckConstraint(condition=Q(amount_dong__gt=0), name="a_bill_is_for_some_amount"),
        ]


class TransferRow(models.Model):
    """Money that came, as the provider reported it."""

    bill = models.ForeignKey(BillRow, on_delete=models.PROTECT, related_name="transfers")
    transaction = models.CharField(max_length=64, db_collation="C")
    """The provider's number of it."""
    amount_dong = models.PositiveIntegerField()
    paid_at = models.DateTimeField()
    reported_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    """When it was put to use: kept as a fee, paid back, or both in part."""

    class Meta:
        db_table = "payments_transfer"
        constraints = [
            models.UniqueConstraint(fields=["transaction"], name="a_transfer_comes_once"),
            models.CheckConstraint(condition=Q(amount_dong__gt=0), name="a_transfer_is_of_some_amount"),
        ]
        indexes = [models.Index(fields=["reported_at"], name="unused_transfers", condition=Q(used_at=None))]


class RefundRow(models.Model):
    """Money that is paid back of a transfer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    """The key by which the provider knows it again."""
    transfer = models.ForeignKey(TransferRow, on_delete=models.PROTECT, related_name="refunds")
    amount_dong = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failed_because = models.CharField(max_length=40, blank=True, default="")
    """The provider's code."""

    class Meta:
        db_table = "payments_refund"
        constraints = [
            models.CheckConstraint(condition=Q(amount_dong__gt=0), name="a_refund_is_of_some_amount"),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(failed_at=None), name="a_refund_is_done_or_has_failed"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(done_at__gte=F("asked_at")),
                name="a_refund_is_done_after_it_is_asked",
            ),
        ]
