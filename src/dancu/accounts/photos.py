"""The picture of an account: checked, drawn anew small, and kept as a file with a name that tells nothing."""

import secrets
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from dancu.kernel.errors import Invalid
from dancu.platform import apart

LARGEST = 5 * 1024 * 1024


class NotAPhoto(Invalid):
    """This file is not a picture we can read. Choose a JPEG or PNG file of at most 5 MB."""

    code = "accounts.not_a_photo"


def keep(file: BinaryIO, *, size: int) -> str:
    """Store a picture and return its name; call it outside a transaction. Raises NotAPhoto.

    It is drawn anew in a process apart, so that neither its place and camera nor anything hidden behind the pixels is kept.
    """
    if size > LARGEST:
        raise NotAPhoto
    try:
        drawn = apart.run("dancu.accounts.redrawing", file.read(LARGEST))
    except apart.TooDemanding:
        raise NotAPhoto from None
    if not drawn:
        raise NotAPhoto
    name: str = default_storage.save(f"accounts/photos/{secrets.token_hex(16)}.jpg", ContentFile(drawn))
    return name


def read(name: str) -> bytes:
    with default_storage.open(name, "rb") as file:
        content: bytes = file.read()
    return content


def remove(name: str) -> None:
    if name:
        default_storage.delete(name)
