"""Read keys and certificates, and check signatures."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates
from django.conf import settings

from dancu.kernel.errors import Missing
from dancu.trust.domain import ecdsa
from dancu.trust.domain.keys import TERMS, Holder, HolderKind, KeyPurpose, Signature
from dancu.trust.models import Key


class NoSuchKey(Missing):
    """There is no key of this name."""

    code = "trust.no_such_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyView:
    """A key without its private half."""

    id: str
    purpose: KeyPurpose
    holder: Holder
    public: bytes
    certificate: bytes
    """DER."""
    in_token: bool
    made_at: datetime
    signs_since: datetime
    signs_until: datetime | None
    revoked_at: datetime | None


def get_key(key_id: str) -> KeyView:
    """Return a key; raise NoSuchKey."""
    row = Key.objects.filter(pk=key_id).first()
    if row is None:
        raise NoSuchKey
    return view(row)


def list_keys(*, purpose: KeyPurpose | None = None) -> list[KeyView]:
    """List all keys there ever were, the youngest of each holder first."""
    rows = Key.objects.filter(purpose=purpose) if purpose else Key.objects.all()
    return [view(row) for row in rows.order_by("purpose", "holder_kind", "holder_code", "-signs_since")]


def due_for_renewal(*, at: datetime) -> list[tuple[KeyPurpose, Holder]]:
    """List whose keys have signed for their term."""
    return [
        (purpose, view(row).holder)
        for purpose, term in TERMS.items()
        for row in Key.objects.filter(
            purpose=purpose, signs_until=None, revoked_at=None, signs_since__lte=at - term.signs
        )
    ]


def verify(signature: Signature, *, data: bytes, purpose: KeyPurpose) -> bool:
    """Tell whether a key of ours for this purpose made a signature of just these bytes; a revoked key counts no more."""
    row = Key.objects.filter(pk=signature.key_id, purpose=purpose, revoked_at=None).only("public").first()
    return row is not None and ecdsa.verifies(bytes(row.public), signature.value, data)


def list_chain(key_id: str) -> list[bytes]:
    """Return the certificate of a key and those above it up to the root, as DER; raise NoSuchKey."""
    row = Key.objects.select_related("issuer__issuer").filter(pk=key_id).first()
    if row is None:
        raise NoSuchKey
    return _chain(row)


def list_roots() -> list[bytes]:
    """Return the certificates that a verifier must know, as DER, the present one first."""
    rows = Key.objects.filter(purpose=KeyPurpose.ROOT, revoked_at=None).order_by("-signs_since")
    return [bytes(row.certificate) for row in rows]


def list_time_roots() -> list[bytes]:
    """Return the certificates that a verifier must know to believe time stamps of others, as DER."""
    if not settings.TSA_ROOTS:
        return []
    return [each.public_bytes(Encoding.DER) for each in load_pem_x509_certificates(settings.TSA_ROOTS.read_bytes())]


def jwks(*, purpose: KeyPurpose) -> dict[str, Any]:
    """Return the public keys for a purpose that are not revoked as a JSON Web Key Set (RFC 7517), each with its chain.

    A key that is to sign later is in the set already, one that signs no more still is.
    """
    rows = Key.objects.filter(purpose=purpose, revoked_at=None).select_related("issuer__issuer")
    return {
        "keys": [
            ecdsa.jwk(bytes(row.public)) | {"x5c": [b64encode(der).decode() for der in _chain(row)]}
            for row in rows.order_by("-signs_since")
        ]
    }


def _chain(row: Key | None) -> list[bytes]:
    chain = []
    while row is not None:
        chain.append(bytes(row.certificate))
        row = row.issuer
    return chain


def view(row: Key) -> KeyView:
    """Show a row to other rooms."""
    return KeyView(
        id=row.pk,
        purpose=KeyPurpose(row.purpose),
        holder=Holder(kind=HolderKind(row.holder_kind), code=row.holder_code, name=row.holder_name),
        public=bytes(row.public),
        certificate=bytes(row.certificate),
        in_token=bool(row.token),
        made_at=row.made_at,
        signs_since=row.signs_since,
        signs_until=row.signs_until,
        revoked_at=row.revoked_at,
    )
