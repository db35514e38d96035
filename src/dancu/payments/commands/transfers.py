"""Put money to use that came."""

from datetime import datetime

from dancu.kernel.money import Money
from dancu.payments.domain import Transfer
from dancu.payments.models import TransferRow


def claim(transfer_id: int, *, at: datetime) -> Transfer | None:
    """Take a transfer to put it to use in the present transaction; None where another did that already."""
    row = TransferRow.objects.select_for_update(of=("self",)).select_related("bill").get(pk=transfer_id)
    if row.used_at:
        return None
    row.used_at = at
    row.save(update_fields=["used_at"])
    return Transfer(id=row.pk, about=row.bill.about, amount=Money(row.amount_dong))
