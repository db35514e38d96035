"""Jobs are asked for in the acting transaction, come into the queue once, and are taken up again when their worker was killed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain, count, repeat
from types import SimpleNamespace
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import OperationalError, connection, transaction
from procrastinate.contrib.django import app
from tests.builders.jobs import asked_for, forget_jobs, queued
from tests.builders.threads import Signal, at_once

from dancu.platform import jobs, statement
from dancu.platform.events import publish, subscribe
from dancu.platform.models import AskedJob, SpentToken
from dancu.platform.tasks import retake_stalled_jobs

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class DoorOpened:
    door: int
    on: date
    at: datetime


@app.task(name="tests.note_door")
def note_door(door: int, on: str, at: str) -> None:
    """Do nothing: these tests look only at what is deferred."""


subscribe(DoorOpened, note_door)
subscribe(DoorOpened, note_door)

OPENED = DoorOpened(door=3, on=date(2026, 11, 24), at=datetime(2026, 11, 24, 9, tzinfo=UTC))


def doors() -> list[dict[str, Any]]:
    return queued("tests.note_door")


def test_an_event_defers_one_job_a_subscriber_with_plain_arguments():
    publish(OPENED)
    assert doors() == [{"door": 3, "on": "2026-11-24", "at": "2026-11-24T09:00:00+00:00"}]


def test_a_transaction_that_is_undone_takes_its_jobs_with_it():
    with transaction.atomic():
        publish(OPENED)
        transaction.set_rollback(True)
    assert doors() == []


@pytest.mark.parametrize(("silent", "status"), [("5 minutes", "todo"), ("1 second", "doing")])
def test_only_the_job_of_a_silent_worker_goes_back_to_the_queue(silent, status):
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - %s::interval) returning id", [silent]
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, status, worker_id, attempts) "
            "values ('default', 'tests.note_door', 'doing', %s, 1) "
            "returning id",
            [worker],
        )
        job = cursor.fetchone()[0]
        async_to_sync(retake_stalled_jobs.func)(timestamp=0)
        cursor.execute("select status from procrastinate_jobs where id = %s", [job])
        assert cursor.fetchone()[0] == status


def ask(*doors: int) -> None:
    """Ask for a job for each door, as an act does: beside rows of its own."""
    tokens = [SpentToken(digest=str(door), until=OPENED.at) for door in doors]
    wanted = jobs.asked(
        "wanted",
        "tests.note_door",
        arguments="jsonb_build_object('door', digest::int)",
        source="tokens where digest <> '13'",
    )
    statement.write([statement.insert("tokens", tokens, returning="digest"), wanted])


def test_a_job_is_asked_for_for_each_row_meant_and_for_no_other() -> None:
    ask(12, 13, 14)
    assert asked_for("tests.note_door") == [{"door": 12}, {"door": 14}]
    assert SpentToken.objects.count() == 3


def test_what_is_asked_for_comes_into_the_queue_in_its_order_and_once() -> None:
    forget_jobs()
    ask(1, 2, 3)
    assert jobs.hand_over() == 3
    assert jobs.hand_over() == 0
    assert doors() == [{"door": 1}, {"door": 2}, {"door": 3}]
    with connection.cursor() as cursor:
        cursor.execute("select distinct queue_name, priority, status::text, queueing_lock from procrastinate_jobs")
        assert cursor.fetchall() == [("default", 0, "todo", None)]


def test_the_queue_is_given_no_more_than_it_has_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_jobs()
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, scheduled_at) values ('default', 'x', now() + interval '1h')"
        )
        monkeypatch.setattr(jobs, "_AHEAD", 2)
        ask(1, 2, 3)
        assert [jobs.hand_over(), jobs.hand_over()] == [2, 0]
        assert doors() == [{"door": 1}, {"door": 2}]
        cursor.execute("update procrastinate_jobs set status = 'doing' where task_name = 'tests.note_door'")
        assert jobs.hand_over() == 1


def test_what_is_urgent_comes_first() -> None:
    forget_jobs()
    ask(1, 2)
    AskedJob.objects.filter(arguments={"door": 1}).update(priority=-10)
    jobs.hand_over()
    assert doors() == [{"door": 2}, {"door": 1}]


@pytest.mark.django_db(transaction=True)
def test_two_that_hand_over_at_once_give_each_job_once() -> None:
    forget_jobs()
    ask(*range(100, 140))
    assert sum(at_once([jobs.hand_over] * 4)) == 40
    assert AskedJob.objects.count() == 0
    assert {each["door"] for each in doors()} == set(range(100, 140))
    forget_jobs()


def test_the_worker_goes_on_handing_over_when_the_database_was_away(monkeypatch: pytest.MonkeyPatch) -> None:
    back, tries = Signal(), iter([OperationalError(), OperationalError()])
    for name in ("_PAUSE", "_OUTAGE"):
        monkeypatch.setattr(jobs, name, 0)

    def hand_over() -> int:
        for error in tries:
            raise error
        back.give()
        return 0

    monkeypatch.setattr(jobs, "hand_over", hand_over)
    monkeypatch.setattr(jobs, "is_behind", lambda: False)
    with jobs.handing_over():
        back.wait()


def test_who_hands_over_tells_how_long_the_queue_has_had_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_PAUSE", 0)
    monkeypatch.setattr(jobs, "hand_over", lambda: 0)
    behind, told, ended = chain([False, True, True], repeat(False)), list[float](), Signal()
    monkeypatch.setattr(jobs, "is_behind", lambda: next(behind))
    monkeypatch.setattr(jobs, "time", SimpleNamespace(monotonic=count().__next__))

    def behind_for(seconds: float) -> None:
        told.append(seconds)
        if len(told) == 4:
            ended.give()

    with jobs.handing_over(behind_for):
        ended.wait()
    # The clock goes on by one each time it is read.
    assert told[:4] == [1, 2, 3, 1]


def test_more_than_the_queue_takes_is_being_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_jobs()
    monkeypatch.setattr(jobs, "_AHEAD", 2)
    ask(1, 2)
    jobs.hand_over()
    assert not jobs.is_behind()
    ask(3)
    jobs.hand_over()
    assert jobs.is_behind()


def test_a_job_that_nothing_asks_for_again_is_tried_again() -> None:
    regular = {name for name, _ in app.periodic_registry.periodic_tasks}
    ours = {
        name: task for name, task in app.tasks.items() if not name.startswith(("tests.", "procrastinate", "builtin"))
    }
    assert {name for name, task in ours.items() if task.retry_strategy is None} <= regular
