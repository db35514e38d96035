"""Acts done at one moment by many, each on a connection of his own."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def at_once(acts: Sequence[Callable[[], T]]) -> list[T | Exception]:
    """Let each act be done by a thread of its own, all beginning together; return what each got, or the error it met."""
    gate = threading.Barrier(len(acts))
    results: list[T | Exception] = [RuntimeError("never ran")] * len(acts)

    def run(place: int) -> None:
        try:
            connection.ensure_connection()
            gate.wait(timeout=60)
            results[place] = acts[place]()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


class Signal:
    """Something that one thread waits for and another one gives."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def give(self) -> None:
        self._event.set()

    def wait(self) -> None:
        assert self._event.wait(timeout=60), "nobody gave the signal"


def until_somebody_waits() -> None:
    """Return once another connection waits for a lock, such as one that this transaction holds."""
    patience = time.monotonic() + 60
    while time.monotonic() < patience:
        with connection.cursor() as cursor:
            cursor.execute("select exists (select from pg_locks where not granted)")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")
