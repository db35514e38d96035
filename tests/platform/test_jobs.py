"""Events become jobs in the acting transaction, and jobs of a killed worker are taken up again."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from procrastinate.contrib.django import app

from dancu.platform.events import publish, subscribe
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


def jobs() -> list[tuple[str, dict[str, object]]]:
    with connection.cursor() as cursor:
        cursor.execute("select task_name, args::text from procrastinate_jobs where task_name = 'tests.note_door'")
        return list(cursor.fetchall())


def test_an_event_defers_one_job_a_subscriber_with_plain_arguments():
    publish(OPENED)
    assert len(jobs()) == 1
    assert '"on": "2026-11-24"' in str(jobs()[0][1])


def test_a_transaction_that_is_undone_takes_its_jobs_with_it():
    with transaction.atomic():
        publish(OPENED)
        transaction.set_rollback(True)
    assert jobs() == []


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
