"""The real web server before the application: a body that is too large or has no end is refused while it is sent.

What is measured is what the server takes from the wire and how much memory it holds at most, not how long it takes.
"""

import os
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

GIB = 1 << 30
MIB = 1 << 20
HEAD = b"POST /sign-in HTTP/1.1\r\nHost: dichvucong.localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    def connect(self) -> socket.socket:
        while True:
            try:
                return socket.create_connection(("127.0.0.1", self.port), timeout=60)
            except ConnectionRefusedError:
                os.kill(self.pid, 0)  # raises when there is nobody left to wait for

    def most_memory(self) -> int:
        """Return the most that any process of the server ever held, in bytes."""
        most = 0
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                facts = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            except OSError:
                continue  # it has ended between the two looks
            if int(facts["PPid"]) == self.pid:
                most = max(most, int(facts["VmHWM"].split()[0]) * 1024)
        return most

    def send(self, header: bytes, piece: bytes) -> tuple[bytes, int]:
        """Send pieces of a body, up to a gigabyte, until there is an answer; return its first line and the bytes sent."""
        with closing(self.connect()) as wire:
            wire.sendall(HEAD + header + b"\r\n\r\n")
            wire.setblocking(False)
            sent = 0
            while sent < GIB:
                readable, writable, _ = select.select([wire], [wire], [], 60)
                if readable:
                    return wire.recv(65536).partition(b"\r\n")[0], sent
                assert writable, "neither taken nor answered"
                with suppress(ConnectionError):  # it has answered and hung up: the answer is read next
                    sent += wire.send(piece)
            return b"", sent


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    run = [sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws", "--host", "127.0.0.1"]
    how = ["--port", str(port), "--workers", "1", "--blocking-threads", "2", "--log-level", "critical"]
    here = dict(os.environ, DJANGO_SETTINGS_MODULE="dancu.config.settings.test")
    process = subprocess.Popen([*run, *how, "dancu.config.wsgi:application"], env=here)
    started = Server(port, process.pid)
    try:
        with closing(started.connect()) as wire:  # its first answer loads everything
            wire.sendall(b"GET /nowhere HTTP/1.1\r\nHost: dichvucong.localhost\r\n\r\n")
            assert wire.recv(65536).startswith(b"HTTP/1.1 404")
        yield started
    finally:
        process.terminate()
        process.wait()


def test_a_gigabyte_is_refused_early_and_never_held(server: Server) -> None:
    before = server.most_memory()
    answer, sent = server.send(b"Content-Length: %d" % GIB, b"x" * 65536)
    assert answer.startswith(b"HTTP/1.1 413")
    assert sent < 32 * MIB
    assert server.most_memory() - before < 32 * MIB


def test_chunks_without_end_are_answered_and_never_held(server: Server) -> None:
    before = server.most_memory()
    answer, sent = server.send(b"Transfer-Encoding: chunked", b"10000\r\n" + b"x" * 65536 + b"\r\n")
    assert answer.startswith(b"HTTP/1.1 4")
    assert sent < 32 * MIB
    assert server.most_memory() - before < 32 * MIB


@pytest.mark.parametrize(
    "header", [b"Content-Length: many", b"Content-Length: -1", b"Content-Length: 5\r\nContent-Length: 6"]
)
def test_a_length_that_is_none_is_refused(server: Server, header: bytes) -> None:
    answer, _ = server.send(header, b"username=x")
    assert answer.startswith(b"HTTP/1.1 400")


def test_a_body_that_ends_before_its_time_harms_nobody_else(server: Server) -> None:
    with closing(server.connect()) as wire:
        wire.sendall(HEAD + b"Content-Length: 1000\r\n\r\nusername=x")
    answer, _ = server.send(b"Content-Length: %d" % GIB, b"x")
    assert answer.startswith(b"HTTP/1.1 413")
