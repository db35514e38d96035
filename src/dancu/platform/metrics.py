"""What each process counts of its work, for Prometheus: by names of views, jobs and rules, never by anything of a person.

Several processes serve and work, so each writes what it counts into files below PROMETHEUS_MULTIPROC_DIR, which `dancu metrics`
adds up and shows at an internal address. Where that folder is not named nothing is counted, and the library is not even loaded.
"""

import os
import time
from functools import cache
from threading import Lock
from typing import Any

from django.db import connection

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_COUNTED = "PROMETHEUS_MULTIPROC_DIR" in os.environ
_METHODS = frozenset({"GET", "HEAD", "POST"})
_POOL_LOOK = 5.0
"""Seconds between two looks at the pool of connections."""


class _Instruments:
    """All that is counted; made once a process, when something is counted first."""

    def __init__(self) -> None:
        from prometheus_client import Counter, Gauge, Histogram

        self.requests = Counter("dancu_http_requests", "Requests answered.", ["site", "view", "method", "status"])
        self.seconds = Histogram(
            "dancu_http_request_seconds", "How long requests took.", ["site", "view"], buckets=_SECONDS
        )
        self.jobs = Counter("dancu_jobs_done", "Jobs that ended.", ["task", "outcome"])
        self.job_seconds = Histogram(
            "dancu_job_seconds", "How long jobs took.", ["task"], buckets=(*_SECONDS, 30, 60, 300)
        )
        self.failed_sign_ins = Counter("dancu_sign_ins_failed", "Wrong names, passwords or codes.", ["realm"])
        self.limited = Counter("dancu_rate_limited", "Attempts that came too early.", ["rule"])
        self.pool = Gauge(
            "dancu_database_pool", "Connections of the web to the database.", ["state"], multiprocess_mode="livesum"
        )
        self.waited = Counter("dancu_database_wait_seconds", "Time spent waiting for a connection.")
        self.used = Counter("dancu_database_use_seconds", "Time for which connections were held.")
        self.looked_at = 0.0
        self.pool_totals = (0.0, 0.0)


_made = cache(_Instruments)
_making = Lock()


def _instruments() -> _Instruments:
    # Threads count from the first request on, and the library refuses to make anything twice.
    with _making:
        return _made()


def request(site: str, view: str, method: str | None, status: int, seconds: float) -> None:
    """Count a request that was answered."""
    if _COUNTED:
        counted = _instruments()
        named = method if method in _METHODS else "other"  # anybody may invent one
        counted.requests.labels(site, view, named, status).inc()
        counted.seconds.labels(site, view).observe(seconds)
        _look_at_pool(counted)


def job(task: str, outcome: str, seconds: float) -> None:
    """Count a job that ended."""
    if _COUNTED:
        counted = _instruments()
        counted.jobs.labels(task, outcome).inc()
        counted.job_seconds.labels(task).observe(seconds)


def sign_in_failed(realm: str) -> None:
    """Count somebody who was not let in."""
    if _COUNTED:
        _instruments().failed_sign_ins.labels(realm).inc()


def rate_limited(rule: str) -> None:
    """Count an attempt that came too early under a rule."""
    if _COUNTED:
        _instruments().limited.labels(rule).inc()


def _look_at_pool(counted: _Instruments) -> None:
    now = time.monotonic()
    if now - counted.looked_at < _POOL_LOOK:
        return
    counted.looked_at = now
    pool: Any = getattr(connection, "pool", None)
    if pool is None:
        return
    told = pool.get_stats()
    for state, key in (("open", "pool_size"), ("free", "pool_available"), ("waiting", "requests_waiting")):
        counted.pool.labels(state).set(told.get(key, 0))
    totals = (told.get("requests_wait_ms", 0) / 1000, told.get("usage_ms", 0) / 1000)
    for counter, was, now_is in zip((counted.waited, counted.used), counted.pool_totals, totals, strict=True):
        counter.inc(max(0.0, now_is - was))
    counted.pool_totals = totals
