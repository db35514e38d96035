"""Make keys, sign with them, let the next ones take over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from dancu.audit import commands as audit
from dancu.kernel.actor import SYSTEM as THE_SYSTEM
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict
from dancu.platform import sealing
from dancu.trust import stores
from dancu.trust.domain import certificates
from dancu.trust.domain.keys import SYSTEM, Holder, HolderKind, KeyPurpose, Signature
from dancu.trust.models import Key
from dancu.trust.queries import KeyView, NoSuchKey, due_for_renewal, list_chain, view
from dancu.trust.stores import software

_ISSUERS = {HolderKind.AGENCY: "agencies", HolderKind.OFFICER: "officers", HolderKind.SYSTEM: "services"}


class NoRoot(Conflict):
    """There is no root certificate yet. Make it first: dancu keys root."""

    code = "trust.no_root"


class RootStands(Conflict):
    """There is a root certificate already. To let another take over, rotate it."""

    code = "trust.root_stands"


def sign(*, purpose: KeyPurpose, data: bytes, at: datetime, holder: Holder = SYSTEM) -> Signature:
    """Sign bytes (ES256) with the key that a holder signs with for this purpose at this instant, made when there is none.

    Raises NoRoot, the errors of platform.sealing, stores.token.NoToken.
    """
    row = _signing(purpose, holder, at)
    return Signature(row.pk, stores.sign(row, data))


def sign_with(key_id: str, data: bytes) -> Signature:
    """Sign with a key that was chosen before, since what is signed names it; raises NoSuchKey for one that is revoked."""
    row = Key.objects.filter(pk=key_id, revoked_at=None).first()
    if row is None:
        raise NoSuchKey
    return Signature(row.pk, stores.sign(row, data))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyInHand:
    """A key taken for some work: it signs without asking the database again."""

    view: KeyView
    chain: list[bytes]
    """Its certificate and those above it up to the root, as DER."""
    sign: Callable[[bytes], bytes]
    """Return the ES256 signature, r and s."""


def take_key(*, purpose: KeyPurpose, at: datetime, holder: Holder = SYSTEM) -> KeyInHand:
    """Take the key that a holder signs with at this instant, made when there is none; raises as `sign`."""
    row = _signing(purpose, holder, at)
    return KeyInHand(view=view(row), chain=list_chain(row.pk), sign=lambda data: stores.sign(row, data))


def signing_key(*, purpose: KeyPurpose, at: datetime, holder: Holder = SYSTEM) -> KeyView:
    """Return the key that a holder signs with at this instant, made when there is none; raises as `sign`."""
    return view(_signing(purpose, holder, at))


@transaction.atomic
def make_root(*, by: Actor, at: datetime) -> KeyView:
    """Make the root of all certificates, once; raises RootStands."""
    _lock(KeyPurpose.ROOT, SYSTEM)
    if Key.objects.filter(purpose=KeyPurpose.ROOT).exists():
        raise RootStands
    return view(_make(KeyPurpose.ROOT, SYSTEM, since=at, by=by, at=at))


@transaction.atomic
def rotate(
    *, purpose: KeyPurpose, by: Actor, at: datetime, holder: Holder = SYSTEM, lead: timedelta = timedelta(0)
) -> KeyView:
    """Make the key that signs from `at` + `lead` on; the present one signs until then, and verifies for ever.

    A lead lets those who keep our JWKS learn the new key before they meet it. Raises NoRoot.
    """
    _lock(purpose, holder)
    since = at + lead
    Key.objects.filter(**_of(purpose, holder), signs_until=None, signs_since__gt=since).delete()
    Key.objects.filter(**_of(purpose, holder)).filter(Q(signs_until=None) | Q(signs_until__gt=since)).update(
        signs_until=since
    )
    return view(_make(purpose, holder, since=since, by=by, at=at))


def renew(*, at: datetime) -> int:
    """Rotate each key that has signed for its term; return how many."""
    due = due_for_renewal(at=at)
    for purpose, holder in due:
        rotate(purpose=purpose, holder=holder, by=THE_SYSTEM, at=at)
    return len(due)


@transaction.atomic
def revoke(*, key_id: str, by: Actor, at: datetime) -> None:
    """Let a key sign and verify no more, because it may be in strange hands; raises NoSuchKey."""
    row = Key.objects.select_for_update().filter(pk=key_id, revoked_at=None).first()
    if row is None:
        raise NoSuchKey
    row.revoked_at = at
    row.signs_until = max(row.signs_since, min(row.signs_until or at, at))
    row.save(update_fields=["revoked_at", "signs_until"])
    audit.record("trust.key_revoked", by=by, purpose=Purpose.OPERATIONS, at=at, subject=("key", key_id))


def seal_anew() -> int:
    """Seal with the present master key whatever a former one sealed; return how many keys."""
    old = [row for row in Key.objects.exclude(sealed="") if not sealing.is_current(row.sealed)]
    for row in old:
        Key.objects.filter(pk=row.pk, sealed=row.sealed).update(sealed=software.sealed_anew(row))
    return len(old)


def _signing(purpose: KeyPurpose, holder: Holder, at: datetime) -> Key:
    found = _find(purpose, holder, at)
    if found is not None:
        return found
    with transaction.atomic():
        _lock(purpose, holder)
        return _find(purpose, holder, at) or _make(purpose, holder, since=at, by=THE_SYSTEM, at=at)


def _find(purpose: KeyPurpose, holder: Holder, at: datetime) -> Key | None:
    return (
        Key.objects.filter(**_of(purpose, holder), signs_since__lte=at, revoked_at=None)
        .filter(Q(signs_until=None) | Q(signs_until__gt=at))
        .order_by("-signs_since")
        .first()
    )


def _make(purpose: KeyPurpose, holder: Holder, *, since: datetime, by: Actor, at: datetime) -> Key:
    """Make a key and its certificate in the caller's transaction, and the issuers above it where there are none yet."""
    above = _above(purpose, holder, at)
    row = stores.make()
    row.purpose = purpose
    row.holder_kind, row.holder_code, row.holder_name = holder.kind, holder.code, holder.name
    row.issuer, row.made_at, row.signs_since = above, at, since
    signer = above or row
    row.certificate = certificates.issue(
        public=bytes(row.public),
        purpose=purpose,
        holder=holder,
        organisation=settings.TRUST_ORGANISATION,
        issuer=certificates.Issuer(
            certificate=bytes(above.certificate) if above else None,
            public=bytes(signer.public),
            sign=lambda data: stores.sign(signer, data),
        ),
        at=at,
    )
    row.save(force_insert=True)
    facts = {"purpose": purpose, "holder": f"{holder.kind}:{holder.code}", "token": row.token}
    audit.record("trust.key_made", by=by, purpose=Purpose.OPERATIONS, at=at, subject=("key", row.pk), facts=facts)
    return row


def _above(purpose: KeyPurpose, holder: Holder, at: datetime) -> Key | None:
    match purpose:
        case KeyPurpose.ROOT:
            return None
        case KeyPurpose.ISSUING:
            root = _find(KeyPurpose.ROOT, SYSTEM, at)
            if root is None and not settings.DEMO:
                raise NoRoot
            return root or _signing(KeyPurpose.ROOT, SYSTEM, at)
        case _:
            return _signing(KeyPurpose.ISSUING, Holder(kind=HolderKind.SYSTEM, code=_ISSUERS[holder.kind]), at)


def _of(purpose: KeyPurpose, holder: Holder) -> dict[str, str]:
    return {"purpose": purpose, "holder_kind": holder.kind, "holder_code": holder.code}


def _lock(purpose: KeyPurpose, holder: Holder) -> None:
    """Let those who would make the same key wait for each other until the transaction ends."""
    name = f"trust:{purpose}:{holder.kind}:{holder.code}"
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
