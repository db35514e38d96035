"""Signatures of calls between machines, as Standard Webhooks 1.0 has them (standardwebhooks.com): HMAC-SHA256 of the raw body.

What is signed is `number.time.body`: the number tells a repetition from another call, the time lets nobody send an old call
much later. Either side may hold several secrets while they are being changed.
"""

import base64
import binascii
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from dancu.kernel.errors import Denied, Invalid


class NotSigned(Denied):
    """This report is not signed by who may send it, or it was signed too long ago."""

    code = "webhooks.not_signed"


class NoReport(Invalid):
    """This is no report: a JSON object as the documentation describes it is expected."""

    code = "webhooks.no_report"


TOLERANCE = timedelta(minutes=5)
"""How far the clocks of both sides may differ, the way included."""


def sign(secret: str, *, number: str, at: datetime, body: bytes) -> dict[str, str]:
    """Return the headers that a call is sent with."""
    sent = str(int(at.timestamp()))
    return {
        "webhook-id": number,
        "webhook-timestamp": sent,
        "webhook-signature": f"v1,{_signature(secret, number, sent, body)}",
    }


def is_signed(headers: Mapping[str, str], secrets: Sequence[str], *, body: bytes, at: datetime) -> bool:
    """Tell whether a call was signed with one of the secrets just now."""
    number, sent = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not number or not (sent.isascii() and sent.isdecimal() and len(sent) <= 12):
        return False
    if abs(int(sent) - at.timestamp()) > TOLERANCE.total_seconds():
        return False
    given = [each.removeprefix("v1,") for each in headers.get("webhook-signature", "").split() if each[:3] == "v1,"]
    wanted = [_signature(secret, number, sent, body) for secret in secrets]
    return any(hmac.compare_digest(a.encode(), b.encode()) for a in given for b in wanted)


def read(body: bytes, headers: Mapping[str, str], secrets: Sequence[str], *, at: datetime) -> dict[str, Any]:
    """Return the JSON object that a signed call brings; raise NotSigned or NoReport."""
    if not is_signed(headers, secrets, body=body, at=at):
        raise NotSigned
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise NoReport from None
    if not isinstance(found, dict):
        raise NoReport
    return found


def key_of(secret: str) -> bytes:
    """Return the key of a secret: `whsec_` and base64, or any other text as it is; raise ValueError for broken base64."""
    if not secret.startswith("whsec_"):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        raise ValueError("what follows whsec_ is no base64") from None


def _signature(secret: str, number: str, sent: str, body: bytes) -> str:
    signed = f"{number}.{sent}.".encode() + body
    return base64.b64encode(hmac.digest(key_of(secret), signed, "sha256")).decode()
