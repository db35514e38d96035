"""Delivering: once after success, again after a refusal, visible when given up."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from tests.builders.mail_servers import a_mail_server
from tests.builders.notices import NOW, a_message

from dancu.notices import commands as notices
from dancu.notices import queries
from dancu.notices.commands import ATTEMPTS, LEASE, NotDelivered, StillBeingSent
from dancu.notices.domain.failures import Reason
from dancu.notices.models import DemoMail, Message, State
from dancu.notices.tasks import deliver

SECOND = timedelta(seconds=1)


@pytest.mark.django_db
def test_a_delivered_message_is_not_sent_again_when_its_job_is_repeated(settings: Any) -> None:
    message = a_message()
    with a_mail_server(settings) as box:
        for _ in range(3):
            notices.deliver(message_id=message.pk, at=NOW)
    (mail,) = box.mails
    assert mail["To"] == "hoa@example.com"


@pytest.mark.django_db
def test_a_mail_is_words_and_page_in_the_recipients_language(settings: Any) -> None:
    vietnamese, english = a_message(), a_message(language="en")
    with a_mail_server(settings) as box:
        notices.deliver(message_id=vietnamese.pk, at=NOW)
        notices.deliver(message_id=english.pk, at=NOW)
    first, second = box.mails
    assert first["Subject"] == "Mã xác thực đăng ký tài khoản"
    text = first.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Xin chào Nguyễn Thị Hoà," in text
    assert "mã xác thực đăng ký tài khoản, có hiệu lực trong 15 phút, là 166066" in text
    assert "http://dichvucong.localhost/register/x/secret" in text
    page = first.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert '<html lang="vi">' in page
    assert "166066" in page
    assert second["Subject"] == "Your registration code"
    assert "valid for 15 minutes, is 166066" in second.get_body(("plain",)).get_content()  # type: ignore[union-attr]


@pytest.mark.django_db
def test_a_mail_keeps_its_number_from_try_to_try(settings: Any) -> None:
    message = a_message()
    with a_mail_server(settings) as box:
        notices.deliver(message_id=message.pk, at=NOW)
        Message.objects.update(state=State.WAITING, delivered_at=None, facts={"code": "1", "link": "http://x/"})
        notices.deliver(message_id=message.pk, at=NOW)
    assert box.mails[0]["Message-ID"] == box.mails[1]["Message-ID"] == f"<message-{message.pk}@dichvucong.localhost>"


@pytest.mark.django_db
def test_the_code_and_the_link_are_erased_once_delivered(settings: Any) -> None:
    message = a_message()
    with a_mail_server(settings):
        notices.deliver(message_id=message.pk, at=NOW)
    message.refresh_from_db()
    assert (message.state, message.facts, message.notice) == (State.DELIVERED, {}, "registration_code")


@pytest.mark.django_db
def test_a_refused_mail_is_tried_again_and_then_sent_once(settings: Any) -> None:
    message = a_message()
    with a_mail_server(settings) as box:
        box.refusal = "451 try later"
        with pytest.raises(NotDelivered):
            notices.deliver(message_id=message.pk, at=NOW)
        message.refresh_from_db()
        assert (message.state, message.attempts, message.reason, message.last_error) == (
            State.WAITING, 1, Reason.BUSY, "SMTPRecipientsRefused 451",
        )  # fmt: skip
        box.refusal = ""
        notices.deliver(message_id=message.pk, at=NOW + 4 * SECOND)
    assert len(box.mails) == 1
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.DELIVERED, 2)


@pytest.mark.django_db
def test_a_server_that_does_not_answer_is_tried_again(settings: Any) -> None:
    message = a_message()
    with a_mail_server(settings):
        pass
    settings.EMAIL_BACKEND = "dancu.notices.smtp.Backend"
    with pytest.raises(NotDelivered):
        notices.deliver(message_id=message.pk, at=NOW)
    message.refresh_from_db()
    assert (message.reason, message.last_error) == (Reason.UNREACHABLE, "ConnectionRefusedError")


@pytest.mark.django_db
def test_an_address_that_does_not_exist_is_given_up_at_once(settings: Any) -> None:
    message = a_message()
    with a_mail_server(settings) as box:
        box.refusal = "550 no such mailbox"
        notices.deliver(message_id=message.pk, at=NOW)
    message.refresh_from_db()
    assert (message.state, message.facts) == (State.FAILED, {})
    (failed,) = queries.list_failed(at=NOW)
    assert (failed.id, failed.reason, failed.detail) == (
        message.pk, Reason.NO_SUCH_ADDRESS, "SMTPRecipientsRefused 550",
    )  # fmt: skip


@pytest.mark.django_db
def test_after_the_last_try_a_message_is_given_up(settings: Any) -> None:
    message = a_message()
    Message.objects.update(attempts=ATTEMPTS - 1)
    with a_mail_server(settings) as box:
        box.refusal = "451 try later"
        notices.deliver(message_id=message.pk, at=NOW)
        box.refusal = ""
        notices.deliver(message_id=message.pk, at=NOW)
    assert not box.mails
    assert queries.list_failed(at=NOW)[0].attempts == ATTEMPTS


@pytest.mark.django_db
def test_a_fault_of_our_own_is_tried_as_often_and_then_given_up(settings: Any) -> None:
    message = a_message()
    settings.EMAIL_BACKEND = "no.such.Backend"
    for tries in range(1, ATTEMPTS):
        with pytest.raises(NotDelivered):
            notices.deliver(message_id=message.pk, at=NOW + tries * SECOND)
    notices.deliver(message_id=message.pk, at=NOW + ATTEMPTS * SECOND)
    (failed,) = queries.list_failed(at=NOW)
    assert (failed.reason, failed.detail) == (Reason.FAULT, "ModuleNotFoundError")


@pytest.mark.django_db
def test_a_code_that_has_expired_is_not_sent_any_more(settings: Any) -> None:
    message = a_message()
    with a_mail_server(settings) as box:
        notices.deliver(message_id=message.pk, at=NOW + timedelta(minutes=15))
    assert not box.mails
    message.refresh_from_db()
    assert (message.state, message.reason, message.facts) == (State.FAILED, Reason.EXPIRED, {})


@pytest.mark.django_db
def test_a_message_whose_worker_was_killed_is_sent_after_its_lease(settings: Any) -> None:
    message = a_message()
    Message.objects.update(leased_until=NOW + LEASE, attempts=1)
    with a_mail_server(settings) as box:
        with pytest.raises(StillBeingSent):
            notices.deliver(message_id=message.pk, at=NOW + LEASE - SECOND)
        assert not box.mails
        notices.deliver(message_id=message.pk, at=NOW + LEASE)
    assert len(box.mails) == 1


@pytest.mark.django_db
def test_whoever_outlives_his_lease_does_not_undo_what_the_next_one_did(settings: Any) -> None:
    message = a_message()
    Message.objects.update(attempts=ATTEMPTS - 1)

    def slow(**_: object) -> None:
        Message.objects.update(leased_until=NOW + 2 * LEASE, state=State.DELIVERED, delivered_at=NOW + LEASE)
        raise TimeoutError

    settings.EMAIL_BACKEND = "dancu.notices.demo.KeptMail"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.mail.message.EmailMessage.send", lambda *_, **__: slow())
        notices.deliver(message_id=message.pk, at=NOW)
    message.refresh_from_db()
    assert (message.state, message.reason) == (State.DELIVERED, "")


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_message_send_one_mail(settings: Any) -> None:
    message = a_message()
    refused: list[Exception] = []

    def run() -> None:
        try:
            notices.deliver(message_id=message.pk, at=NOW)
        except StillBeingSent as still:
            refused.append(still)
        finally:
            connections.close_all()

    with a_mail_server(settings) as box:
        threads = [threading.Thread(target=run) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(box.mails) == 1
    message.refresh_from_db()
    assert message.attempts == 1


def test_the_tries_reach_over_six_hours() -> None:
    waits = [deliver.retry_strategy.exponential_wait ** (tries + 1) for tries in range(ATTEMPTS - 1)]  # type: ignore[union-attr]
    assert sum(waits) > 6 * 3600 - 60 * 60
    assert waits[0] == 4


@pytest.mark.django_db
def test_a_demonstration_keeps_its_mail_for_the_demo_inbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "dancu.notices.demo.KeptMail"
    notices.deliver(message_id=a_message().pk, at=NOW)
    (mail,) = queries.list_demo_mail(to="HOA@")
    assert "166066" in mail.text
    assert not queries.list_demo_mail(to="somebody.else@")
    assert DemoMail.objects.count() == 1
