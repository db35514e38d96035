"""Jobs of payments."""

import json
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from dancu.payments import commands
from dancu.payments.events import RefundAsked
from dancu.platform import calls, clock
from dancu.platform.events import subscribe
from dancu.platform.hosts import Site, address
from dancu.platform.jobs import AGAIN


@app.task(name="payments.send_refund", retry=AGAIN)
def send_refund(refund: str) -> None:
    """Hand a refund to the provider of payments."""
    commands.send_refund(UUID(refund), at=clock.now())


@app.task(name="payments.demo_report", retry=AGAIN)
def demo_report(number: str, body: str) -> None:
    """Report as the bank of a demonstration what happened there."""
    url, secret = address(Site.GATEWAY, "payment-report"), settings.PAYMENT_SECRETS[0]
    calls.send(url, json.loads(body), key=number, secret=secret, deadline=settings.PAYMENT_DEADLINE)


subscribe(RefundAsked, send_refund)
