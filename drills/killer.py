"""Who kills: SIGKILL to parts of a running platform, at moments that a seed decides."""

import os
import random
import signal
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress

from workbench import processes

# What is hit, how often of ten times. A web server takes its workers with it, and comes back ever more slowly; the processes of
# the database are those of sessions and its own, also while it recovers.
_VICTIMS = {"web worker": 3, "database process": 3, "job worker": 2, "database server": 1, "web server": 1}
_LONGEST_WAIT = 0.4
_GLANCE = 0.02


class Killer(threading.Thread):
    """Waits for moments, told as numbers of acts that are done, and then kills somebody at once or a little later."""

    def __init__(self, trunk: int, moments: Sequence[int], done: Callable[[], int], dice: random.Random) -> None:
        super().__init__(name="killer")
        self.killed: Counter[str] = Counter()
        self._trunk, self._moments, self._done, self._dice = trunk, moments, done, dice
        self._over = threading.Event()

    def run(self) -> None:
        for moment in self._moments:
            while self._done() < moment and not self._over.wait(_GLANCE):
                pass
            if self._over.wait(self._dice.uniform(0, _LONGEST_WAIT)):
                return
            self._strike()

    def finish(self) -> None:
        """Kill nobody any more."""
        self._over.set()
        self.join()

    def _strike(self) -> None:
        (kind,) = self._dice.choices(list(_VICTIMS), list(_VICTIMS.values()))
        while not self._over.wait(_GLANCE):
            if found := _living(self._trunk, kind):
                with suppress(ProcessLookupError):
                    os.kill(self._dice.choice(found), signal.SIGKILL)
                    self.killed[kind] += 1
                    return


def _living(trunk: int, kind: str) -> list[int]:
    """Return the processes of a kind; none while it is down."""
    first = {number: processes.command(number) for number in processes.children(trunk)}
    match kind:
        case "job worker":
            return [number for number, command in first.items() if command.endswith("worker ")]
        case "web server" | "web worker":
            servers = [number for number, command in first.items() if "granian" in command]
        case _:
            servers = [number for number, command in first.items() if "/postgres " in command]
    if kind in {"web server", "database server"}:
        return servers
    return [child for server in servers for child in processes.children(server)]
