"""What owners keep up to date, and the picture of an account."""

import io
from datetime import date

import pytest
from PIL import Image

from dancu.accounts import commands, photos, queries
from dancu.accounts.photos import NotAPhoto
from dancu.audit.models import AuditRow
from tests.builders.accounts import NOW, STRANGER, an_account


def a_picture(kind: str = "JPEG", side: int = 900, **extra: object) -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (side, side // 2), "red").save(file, kind, **extra)  # type: ignore[arg-type]
    file.seek(0)
    return file


@pytest.mark.django_db
def test_a_profile_change_is_audited_by_field_names_only() -> None:
    account = an_account()
    commands.update_profile(
        account_id=account,
        fax="0241234567",
        website="",
        commune_code="00070",
        commune_since=date(2025, 7, 1),
        address_line="12 Hàng Bài",
        by=STRANGER,
        at=NOW,
    )
    assert queries.get_account(account).fax == "0241234567"
    assert AuditRow.objects.get(act="accounts.profile_changed").facts == {"fields": ["fax"]}


def test_a_picture_is_drawn_anew_small_and_without_what_stood_beside_the_pixels() -> None:
    exif = Image.Exif()
    exif[0x010E] = "a secret place"
    file = a_picture(exif=exif)
    name = photos.keep(file, size=1000)
    with Image.open(io.BytesIO(photos.read(name))) as kept:
        assert (kept.format, kept.size, len(kept.getexif())) == ("JPEG", (480, 240), 0)
    photos.remove(name)


@pytest.mark.parametrize("file", [io.BytesIO(b"<svg/>"), io.BytesIO(b""), a_picture("GIF"), a_picture("TIFF")])
def test_what_is_no_jpeg_or_png_is_refused(file: io.BytesIO) -> None:
    with pytest.raises(NotAPhoto):
        photos.keep(file, size=10)


def test_a_picture_of_more_than_five_megabytes_is_refused_unread() -> None:
    with pytest.raises(NotAPhoto):
        photos.keep(io.BytesIO(), size=photos.LARGEST + 1)
