"""A provider of payments: what it reports, signed, and one that refunds are sent to."""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings as configured

from dancu.payments.commands import take_report
from dancu.platform import webhooks
from tests.builders.casework import NOW
from tests.builders.sms_provider import HOST, SECRET, Provider, listening

_numbers = itertools.count(1)


def a_report(report: dict[str, Any], *, at: datetime = NOW, secret: str = "") -> dict[str, Any]:
    """Return a signed report, as arguments of `take_report`."""
    body = json.dumps(report).encode()
    headers = webhooks.sign(secret or configured.PAYMENT_SECRETS[0], number="msg_1", at=at, body=body)
    return {"body": body, "headers": headers, "at": at}


def paid(memo: str, amount: int = 10_000, *, transaction: str = "") -> dict[str, Any]:
    """Return the report of a transfer."""
    return {
        "event": "paid",
        "transaction": transaction or f"FT{next(_numbers):08d}",
        "memo": memo,
        "amount": amount,
        "at": NOW.isoformat(),
    }


def pay(memo: str, amount: int = 10_000, *, transaction: str = "") -> None:
    """Report a transfer."""
    take_report(**a_report(paid(memo, amount, transaction=transaction)))


@contextmanager
def a_provider(settings: Any) -> Iterator[Provider]:
    """Run a provider that takes refunds for as long as a test lasts, and point the settings at it."""
    with listening() as (provider, port):
        settings.REFUND_GATEWAY = "dancu.payments.provider.refund"
        settings.PAYMENT_URL = f"http://{HOST}:{port}"
        settings.PAYMENT_SECRETS = [SECRET]
        yield provider
