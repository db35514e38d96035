"""Write messages into the outbox."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dancu.notices import queries
from dancu.notices.domain import Recipient, Way
from dancu.notices.domain.catalogue import CATALOGUE
from dancu.notices.models import Message, State
from dancu.platform import jobs, statement


@transaction.atomic
def notify(*, recipient: Recipient, template: str, facts: Mapping[str, Any], at: datetime) -> None:
    """Tell somebody, by each way that he chose, that the notice takes and that leads to him, once this transaction commits.

    `template` is a notice of the catalogue, `facts` the JSON values that fill it.
    """
    statement.write(parts(recipient=recipient, template=template, facts=facts, at=at))


def parts(*, recipient: Recipient, template: str, facts: Mapping[str, Any], at: datetime) -> list[statement.Part]:
    """Return what `notify` would write, for an act that writes everything in one statement."""
    notice = CATALOGUE[template]
    notice.check(facts)
    messages = [
        Message(
            account_id=recipient.account_id,
            way=way,
            name=recipient.name,
            address=address,
            language=recipient.language,
            notice=notice.name,
            facts=dict(facts),
            created_at=at,
            state=State.DELIVERED if way == Way.INBOX else State.WAITING,
            delivered_at=at if way == Way.INBOX else None,
        )
        for way, address in recipient.addresses().items()
        if way in notice.ways and way in queries.working_ways()
    ]
    if not messages:
        return []
    return [
        statement.insert("messages", messages, returning="id, way"),
        deliveries(source=f"messages where way <> '{Way.INBOX}'"),
    ]


def deliveries(*, source: str) -> statement.Part:
    """Return the part that asks for a delivery for each `id` of `source`, which is SQL and never data."""
    return jobs.asked("deliveries", "notices.deliver", arguments="jsonb_build_object('message_id', id)", source=source)
