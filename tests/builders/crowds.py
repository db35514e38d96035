"""Many browsers at one moment, each with one request over a connection of its own."""

import asyncio
from dataclasses import dataclass

_PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str


def ask_all(port: int, requests: list[bytes]) -> list[Answer]:
    """Send all requests at once; return the answers in their order. Raises where one gets none."""
    return asyncio.run(_ask_all(port, requests))


def get(path: str, site: str = "dichvucong", accept: str = "text/html") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: {site}.localhost\r\nAccept: {accept}\r\nConnection: close\r\n\r\n".encode()


def post(path: str, body: str, site: str = "dichvucong") -> bytes:
    """Return what a browser sends for a form of this site."""
    host = f"{site}.localhost"
    head = [
        f"POST {path} HTTP/1.1",
        f"Host: {host}",
        f"Origin: http://{host}",
        "Accept: text/html",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    return "\r\n".join([*head, "", body]).encode()


async def _ask_all(port: int, requests: list[bytes]) -> list[Answer]:
    lines = [await asyncio.open_connection("127.0.0.1", port) for _ in requests]
    for (_, writer), request in zip(lines, requests, strict=True):
        writer.write(request)
    async with asyncio.timeout(_PATIENCE):
        whole = await asyncio.gather(*(reader.read() for reader, _ in lines))
    for _, writer in lines:
        writer.close()
    return [_read(answer) for answer in whole]


def _read(answer: bytes) -> Answer:
    head, _, body = answer.decode().partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    return Answer(int(first.split()[1]), headers, body)
