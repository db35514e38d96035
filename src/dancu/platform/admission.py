"""How many requests a web process works on at once, how long others wait for their turn, and when one is told to come again.

More at once make none of them faster: they share one processor and the connections to the database. So a few have *places*,
the others stand in *line*, first come, first served. Nobody looks at an empty page for minutes: whoever would stand longer than
our patience is turned away at once, instead of all together waiting ever longer.
"""

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dancu.kernel.errors import DomainError

PLACES = 4
"""Requests that a process works on at once."""
PATIENCE = 5.0
"""Seconds that a request may stand in line."""
LINE = 400
"""Requests in line at most: each holds a thread of the web server."""
THREADS = PLACES + LINE + 20
"""Threads that the web server needs, with some for health checks, files of pages and refusals."""
_FIRST_GUESS = 0.01
_WEIGHT = 0.03
_LONGEST_RETRY = 60


class Crowded(DomainError):
    """Very many people are using the service at this moment. Try again in {seconds} seconds; nothing you saved is lost."""

    code = "platform.crowded"
    status = 503

    def __init__(self, wait: float) -> None:
        # Later than the line would last, so that who comes again finds an end of it.
        self.retry_after = min(math.ceil(PATIENCE + wait), _LONGEST_RETRY)
        super().__init__(seconds=self.retry_after)


class Admission:
    """Places and the line for them."""

    def __init__(
        self,
        *,
        places: int = PLACES,
        line: int = LINE,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._longest, self._patience, self._clock = line, patience, clock
        self._lock = threading.Lock()
        self._free = places
        self._line: deque[threading.Lock] = deque()
        self._pace = _FIRST_GUESS
        """Seconds after which the line lately moved on by one."""
        self._moved_at: float | None = None
        """When it did so last; None when it has been empty since."""

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place for as long as the block lasts, after waiting for it; raise Crowded where that takes too long."""
        self._take()
        try:
            yield
        finally:
            self._give_back()

    def _take(self) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            wait = self._pace * (len(self._line) + 1)
            if wait > self._patience or len(self._line) >= self._longest:
                raise Crowded(wait)
            turn = threading.Lock()
            turn.acquire()
            self._line.append(turn)
        if turn.acquire(timeout=self._patience):
            return
        with self._lock:
            if turn in self._line:
                self._line.remove(turn)
                raise Crowded(wait)
        # Our turn came in this very moment.

    def _give_back(self) -> None:
        with self._lock:
            if not self._line:
                self._free, self._moved_at = self._free + 1, None
                return
            now = self._clock()
            if self._moved_at is not None:
                self._pace += _WEIGHT * (now - self._moved_at - self._pace)
            self._moved_at = now
            self._line.popleft().release()
