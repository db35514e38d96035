"""Private keys in our own tables, sealed by the master key."""

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from dancu.platform import sealing
from dancu.trust.domain import ecdsa
from dancu.trust.models import Key


def make() -> Key:
    """Make a key and seal its private half; raises sealing.NoMasterKey."""
    private = ec.generate_private_key(ec.SECP256R1())
    public = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    key_id = ecdsa.key_id(public)
    plain = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return Key(id=key_id, public=public, sealed=sealing.seal(plain, context=_context(key_id)))


def sign(key: Key, data: bytes) -> bytes:
    """Return the ES256 signature, r and s; raises the errors of sealing.unseal."""
    private = load_der_private_key(sealing.unseal(key.sealed, context=_context(key.pk)), password=None)
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        raise TypeError("not a key of P-256")
    return ecdsa.from_der(private.sign(data, ec.ECDSA(SHA256())))


def sealed_anew(key: Key) -> str:
    """Return the private key sealed by the present master key."""
    context = _context(key.pk)
    return sealing.seal(sealing.unseal(key.sealed, context=context), context=context)


def _context(key_id: str) -> str:
    return f"trust.key:{key_id}"
