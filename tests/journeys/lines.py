"""What the platform writes down while people work, line by line as it would stand in the log."""

import json
import logging
from typing import Any

from dancu.platform.logs import JsonFormatter


class LogLines(logging.Handler):
    """Keeps every line from every part of it."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(JsonFormatter())
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(self.format(record))

    def of(self, logger: str, **facts: object) -> list[dict[str, Any]]:
        """Return the lines of a part that tell such facts."""
        lines = [json.loads(line) for line in self.written]
        return [line for line in lines if line["logger"] == logger and facts.items() <= line.items()]

    def tell_nothing_of(self, *words: str) -> None:
        """Fail where a line holds one of the words."""
        assert self.written
        for word in words:
            assert word
            assert not [line for line in self.written if word in line], word
