"""What was given up is sent again once somebody asks for it, unless it opens something or is not true any more."""

from datetime import timedelta
from typing import Any

import pytest
from tests.builders.mail_servers import a_mail_server
from tests.builders.notices import NOW, a_lost_message, a_message, deliveries_of
from tests.builders.threads import at_once

from dancu.audit.models import AuditRow
from dancu.kernel.actor import SYSTEM
from dancu.notices import commands as notices
from dancu.notices import queries
from dancu.notices.commands import ATTEMPTS, NotToBeSentAgain
from dancu.notices.models import Message, State

DAY = timedelta(days=1)


@pytest.mark.django_db
def test_a_message_that_was_given_up_is_sent_again_from_its_first_try(settings: Any) -> None:
    message = a_lost_message()
    jobs = deliveries_of(message)
    notices.send_again(message_id=message.pk, by=SYSTEM, at=NOW)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.reason, message.last_error) == (State.WAITING, 0, "", "")
    assert deliveries_of(message) == jobs + 1
    with a_mail_server(settings) as box:
        notices.deliver(message_id=message.pk, at=NOW)
    assert box.mails[0]["Subject"].strip() == "Hồ sơ G01.001.002.003-261124-0017: không được tiếp nhận"


@pytest.mark.django_db
def test_it_is_written_down_who_sent_it_again() -> None:
    message = a_lost_message()
    notices.send_again(message_id=message.pk, by=SYSTEM, at=NOW)
    row = AuditRow.objects.get(act="notices.sent_again")
    assert (row.subject_kind, row.subject_id, row.purpose) == ("message", str(message.pk), "operations")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("notice", "asked_at"),
    [("registration_code", NOW), ("password_reset", NOW), ("password_changed", NOW + DAY)],
    ids=["its code was erased", "its link was erased", "nobody needs to know any more"],
)
def test_what_opens_something_or_has_expired_is_not_sent_again(notice: str, asked_at: Any) -> None:
    message = a_lost_message(notice)
    (shown,) = queries.list_failed(at=asked_at)
    assert not shown.can_be_sent_again
    assert queries.count_outbox(at=asked_at).to_send_again == 0
    with pytest.raises(NotToBeSentAgain):
        notices.send_again(message_id=message.pk, by=SYSTEM, at=asked_at)
    assert notices.send_all_again(by=SYSTEM, at=asked_at) == 0
    message.refresh_from_db()
    assert message.state == State.FAILED


@pytest.mark.django_db
def test_a_notice_without_secrets_is_sent_again_until_it_expires() -> None:
    message = a_lost_message("password_changed")
    notices.send_again(message_id=message.pk, by=SYSTEM, at=NOW + DAY - timedelta(seconds=1))
    message.refresh_from_db()
    assert message.state == State.WAITING


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.WAITING, State.DELIVERED])
def test_what_was_not_given_up_is_not_sent_again(state: State) -> None:
    message = a_lost_message()
    Message.objects.update(state=state, delivered_at=NOW if state == State.DELIVERED else None)
    with pytest.raises(NotToBeSentAgain):
        notices.send_again(message_id=message.pk, by=SYSTEM, at=NOW)


@pytest.mark.django_db
def test_a_way_that_is_closed_by_now_is_not_tried_again(settings: Any) -> None:
    a_lost_message(ways=("sms",), phone="0912345678")
    settings.SMS_GATEWAY = ""
    assert notices.send_all_again(by=SYSTEM, at=NOW) == 0


@pytest.mark.django_db
def test_all_of_them_are_sent_again_the_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dancu.notices.commands.sending_again.AT_ONCE", 2)
    lost = [a_lost_message().pk for _ in range(3)]
    assert notices.send_all_again(by=SYSTEM, at=NOW) == 2
    assert [line.id for line in queries.list_failed(at=NOW)] == lost[2:]
    assert notices.send_all_again(by=SYSTEM, at=NOW) == 1
    assert AuditRow.objects.filter(act="notices.sent_again").count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_operators_who_press_at_once_each_message_is_sent_by_one() -> None:
    lost = [a_lost_message() for _ in range(5)]
    jobs = [deliveries_of(message) for message in lost]
    sent = at_once([lambda: notices.send_all_again(by=SYSTEM, at=NOW)] * 4)
    assert sum(sent) == 5  # type: ignore[arg-type]
    assert [deliveries_of(message) for message in lost] == [before + 1 for before in jobs]
    assert AuditRow.objects.filter(act="notices.sent_again").count() == 5


@pytest.mark.django_db
def test_what_waits_and_what_was_given_up_is_counted() -> None:
    a_lost_message()
    a_lost_message("registration_code")
    waiting, refused = a_lost_message(), a_lost_message()
    Message.objects.filter(pk=waiting.pk).update(state=State.WAITING, reason="")
    Message.objects.filter(pk=refused.pk).update(state=State.WAITING, attempts=ATTEMPTS - 1)
    sent = a_message("dossier_refuse", ways=("sms",), phone="0912345678")
    Message.objects.filter(pk=sent.pk).update(state=State.SENT)
    counts = queries.count_outbox(at=NOW)
    assert (counts.unreported, queries.count_outbox(at=NOW + queries.REPORTED_WITHIN + DAY).unreported) == (0, 1)
    assert (counts.waiting, counts.refused, counts.failed, counts.to_send_again) == (2, 1, 2, 1)
