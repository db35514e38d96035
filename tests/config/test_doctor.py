"""The doctor says what waits for somebody's hand."""

from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django import app
from tests.builders.jobs import forget_jobs
from tests.builders.notices import a_lost_message

from dancu.audit import commands as audit
from dancu.audit.commands import sealing
from dancu.config import doctor
from dancu.config.doctor import database
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.notices.models import Message, State
from dancu.platform import clock, postgres, roles
from dancu.platform.models import AskedJob
from dancu.platform.roles import Role
from dancu.trust import commands as trust

pytestmark = pytest.mark.django_db


def test_messages_that_were_given_up_are_counted_and_the_page_is_named() -> None:
    assert doctor._messages().well
    a_lost_message()
    finding = doctor._messages()
    assert not finding.well
    assert finding.sentence.startswith("1 messages to people were given up.")
    assert "http://canbo.localhost/outbox" in finding.sentence


def test_messages_that_a_carrier_refuses_are_told_of_before_they_are_given_up() -> None:
    a_lost_message()
    Message.objects.update(state=State.WAITING)
    assert doctor._messages().sentence == "1 messages were refused by their carrier; they will be tried again."


def test_clocks_that_run_apart_are_told_of() -> None:
    assert database.clocks().well
    for minutes in (-2, 2):
        finding = database.clocks(lambda minutes=minutes: clock.now() + timedelta(minutes=minutes))  # type: ignore[misc]
        assert not finding.well
        assert "120 seconds apart" in finding.sentence


def test_a_database_that_may_forget_what_it_confirmed_is_told_of() -> None:
    # As the tests' own does: they lose nothing that anybody wants to keep.
    finding = database.durability()
    assert not finding.well
    assert "turn fsync, full_page_writes, synchronous_commit on" in finding.sentence


def test_connections_that_run_short_are_told_of() -> None:
    assert database.connections().well
    assert "connections are in use: raise max_connections" in database.connections(full=0).sentence


def test_a_transaction_that_stays_open_is_told_of() -> None:
    assert database.transactions().well
    assert database.transactions(late=timedelta(seconds=-1)).sentence.startswith("1 transactions have been open")


def test_a_web_without_limits_is_told_of(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    address = settings.DATABASE_URLS | {Role.WEB: postgres.url(settings.HOME, "postgres")}
    settings.DATABASE_URLS = address
    assert database.limits().well
    monkeypatch.setattr(roles, "limits", lambda _role: "")
    assert "set statement_timeout, lock_timeout of its role" in database.limits().sentence
    settings.DATABASE_URLS = address | {Role.WEB: "postgres://nobody@127.0.0.1:1/dancu"}
    assert "cannot connect" in database.limits().sentence


def test_jobs_that_wait_too_long_are_counted() -> None:
    forget_jobs()
    assert database.queue().well
    later = clock.now() + timedelta(hours=1)
    app.configure_task("notices.deliver").defer(message_id=1)
    app.configure_task("notices.deliver", schedule_at=later).defer(message_id=2)
    assert database.queue().well
    assert database.queue(late=timedelta(seconds=-5)).sentence.startswith("1 jobs should have begun")
    AskedJob.objects.create(queue="default", task="notices.deliver", priority=0, arguments={})
    assert database.queue(late=timedelta(seconds=-5)).sentence.startswith("2 jobs should have begun")


def test_an_audit_that_is_not_sealed_is_told_of() -> None:
    assert database.seals().well
    audit.record(
        "doctor.looked", by=SYSTEM, purpose=Purpose.OPERATIONS, at=clock.now() - timedelta(hours=1), subject=("test", 1)
    )
    assert database.seals().sentence.startswith("The audit has not been sealed for 10 minutes")
    sealing.seal(at=clock.now())
    assert database.seals().well


def test_keys_that_nobody_replaces_are_told_of() -> None:
    trust.make_root(by=SYSTEM, at=clock.now() - timedelta(days=16 * 365))
    assert database.keys().sentence.startswith("1 keys have signed for longer than their term")
    trust.renew(at=clock.now())
    assert database.keys().well
