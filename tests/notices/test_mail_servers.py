"""Mail servers as they are: secured or not, refusing, slow, dead; and a worker that is killed at the worst moment."""

import contextlib
from collections.abc import Sequence
from email.message import EmailMessage as Received
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from django.core.mail import EmailMessage
from tests.builders.mail_servers import (
    GREETING,
    HANDSHAKE,
    a_certificate,
    a_free_port,
    a_mail_server,
    a_server_that_never_ends_its_answer,
    a_silent_server,
)
from tests.builders.notices import NOW, a_message

from dancu.config.settings import base
from dancu.notices import commands as notices
from dancu.notices.commands import LEASE, NotDelivered
from dancu.notices.domain.failures import Reason
from dancu.notices.models import Message, State
from dancu.notices.smtp import Backend

pytestmark = pytest.mark.django_db


def after_a_try() -> Message:
    """Try to deliver a message; return it as that leaves it."""
    message = a_message("dossier_refuse")
    with contextlib.suppress(NotDelivered):
        notices.deliver(message_id=message.pk, at=NOW)
    message.refresh_from_db()
    return message


def number(mail: Received) -> str:
    return str(mail["Message-ID"])


@pytest.mark.parametrize("secured", ["tls_context", "ssl_context"], ids=["STARTTLS", "implicit TLS"])
def test_a_mail_travels_secured_where_the_certificate_is_vouched_for(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secured: str
) -> None:
    context, chain = a_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    with a_mail_server(settings, **{secured: context}) as box:
        assert after_a_try().state == State.DELIVERED
    assert box.secured == [True]


@pytest.mark.parametrize("secured", ["tls_context", "ssl_context"], ids=["STARTTLS", "implicit TLS"])
@pytest.mark.parametrize("vouched", [False, True], ids=["that nobody vouches for", "of another host"])
def test_no_mail_is_given_to_a_server_with_a_certificate(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vouched: bool, secured: str
) -> None:
    context, chain = a_certificate(tmp_path, host="mail.example.vn" if vouched else "127.0.0.1")
    if vouched:
        monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    with a_mail_server(settings, **{secured: context}) as box:
        message = after_a_try()
    assert not box.mails
    assert (message.state, message.reason) == (State.WAITING, Reason.NOT_SECURE)
    assert message.last_error == "SSLCertVerificationError"


def test_no_mail_is_given_to_a_server_that_does_not_secure_the_connection(settings: Any) -> None:
    with a_mail_server(settings) as box:
        settings.EMAIL_USE_TLS = True
        message = after_a_try()
    assert not box.mails
    assert (message.state, message.reason) == (State.WAITING, Reason.NOT_SECURE)


@pytest.mark.parametrize(
    ("refusals", "state", "reason", "said"),
    [
        ({"refusal": "450 mailbox busy"}, State.WAITING, Reason.BUSY, "SMTPRecipientsRefused 450"),
        ({"refusal": "550 no such user"}, State.FAILED, Reason.NO_SUCH_ADDRESS, "SMTPRecipientsRefused 550"),
        ({"refusal_of_mail": "451 local error"}, State.WAITING, Reason.BUSY, "SMTPDataError 451"),
        ({"refusal_of_mail": "554 looks like spam"}, State.FAILED, Reason.REFUSED, "SMTPDataError 554"),
    ],
    ids=["address for now", "address for good", "mail for now", "mail for good"],
)
def test_what_a_server_refuses_for_now_is_tried_again_and_what_it_refuses_for_good_is_given_up(
    settings: Any, refusals: dict[str, str], state: State, reason: Reason, said: str
) -> None:
    with a_mail_server(settings) as box:
        vars(box).update(refusals)
        message = after_a_try()
    assert (message.state, message.reason, message.last_error) == (state, reason, said)


def test_a_server_that_does_not_know_us_is_tried_again(settings: Any) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "dancu", "not-the-password"
    with a_mail_server(
        settings, authenticator=lambda *_: AuthResult(success=False, handled=False), auth_require_tls=False
    ):
        message = after_a_try()
    assert (message.state, message.reason) == (State.WAITING, Reason.NOT_SIGNED_IN)


def test_a_dead_server_is_tried_again(settings: Any) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "dancu.notices.smtp.Backend", "127.0.0.1"
    settings.EMAIL_PORT = a_free_port()
    message = after_a_try()
    assert (message.state, message.reason) == (State.WAITING, Reason.UNREACHABLE)


@pytest.mark.parametrize("answer", [GREETING, HANDSHAKE], ids=["greeting", "handshake"])
def test_a_server_that_answers_for_ever_is_hung_up_on(settings: Any, answer: tuple[bytes, bytes]) -> None:
    settings.EMAIL_DEADLINE = 0.2
    with a_server_that_never_ends_its_answer(settings, answer) as came:
        message = after_a_try()
        assert came.is_set()
    assert (message.state, message.reason, message.leased_until) == (State.WAITING, Reason.TOO_SLOW, None)


def test_a_server_that_falls_silent_is_left(settings: Any) -> None:
    settings.EMAIL_TIMEOUT = 0.2
    with a_silent_server(settings):
        message = after_a_try()
    assert (message.state, message.reason) == (State.WAITING, Reason.TOO_SLOW)


def test_a_server_that_has_taken_the_mail_may_be_slow_to_say_good_bye(settings: Any) -> None:
    settings.EMAIL_TIMEOUT = 0.2
    with a_mail_server(settings) as box:
        box.stalls = True
        message = after_a_try()
    assert len(box.mails) == 1
    assert message.state == State.DELIVERED


def test_a_conversation_ends_well_before_the_lease() -> None:
    assert LEASE.total_seconds() >= 2 * base.EMAIL_DEADLINE
    assert base.EMAIL_TIMEOUT < base.EMAIL_DEADLINE


class KilledAfterSending(Backend):
    """The worker dies once the server has said `250`, and cannot write down that it did."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        super().send_messages(email_messages)
        raise KeyboardInterrupt


def test_a_mail_whose_worker_was_killed_after_sending_goes_out_once_more_under_the_same_number(settings: Any) -> None:
    message = a_message("dossier_refuse")
    with a_mail_server(settings) as box:
        settings.EMAIL_BACKEND = f"{__name__}.KilledAfterSending"
        with pytest.raises(KeyboardInterrupt):
            notices.deliver(message_id=message.pk, at=NOW)
        settings.EMAIL_BACKEND = "dancu.notices.smtp.Backend"
        notices.deliver(message_id=message.pk, at=NOW + LEASE)
        notices.deliver(message_id=message.pk, at=NOW + 2 * LEASE)
    first, second = box.mails
    assert number(first) == number(second) == f"<message-{message.pk}@dichvucong.localhost>"
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.DELIVERED, 2)
