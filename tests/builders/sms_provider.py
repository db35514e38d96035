"""A provider of text messages that checks what it is sent, refuses, stalls and drips, and reports what became of it."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from dancu.platform import webhooks

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
HOST = "127.0.0.1"


class Provider:
    """What it was asked; each message is kept once, however often its key comes."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.kept: dict[str, dict[str, Any]] = {}
        self.status = 202
        self.silent = False
        self.done = threading.Event()

    def take(self, headers: Any, body: bytes) -> int:
        """Answer a call with a status."""
        signed = {name.lower(): value for name, value in headers.items()}
        if not webhooks.is_signed(signed, [SECRET], body=body, at=datetime.now(UTC)):
            return 401
        message = json.loads(body)
        self.calls.append(message)
        if self.status == 202:
            self.kept.setdefault(headers["Idempotency-Key"], message)
        return self.status


@contextmanager
def a_provider(settings: Any) -> Iterator[Provider]:
    """Run one for as long as a test lasts, and point the settings at it."""
    with listening() as (provider, port):
        point_at(settings, port)
        yield provider


@contextmanager
def listening() -> Iterator[tuple[Provider, int]]:
    """Let one answer signed calls at a port of this machine."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status = provider.take(self.headers, self.rfile.read(int(self.headers["Content-Length"])))
            if provider.silent:
                self._drip()
                return
            self.send_response(status)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def _drip(self) -> None:
            """Begin an answer that has no end: a header each time a little is over."""
            try:
                self.wfile.write(b"HTTP/1.1 202 Accepted\r\n")
                while not provider.done.wait(0.01):
                    self.wfile.write(b"x: y\r\n")
            except OSError:
                self.close_connection = True  # he hung up

    server = ThreadingHTTPServer((HOST, 0), Handler)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield provider, server.server_port
    finally:
        provider.done.set()
        server.shutdown()
        thread.join()
        server.server_close()


def point_at(settings: Any, port: int) -> None:
    settings.SMS_GATEWAY = "dancu.notices.sms.send"
    settings.SMS_URL = f"http://{HOST}:{port}/messages"
    settings.SMS_SECRETS = [SECRET]
    settings.SMS_SENDER = "DAN CU"


def nobody(settings: Any) -> None:
    """Point the settings where nothing listens."""
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    point_at(settings, port)


def a_report(reference: str, status: str, *, at: datetime, secret: str = SECRET, **more: Any) -> dict[str, Any]:
    """Return a signed report, as arguments of `take_report`."""
    body = json.dumps({"reference": reference, "status": status, **more}).encode()
    return {"body": body, "headers": webhooks.sign(secret, number="msg_1", at=at, body=body)}
