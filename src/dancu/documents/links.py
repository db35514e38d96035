"""Signed addresses on the files site: one file under one name, for five minutes.

An address may hold no personal data, and the name that a file was sent under is full of it; so a link carries the id of the
name. The signature is what lets a viewer in: the files site knows no session.
"""

from datetime import datetime, timedelta

from django.core import signing

from dancu.documents.models import GivenName
from dancu.kernel.errors import Denied
from dancu.platform.hosts import Site, address

LIFE = timedelta(minutes=5)
_SALT = "dancu.documents.links"


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


def read(token: str, *, at: datetime) -> int:
    """Return the id of the name that a link lends; raise LinkBroken or LinkExpired."""
    try:
        given_id, until = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise LinkBroken from None
    if at.timestamp() >= until:
        raise LinkExpired
    return int(given_id)
