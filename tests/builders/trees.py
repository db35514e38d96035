"""A whole platform, as `dancu up` runs it, in a home of its own."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from dancu.platform import postgres


@dataclass
class Running:
    process: "subprocess.Popen[str]"
    home: Path
    port: int

    def status(self, site: str, path: str = "/healthz") -> int:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request("GET", path, headers={"Host": f"{site}.localhost:{self.port}"})
            with connection.getresponse() as response:
                return response.status

    def is_well(self) -> bool:
        try:
            return self.status("dichvucong") == 200
        except (OSError, http.client.HTTPException):
            return False

    def stop(self, how: int = signal.SIGTERM) -> str:
        self.process.send_signal(how)
        return self.process.communicate(timeout=60)[0]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(happened: Callable[[], bool], patience: float = 180) -> bool:
    pause, give_up = threading.Event(), time.monotonic() + patience
    while not happened():
        if time.monotonic() > give_up:
            return False
        pause.wait(0.05)
    return True


def command(home: Path, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_URL", "DJANGO", "DANCU"))
    }
    return subprocess.Popen(
        [sys.executable, "-m", "dancu.config.cli", *arguments],
        env=kept | {"DANCU_HOME": str(home)} | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def up(home: Path, port: int, **environment: str) -> Running:
    """Start a tree and return when it has said that it stands."""
    process = command(home, "up", "--port", str(port), "--people", "300", **environment)
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            return Running(process, home, port)
    process.wait()
    process.stdout.close()
    raise AssertionError("".join(said))


def tree(of: int) -> list[int]:
    """Return the numbers of a process's descendants."""
    children = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == of and fields[0] != "Z":
            number = int(path.parent.name)
            children += [number, *tree(number)]
    return children


def alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def called(number: int) -> str:
    """Return how a process was called; empty once it has gone."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{number}/cmdline").read_text().replace("\0", " ")
    return ""


@contextlib.contextmanager
def locked(home: Path, table: str) -> Iterator[psycopg.Connection]:
    """Hold a table, so that whoever needs it waits."""
    with psycopg.connect(postgres.url(home)) as connection:
        connection.execute(f"lock table {table} in access exclusive mode")  # type: ignore[arg-type]
        yield connection
