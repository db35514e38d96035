"""Text messages by an HTTP provider: one signed JSON call for each, which may be repeated.

    POST {SMS_URL}
    Idempotency-Key: 4711-1
    webhook-id, webhook-timestamp, webhook-signature        (platform.webhooks)
    {"to": "+84912345678", "from": "DAN CU", "text": "…", "reference": "4711-1", "report_to": "https://…/sms/reports"}

Any 2xx says that the message was taken, also when the same key comes again; `commands.reporting` takes the report that follows.
"""

import asyncio
import json
from http import HTTPStatus

from aiohttp import ClientError, ClientSession, ClientTimeout
from django.conf import settings

from dancu.notices.domain import segments
from dancu.platform import clock, webhooks
from dancu.platform.hosts import Site, address


class NotTaken(Exception):
    """The provider answered with something else than 2xx."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def send(*, to: str, text: str, reference: str) -> bool:
    """Hand a text message over, of which a report will follow; raise NotTaken, or OSError where nobody answered in time."""
    body = {
        "to": international(to),
        "from": settings.SMS_SENDER,
        "text": segments.composed(text),
        "reference": reference,
        "report_to": address(Site.GATEWAY, "sms-report"),
    }
    content = json.dumps(body, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": reference}
    headers |= webhooks.sign(settings.SMS_SECRETS[0], number=reference, at=clock.now(), body=content)
    status = asyncio.run(_post(content, headers))
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise NotTaken(status)
    return True


def international(phone: str) -> str:
    """Return a number as E.164 has it; ours begin with 0."""
    return phone if phone.startswith("+") else "+84" + phone.removeprefix("0")


async def _post(content: bytes, headers: dict[str, str]) -> int:
    # The limit is one for the whole call, from the name of the host to the answer, however slowly that drips.
    limit = ClientTimeout(total=settings.SMS_DEADLINE)
    try:
        async with (
            ClientSession(timeout=limit) as client,
            client.post(settings.SMS_URL, data=content, headers=headers, allow_redirects=False) as answer,
        ):
            return answer.status
    except ClientError as error:
        if isinstance(error, OSError):
            raise
        raise ConnectionError from error  # it hung up, or does not speak HTTP
