"""`dancu metrics`: what all processes here have counted, and the state of database, queue and back-ups, for Prometheus.

It listens at an address of its own, by default of this machine alone; no site answers for it.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

from dancu.config import environment
from dancu.notices.queries import count_outbox, outbox_lag
from dancu.platform import clock, processes, statement

_JOBS = "select task_name, status::text, count(*) from procrastinate_jobs group by 1, 2"
_LAGS = """
    select task, extract(epoch from now() - min(since))::float from (
        select task, at as since from platform_askedjob
        union all
        select task_name, coalesce(
            scheduled_at,
            (select min(at) from procrastinate_events as event where event.job_id = job.id and event.type = 'deferred')
        ) from procrastinate_jobs as job where status = 'todo'
    ) as waiting (task, since) where since <= now() group by task
"""
_WORKERS = "select count(*) from procrastinate_workers where last_heartbeat > now() - interval '1 minute'"
_UNSEALED = """
    select coalesce(extract(epoch from now() - min(at)), 0)::float from audit_auditrow
    where id > coalesce((select max(until) from audit_auditbatch), 0)
"""


class State(Collector):
    """What is looked up when Prometheus asks; a database that is away is told, and leaves the rest out."""

    def __init__(self) -> None:
        self._one_at_a_time = Lock()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from _on_disk()
        with self._one_at_a_time:
            try:
                found = list(_in_database())
            except DatabaseError:
                found = []
            finally:
                connection.close()
        yield _gauge("dancu_database_up", "Whether the database answers.", float(bool(found)))
        yield from found


def serve(address: str, stopped: processes.Asked) -> None:
    """Show everything at `host:port` until asked to stop."""
    host, _, port = address.rpartition(":")
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(State())
    registry.register(_Dead())
    server, thread = start_http_server(int(port), host or "127.0.0.1", registry)
    while not stopped.wait(60):
        pass
    server.shutdown()
    thread.join()


class _Dead(Collector):
    """Shows nothing, and lets the gauges of processes go that have ended."""

    def collect(self) -> Iterable[Any]:
        for file in Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).glob("gauge_live*.db"):
            process = file.stem.rpartition("_")[2]
            if not Path(f"/proc/{process}").exists():
                mark_process_dead(int(process))  # type: ignore[no-untyped-call]
        return ()


def _on_disk() -> Iterator[GaugeMetricFamily]:
    yield _gauge("dancu_disk_free_bytes", "Room where the home is.", float(shutil.disk_usage(settings.HOME).free))
    if (backups := environment.backups()) is None:
        return
    now = clock.now()
    if archived := backups.archived_at():
        age = (now - archived).total_seconds()
        yield _gauge("dancu_archive_age_seconds", "Since the archive last received something of the log.", age)
    if bases := backups.bases():
        age = (now - bases[-1].about.ended_at).total_seconds()
        yield _gauge("dancu_backup_age_seconds", "Since the newest back-up was taken.", age)


def _in_database() -> Iterator[GaugeMetricFamily]:
    jobs = GaugeMetricFamily("dancu_jobs", "Jobs in the queue.", labels=["task", "status"])
    for task, status, count in statement.rows(_JOBS):
        jobs.add_metric([task, status], count)
    lags = GaugeMetricFamily("dancu_job_lag_seconds", "Since the longest waiting job is due.", labels=["task"])
    for task, seconds in statement.rows(_LAGS):
        lags.add_metric([task], seconds)
    yield jobs
    yield lags
    yield _gauge("dancu_workers", "Job workers that are alive.", _one(_WORKERS))
    yield _gauge("dancu_audit_unsealed_seconds", "Age of the oldest row that no batch has sealed.", _one(_UNSEALED))
    yield from _outbox()


def _outbox() -> Iterator[GaugeMetricFamily]:
    counts, now = count_outbox(at=clock.now()), clock.now()
    messages = GaugeMetricFamily("dancu_messages", "Messages that have not arrived.", labels=["state"])
    for state in ("waiting", "refused", "failed"):
        messages.add_metric([state], getattr(counts, state))
    yield messages
    yield _gauge("dancu_message_lag_seconds", "Since the longest waiting message was written.", outbox_lag(at=now))


def _one(question: str) -> float:
    ((value,),) = statement.rows(question)
    return float(value)


def _gauge(name: str, what: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, what, value=value)
