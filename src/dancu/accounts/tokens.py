"""Secrets that leave the house, and the digests that stay."""

import hashlib
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac


def fresh() -> str:
    """Make a token that nobody guesses: 256 random bits, fit for an address or a cookie."""
    return secrets.token_urlsafe(32)


def six_digits() -> str:
    return f"{secrets.randbelow(10**6):06d}"


def ten_digits() -> str:
    return f"{secrets.randbelow(10**10):010d}"


def digest(token: str) -> str:
    """Return what is kept of a token that is long enough not to be found by trying."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed(purpose: str, *parts: object) -> str:
    """Return what is kept of something short (a code, a number): without the system's secret key it cannot be found by trying."""
    return salted_hmac(f"dancu.accounts.{purpose}", "\x1f".join(map(str, parts)), algorithm="sha256").hexdigest()


def same(kept: str, given: str) -> bool:
    return constant_time_compare(kept, given)
