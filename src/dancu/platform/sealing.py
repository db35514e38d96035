"""Seal secrets that are kept at rest with the master key: AES-256-GCM, each bound to what it is kept for.

The master key is never stored beside what it seals. There may be several: the first seals, all of them open, so that a new
one can be put before the old one and everything be sealed anew.
"""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

SHORTEST = 43
"""Characters of a master key: 32 random bytes in base64."""
_VERSION = "1."
_MARK, _NONCE = 4, 12


class NoMasterKey(RuntimeError):
    """There is no master key, so no secret can be sealed or opened: set DANCU_MASTER_KEY, or put the key into the file that
    DANCU_MASTER_KEY_FILE names (`dancu keys master` prints a fresh one)."""


class MasterKeyTooShort(RuntimeError):
    """A master key has at least 43 characters, 32 random bytes in base64: `dancu keys master` prints a fresh one."""


class OtherMasterKey(RuntimeError):
    """This secret was sealed with a master key that is not here: put the former key after the present one and a space."""


class BrokenSeal(RuntimeError):
    """This sealed secret was changed, or belongs elsewhere."""


def seal(secret: bytes, *, context: str) -> str:
    """Return a secret sealed; it opens only with the same context, which names what it is kept for and whose it is."""
    key = _keys()[0]
    nonce = secrets.token_bytes(_NONCE)
    sealed = key.cipher.encrypt(nonce, secret, context.encode())
    return _VERSION + base64.urlsafe_b64encode(key.mark + nonce + sealed).decode()


def unseal(sealed: str, *, context: str) -> bytes:
    """Return what was sealed; raises NoMasterKey, OtherMasterKey, BrokenSeal."""
    mark, nonce, content = _parts(sealed)
    key = next((key for key in _keys() if key.mark == mark), None)
    if key is None:
        raise OtherMasterKey(OtherMasterKey.__doc__)
    try:
        return key.cipher.decrypt(nonce, content, context.encode())
    except InvalidTag:
        raise BrokenSeal(BrokenSeal.__doc__) from None


def is_current(sealed: str) -> bool:
    """Tell whether the present master key sealed this; what a former one sealed is to be sealed anew."""
    return _parts(sealed)[0] == _keys()[0].mark


def marks(master_keys: Iterable[str]) -> list[str]:
    """Return by what each key can be known again; says nothing about the key."""
    return [_derived(text).mark.hex() for text in master_keys]


def fresh_master_key() -> str:
    """Make a master key."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class _Key:
    mark: bytes
    """By which a sealed text tells which key sealed it; says nothing about the key."""
    cipher: AESGCM


def _keys() -> list[_Key]:
    if not settings.MASTER_KEYS:
        raise NoMasterKey(" ".join((NoMasterKey.__doc__ or "").split()))
    return [_derived(text) for text in settings.MASTER_KEYS]


@cache
def _derived(text: str) -> _Key:
    if len(text) < SHORTEST:
        raise MasterKeyTooShort(MasterKeyTooShort.__doc__)
    derived = HKDF(algorithm=SHA256(), length=64, salt=None, info=b"dancu.sealing.1").derive(text.encode())
    return _Key(hashlib.sha256(derived[32:]).digest()[:_MARK], AESGCM(derived[:32]))


def _parts(sealed: str) -> tuple[bytes, bytes, bytes]:
    try:
        content = base64.urlsafe_b64decode(sealed.removeprefix(_VERSION))
    except (binascii.Error, ValueError):
        raise BrokenSeal(BrokenSeal.__doc__) from None
    if not sealed.startswith(_VERSION) or len(content) < _MARK + _NONCE:
        raise BrokenSeal(BrokenSeal.__doc__)
    return content[:_MARK], content[_MARK : _MARK + _NONCE], content[_MARK + _NONCE :]
