"""The picture of an account: checked, drawn anew small, and kept as a file with a name that tells nothing."""

import io
import secrets
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps, UnidentifiedImageError

from dancu.kernel.errors import Invalid

LARGEST = 5 * 1024 * 1024
SIDE = 480
_PIXELS = 50_000_000


class NotAPhoto(Invalid):
    """This file is not a picture we can read. Choose a JPEG or PNG file of at most 5 MB."""

    code = "accounts.not_a_photo"


def keep(file: BinaryIO, *, size: int) -> str:
    """Store a picture and return its name; call it outside a transaction. Raises NotAPhoto.

    It is drawn anew, so that neither its place and camera nor anything hidden behind the pixels is kept.
    """
    if size > LARGEST:
        raise NotAPhoto
    name: str = default_storage.save(f"accounts/photos/{secrets.token_hex(16)}.jpg", ContentFile(_redraw(file)))
    return name


def read(name: str) -> bytes:
    with default_storage.open(name, "rb") as file:
        content: bytes = file.read()
    return content


def remove(name: str) -> None:
    if name:
        default_storage.delete(name)


def _redraw(file: BinaryIO) -> bytes:
    try:
        with Image.open(file, formats=["JPEG", "PNG"]) as picture:
            if picture.width * picture.height > _PIXELS:
                raise NotAPhoto
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise NotAPhoto from None
    upright.thumbnail((SIDE, SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85)
    return out.getvalue()
