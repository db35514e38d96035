"""The confirm code (Mã xác nhận): letters in a picture, or digits in words for who cannot see it; either answer will do.

A signed token carries a nonce, and both answers follow from it and our key. It holds for one draft as its reader saw it, for ten
minutes and until it is answered wrongly: that alone is stored. A right answer stays right when its form is sent again.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from captcha.image import ImageCaptcha
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext_lazy as _

from dancu.casework.domain.filing import Edition
from dancu.kernel.writing import plain_digits
from dancu.platform import once

LIFE = 600
"""In seconds."""
_SALT = "dancu.portal.confirm_code"
_LETTERS = "abcdefghkmnpqrstuvwxyz"
_LENGTH = 5
_DIGITS = (_("zero"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"))


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the page shows: a token to send back, and the question in words."""

    token: str
    words: str


@dataclass(frozen=True, slots=True)
class _Token:
    """What a token says."""

    nonce: str
    edition: Edition


def new(draft_id: UUID, edition: Edition) -> Challenge:
    """Make a challenge for a draft in the edition that its reader sees."""
    nonce = secrets.token_urlsafe(12)
    said = [nonce, edition.version, edition.revision, edition.on.isoformat()]
    token = signing.dumps(said, salt=_SALT + str(draft_id))
    return Challenge(token, ", ".join(str(_DIGITS[int(digit)]) for digit in _digits(nonce)))


def edition_of(draft_id: UUID, token: str, typed: str, *, at: datetime) -> Edition | None:
    """Return the edition of the draft that was shown, if the typed text answers the token's picture or its question.

    None too when the token is too old, not ours, or was answered wrongly before; a wrong answer uses it up.
    """
    said = _read(draft_id, token)
    if said is None:
        return None
    answer, until = "".join(plain_digits(typed).split()).lower(), at + timedelta(seconds=LIFE)
    right = any(hmac.compare_digest(answer.encode(), each(said.nonce).encode()) for each in (_letters, _digits))
    if not right:
        once.spend(_digest(token), until=until)
    return said.edition if right and not once.is_spent(_digest(token)) else None


def answer_in_demonstration(draft_id: UUID, token: str) -> str:
    """Return what a program has to type that tries the whole way out; in any other system nobody but the reader knows it."""
    said = _read(draft_id, token)
    if not settings.DEMO or said is None:
        raise PermissionError("The confirm code is told in a demonstration only, and only of a token of its own.")
    return _letters(said.nonce)


def picture(draft_id: UUID, token: str) -> bytes | None:
    """Draw the letters of a token as a PNG; None when it is too old or not ours."""
    said = _read(draft_id, token)
    if said is None:
        return None
    return bytes(ImageCaptcha(width=200, height=70).generate(_letters(said.nonce), format="png").getvalue())


def _read(draft_id: UUID, token: str) -> _Token | None:
    try:
        nonce, version, revision, on = signing.loads(token, salt=_SALT + str(draft_id), max_age=LIFE)
    except signing.BadSignature:
        return None
    return _Token(nonce, Edition(version=version, revision=revision, on=date.fromisoformat(on)))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _letters(nonce: str) -> str:
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in _stream(nonce, "letters"))


def _digits(nonce: str) -> str:
    return "".join(str(byte % 10) for byte in _stream(nonce, "digits"))


def _stream(nonce: str, use: str) -> bytes:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"{_SALT} {use} {nonce}".encode(), hashlib.sha256).digest()[:_LENGTH]
