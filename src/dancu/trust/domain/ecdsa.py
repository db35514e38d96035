"""ES256: signatures of P-256 in their two spellings, public keys and what they are called."""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

_HALF = 32


def public_key(der: bytes) -> ec.EllipticCurvePublicKey:
    """Read a public key of P-256; raise ValueError for any other."""
    key = load_der_public_key(der)
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("not a public key of P-256")
    return key


def verifies(public: bytes, value: bytes, data: bytes) -> bool:
    """Tell whether `value` (r and s) is this key's signature of `data`."""
    if len(value) != 2 * _HALF:
        return False
    try:
        public_key(public).verify(to_der(value), data, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def to_der(value: bytes) -> bytes:
    """Spell a signature as certificates and PDF do."""
    return encode_dss_signature(int.from_bytes(value[:_HALF], "big"), int.from_bytes(value[_HALF:], "big"))


def from_der(der: bytes) -> bytes:
    """Spell a signature as JOSE and COSE do."""
    r, s = decode_dss_signature(der)
    return r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")


def jwk(public: bytes) -> dict[str, str]:
    """Return the public key as a JSON Web Key (RFC 7517) that names itself."""
    numbers = public_key(public).public_numbers()
    members = {"crv": "P-256", "kty": "EC", "x": _b64(numbers.x), "y": _b64(numbers.y)}
    return members | {"kid": _thumbprint(members), "alg": "ES256", "use": "sig"}


def from_jwk(jwk: Mapping[str, Any]) -> bytes:
    """Return a public key as DER; raise ValueError or KeyError where the members describe none of P-256."""
    if jwk["kty"] != "EC" or jwk["crv"] != "P-256":
        raise ValueError("not a key of P-256")
    x, y = (int.from_bytes(base64.urlsafe_b64decode(jwk[axis] + "==="), "big") for axis in "xy")
    key = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def key_id(public: bytes) -> str:
    """Return what a key is called: its thumbprint by RFC 7638, which anybody can compute from it."""
    return jwk(public)["kid"]


def _thumbprint(members: dict[str, str]) -> str:
    canonical = json.dumps(members, sort_keys=True, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(hashlib.sha256(canonical).digest()).rstrip(b"=").decode()


def _b64(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes(_HALF, "big")).rstrip(b"=").decode()
