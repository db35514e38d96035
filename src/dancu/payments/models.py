"""Tables of payments."""

from django.db import models
from django.db.models import Q


class ReceiptRow(models.Model):
    """One receipt; only ever added."""

    agency_code = models.CharField(max_length=16, db_collation="C")
    book = models.CharField(max_length=16)
    number = models.CharField(max_length=16)
    amount_dong = models.PositiveIntegerField()
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
