"""What a person wishes is kept: what he does not want by a way is not sent, and nothing disturbs his quiet hours but codes."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.builders.accounts import an_account
from tests.builders.mail_servers import a_mail_server
from tests.builders.notices import FACTS, a_lost_message, a_message, deliveries_of
from tests.builders.threads import at_once

from dancu.audit.models import AuditRow
from dancu.kernel.actor import SYSTEM, Actor, ActorKind
from dancu.notices import commands as notices
from dancu.notices import queries
from dancu.notices.domain import Way
from dancu.notices.domain.catalogue import CATALOGUE
from dancu.notices.domain.wishes import Kind, QuietHours, Wishes
from dancu.notices.models import Message, State, WishesRow

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")
NIGHT = QuietHours(since=time(22), until=time(6, 30))
NOON = QuietHours(since=time(12), until=time(13))
ELEVEN = datetime(2026, 11, 24, 23, 0, tzinfo=VIET_NAM)
MORNING = datetime(2026, 11, 25, 6, 30, tzinfo=VIET_NAM)
PROGRESS_BY_MAIL = Wishes(refused={(Kind.PROGRESS, Way.EMAIL)})


def owner(account_id: int) -> Actor:
    return Actor(kind=ActorKind.CITIZEN, account_id=account_id)


def who_wishes(wishes: Wishes) -> int:
    account_id = an_account()
    notices.keep_wishes(wishes, by=owner(account_id), at=ELEVEN)
    return account_id


def a_mail(template: str, account_id: int | None) -> Message:
    return a_message(template, account_id=account_id, ways=("email",), at=ELEVEN)


def when_taken_up(message: Message) -> list[datetime]:
    """Return the instants that a message's deliveries are put off to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select scheduled_at from procrastinate_jobs where scheduled_at is not null and args->>'message_id' = %s",
            [str(message.pk)],
        )
        return [at for (at,) in cursor.fetchall()]


@pytest.mark.parametrize(
    ("hours", "at", "end"),
    [
        (NIGHT, time(21, 59, 59), None),
        (NIGHT, time(22), (1, time(6, 30))),
        (NIGHT, time(23, 59, 59, 999999), (1, time(6, 30))),
        (NIGHT, time(0), (0, time(6, 30))),
        (NIGHT, time(6, 29, 59), (0, time(6, 30))),
        (NIGHT, time(6, 30), None),
        (NOON, time(11, 59), None),
        (NOON, time(12), (0, time(13))),
        (NOON, time(13), None),
        (QuietHours(since=time(20), until=time(0)), time(21), (1, time(0))),
        (QuietHours(since=time(0), until=time(6)), time(0), (0, time(6))),
    ],
)
def test_quiet_hours_end_at_their_next_end(hours: QuietHours, at: time, end: tuple[int, time] | None) -> None:
    day = date(2026, 11, 24)
    local = datetime.combine(day, at, VIET_NAM)
    wanted = datetime.combine(day + timedelta(days=end[0]), end[1], VIET_NAM) if end else None
    assert hours.end_after(local) == wanted


@given(st.times(), st.times(), st.times())
def test_quiet_is_over_within_a_day_and_then_it_is_not_quiet(since: time, until: time, at: time) -> None:
    hours = QuietHours(since=since, until=until)
    local = datetime.combine(date(2026, 11, 24), at, VIET_NAM)
    end = hours.end_after(local)
    if end is not None and since != until:
        assert local < end <= local + timedelta(days=1)
        assert hours.end_after(end) is None


def test_only_letters_about_the_account_are_no_matter_of_choice() -> None:
    assert {name for name, notice in CATALOGUE.items() if notice.kind is Kind.ACCOUNT} == set(FACTS)
    everything = Wishes(refused={(kind, way) for kind in Kind for way in Way}, quiet=NIGHT)
    assert everything.wants(Kind.ACCOUNT, Way.EMAIL)
    assert everything.quiet_until(Kind.ACCOUNT, ELEVEN) is None
    assert not everything.wants(Kind.DECISION, Way.EMAIL)


@pytest.mark.django_db
def test_without_a_word_everything_is_wanted_at_any_time() -> None:
    wishes = queries.wishes_of(an_account())
    assert all(wishes.wants(kind, way) for kind in Kind for way in Way)
    assert wishes.quiet is None


@pytest.mark.django_db
@pytest.mark.parametrize("quiet", [None, NIGHT, QuietHours(since=time(0), until=time(5))])
def test_wishes_are_kept_as_they_were_said_and_written_down(quiet: QuietHours | None) -> None:
    wishes = Wishes(refused=frozenset({(Kind.PROGRESS, Way.EMAIL), (Kind.DECISION, Way.SMS)}), quiet=quiet)
    account_id = who_wishes(wishes)
    assert queries.wishes_of(account_id) == wishes
    row = AuditRow.objects.get(act="notices.wishes_kept")
    assert (row.subject_kind, row.subject_id, row.purpose) == ("account", str(account_id), "own_data")
    assert row.facts["refused"] == ["decision.sms", "progress.email"]


@pytest.mark.django_db
@pytest.mark.parametrize(("since", "until"), [(time(22), None), (None, time(6)), (time(6), time(6))])
def test_quiet_hours_without_a_beginning_or_an_end_cannot_be_stored(since: time | None, until: time | None) -> None:
    with pytest.raises(IntegrityError, match="quiet_hours_begin_and_end"), transaction.atomic():
        WishesRow.objects.create(account_id=an_account(), refused=[], quiet_since=since, quiet_until=until)


@pytest.mark.django_db
def test_what_is_not_wanted_by_a_way_is_in_the_inbox_all_the_same(settings: Any) -> None:
    account_id = who_wishes(PROGRESS_BY_MAIL)
    a_message("dossier_receive", account_id=account_id, at=ELEVEN)
    mail = Message.objects.get(way="email")
    with a_mail_server(settings) as box:
        notices.deliver(message_id=mail.pk, at=ELEVEN)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, box.mails) == (State.UNWANTED, 0, [])
    assert [line.subject for line in queries.list_inbox(account_id=account_id)] == [
        "Hồ sơ G01.001.002.003-261124-0017: được tiếp nhận"
    ]
    assert not queries.list_failed(at=ELEVEN)


@pytest.mark.django_db
@pytest.mark.parametrize("template", ["dossier_refuse", "password_changed"])
def test_other_kinds_are_sent(settings: Any, template: str) -> None:
    mail = a_mail(template, who_wishes(PROGRESS_BY_MAIL))
    with a_mail_server(settings) as box:
        notices.deliver(message_id=mail.pk, at=ELEVEN)
    assert len(box.mails) == 1


@pytest.mark.django_db
def test_in_quiet_hours_a_message_waits_till_the_morning_in_viet_nam_and_is_sent_then(settings: Any) -> None:
    mail = a_mail("dossier_refuse", who_wishes(Wishes(quiet=NIGHT)))
    with a_mail_server(settings) as box:
        notices.deliver(message_id=mail.pk, at=ELEVEN.astimezone(UTC))
        assert not box.mails
        assert when_taken_up(mail) == [MORNING]
        mail.refresh_from_db()
        assert (mail.state, mail.attempts, mail.leased_until) == (State.WAITING, 0, None)
        notices.deliver(message_id=mail.pk, at=MORNING.astimezone(UTC))
    assert len(box.mails) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("template", ["registration_code", "password_reset", "password_changed"])
def test_a_one_time_code_and_a_warning_never_wait(settings: Any, template: str) -> None:
    mail = a_mail(template, who_wishes(Wishes(quiet=NIGHT)))
    with a_mail_server(settings) as box:
        notices.deliver(message_id=mail.pk, at=ELEVEN)
    assert len(box.mails) == 1


@pytest.mark.django_db
def test_who_has_no_account_has_said_nothing(settings: Any) -> None:
    mail = a_mail("dossier_refuse", None)
    with a_mail_server(settings) as box:
        notices.deliver(message_id=mail.pk, at=ELEVEN)
    assert len(box.mails) == 1


@pytest.mark.django_db
def test_a_wish_counts_for_what_already_waits(settings: Any) -> None:
    account_id = who_wishes(Wishes(quiet=NIGHT))
    mail = a_mail("dossier_receive", account_id)
    notices.deliver(message_id=mail.pk, at=ELEVEN)
    notices.keep_wishes(PROGRESS_BY_MAIL, by=owner(account_id), at=ELEVEN)
    notices.deliver(message_id=mail.pk, at=MORNING)
    mail.refresh_from_db()
    assert mail.state == State.UNWANTED


@pytest.mark.django_db
def test_what_an_operator_sends_again_waits_for_the_morning_too() -> None:
    lost = a_lost_message("dossier_refuse", account_id=who_wishes(Wishes(quiet=NIGHT)), ways=("email",), at=ELEVEN)
    notices.send_again(message_id=lost.pk, by=SYSTEM, at=ELEVEN)
    notices.deliver(message_id=lost.pk, at=ELEVEN)
    assert when_taken_up(lost) == [MORNING]


@pytest.mark.django_db(transaction=True)
def test_of_workers_who_meet_quiet_hours_at_once_one_mail_comes_in_the_morning(settings: Any) -> None:
    mail = a_mail("dossier_refuse", who_wishes(Wishes(quiet=NIGHT)))
    jobs = deliveries_of(mail)
    with a_mail_server(settings) as box:
        at_once([lambda: notices.deliver(message_id=mail.pk, at=ELEVEN)] * 3)
        assert not box.mails
        for _ in range(deliveries_of(mail) - jobs):
            notices.deliver(message_id=mail.pk, at=MORNING)
    assert len(box.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_wishes_of_two_browsers_at_once_are_one_row() -> None:
    account_id = an_account()
    wishes = [PROGRESS_BY_MAIL, Wishes(quiet=NIGHT)]
    saves = [lambda each=each: notices.keep_wishes(each, by=owner(account_id), at=ELEVEN) for each in wishes * 3]  # type: ignore[misc]
    assert at_once(saves) == [None] * 6
    assert queries.wishes_of(account_id) in wishes
