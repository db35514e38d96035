"""Take what the provider of payments reports: money that came, and what became of what was to be paid back.

    POST /payments/reports
    webhook-id, webhook-timestamp, webhook-signature        (platform.webhooks)
    {"event": "paid", "transaction": "FT2633…", "memo": "G01…", "amount": 10000, "at": "2026-11-27T10:00:00+07:00"}
    {"event": "refunded", "refund": "9c1b…"}
    {"event": "refund_failed", "refund": "9c1b…", "code": "account_closed"}

Every report may come late, twice, and before another that tells of something earlier.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from dancu.audit import commands as audit
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.errors import Conflict, Missing
from dancu.payments.events import TransferArrived
from dancu.payments.models import BillRow, RefundRow, TransferRow
from dancu.platform import webhooks
from dancu.platform.events import publish
from dancu.platform.webhooks import NoReport

_NUMBER = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
_CODE = re.compile(r"[A-Za-z0-9_.:-]{1,40}")
_MOST = 2_000_000_000


class NoSuchBill(Missing):
    """Nothing is asked for with this memo. Pay the money back."""

    code = "payments.no_such_bill"


class NoSuchRefund(Missing):
    """No refund was asked for with this key."""

    code = "payments.no_such_refund"


class OtherTransfer(Conflict):
    """A transfer with this number was reported before, with another amount or memo."""

    code = "payments.other_transfer"


def take_report(*, body: bytes, headers: Mapping[str, str], at: datetime) -> None:
    """Take one report; raise NotSigned, NoReport, NoSuchBill, NoSuchRefund or OtherTransfer. Safe to repeat."""
    report = webhooks.read(body, headers, settings.PAYMENT_SECRETS, at=at)
    match report.get("event"):
        case "paid":
            _paid(report, at)
        case "refunded":
            _refund_ended(report, done_at=at)
        case "refund_failed":
            code = str(report.get("code", ""))
            _refund_ended(report, failed_at=at, because=code if _CODE.fullmatch(code) else "")
        case _:
            raise NoReport


@transaction.atomic
def _paid(report: Mapping[str, Any], at: datetime) -> None:
    number, memo, amount = (report.get(name) for name in ("transaction", "memo", "amount"))
    if not isinstance(number, str) or not _NUMBER.fullmatch(number) or not isinstance(memo, str):
        raise NoReport
    if type(amount) is not int or not 0 < amount <= _MOST:
        raise NoReport
    bill = BillRow.objects.filter(memo=memo.strip().upper()[:40]).first()
    if bill is None:
        raise NoSuchBill
    row, new = TransferRow.objects.get_or_create(
        transaction=number,
        defaults={"bill": bill, "amount_dong": amount, "paid_at": _instant(report.get("at")), "reported_at": at},
    )
    if (row.bill_id, row.amount_dong) != (bill.pk, amount):
        raise OtherTransfer
    if new:
        facts = {"transfer": row.pk, "amount_dong": amount}
        audit.record(
            "payments.transfer_arrived",
            by=SYSTEM,
            purpose=Purpose.DOSSIER,
            at=at,
            subject=("dossier", bill.about),
            facts=facts,
        )
        publish(TransferArrived(transfer=row.pk, about=bill.about))


def _instant(text: object) -> datetime:
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise NoReport
    return found


@transaction.atomic
def _refund_ended(
    report: Mapping[str, Any], *, done_at: datetime | None = None, failed_at: datetime | None = None, because: str = ""
) -> None:
    try:
        key = UUID(str(report.get("refund")))
    except ValueError:
        raise NoReport from None
    row = RefundRow.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise NoSuchRefund
    if row.done_at:
        return  # what was paid back was paid back, whatever comes after
    row.done_at, row.failed_at, row.failed_because = done_at, failed_at, because
    row.save(update_fields=["done_at", "failed_at", "failed_because"])
