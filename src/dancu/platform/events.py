"""Tell higher packages that something happened: one job per subscriber, deferred in the acting transaction.

A job exists when, and only when, its transaction commits; it runs at least once, so subscribers are safe to repeat.
"""

import dataclasses
from collections import defaultdict
from datetime import date, datetime
from typing import Any, ClassVar, Protocol

from procrastinate.tasks import Task

_subscribers: dict[type, list[Task[Any, Any, Any]]] = defaultdict(list)


class Event(Protocol):
    """A frozen dataclass in the past tense whose fields are ids, strings, numbers, dates and instants."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


def subscribe(event: type, task: Task[Any, Any, Any]) -> None:
    """Run `task` with the event's fields as keyword arguments (dates and instants as ISO 8601 text) each time it is published."""
    if task not in _subscribers[event]:
        _subscribers[event].append(task)


def publish(event: Event) -> None:
    """Defer one job for each subscriber of this kind of event, in the present transaction."""
    payload = {field.name: _plain(getattr(event, field.name)) for field in dataclasses.fields(event)}
    for task in _subscribers[type(event)]:
        task.defer(**payload)


def _plain(value: object) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value
