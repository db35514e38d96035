"""Calls to machines of others: one signed JSON document (platform.webhooks), sent again under the same key until it is taken."""

import asyncio
import json
import socket
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from dancu.platform import clock, tracing, webhooks


class NotTaken(Exception):
    """The other side answered with something else than 2xx."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def send(url: str, body: Mapping[str, Any], *, key: str, secret: str, deadline: float) -> None:
    """Post a document within `deadline` seconds; raise NotTaken, or OSError where nobody answered in time."""
    content = json.dumps(body, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    headers |= tracing.headers() | webhooks.sign(secret, number=key, at=clock.now(), body=content)
    status = asyncio.run(_post(url, content, headers, deadline))
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise NotTaken(status)


class _Loopback(AbstractResolver):
    """Finds names under .localhost on this machine (RFC 6761, 6.3), which most C libraries do not."""

    def __init__(self) -> None:
        self.others = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return await self.others.resolve("127.0.0.1" if host.endswith(".localhost") else host, port, family)

    async def close(self) -> None:
        await self.others.close()


async def _post(url: str, content: bytes, headers: dict[str, str], deadline: float) -> int:
    # The limit is one for the whole call, from the name of the host to the answer, however slowly that drips.
    limit = ClientTimeout(total=deadline)
    try:
        async with (
            ClientSession(timeout=limit, connector=TCPConnector(resolver=_Loopback())) as client,
            client.post(url, data=content, headers=headers, allow_redirects=False) as answer,
        ):
            return answer.status
    except ClientError as error:
        if isinstance(error, OSError):
            raise
        raise ConnectionError from error  # it hung up, or does not speak HTTP
