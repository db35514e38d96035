"""What was paid, and how."""

from django.conf import settings
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from dancu.kernel.money import Money
from dancu.payments.domain import Beneficiary, Bill, Receipt, RefundView, Repayable
from dancu.payments.models import BillRow, ReceiptRow, RefundRow, TransferRow


def list_receipts(about: str) -> tuple[Receipt, ...]:
    """Return the receipts given for something, the first first."""
    rows = ReceiptRow.objects.filter(about=about).order_by("pk")
    return tuple(
        Receipt(book=row.book, number=row.number, amount=Money(row.amount_dong), description=row.description)
        for row in rows
    )


def beneficiary() -> Beneficiary | None:
    """Return the account that fees are transferred to; None where nothing is paid online."""
    return Beneficiary.parse(settings.PAYMENT_ACCOUNT) if settings.PAYMENT_ACCOUNT else None


def find_bill(about: str) -> Bill | None:
    """Return what is asked for online."""
    row = BillRow.objects.filter(about=about).first()
    return Bill(about=row.about, amount=Money(row.amount_dong), memo=row.memo) if row else None


def list_repayable(about: str) -> tuple[Repayable, ...]:
    """Return the transfers of which something can still be paid back, the first first."""
    back = Coalesce(Sum("refunds__amount_dong", filter=Q(refunds__failed_at=None)), 0)
    rows = TransferRow.objects.filter(bill__about=about, used_at__isnull=False).annotate(back=back).order_by("pk")
    return tuple(
        Repayable(id=row.pk, amount=Money(row.amount_dong), left=Money(row.amount_dong - row.back), paid_at=row.paid_at)
        for row in rows
        if row.back < row.amount_dong
    )


def list_refunds(about: str) -> tuple[RefundView, ...]:
    """Return what was paid back or is on its way, the first first."""
    rows = RefundRow.objects.filter(transfer__bill__about=about).order_by("asked_at", "pk")
    return tuple(
        RefundView(
            id=row.pk,
            amount=Money(row.amount_dong),
            asked_at=row.asked_at,
            done_at=row.done_at,
            failed=row.failed_at is not None,
        )
        for row in rows
    )
