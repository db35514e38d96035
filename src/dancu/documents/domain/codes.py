"""The code that is printed on a paper: a signed statement of which paper it is, to be checked without any network.

A CBOR web token (RFC 8392) under COSE_Sign1 with ES256 (RFC 9052), written in Base45 (RFC 9285) behind `DC1:`, so that a QR
code of it stays small. It says no more about anybody than the paper itself.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import base45
import cbor2

from dancu.kernel.errors import Invalid
from dancu.trust.domain import ecdsa

PREFIX = "DC1:"
_ALG, _KID, _ES256, _SIGN1, _ISSUED_AT = 1, 4, -7, 18, 6
_MARK = 8  # bytes of a key's name: enough to find it among ours
_LONGEST = 1000


class NotACode(Invalid):
    """This is not the code of a paper. Enter all of what the QR code holds, from DC1: to its end."""

    code = "documents.not_a_code"


class CodeNotOurs(Invalid):
    """This code was not signed by this authority, or was changed. The paper is not genuine."""

    code = "documents.code_not_ours"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCode:
    """What a code says of its paper."""

    form: str
    number: int
    """Running number of the form at the agency in that year."""
    dossier: str
    agency: str
    """Code of the agency."""
    issued_at: datetime
    digest: bytes
    """SHA-256 of the facts that stand in the paper (`digest_of`)."""


def digest_of(facts: Mapping[str, Any]) -> bytes:
    """Return the digest of a paper's facts, whose spelling as JSON does not matter."""
    canonical = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).digest()


def write(paper: PrintedCode, *, key_id: str, sign: Callable[[bytes], bytes]) -> str:
    """Return the text of the QR code; `sign` makes the ES256 signature, r and s."""
    protected = cbor2.dumps({_ALG: _ES256})
    payload = cbor2.dumps(
        {
            _ISSUED_AT: int(paper.issued_at.timestamp()),
            "f": paper.form,
            "n": paper.number,
            "c": paper.dossier,
            "a": paper.agency,
            "d": paper.digest,
        }
    )
    value = sign(_signed(protected, payload))
    token = cbor2.dumps(cbor2.CBORTag(_SIGN1, [protected, {_KID: _mark(key_id)}, payload, value]))
    return f"{PREFIX}{base45.b45encode(token).decode()}"


def read(text: str, keys: Iterable[Mapping[str, Any]]) -> PrintedCode:
    """Return what a code says, if one of these JSON Web Keys signed it; raise NotACode, CodeNotOurs."""
    protected, mark, payload, value = _parts(text)
    for key in keys:
        if _mark(key["kid"]) == mark and ecdsa.verifies(ecdsa.from_jwk(key), value, _signed(protected, payload)):
            return _paper(payload)
    raise CodeNotOurs


def _parts(text: str) -> tuple[bytes, bytes, bytes, bytes]:
    text = text.strip("\r\n\t")
    if not text.startswith(PREFIX) or len(text) > _LONGEST:
        raise NotACode
    try:
        token = cbor2.loads(base45.b45decode(text.removeprefix(PREFIX)))
        protected, unprotected, payload, value = token.value
        if token.tag != _SIGN1 or cbor2.loads(protected) != {_ALG: _ES256}:
            raise NotACode
        parts = (protected, unprotected[_KID], payload, value)
    except (cbor2.CBORDecodeError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        raise NotACode from None
    if not all(isinstance(part, bytes) for part in parts):
        raise NotACode
    return parts


def _paper(payload: bytes) -> PrintedCode:
    claims = cbor2.loads(payload)
    return PrintedCode(
        form=claims["f"],
        number=claims["n"],
        dossier=claims["c"],
        agency=claims["a"],
        issued_at=datetime.fromtimestamp(claims[_ISSUED_AT], UTC),
        digest=claims["d"],
    )


def _signed(protected: bytes, payload: bytes) -> bytes:
    """Return the bytes that the signature is of (RFC 9052, 4.4)."""
    return cbor2.dumps(["Signature1", protected, b"", payload])


def _mark(key_id: str) -> bytes:
    return base64.urlsafe_b64decode(key_id + "=")[:_MARK]
