"""Ask clamd, the daemon of ClamAV, whether bytes hold malware: its commands INSTREAM and VERSION over a socket (man clamd)."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

_PATIENCE = 30
"""Seconds for each step of the talk; a file of six megabytes takes clamd far less."""
_PART = 64 * 1024
_LONGEST_ANSWER = 4096


class ScannerAway(Exception):
    """Nobody answers at the scanner's address, or not in time."""


class NotScannable(Exception):
    """The scanner answers that it could not look at this content."""


def is_set() -> bool:
    """Tell whether this installation has a scanner."""
    return bool(settings.CLAMD)


def threat_in(content: bytes) -> str:
    """Return the name of the malware in a content, empty where there is none; raise ScannerAway or NotScannable."""
    parts = [content[at : at + _PART] for at in range(0, len(content), _PART)]
    answer = _ask(b"zINSTREAM\0", b"".join(struct.pack("!I", len(part)) + part for part in [*parts, b""]))
    verdict = answer.removeprefix("stream: ")
    if verdict == "OK":
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    raise NotScannable(verdict)


def version() -> str:
    """Return which scanner answers and of which day its signatures are; raise ScannerAway."""
    return _ask(b"zVERSION\0")


def _ask(command: bytes, more: bytes = b"") -> str:
    try:
        with _connection(settings.CLAMD) as clamd:
            clamd.sendall(command + more)
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
                part = clamd.recv(_LONGEST_ANSWER)
                if not part:
                    raise ScannerAway("the scanner hung up without an answer")
                answer += part
    except (OSError, ValueError) as error:
        raise ScannerAway(f"no scanner at {settings.CLAMD}: {type(error).__name__}") from error
    return answer.rstrip(b"\0\n").decode(errors="replace")


@contextmanager
def _connection(address: str) -> Iterator[socket.socket]:
    """Open the socket at a path, or at `host:port`."""
    if address.startswith("/"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as clamd:
            clamd.settimeout(_PATIENCE)
            clamd.connect(address)
            yield clamd
    else:
        host, _, port = address.rpartition(":")
        with socket.create_connection((host.strip("[]"), int(port)), _PATIENCE) as clamd:
            yield clamd
