"""Private keys that are made in a PKCS#11 token (a security module, a card, SoftHSM) and never leave it."""

import hashlib
import threading
from functools import cache

import pkcs11
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters

from dancu.trust.domain import ecdsa
from dancu.trust.domain.keys import Token
from dancu.trust.models import Key


class NoToken(RuntimeError):
    """The PKCS#11 token does not answer: check DANCU_PKCS11_MODULE, DANCU_PKCS11_TOKEN and DANCU_PKCS11_PIN."""


class NotInToken(RuntimeError):
    """This key lies in another token than the one that is configured."""


# A token has one login for the whole process, and its sessions are not made for threads.
_lock = threading.Lock()


def make(token: Token) -> Key:
    """Make a key in the token; raises NoToken."""
    with _lock:
        session = _session(token)
        curve = session.create_domain_parameters(
            pkcs11.KeyType.EC, {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}, local=True
        )
        template = {pkcs11.Attribute.SENSITIVE: True, pkcs11.Attribute.EXTRACTABLE: False}
        public, private = curve.generate_keypair(store=True, private_template=template)
        der = bytes(encode_ec_public_key(public))
        key_id = ecdsa.key_id(der)
        for half in (public, private):
            half[pkcs11.Attribute.LABEL] = key_id
    return Key(id=key_id, public=der, token=token.label)


def sign(token: Token | None, key: Key, data: bytes) -> bytes:
    """Return the ES256 signature, r and s; raises NoToken, NotInToken."""
    if token is None or token.label != key.token:
        raise NotInToken(NotInToken.__doc__)
    with _lock:
        try:
            private = _session(token).get_key(pkcs11.ObjectClass.PRIVATE_KEY, label=key.pk)
        except pkcs11.NoSuchKey:
            raise NotInToken(NotInToken.__doc__) from None
        value: bytes = private.sign(  # type: ignore[attr-defined]  # mixed in as the key can
            hashlib.sha256(data).digest(), mechanism=pkcs11.Mechanism.ECDSA
        )
    return value


@cache
def _session(token: Token) -> pkcs11.Session:
    try:
        return pkcs11.lib(token.module).get_token(token_label=token.label).open(rw=True, user_pin=token.pin)
    except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
        raise NoToken(NoToken.__doc__) from error
