"""What the database server and the queue in it say of themselves, long before people notice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import psycopg
from django.conf import settings

from dancu.audit.queries import verifying as audit
from dancu.config.doctor.findings import Finding
from dancu.platform import clock, roles, statement
from dancu.platform.roles import Role
from dancu.trust import queries as trust

_LATE = timedelta(minutes=10)
"""Jobs, seals and transactions that take longer than this stand still."""
_SKEW = timedelta(seconds=5)
_FULL = 0.8
_SLACK = timedelta(days=2)
"""Nights on which the job that replaces keys may fail before anybody is told."""

_WAITING = """
    select
        (select count(*) from platform_askedjob where at < %(late)s)
        + (select count(*) from procrastinate_jobs as job where status = 'todo' and %(late)s > coalesce(
            scheduled_at,
            (select min(at) from procrastinate_events as event where event.job_id = job.id and event.type = 'deferred')
        ))
"""
_OPEN = """
    select count(*) from pg_stat_activity where datname = current_database() and xact_start < now() - %(late)s
"""
_USED = "select count(*), current_setting('max_connections')::int from pg_stat_activity where backend_type = 'client backend'"
_DURABLE = (
    "select name from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'"
)


def clocks(now: Callable[[], datetime] = clock.now) -> Finding:
    """Deadlines, sessions and signatures go by two clocks: ours and the server's."""
    before = now()
    (theirs,) = _ask("select clock_timestamp()")
    apart = max(before - theirs, theirs - now())
    if apart > _SKEW:
        return Finding(
            False,
            f"The clocks of this machine and of the database are {apart.total_seconds():.0f} seconds apart: set both by NTP.",
        )
    return Finding(True, "The clocks of this machine and of the database agree.")


def durability() -> Finding:
    off = ", ".join(row[0] for row in statement.rows(_DURABLE))
    if off:
        return Finding(
            False, f"The database may lose what it has confirmed when power fails: turn {off} on in its settings."
        )
    return Finding(True, "What the database confirms is on the disk.")


def connections(full: float = _FULL) -> Finding:
    used, most = _ask(_USED)
    if used > full * most:
        return Finding(
            False,
            f"{used} of the database's {most} connections are in use: raise max_connections, or find who keeps them in "
            f"pg_stat_activity.",
        )
    return Finding(True, f"{used} of the database's {most} connections are in use.")


def limits() -> Finding:
    """A pooler in between may drop what a connection asks for."""
    address = roles.address(settings.DATABASE_URLS, Role.WEB, settings.HOME)
    try:
        with psycopg.connect(address, connect_timeout=5, options=roles.limits(Role.WEB)) as web:
            unset = [name for name in roles.LIMITS[Role.WEB] if web.execute(f"show {name}").fetchone() == ("0",)]
    except psycopg.OperationalError:
        return Finding(False, "The web cannot connect to the database with its own address: check DATABASE_URL_WEB.")
    if unset:
        return Finding(
            False,
            f"A pooler drops what the web asks for: set {', '.join(unset)} of its role by `alter role … set`, so that no "
            f"request waits for ever.",
        )
    return Finding(True, "The web's statements are bounded in time.")


def transactions(late: timedelta = _LATE) -> Finding:
    (count,) = _ask(_OPEN, late=late)
    if count:
        return Finding(
            False,
            f"{count} transactions have been open for more than {_minutes(late)} minutes and hold up cleaning: find them in "
            f"pg_stat_activity and end them.",
        )
    return Finding(True, "No transaction has been open for long.")


def queue(late: timedelta = _LATE) -> Finding:
    (count,) = _ask(_WAITING, late=clock.now() - late)
    if count:
        return Finding(
            False,
            f"{count} jobs should have begun more than {_minutes(late)} minutes ago: the worker stands still or is too slow. "
            f"See logs/worker.log, or run a second `dancu worker` beside it.",
        )
    return Finding(True, "No job waits for long.")


def seals(late: timedelta = _LATE) -> Finding:
    if audit.is_behind(clock.now() - late):
        return Finding(
            False,
            f"The audit has not been sealed for {_minutes(late)} minutes: run `dancu audit seal` and read what it says.",
        )
    return Finding(True, "The audit is sealed.")


def keys(slack: timedelta = _SLACK) -> Finding:
    if overdue := trust.due_for_renewal(at=clock.now() - slack):
        return Finding(
            False,
            f"{len(overdue)} keys have signed for longer than their term: the nightly job that replaces them fails, see "
            f"logs/worker.log, or replace them by `dancu keys rotate`.",
        )
    return Finding(True, "Every key is within its term.")


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _ask(question: str, **values: Any) -> Any:
    return statement.rows(question, **values)[0]
