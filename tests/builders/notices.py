"""Recipients and messages."""

from datetime import UTC, datetime
from typing import Any

from dancu.notices import commands as notices
from dancu.notices.domain import Recipient
from dancu.notices.domain.catalogue import CATALOGUE
from dancu.notices.domain.failures import Reason
from dancu.notices.models import Message, State
from tests.builders.jobs import asked_for, queued

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
FACTS: dict[str, dict[str, Any]] = {
    "registration_code": {"code": "166066", "link": "http://dichvucong.localhost/register/x/secret"},
    "number_asked_for": {},
    "facility_code": {
        "code": "166066",
        "link": "http://dichvucong.localhost/register/x/secret",
        "username": "LT0482177301",
    },
    "facility_asked_for": {"username": "LT0482177301"},
    "password_reset": {"link": "http://dichvucong.localhost/password/secret"},
    "password_changed": {},
    "officer_password": {"link": "http://canbo.localhost/password/secret", "username": "hk.tiepnhan"},
    "officer_password_changed": {"link": "http://canbo.localhost/sign-in"},
}
ELSE: dict[str, dict[str, Any]] = {
    "opinion_asked": {"opinion_id": "0198c2a4-0000-7000-8000-000000000000"},
    "household_member_deleted": {"slug": "residence-confirmation"},
    "householder_by_rule": {"slug": "residence-correction"},
    "renewal_opened": {"until": "08/12/2026", "slug": "temporary-extension"},
}
"""Of notices that are neither about an account nor about a dossier."""
DOSSIER = {
    "code": "G01.001.002.003-261124-0017",
    "note": "Hợp đồng thuê nhà\nÝ kiến của chủ hộ",
    "due_at": "2026-12-03T16:30:00+07:00",
}


def facts_of(template: str) -> dict[str, Any]:
    """Return what a notice may say."""
    return (FACTS | ELSE).get(template, DOSSIER)


def a_recipient(**changes: Any) -> Recipient:
    return Recipient(**{"name": "Nguyễn Thị Hoà", "email": "hoa@example.com"} | changes)


def a_message(template: str = "registration_code", *, at: datetime = NOW, **changes: Any) -> Message:
    """Ask for a notice and return the last message that came of it."""
    notices.notify(recipient=a_recipient(**changes), template=template, facts=facts_of(template), at=at)
    return Message.objects.latest("id")


def a_lost_message(template: str = "dossier_refuse", **changes: Any) -> Message:
    """Return a message that was given up, as its job leaves it."""
    message = a_message(template, **changes)
    secrets = CATALOGUE[template].secrets
    Message.objects.filter(pk=message.pk).update(
        state=State.FAILED,
        attempts=1,
        reason=Reason.NO_SUCH_ADDRESS,
        last_error="SMTPRecipientsRefused 550",
        facts={name: fact for name, fact in message.facts.items() if name not in secrets},
    )
    message.refresh_from_db()
    return message


def deliveries_of(message: Message) -> int:
    """Count the jobs, done or not, that were to deliver a message."""
    jobs = [*asked_for("notices.deliver"), *queued("notices.deliver")]
    return jobs.count({"message_id": message.pk})
