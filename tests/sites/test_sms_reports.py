"""The carrier of text messages reports to the gateway."""

from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from tests.builders.notices import a_message
from tests.builders.sms_provider import SECRET, a_report

from dancu.notices.models import Message, State
from dancu.platform import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(settings: Any) -> Message:
    settings.SMS_SECRETS = [SECRET]
    message = a_message("dossier_approve", ways=("sms",), phone="0912345678")
    Message.objects.update(state=State.SENT)
    return message


def post(report: dict[str, Any], host: str = "gateway", kind: str = "application/json") -> Any:
    browser = Client(enforce_csrf_checks=True, headers={"host": configured.SITE_HOSTS[host]})
    return browser.post("/sms/reports", report["body"], content_type=kind, headers=report["headers"])


def test_a_signed_report_is_noted_without_session_or_token(sent: Message) -> None:
    answer = post(a_report(f"{sent.pk}-1", "delivered", at=clock.now()))
    assert (answer.status_code, answer.content) == (204, b"")
    sent.refresh_from_db()
    assert sent.state == State.DELIVERED


def test_a_refusal_is_told_to_a_machine(sent: Message) -> None:
    answer = post(a_report(f"{sent.pk}-1", "delivered", at=clock.now(), secret="guessed"))
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:dancu:problem:webhooks.not_signed"
    assert post(a_report("7-1", "delivered", at=clock.now())).status_code == 404


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain"])
def test_what_is_not_json_is_no_report(sent: Message, kind: str) -> None:
    assert post(a_report(f"{sent.pk}-1", "delivered", at=clock.now()), kind=kind).status_code == 400


@pytest.mark.parametrize("host", ["portal", "officer"])
def test_no_other_site_takes_reports(sent: Message, host: str) -> None:
    assert post(a_report(f"{sent.pk}-1", "delivered", at=clock.now()), host=host).status_code == 404
