"""Time-based codes of an authenticator app (RFC 6238), and the codes for the day the app is lost."""

import base64
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

from django_otp.oath import hotp

from dancu.platform import sealing

STEP_SECONDS = 30
TOLERANCE = 1
"""Steps before and after the present one that still count: clocks differ."""
RECOVERY_CODES = 10
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else


def fresh_secret() -> str:
    """Make a shared secret of 160 bits, as the base32 text that apps read."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def sealed(secret: str, *, account_id: int) -> str:
    """Seal an account's secret with the master key, for the tables."""
    return sealing.seal(secret.encode(), context=_context(account_id))


def unsealed(sealed: str, *, account_id: int) -> str:
    """Return an account's secret; raises the errors of platform.sealing."""
    return sealing.unseal(sealed, context=_context(account_id)).decode()


def code_at(secret: str, at: datetime) -> str:
    """Return the code that an app shows at an instant."""
    return _code(secret, _step(at))


def step_of(secret: str, code: str, *, at: datetime, after: int) -> int | None:
    """Return the time step a code belongs to, among those near `at` and later than `after`; None where it is none of them."""
    present = _step(at)
    steps = (step for step in range(present - TOLERANCE, present + TOLERANCE + 1) if step > after)
    return next((step for step in steps if secrets.compare_digest(_code(secret, step).encode(), code.encode())), None)


def uri(secret: str, *, username: str, issuer: str) -> str:
    """Return what the QR code for the app holds."""
    query = urlencode({"secret": secret, "issuer": issuer, "digits": 6, "period": STEP_SECONDS}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{issuer}:{username}')}?{query}"


def fresh_recovery_code() -> str:
    """Make a code of about 50 bits in two groups of five."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def _context(account_id: int) -> str:
    return f"accounts.second_factor:{account_id}"


def _step(at: datetime) -> int:
    return int(at.timestamp()) // STEP_SECONDS


def _code(secret: str, step: int) -> str:
    return f"{hotp(base64.b32decode(secret), step):06d}"
