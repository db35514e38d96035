"""Signed addresses on the files site: one file under one name, for five minutes.

An address may hold no personal data, and the name that a file was sent under is full of it; so a link carries the id of the
name. The signature is what lets a viewer in: the files site knows no session.
"""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing

from dancu.documents.blobs import Form
from dancu.documents.models import GivenName
from dancu.kernel.errors import Denied
from dancu.platform.hosts import Site, address

LIFE = timedelta(minutes=5)
_SALT = "dancu.documents.links"
_PICTURES = "dancu.documents.links.pictures"


class LinkExpired(Denied):
    """This link has expired. Go back to the page that showed the file, load it again and open the file from there."""

    code = "documents.link_expired"


class LinkBroken(Denied):
    """This link is incomplete or was changed. Go back to the page that showed the file and open it from there."""

    code = "documents.link_broken"


def sign(*, file_id: int, name: str, at: datetime) -> str:
    """Return the whole address under which a file can be opened until `LIFE` after `at`.

    Whoever signs has decided that its reader may see the file, and has written that down in the audit.
    """
    given, _ = GivenName.objects.get_or_create(file_id=file_id, name=name)
    token = signing.dumps([given.pk, int((at + LIFE).timestamp())], salt=_SALT)
    return address(Site.FILES, "file", token=token)


def sign_picture(*, file_id: int, form: Form, at: datetime) -> str:
    """Return the address of a picture drawn of a file, on the same terms; it has no name, and nothing is written down."""
    token = signing.dumps([file_id, form, int((at + LIFE).timestamp())], salt=_PICTURES)
    return address(Site.FILES, "picture", token=token)


def read(token: str, *, at: datetime) -> int:
    """Return the id of the name that a link lends; raise LinkBroken or LinkExpired."""
    (given_id,) = _read(token, _SALT, at)
    return int(given_id)


def read_picture(token: str, *, at: datetime) -> tuple[int, Form]:
    """Return the id of the file, and which picture of it, that a link lends; raise LinkBroken or LinkExpired."""
    file_id, form = _read(token, _PICTURES, at)
    return int(file_id), Form(form)


def _read(token: str, salt: str, at: datetime) -> list[Any]:
    lent: list[Any]
    try:
        *lent, until = signing.loads(token, salt=salt)
    except signing.BadSignature:
        raise LinkBroken from None
    if at.timestamp() >= until:
        raise LinkExpired
    return lent
