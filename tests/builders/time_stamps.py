"""A time-stamping authority of others: its own root, a real HTTP server, and every way in which its answer may fail."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import tsp
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from dancu.trust.commands import KeyInHand
from dancu.trust.domain import certificates, ecdsa
from dancu.trust.domain.certificates import Issuer
from dancu.trust.domain.keys import SYSTEM, KeyPurpose
from dancu.trust.time_stamps import LocalAuthority


class Pair:
    """A private key and the certificate that somebody gives it."""

    def __init__(self, purpose: KeyPurpose, above: "Pair | None" = None) -> None:
        private = ec.generate_private_key(ec.SECP256R1())
        self.sign = lambda data: ecdsa.from_der(private.sign(data, ec.ECDSA(SHA256())))
        self.public = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        by = above or self
        self.certificate = certificates.issue(
            public=self.public,
            purpose=purpose,
            holder=SYSTEM,
            organisation="Cơ quan cấp dấu thời gian",
            issuer=Issuer(certificate=above and above.certificate, public=by.public, sign=by.sign),
            at=datetime.now(UTC),
        )


def a_hand(purpose: KeyPurpose = KeyPurpose.TIME_STAMPS) -> KeyInHand:
    """Return a key below a root that is not ours."""
    root = Pair(KeyPurpose.ROOT)
    issuing = Pair(KeyPurpose.ISSUING, root)
    leaf = Pair(purpose, issuing)
    chain = [leaf.certificate, issuing.certificate, root.certificate]
    return KeyInHand(view=None, chain=chain, sign=leaf.sign)  # type: ignore[arg-type]  # nobody asks whose it is


@dataclass
class Authority:
    """What it is asked, and how it answers; each fault is a field."""

    hand: KeyInHand = field(default_factory=a_hand)
    asked: list[bytes] = field(default_factory=list)
    late: timedelta = timedelta(0)
    """How far its clock is behind."""
    changes: Callable[[tsp.TimeStampReq], None] = lambda request: None
    """What it misunderstands of a request."""
    status: int = 200
    kind: str = "application/timestamp-reply"
    spoils: Callable[[bytes], bytes] = lambda answer: answer
    drips: bool = False
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def root(self) -> bytes:
        return self.hand.chain[-1]

    def answer(self, body: bytes) -> bytes:
        self.asked.append(body)
        request = tsp.TimeStampReq.load(body)
        self.changes(request)
        local = LocalAuthority(self.hand, now=lambda: datetime.now(UTC) - self.late)
        return self.spoils(local.answer(request).dump())


@contextmanager
def serving(authority: Authority) -> Iterator[str]:
    """Run it for as long as a test lasts; give its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = authority.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(authority.status)
            self.send_header("Content-Type", authority.kind)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self._send(content)

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def _send(self, content: bytes) -> None:
            try:
                for byte in content if authority.drips else ():
                    self.wfile.write(bytes([byte]))
                    if authority.done.wait(0.05):
                        return
                self.wfile.write(content)
            except OSError:
                self.close_connection = True  # he hung up

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsa"
    finally:
        authority.done.set()
        server.shutdown()
        thread.join()
        server.server_close()
