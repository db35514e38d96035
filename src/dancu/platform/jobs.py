"""Jobs that an act asks for in its own statement, and their way into the queue.

The queue keeps a history of each job and calls its workers, and commits that call somebody go one after another: at hundreds
of acts a second that would be half of what the database does. So an act leaves a bare row that says what is to be done, and
the worker hands such rows to the queue, many at once.
"""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import Error, connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from dancu.platform import tracing
from dancu.platform.models import AskedJob
from dancu.platform.statement import Part

log = logging.getLogger("dancu.jobs")

AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2)
"""How a job is tried again: after 2, 4, 8 ... seconds, half an hour in all. A database that is restarted fails what runs."""
_PAUSE = 0.5
"""Seconds in which a job that is asked for may stay unseen."""
_OUTAGE = 5
_AHEAD = 100
"""How many due jobs the queue may hold before we add to them: a rush then costs it next to nothing until somebody has time."""
_HAND_OVER = """
    with due as (
        select from procrastinate_jobs where status = 'todo' and (scheduled_at is null or scheduled_at <= now())
        limit %(ahead)s
    ), next as (
        select id from platform_askedjob order by priority desc, id limit %(ahead)s - (select count(*) from due)
        for update skip locked
    ), taken as (
        delete from platform_askedjob where id in (select id from next) returning *
    ), handed as (
        select procrastinate_defer_jobs_v1(array_agg(row(
            queue, task, priority, null, null, arguments, null
        )::procrastinate_job_to_defer_v1 order by priority desc, id)) from taken having count(*) > 0
    )
    select (select count(*) from taken), (select count(*) from handed)
"""


def asked(name: str, task: str, *, arguments: str, source: str) -> Part:
    """Return the part that asks for a job for each row of another part; `arguments` and `source` are SQL, never data."""
    job = app.configure_task(task).job
    return Part(
        name=name,
        sql=f"""
            insert into platform_askedjob (queue, task, priority, arguments)
            select %({name}_queue)s, %({name}_task)s, %({name}_priority)s, {arguments} || %({name}_trace)s::jsonb
            from {source}
        """,  # noqa: S608
        values={
            f"{name}_queue": job.queue,
            f"{name}_task": job.task_name,
            f"{name}_priority": job.priority,
            f"{name}_trace": json.dumps(tracing.headers()),
        },
    )


def hand_over() -> int:
    """Give to the queue what was asked for, by priority and age and as much as it has room for; return how much it was.

    Several may do so at once: what one is taking, the others pass over.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HAND_OVER, {"ahead": _AHEAD})
        count: int = cursor.fetchone()[0]
    return count


def is_behind() -> bool:
    """Tell whether more is asked for than the queue has room for."""
    return AskedJob.objects.exists()


@contextmanager
def handing_over(behind_for: Callable[[float], None] = lambda seconds: None) -> Iterator[None]:
    """Hand over all the while, in a thread of its own, also through times in which the database is away.

    `behind_for` is told each time for how many seconds more has been asked for than the queue had room for.
    """
    stopped = threading.Event()
    thread = threading.Thread(target=_keep_handing_over, args=[stopped, behind_for], name="handing over", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def _keep_handing_over(stopped: threading.Event, behind_for: Callable[[float], None]) -> None:
    pause, kept_up_at = _PAUSE, time.monotonic()
    while not stopped.wait(pause):
        try:
            hand_over()
            if not is_behind():
                kept_up_at = time.monotonic()
            behind_for(time.monotonic() - kept_up_at)
            pause = _PAUSE
        except Error as error:
            connection.close()
            log.warning("jobs that were asked for must wait", extra={"facts": {"problem": type(error).__name__}})
            pause = _OUTAGE
    connection.close()
