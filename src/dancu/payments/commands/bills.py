"""Bills: what is asked for online."""

from datetime import datetime

from dancu.kernel.money import Money
from dancu.payments.domain import Bill, memo_of
from dancu.payments.models import BillRow


def ask_for(amount: Money, *, about: str, at: datetime) -> Bill:
    """Ask for an amount to be transferred; asked again, the same bill is for what is owed now."""
    row, _ = BillRow.objects.update_or_create(
        about=about,
        defaults={"amount_dong": amount.dong},
        create_defaults={"amount_dong": amount.dong, "memo": memo_of(about), "opened_at": at},
    )
    return Bill(about=row.about, amount=amount, memo=row.memo)
