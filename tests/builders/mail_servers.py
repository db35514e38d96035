"""Mail servers that take, refuse, secure, stall and drip."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOST = "127.0.0.1"


class Mailbox:
    """Handle mail for aiosmtpd: keep what is taken; while `refusal` is set, take nothing for the address or, later, no mail."""

    def __init__(self) -> None:
        self.refusal = ""
        self.refusal_of_mail = ""
        self.mails: list[EmailMessage] = []
        self.secured: list[bool] = []
        self.stalls = False
        """Whether it leaves the good-bye unanswered, once it has taken a mail."""

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self.refusal:
            envelope.rcpt_tos.append(address)
        return self.refusal or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refusal_of_mail:
            return self.refusal_of_mail
        content = envelope.content
        self.mails.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        self.secured.append(server.transport.get_extra_info("ssl_object") is not None)  # type: ignore[union-attr]
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        return "" if self.stalls else "221 Bye"


@contextmanager
def a_mail_server(settings: Any, **how: Any) -> Iterator[Mailbox]:
    """Run a real mail server for as long as a test lasts, and point the settings at it; `how` is aiosmtpd's."""
    box = Mailbox()
    controller = Controller(box, hostname=HOST, port=a_free_port(), **how)
    controller.start()
    settings.EMAIL_USE_TLS = "tls_context" in how
    settings.EMAIL_USE_SSL = "ssl_context" in how
    _ask(settings, controller.port)
    try:
        yield box
    finally:
        controller.stop()


GREETING = (b"", b"220-Just a moment\r\n")
HANDSHAKE = (b"\x16\x03\x03\x3f\xff\x02\x00\x3f\xfb", b"\x03")
"""The head of a TLS message of 16 KiB, then a byte of it."""


@contextmanager
def a_server_that_never_ends_its_answer(
    settings: Any, answer: tuple[bytes, bytes] = GREETING
) -> Iterator[threading.Event]:
    """Run a server that goes on answering, a little more each time a little is over; the event tells that somebody came."""
    first, more = answer
    came, done = threading.Event(), threading.Event()
    server = socket.create_server((HOST, 0))

    def greet() -> None:
        connection, _ = server.accept()
        came.set()
        with connection:
            try:
                connection.sendall(first)
                while not done.wait(0.01):
                    connection.sendall(more)
            except OSError:
                return  # he hung up

    thread = threading.Thread(target=greet)
    thread.start()
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = False, answer is HANDSHAKE
    _ask(settings, server.getsockname()[1])
    try:
        yield came
    finally:
        done.set()
        thread.join()
        server.close()


@contextmanager
def a_silent_server(settings: Any) -> Iterator[None]:
    """Run a server that lets everybody connect and says nothing."""
    with socket.create_server((HOST, 0)) as server:
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        _ask(settings, server.getsockname()[1])
        yield


def a_free_port() -> int:
    with socket.create_server((HOST, 0)) as free:
        return int(free.getsockname()[1])


def a_certificate(folder: Path, *, host: str = HOST) -> tuple[ssl.SSLContext, Path]:
    """Return what a server of this host needs to speak TLS, and the file with the certificate that vouches for it."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    alternative = x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain, private = folder / "server.pem", folder / "server.key"
    chain.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain, private)
    return context, chain


def _ask(settings: Any, port: int) -> None:
    settings.EMAIL_BACKEND = "dancu.notices.smtp.Backend"
    settings.EMAIL_HOST = HOST
    settings.EMAIL_PORT = port
