"""What was paid."""

from dancu.kernel.money import Money
from dancu.payments.domain import Receipt
from dancu.payments.models import ReceiptRow


def list_receipts(about: str) -> tuple[Receipt, ...]:
    """Return the receipts given for something, the first first."""
    rows = ReceiptRow.objects.filter(about=about).order_by("pk")
    return tuple(Receipt(book=row.book, number=row.number, amount=Money(row.amount_dong)) for row in rows)
