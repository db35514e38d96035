"""The bank of a demonstration: what is transferred at it is reported as a real provider would, also late and more than once."""

import json
import secrets
from datetime import datetime, timedelta

from dancu.kernel.money import Money

_ARRIVES = timedelta(seconds=2)


def transfer(amount: Money, *, memo: str, at: datetime, late: timedelta = timedelta(0), times: int = 1) -> None:
    """Transfer money; it is reported as often as `times` says, `late` by so much."""
    report = {
        "event": "paid",
        "transaction": f"DEMO{secrets.token_hex(6).upper()}",
        "memo": memo,
        "amount": amount.dong,
        "at": at.isoformat(),
    }
    for number in range(times):
        _report(report, number=f"{report['transaction']}-{number}", wait=_ARRIVES + late)


def refund(*, key: str, transaction: str, amount: Money) -> None:
    """Pay back (commands.refunds.RefundGateway); it is reported twice."""
    for number in range(2):
        _report({"event": "refunded", "refund": key}, number=f"{key}-{number}", wait=_ARRIVES)


def _report(report: dict[str, object], *, number: str, wait: timedelta) -> None:
    from procrastinate.contrib.django import app

    task = app.configure_task("payments.demo_report", schedule_in={"seconds": int(wait.total_seconds())})
    task.defer(number=number, body=json.dumps(report))
