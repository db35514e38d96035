"""A client that costs next to nothing beside the servers it measures: whole requests in, status lines out.

Run as a program of its own: requests come on its standard input, each behind its length, and one JSON line of results goes to
its standard output. Saturating, every connection sends its next request when the last is answered. At a rate, a request is
sent when its time has come whether or not others are still open, and its answer is timed from then, so that waiting for a
connection counts.
"""

import asyncio
import json
import statistics
import sys
import time
from collections import Counter, deque
from collections.abc import Sequence

_END = b"\r\n\r\n"


class Connection(asyncio.Protocol):
    """One connection: one request at a time."""

    def __init__(self) -> None:
        self._answer: asyncio.Future[str] | None = None
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, found, body = self._received.partition(_END)
        if not found or self._answer is None:
            return
        headers = head.lower()
        at = headers.find(b"content-length:")
        length = int(headers[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(body) >= length and not (b"chunked" in headers and not body.endswith(b"0" + _END)):
            self._received = b""
            self._answer.set_result(_meaning(head))

    def connection_lost(self, _problem: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result("connection lost")

    def ask(self, request: bytes) -> "asyncio.Future[str]":
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)  # type: ignore[attr-defined]
        return self._answer


def _meaning(head: bytes) -> str:
    """Say how a submit was answered: filed, or the status it got instead."""
    status = head[9:12].decode()
    where = next((line for line in head.split(b"\r\n") if line.lower().startswith(b"location:")), b"")
    return "filed" if status == "302" and where.endswith(b"/submitted") else f"{status} {where.decode()}"


async def saturate(port: int, requests: Sequence[bytes], *, connections: int) -> dict[str, object]:
    """Send all requests as fast as they are answered."""
    waiting, answers, times = deque(requests), Counter[str](), list[float]()

    async def send() -> None:
        connection = await _connect(port)
        while waiting:
            began = time.perf_counter()
            answers[await connection.ask(waiting.popleft())] += 1
            times.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(send() for _ in range(connections)))
    return _results(answers, times, time.perf_counter() - began)


async def keep_pace(port: int, requests: Sequence[bytes], *, per_second: float) -> dict[str, object]:
    """Send each request when its time has come."""
    answers, times, idle = Counter[str](), list[float](), list[Connection]()
    began = time.perf_counter()

    async def send(request: bytes, due: float) -> None:
        connection = idle.pop() if idle else await _connect(port)
        answers[await connection.ask(request)] += 1
        times.append(time.perf_counter() - due)
        idle.append(connection)

    async with asyncio.TaskGroup() as sending:
        for number, request in enumerate(requests):
            due = began + number / per_second
            await asyncio.sleep(max(due - time.perf_counter(), 0))
            sending.create_task(send(request, due))
    return _results(answers, times, time.perf_counter() - began)


async def _connect(port: int) -> Connection:
    _, connection = await asyncio.get_running_loop().create_connection(Connection, "127.0.0.1", port)
    return connection


def _results(answers: Counter[str], times: list[float], seconds: float) -> dict[str, object]:
    percentiles = statistics.quantiles(times, n=100)
    return {
        "answers": answers,
        "seconds": seconds,
        "p50_ms": percentiles[49] * 1000,
        "p95_ms": percentiles[94] * 1000,
        "cpu_seconds": time.process_time(),
    }


def main() -> None:
    port, connections, per_second = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    read = sys.stdin.buffer
    requests = []
    while length := read.readline():
        requests.append(read.read(int(length)))
    way = keep_pace(port, requests, per_second=per_second) if per_second else None
    json.dump(asyncio.run(way or saturate(port, requests, connections=connections)), sys.stdout)


if __name__ == "__main__":
    main()
