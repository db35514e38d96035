"""Log lines as JSON objects that hold no personal data.

Messages of exceptions are left out, because a database names the very values it refused; the kind of the exception and
the lines it came through are kept.
"""

import json
import logging
import traceback
from datetime import UTC, datetime

from dancu.platform import tracing
from dancu.platform.requests import request_id


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """Return one line: instant, level, logger, message, request and trace, facts and, after an exception, its course."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := request_id.get():
            line["request"] = number
        if trace := tracing.number():
            line["trace"] = trace
        line.update(getattr(record, "facts", {}))
        if record.exc_info and record.exc_info[1]:
            line["error"] = _course(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


class PlainFormatter(JsonFormatter):
    """The same for whoever sits in front of it: the time, what happened, and its facts."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        line = json.loads(super().format(record))
        at, level, _, message = (line.pop(name) for name in ("at", "level", "logger", "message"))
        facts = " ".join(f"{name}={value}" for name, value in line.items())
        return f"{at[11:19]} {level:<7} {message} {facts}".rstrip()


class WithoutAddress(logging.Filter):
    """Take the path out of Django's own lines about requests: it may hold a signed token."""

    def filter(self, record: logging.LogRecord) -> bool:
        path = getattr(record.__dict__.get("request"), "path", None)
        if isinstance(record.args, tuple):
            record.args = tuple("…" if value == path else value for value in record.args)
        return True


def _course(error: BaseException) -> list[str]:
    course = []
    cause: BaseException | None = error
    while cause is not None:
        frames = traceback.extract_tb(cause.__traceback__)
        steps = " < ".join(
            f"{frame.filename.rpartition('/src/')[2]}:{frame.lineno} {frame.name}" for frame in frames[::-1]
        )
        course.append(f"{type(cause).__module__}.{type(cause).__qualname__} at {steps}")
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return course
