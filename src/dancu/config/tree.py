"""The tree of processes behind `dancu up`: grown in order, watched, mended, and felled in the opposite order.

Nothing of Django is loaded here, so the trunk stays small. Each child dies with us, whatever kills us; we die with the
shell or the make that started us, unless it was told to let us go (nohup).
"""

import contextlib
import fcntl
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from dancu.config import environment
from dancu.platform import admission, postgres, processes
from dancu.platform.roles import Role

_GRACE = 15.0
_OPENING_PATIENCE = 60.0
_STEADY = 60.0  # a child that ran this long is restarted at once when it ends
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_LOG_LIMIT = 20 * 1024 * 1024


class CannotRun(Exception):
    """The tree cannot stand here; the text says why and what to do."""


@dataclass
class Child:
    """A process that is to run as long as the tree does."""

    name: str
    command: Sequence[str]
    log: Path
    say: Callable[[str], None]
    nice: int = 0
    role: Role = Role.OWNER
    process: "subprocess.Popen[bytes] | None" = None
    began: float = 0.0
    pause: float = _FIRST_PAUSE
    again_at: float | None = None

    def start(self) -> None:
        """Run the program, its output added to the log."""
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                # When we are killed the database goes too, and there is nothing left that could be finished in order.
                preexec_fn=processes.child(signal.SIGKILL, nice=self.nice),
                start_new_session=True,
                env=os.environ | {"DANCU_ROLE": self.role.value},
            )
        self.began, self.again_at = time.monotonic(), None

    def mend(self) -> None:
        """Start the program again if it has ended; the sooner it ends again, the longer we wait."""
        if self.process is None or self.process.poll() is None:
            return
        now = time.monotonic()
        if self.again_at is None:
            self.pause = _FIRST_PAUSE if now - self.began > _STEADY else min(self.pause * 2, _LONGEST_PAUSE)
            self.again_at = now + self.pause
            self.say(f"The {self.name} ended ({_ending(self.process.returncode)}); starting it again. See {self.log}.")
        elif now >= self.again_at:
            self.start()

    def stop(self) -> None:
        """Ask the program to end; insist after a while."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass
class Tree:
    """What `dancu up` runs; `say` gets each sentence for the person at the keyboard."""

    host: str
    port: int
    people: int
    say: Callable[[str], None]
    home: Path = field(default_factory=environment.home)
    stopping: processes.Asked = field(default_factory=processes.Asked)
    server: postgres.Server | None = None
    children: list[Child] = field(default_factory=list)
    pause: float = _FIRST_PAUSE
    again_at: float = 0.0

    def run(self) -> None:
        """Grow the tree and stay with it until somebody asks it to stop. Raises CannotRun, postgres.ServerProblem."""
        self._obey_signals()
        environment.settle()
        os.environ["DANCU_PUBLIC_PORT"] = f":{self.port}"
        os.environ["DANCU_SUPERVISED"] = "1"
        if os.environ.get("DANCU_METRICS"):
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(environment.fresh_counts())
        with self._sole():
            self._check_port()
            try:
                self._grow()
                self._watch()
            finally:
                self._fell()

    def _obey_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stopping.set())
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
            signal.signal(signal.SIGHUP, lambda *_: self.stopping.set())
            processes.die_with_parent()

    @contextlib.contextmanager
    def _sole(self) -> Iterator[None]:
        """Hold the home for this tree alone; the file tells others where it listens. The lock goes when we do."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "up.json").open("a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CannotRun(_already_running(file)) from None
            file.truncate(0)
            json.dump({"process": os.getpid(), "port": self.port}, file)
            file.flush()
            yield

    def _check_port(self) -> None:
        # The web server itself would share a busy port without a word.
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except PermissionError:
                raise CannotRun(f"Port {self.port} is for root only. Choose another: make run PORT=8001") from None
            except OSError as error:
                raise CannotRun(
                    f"Port {self.port} is in use by another program ({error.strerror}). Stop it, or choose another port: "
                    f"make run PORT={self.port + 1}"
                ) from None

    def _grow(self) -> None:
        logs = self.home / "logs"
        logs.mkdir(exist_ok=True)
        if not environment.has_own_server():
            archived = environment.backups() is not None
            self.server = postgres.Server(self.home, log=logs / "postgres.log", archived=archived)
            self.say("Starting the database …")
            self.server.start()
        self._prepare()
        if self.stopping.is_set():
            return
        self.children = [
            Child("web server", self._web(), logs / "web.log", self.say, role=Role.WEB),
            Child("job worker", [*_ourselves(), "worker"], logs / "worker.log", self.say, nice=10, role=Role.WORKER),
        ]
        if os.environ.get("DANCU_METRICS"):
            command = [*_ourselves(), "metrics"]
            self.children.append(Child("metrics", command, logs / "metrics.log", self.say, nice=10, role=Role.WORKER))
        if environment.backups() is not None:
            self.children.append(Child("archive", [*_ourselves(), "archive"], logs / "archive.log", self.say, nice=10))
        for child in self.children:
            child.start()
        self._await_doors()

    def _prepare(self) -> None:
        """Do what must be done before the doors open, in a process of its own, whose memory goes with it."""
        command = [*_ourselves(), "prepare", "--people", str(self.people)]
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, preexec_fn=processes.child(), start_new_session=True
        ) as process:
            while process.poll() is None:
                if self.stopping.wait(0.05):
                    process.terminate()
                    return
        if process.returncode != 0:
            raise CannotRun("The data could not be made ready; what went wrong is said above.")

    def _web(self) -> list[str]:
        return [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"),
            *("--host", self.host, "--port", str(self.port)),
            *("--workers", str(min(2, os.cpu_count() or 1)), "--blocking-threads", str(admission.THREADS)),
            *("--backpressure", str(2 * admission.THREADS)),
            # What waits for its turn or a lock when we are asked to stop is answered. It warns of many threads, which only wait.
            *(
                "--respawn-failed-workers",
                "--workers-kill-timeout",
                f"{admission.PATIENCE + 1:.0f}",
                "--log-level",
                "error",
            ),
            "dancu.config.wsgi:application",
        ]

    def _await_doors(self) -> None:
        give_up = time.monotonic() + _OPENING_PATIENCE
        while not self.stopping.wait(0.05):
            if answers(self.host, self.port):
                return
            self._mend()
            if time.monotonic() > give_up:
                raise CannotRun(
                    f"The web server did not answer in {_OPENING_PATIENCE:.0f} seconds; see {self.home / 'logs'}."
                )

    def _watch(self) -> None:
        if not self.stopping.is_set():
            listing = self.home / "demo.txt"
            self.say(listing.read_text() if listing.exists() else f"Listening on port {self.port}.")
            self.say("Press Ctrl-C to stop.")
        while not self.stopping.wait(0.5):
            self._mend()

    def _mend(self) -> None:
        if self.server is not None:
            self._mend_database(self.server)
        for child in self.children:
            child.mend()

    def _mend_database(self, server: postgres.Server) -> None:
        """Start the database again if it has ended; where that fails, once more after a while."""
        now = time.monotonic()
        if server.process is None or server.process.poll() is None or now < self.again_at:
            return
        self.say(f"The database ended ({_ending(server.process.returncode)}); starting it again.")
        try:
            server.restart()
        except postgres.ServerProblem as problem:
            self.pause = min(self.pause * 2, _LONGEST_PAUSE)
            self.again_at = now + self.pause
            self.say(str(problem))
        else:
            self.pause = _FIRST_PAUSE

    def _fell(self) -> None:
        if self.children:
            self.say("Stopping …")
        for child in self.children:
            child.stop()
        if self.server is not None:
            self.server.stop()


def answers(host: str, port: int) -> bool:
    """Tell whether the portal's /healthz says that all is well."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": f"{environment.portal_host()}:{port}"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _ourselves() -> list[str]:
    return [sys.executable, "-m", "dancu.config.cli"]


def _ending(status: int | None) -> str:
    if status is not None and status < 0:
        return f"killed by signal {-status}"
    return f"status {status}"


def _already_running(file: IO[str]) -> str:
    file.seek(0)
    with contextlib.suppress(ValueError, KeyError):
        where = json.load(file)
        return (
            f"Dân Cư already runs here: process {where['process']}, http://dichvucong.localhost:{where['port']}. "
            f"Stop it first, or give this one another home: DANCU_HOME=… make run PORT=…"
        )
    return "Dân Cư already runs here. Stop it first, or give this one another home: DANCU_HOME=… make run PORT=…"
