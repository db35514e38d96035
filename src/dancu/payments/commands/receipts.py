"""Receipts: the lines of an agency's receipt books."""

from datetime import datetime

from django.db import transaction

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict
from dancu.payments.domain import Receipt
from dancu.payments.models import ReceiptRow


class ReceiptNumberUsed(Conflict):
    """This agency has given receipt {number} of book {book} already. Check book and number."""

    code = "payments.receipt_number_used"


@transaction.atomic
def give_receipt(receipt: Receipt, *, agency_code: str, about: str, by: Actor, at: datetime) -> None:
    """Write down a receipt of an agency; raises ReceiptNumberUsed, also for the slower of two at once."""
    made, new = ReceiptRow.objects.get_or_create(
        agency_code=agency_code,
        book=receipt.book,
        number=receipt.number,
        defaults={
            "amount_dong": receipt.amount.dong,
            "description": receipt.description,
            "about": about,
            "issued_at": at,
        },
    )
    if not new:
        raise ReceiptNumberUsed(number=receipt.number, book=receipt.book)
    audit.record(
        "payments.receipt_given",
        by=by,
        purpose=Purpose.DOSSIER,
        at=at,
        subject=("dossier", about),
        facts={"receipt": made.pk, "amount_dong": receipt.amount.dong},
    )
