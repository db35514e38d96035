"""Jobs that acts have asked for, and jobs in the queue."""

import json
from typing import Any

from django.db import connection

from dancu.platform.models import AskedJob


def asked_for(task: str) -> list[dict[str, Any]]:
    """Return the arguments of each job of a task that was asked for and not handed over yet, the oldest first."""
    found = AskedJob.objects.filter(task=task).order_by("pk").values_list("arguments", flat=True)
    return [_own(arguments) for arguments in found]


def queued(task: str) -> list[dict[str, Any]]:
    """Return the arguments of each job of a task in the queue, done or not, the oldest first, those of earlier tests too."""
    with connection.cursor() as cursor:
        cursor.execute("select args::text from procrastinate_jobs where task_name = %s order by id", [task])
        return [_own(json.loads(arguments)) for (arguments,) in cursor.fetchall()]


def _own(arguments: dict[str, Any]) -> dict[str, Any]:
    """Return what the task itself is told: the trace goes beside it."""
    return {name: value for name, value in arguments.items() if name != "traceparent"}


def forget_jobs() -> None:
    """Empty the queue of what tests that committed left in it: no model of it is ours, so nothing empties it behind them."""
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")
