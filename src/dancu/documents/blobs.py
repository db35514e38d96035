"""Where the bytes are: Django's storage named `files`, each file under its hash."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages


class Form(StrEnum):
    """Pictures that we draw of a content; the storage keeps them beside it."""

    PAGE = "page"
    """As large as a screen."""
    THUMBNAIL = "thumbnail"


def _storage() -> Storage:
    return storages["files"]


def hash_of(content: bytes) -> str:
    """Return the name of a content: its SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def path(sha256: str, form: Form | None = None) -> str:
    """Return where a file lies, or a picture of it, spread over 65,536 folders."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}" + (f".{form}" if form else "")


def keep(sha256: str, content: bytes, *, form: Form | None = None) -> None:
    """Write a content, or a picture of it, unless it is there."""
    name = path(sha256, form)
    if not _storage().exists(name):
        _storage().save(name, ContentFile(content))


def read(sha256: str, *, form: Form | None = None) -> bytes:
    """Return a content, or a picture of it; raise FileNotFoundError where the storage has lost it."""
    with _storage().open(path(sha256, form)) as file:
        content: bytes = file.read()
    return content


def is_there(sha256: str) -> bool:
    """Tell whether the storage has a content."""
    return bool(_storage().exists(path(sha256)))


def list_kept() -> Iterator[list[str]]:
    """Return the hashes of all contents, folder by folder."""
    for first in _folders(""):
        for second in _folders(first):
            yield [name for name in _storage().listdir(f"{first}/{second}")[1] if len(name) == 64]


def written_at(sha256: str) -> datetime:
    """Return when a content that is there was written."""
    at: datetime = _storage().get_modified_time(path(sha256))
    return at


def remove(sha256: str) -> None:
    """Delete a content and the pictures of it."""
    for form in (*Form, None):
        _storage().delete(path(sha256, form))


def _folders(below: str) -> list[str]:
    try:
        return sorted(_storage().listdir(below)[0])
    except FileNotFoundError:
        return []
