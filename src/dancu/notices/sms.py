"""Text messages by an HTTP provider: one signed JSON call for each, which may be repeated.

    POST {SMS_URL}
    Idempotency-Key: 4711-1
    webhook-id, webhook-timestamp, webhook-signature        (platform.webhooks)
    {"to": "+84912345678", "from": "DAN CU", "text": "…", "reference": "4711-1", "report_to": "https://…/sms/reports"}

Any 2xx says that the message was taken, also when the same key comes again; `commands.reporting` takes the report that follows.
"""

from django.conf import settings

from dancu.notices.domain import segments
from dancu.platform import calls
from dancu.platform.hosts import Site, address


def send(*, to: str, text: str, reference: str) -> bool:
    """Hand a text message over, of which a report will follow; raise NotTaken, or OSError where nobody answered in time."""
    body = {
        "to": international(to),
        "from": settings.SMS_SENDER,
        "text": segments.composed(text),
        "reference": reference,
        "report_to": address(Site.GATEWAY, "sms-report"),
    }
    secret, deadline = settings.SMS_SECRETS[0], settings.SMS_DEADLINE
    calls.send(settings.SMS_URL, body, key=reference, secret=secret, deadline=deadline)
    return True


def international(phone: str) -> str:
    """Return a number as E.164 has it; ours begin with 0."""
    return phone if phone.startswith("+") else "+84" + phone.removeprefix("0")
