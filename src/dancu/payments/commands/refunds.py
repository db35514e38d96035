"""Pay money back."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.module_loading import import_string

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict
from dancu.kernel.money import Money
from dancu.payments.events import RefundAsked
from dancu.payments.models import RefundRow, TransferRow
from dancu.platform.calls import NotTaken
from dancu.platform.events import publish

_FOR_GOOD = range(400, 500)


class NotThatMuch(Conflict):
    """Less than that is left of what was transferred. Check the amount."""

    code = "payments.not_that_much"


class RefundGateway(Protocol):
    """What `settings.REFUND_GATEWAY` names: raises NotTaken or OSError; a `key` that comes again is the same refund."""

    def __call__(self, *, key: str, transaction: str, amount: Money) -> None: ...


@transaction.atomic
def pay_back(amount: Money, *, transfer_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Pay back an amount of a transfer; raise NotThatMuch. It is sent to the provider after the transaction, by a job."""
    row = TransferRow.objects.select_for_update(of=("self",)).select_related("bill").get(pk=transfer_id)
    if amount.dong > row.amount_dong - paid_back(row):
        raise NotThatMuch
    refund = RefundRow.objects.create(transfer=row, amount_dong=amount.dong, reason=reason, asked_at=at)
    audit.record(
        "payments.refund_asked",
        by=by,
        purpose=Purpose.DOSSIER,
        at=at,
        subject=("dossier", row.bill.about),
        facts={"refund": str(refund.pk), "transfer": row.pk, "amount_dong": amount.dong},
    )
    publish(RefundAsked(refund=str(refund.pk)))


def paid_back(row: TransferRow) -> int:
    """Return how much of a transfer was paid back or is on its way; what failed is left."""
    found: int | None = row.refunds.filter(failed_at=None).aggregate(sum=Sum("amount_dong"))["sum"]
    return found or 0


def send_refund(refund_id: UUID, *, at: datetime) -> None:
    """Hand a refund to the provider, who reports when it is done; what he refuses for good has failed."""
    row = RefundRow.objects.select_related("transfer").get(pk=refund_id)
    if row.done_at or row.failed_at:
        return
    gateway: RefundGateway = import_string(settings.REFUND_GATEWAY)
    try:
        gateway(key=str(row.pk), transaction=row.transfer.transaction, amount=Money(row.amount_dong))
    except NotTaken as refusal:
        if refusal.status not in _FOR_GOOD:
            raise
        still = RefundRow.objects.filter(pk=refund_id, done_at=None)
        still.update(failed_at=at, failed_because=f"http_{refusal.status}")
