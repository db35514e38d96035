"""Where the bytes are: Django's storage named `files`, each file under its hash."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages


def _storage() -> Storage:
    return storages["files"]


def hash_of(content: bytes) -> str:
    """Return the name of a content: its SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def path(sha256: str) -> str:
    """Return where a file lies, spread over 65,536 folders."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def keep(sha256: str, content: bytes) -> None:
    """Write a content unless it is there."""
    if not _storage().exists(path(sha256)):
        _storage().save(path(sha256), ContentFile(content))


def read(sha256: str) -> bytes:
    """Return a content; raise FileNotFoundError where the storage has lost it."""
    with _storage().open(path(sha256)) as file:
        content: bytes = file.read()
    return content


def list_written_before(instant: datetime) -> Iterator[str]:
    """Return the hashes of what was written before an instant."""
    storage = _storage()
    for first in _folders(""):
        for second in _folders(first):
            for name in storage.listdir(f"{first}/{second}")[1]:
                if len(name) == 64 and storage.get_modified_time(path(name)) < instant:
                    yield name


def remove(sha256: str) -> None:
    """Delete a content."""
    _storage().delete(path(sha256))


def _folders(below: str) -> list[str]:
    try:
        return sorted(_storage().listdir(below)[0])
    except FileNotFoundError:
        return []
