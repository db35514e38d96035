"""Text messages by an HTTP provider: signed, once however often they are tried, and followed until they arrive."""

import contextlib
from datetime import timedelta
from typing import Any

import pytest
from tests.builders.notices import NOW, a_message
from tests.builders.sms_provider import SECRET, a_provider, a_report, nobody
from tests.builders.threads import at_once

from dancu.config.settings import base
from dancu.kernel.actor import SYSTEM
from dancu.kernel.errors import DomainError
from dancu.notices import commands as notices
from dancu.notices import queries
from dancu.notices.commands import LEASE, NoSuchReference, NotDelivered
from dancu.notices.domain.failures import Reason
from dancu.notices.models import Message, State
from dancu.notices.sms import international
from dancu.platform import webhooks
from dancu.platform.webhooks import NoReport, NotSigned

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def a_text_message(**changes: Any) -> Message:
    return a_message("dossier_approve", ways=("sms",), phone="0912345678", **changes)


def after_a_try(message: Message | None = None) -> Message:
    message = message or a_text_message()
    with contextlib.suppress(NotDelivered):
        notices.deliver(message_id=message.pk, at=NOW)
    message.refresh_from_db()
    return message


def reported(message: Message, status: str, *, sending: int = 1, **more: Any) -> Message:
    """Let the provider report, and return the message as that leaves it."""
    notices.take_report(**a_report(f"{message.pk}-{sending}", status, at=NOW + MINUTE, **more), at=NOW + MINUTE)
    message.refresh_from_db()
    return message


@pytest.fixture
def sent(settings: Any) -> Message:
    """Give a message that the provider has taken."""
    with a_provider(settings):
        return after_a_try()


def test_a_text_message_is_handed_over_signed_and_waits_for_its_report(settings: Any) -> None:
    with a_provider(settings) as provider:
        message = after_a_try()
    assert (message.state, message.delivered_at, message.leased_until) == (State.SENT, None, None)
    assert provider.calls == [
        {
            "to": "+84912345678",
            "from": "DAN CU",
            "text": "Cổng Dịch vụ công. Hồ sơ G01.001.002.003-261124-0017: đã được giải quyết. dichvucong.localhost",
            "reference": f"{message.pk}-1",
            "report_to": "http://chiase.localhost/sms/reports",
        }
    ]


@pytest.mark.parametrize(
    ("status", "state", "reason"),
    [
        (200, State.SENT, ""),
        (302, State.WAITING, Reason.BUSY),
        (400, State.FAILED, Reason.REFUSED),
        (401, State.WAITING, Reason.NOT_SIGNED_IN),
        (422, State.FAILED, Reason.NO_SUCH_ADDRESS),
        (409, State.WAITING, Reason.BUSY),
        (429, State.WAITING, Reason.BUSY),
        (503, State.WAITING, Reason.BUSY),
    ],
)
def test_what_the_provider_answers_says_whether_to_try_again(
    settings: Any, status: int, state: State, reason: str
) -> None:
    with a_provider(settings) as provider:
        provider.status = status
        message = after_a_try()
    assert (message.state, message.reason) == (state, reason)
    assert message.last_error == (f"HTTP {status}" if reason else "")
    assert len(provider.calls) == 1


def test_a_provider_that_does_not_know_our_secret_takes_nothing(settings: Any) -> None:
    with a_provider(settings) as provider:
        settings.SMS_SECRETS = ["another"]
        message = after_a_try()
    assert not provider.calls
    assert (message.reason, message.last_error) == (Reason.NOT_SIGNED_IN, "HTTP 401")


def test_a_provider_that_answers_for_ever_is_hung_up_on(settings: Any) -> None:
    settings.SMS_DEADLINE = 0.3
    with a_provider(settings) as provider:
        provider.silent = True
        message = after_a_try()
    assert (message.state, message.reason) == (State.WAITING, Reason.TOO_SLOW)
    assert LEASE.total_seconds() >= base.SMS_DEADLINE * 2


def test_a_dead_provider_is_tried_again(settings: Any) -> None:
    nobody(settings)
    assert after_a_try().reason == Reason.UNREACHABLE


def test_a_message_that_is_tried_twice_is_one_message_to_the_provider(settings: Any) -> None:
    message = a_text_message()
    with a_provider(settings) as provider:
        after_a_try(message)
        Message.objects.update(state=State.WAITING)  # as the worker left it who was killed before he noted it
        after_a_try(message)
    assert len(provider.calls) == 2
    assert list(provider.kept) == [f"{message.pk}-1"]


def test_a_message_that_an_operator_sends_again_is_another_one_to_the_provider(settings: Any, sent: Message) -> None:
    reported(sent, "undeliverable")
    notices.send_again(message_id=sent.pk, by=SYSTEM, at=NOW)
    with a_provider(settings) as provider:
        after_a_try(sent)
    assert list(provider.kept) == [f"{sent.pk}-2"]


def test_a_report_says_that_it_arrived(sent: Message) -> None:
    reported(sent, "delivered")
    assert (sent.state, sent.delivered_at) == (State.DELIVERED, NOW + MINUTE)


def test_a_report_says_that_it_did_not_arrive_and_operators_see_why(sent: Message) -> None:
    reported(sent, "undeliverable", code="absent-subscriber")
    assert sent.state == State.FAILED
    (failed,) = queries.list_failed(at=NOW)
    assert (failed.reason, failed.detail, failed.can_be_sent_again) == (
        Reason.UNDELIVERABLE, "absent-subscriber", True,
    )  # fmt: skip


@pytest.mark.parametrize("code", ["gửi cho 0912345678", "x" * 41, 7, None])
def test_only_a_code_of_the_provider_is_kept_and_no_sentence(sent: Message, code: Any) -> None:
    assert reported(sent, "undeliverable", code=code).last_error == ""


@pytest.mark.parametrize("first", ["delivered", "undeliverable"])
def test_a_report_that_comes_again_changes_nothing(sent: Message, first: str) -> None:
    once = reported(sent, first)
    before = Message.objects.filter(pk=sent.pk).values().get()
    reported(once, first)
    assert Message.objects.filter(pk=sent.pk).values().get() == before


def test_what_arrived_has_arrived_whatever_is_reported_later_or_was_reported_before(sent: Message) -> None:
    assert reported(sent, "undeliverable").state == State.FAILED
    assert reported(sent, "delivered").state == State.DELIVERED
    assert reported(sent, "undeliverable").state == State.DELIVERED


def test_news_of_the_way_changes_nothing(sent: Message) -> None:
    assert reported(sent, "queued").state == State.SENT


def test_an_old_failure_does_not_stop_the_next_sending_but_an_old_arrival_makes_it_needless(
    settings: Any, sent: Message
) -> None:
    reported(sent, "undeliverable")
    notices.send_again(message_id=sent.pk, by=SYSTEM, at=NOW)
    assert reported(sent, "undeliverable").state == State.WAITING
    assert reported(sent, "delivered").state == State.DELIVERED
    with a_provider(settings) as provider:
        after_a_try(sent)
    assert not provider.calls


@pytest.mark.parametrize(("status", "state"), [("delivered", State.DELIVERED), ("undeliverable", State.FAILED)])
def test_a_report_that_is_quicker_than_our_own_note_stands(
    settings: Any, monkeypatch: pytest.MonkeyPatch, status: str, state: State
) -> None:
    message = a_text_message()

    def quick(*, to: str, text: str, reference: str) -> bool:
        reported(message, status)
        return True

    monkeypatch.setattr(f"{__name__}.quick", quick, raising=False)
    settings.SMS_GATEWAY, settings.SMS_SECRETS = f"{__name__}.quick", [SECRET]
    assert after_a_try(message).state == state


@pytest.mark.parametrize(
    ("reference", "status"),
    [("0-1", "delivered"), ("-1", "delivered"), ("1", "delivered"), ("9" * 18 + "-1", "delivered"), ("", "delivered")],
)
def test_a_reference_that_nobody_has_is_refused(sent: Message, reference: str, status: str) -> None:
    with pytest.raises(NoSuchReference):
        notices.take_report(**a_report(reference, status, at=NOW), at=NOW)


def test_neither_an_e_mail_nor_a_sending_to_come_can_be_reported(sent: Message) -> None:
    mail = a_message("dossier_approve")
    for reference in (f"{mail.pk}-1", f"{sent.pk}-2"):
        with pytest.raises(NoSuchReference):
            notices.take_report(**a_report(reference, "delivered", at=NOW), at=NOW)


@pytest.mark.parametrize("body", [b"", b"[]", b"7", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_report_is_refused(settings: Any, body: bytes) -> None:
    settings.SMS_SECRETS = [SECRET]
    with pytest.raises(NoReport):
        notices.take_report(body=body, headers=webhooks.sign(SECRET, number="1", at=NOW, body=body), at=NOW)


def test_a_report_of_anybody_else_or_of_long_ago_is_refused(sent: Message) -> None:
    reference = f"{sent.pk}-1"
    forged, old = a_report(reference, "delivered", at=NOW, secret="guessed"), a_report(reference, "delivered", at=NOW)
    changed = old | {"body": old["body"].replace(b"delivered", b"undeliverable")}
    for report, at in ((forged, NOW), (changed, NOW), (old, NOW + 6 * MINUTE)):
        with pytest.raises(NotSigned):
            notices.take_report(**report, at=at)
    sent.refresh_from_db()
    assert sent.state == State.SENT


def test_where_no_secret_is_set_no_report_is_believed(settings: Any, sent: Message) -> None:
    settings.SMS_SECRETS = []
    with pytest.raises(NotSigned):
        notices.take_report(**a_report(f"{sent.pk}-1", "delivered", at=NOW, secret=""), at=NOW)


@pytest.mark.django_db(transaction=True)
def test_reports_that_contradict_each_other_at_once_end_with_what_arrived(settings: Any) -> None:
    with a_provider(settings):
        message = after_a_try()
    reports = [
        a_report(f"{message.pk}-1", status, at=NOW) for status in ("delivered", "undeliverable") for _ in range(3)
    ]
    answers = at_once([lambda report=report: notices.take_report(**report, at=NOW) for report in reports])  # type: ignore[misc]
    assert not [answer for answer in answers if isinstance(answer, DomainError)]
    message.refresh_from_db()
    assert message.state == State.DELIVERED


@pytest.mark.django_db(transaction=True)
def test_of_workers_who_compete_for_many_messages_each_is_handed_over_once(settings: Any) -> None:
    messages = [a_text_message() for _ in range(6)]

    def work() -> None:
        for message in messages:
            with contextlib.suppress(notices.StillBeingSent):
                notices.deliver(message_id=message.pk, at=NOW)

    with a_provider(settings) as provider:
        at_once([work] * 3)
    assert sorted(call["reference"] for call in provider.calls) == sorted(f"{each.pk}-1" for each in messages)
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


def test_a_number_of_ours_begins_with_the_country_and_one_from_abroad_stays() -> None:
    assert international("0912345678") == "+84912345678"
    assert international("+4915112345678") == "+4915112345678"
