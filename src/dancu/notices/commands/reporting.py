"""Take what the carrier of text messages reports of their delivery."""

import logging
import re
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from dancu.kernel.errors import Missing
from dancu.notices.domain import Way
from dancu.notices.domain.failures import Reason
from dancu.notices.models import Message, State
from dancu.platform import webhooks

log = logging.getLogger("dancu.notices")

_REFERENCE = re.compile(r"([1-9][0-9]{0,17})-([1-9][0-9]{0,3})")
_CODE = re.compile(r"[A-Za-z0-9_.:-]{1,40}")


class NoSuchReference(Missing):
    """No text message has this reference."""

    code = "notices.no_such_reference"


def take_report(*, body: bytes, headers: Mapping[str, str], at: datetime) -> None:
    """Note whether a text message arrived; raise NotSigned, NoReport or NoSuchReference.

    Safe to repeat, and in any order: what arrived has arrived, and a failure counts only for the sending it is about. A status
    that is neither `delivered` nor `undeliverable` is news of the way, and changes nothing.
    """
    said = webhooks.read(body, headers, settings.SMS_SECRETS, at=at)
    report = {name: value for name, value in said.items() if isinstance(value, str)}
    reference = _REFERENCE.fullmatch(report.get("reference", ""))
    if reference is None:
        raise NoSuchReference
    message_id, sending = map(int, reference.groups())
    match report.get("status"):
        case "delivered":
            _note(message_id, sending, at=at)
        case "undeliverable":
            code = report.get("code", "")
            _note(message_id, sending, at=None, code=code if _CODE.fullmatch(code) else "")


@transaction.atomic
def _note(message_id: int, sending: int, *, at: datetime | None, code: str = "") -> None:
    message = Message.objects.select_for_update().filter(pk=message_id, way=Way.SMS, sending__gte=sending).first()
    if message is None:
        raise NoSuchReference
    if message.state == State.DELIVERED or (
        at is None and (message.state == State.FAILED or sending < message.sending)
    ):
        return
    message.state = State.DELIVERED if at else State.FAILED
    message.delivered_at = at
    message.reason, message.last_error = ("", "") if at else (Reason.UNDELIVERABLE, code)
    message.leased_until = None
    message.save(update_fields=["state", "delivered_at", "reason", "last_error", "leased_until"])
    if at is None:
        facts = {"message": message.pk, "notice": message.notice, "reason": message.reason}
        log.error("a message could not be delivered", extra={"facts": facts})
