"""The doctor says what waits for somebody's hand."""

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from tests.builders.jobs import forget_jobs
from tests.builders.notices import a_lost_message

from dancu.audit import commands as audit
from dancu.audit.commands import sealing
from dancu.config import doctor, grants
from dancu.config.doctor import database, upkeep
from dancu.config.doctor.findings import Finding, Level
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.notices.models import Message, State
from dancu.platform import clock, postgres, roles
from dancu.platform.backups.folder import About, Folder, write
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


def test_what_can_wait_is_a_warning_and_what_is_well_is_none() -> None:
    found = [Finding(True, ""), Finding(False, "", can_wait=True), Finding(False, "")]
    assert [finding.level for finding in found] == [Level.OK, Level.WARN, Level.FAIL]


def test_transactions_that_would_run_out_are_told_of_in_time() -> None:
    assert upkeep.wraparound().well
    assert "transactions old, and at 2,000,000,000 the database stops" in upkeep.wraparound(most=-1).sentence


def test_all_indexes_are_valid_and_the_server_is_of_a_version_that_was_tried() -> None:
    assert upkeep.indexes().well
    assert upkeep.versions().well


def test_tables_full_of_dead_rows_are_named_and_can_wait() -> None:
    assert upkeep.bloat().well
    assert upkeep.bloat(many=-1, dead=0).level is Level.WARN


def test_a_right_too_many_or_too_few_is_told_of() -> None:
    grants.apply()
    assert upkeep.rights().well
    with connection.cursor() as cursor:
        cursor.execute(f"grant delete on audit_auditrow to {Role.WEB.login}")
    assert upkeep.rights().sentence.startswith(
        "1 rights are not as declared, DELETE on audit_auditrow by dancu_web first"
    )


def test_a_root_certificate_that_ends_soon_can_wait_and_one_that_has_ended_cannot() -> None:
    assert upkeep.certificates().well
    trust.make_root(by=SYSTEM, at=clock.now())
    assert upkeep.certificates().well
    assert upkeep.certificates(soon=timedelta(days=40 * 365)).level is Level.WARN


def test_a_mail_server_that_is_out_of_reach_is_told_of(settings: Any) -> None:
    assert upkeep.mail().well
    settings.EMAIL_HOST = "127.0.0.1"
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_PORT = server.getsockname()[1]
        assert upkeep.mail().well
    assert "is out of reach (ConnectionRefusedError)" in upkeep.mail().sentence


def test_a_backup_that_is_old_or_missing_is_told_of(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert upkeep.backup().well  # a demonstration has nothing to lose
    settings.DEMO = False
    assert "set DANCU_BACKUPS" in upkeep.backup().sentence
    monkeypatch.setenv("DANCU_BACKUPS", str(tmp_path))
    backups = Folder(tmp_path)
    backups.open()
    assert upkeep.backup().sentence.startswith("There is no back-up in")
    for day, well in ((datetime(2026, 11, 1, tzinfo=UTC), False), (datetime.now(UTC), True)):
        _, place = backups.place(day)
        place.mkdir()
        write(place, About(day, day, postgres.MAJOR, postgres.DATABASE, ()))
        assert upkeep.backup().well == well
    assert upkeep.archive().sentence.startswith("The archive has lost its thread")
