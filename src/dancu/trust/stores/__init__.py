"""Where private keys are: sealed in our tables, or in a PKCS#11 token that never lets them out."""

from django.conf import settings

from dancu.trust.models import Key
from dancu.trust.stores import software, token


def make() -> Key:
    """Make a key of P-256 where the settings say; its row lacks purpose, holder, dates and certificate."""
    return token.make(settings.PKCS11) if settings.PKCS11 else software.make()


def sign(key: Key, data: bytes) -> bytes:
    """Return the ES256 signature (r and s) by a key, wherever it is."""
    return token.sign(settings.PKCS11, key, data) if key.token else software.sign(key, data)
