"""The provider of payments over HTTP: one signed JSON call for each refund (platform.calls).

    POST {PAYMENT_URL}/refunds
    Idempotency-Key: 9c1b…
    {"refund": "9c1b…", "transaction": "FT2633…", "amount": 10000, "report_to": "https://…/payments/reports"}

Any 2xx says that it was taken; `commands.reports` takes the report that follows.
"""

from django.conf import settings

from dancu.kernel.money import Money
from dancu.platform import calls
from dancu.platform.hosts import Site, address


def refund(*, key: str, transaction: str, amount: Money) -> None:
    """Have an amount of a transfer paid back; raise NotTaken, or OSError where nobody answered in time."""
    body = {
        "refund": key,
        "transaction": transaction,
        "amount": amount.dong,
        "report_to": address(Site.GATEWAY, "payment-report"),
    }
    url, secret = f"{settings.PAYMENT_URL}/refunds", settings.PAYMENT_SECRETS[0]
    calls.send(url, body, key=key, secret=secret, deadline=settings.PAYMENT_DEADLINE)
