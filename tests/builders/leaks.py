"""Listen to everything that leaves the system beside its pages, and find personal data in it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpResponse

from dancu.platform.logs import JsonFormatter


class Ear(logging.Handler):
    """Keep every log line as it would be written, and every address that an answer led to."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.heard: list[str] = []
        self.setFormatter(JsonFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(self.format(record))

    def watch(self, answer: HttpResponse) -> HttpResponse:
        """Keep the headers of an answer, but not its cookies, which are sealed."""
        self.heard += [f"{name}: {value}" for name, value in answer.items()]
        return answer


@contextmanager
def nothing_leaks(*secrets: str) -> Iterator[Ear]:
    """Fail where one of these texts gets into a log line or a header while this lasts."""
    ear, root = Ear(), logging.getLogger()
    root.addHandler(ear)
    try:
        yield ear
    finally:
        root.removeHandler(ear)
    told = [(secret, line) for secret in secrets for line in ear.heard if secret in line]
    assert not told, told[:3]
