"""Lending files by signed links, and what the files site answers."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from tests.builders.documents import a_docx, a_pdf, a_picture
from tests.documents.test_storing import CITIZEN

from dancu.documents import commands as documents
from dancu.documents import links, queries
from dancu.documents.models import GivenName, StoredFile
from dancu.platform import clock

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def lend(content: bytes, name: str = "Sổ hồng.pdf", at: datetime = NOW) -> str:
    stored = documents.store_upload(io.BytesIO(content), name=name, by=CITIZEN, at=at)
    return links.sign(file_id=stored.id, name=stored.name, at=at)


def token(link: str) -> str:
    return urlsplit(link).path[1:]


@pytest.fixture
def get(client: Client) -> Callable[[str], object]:
    def get(link: str) -> object:
        return client.get(urlsplit(link).path, HTTP_HOST="tep.localhost")

    return get


def test_a_link_leads_to_the_files_site() -> None:
    assert urlsplit(lend(a_pdf())).netloc.startswith("tep.localhost")


def test_a_link_tells_nothing_about_the_name_of_its_file() -> None:
    one, other = lend(a_pdf(), "a.pdf"), lend(a_pdf(), "Nguyễn Thị Hoà 001190000123.pdf")
    assert len(one) == len(other)


def test_a_link_works_until_five_minutes_have_passed() -> None:
    link = token(lend(a_pdf()))
    view, content = queries.open_link(link, at=NOW + 5 * MINUTE - timedelta(seconds=1))
    assert (view.name, content) == ("Sổ hồng.pdf", a_pdf())
    with pytest.raises(links.LinkExpired):
        queries.open_link(link, at=NOW + 5 * MINUTE)


def test_no_character_of_a_link_can_be_changed() -> None:
    link = token(lend(a_pdf()))
    for at in range(len(link)):
        changed = link[:at] + ("A" if link[at] != "A" else "B") + link[at + 1 :]
        with pytest.raises(links.LinkBroken):
            queries.open_link(changed, at=NOW)


def test_a_file_that_is_gone_is_said_to_be_gone() -> None:
    link = token(lend(a_pdf()))
    GivenName.objects.all().delete()
    StoredFile.objects.all().delete()
    with pytest.raises(queries.FileMissing):
        queries.open_link(link, at=NOW)


def test_signing_twice_keeps_one_name() -> None:
    lend(a_pdf())
    lend(a_pdf())
    assert GivenName.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "media_type", "shown"),
    [
        (a_pdf(), "application/pdf", "inline"),
        (a_picture("JPEG"), "image/jpeg", "inline"),
        (a_picture("PNG"), "image/png", "inline"),
        (a_picture("TIFF"), "image/tiff", "attachment"),
        (a_docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment"),
    ],
    ids=["pdf", "jpeg", "png", "tiff", "docx"],
)
def test_a_file_is_shown_or_downloaded_by_its_kind(get, content: bytes, media_type: str, shown: str) -> None:  # type: ignore[no-untyped-def]
    response = get(lend(content, at=clock.now()))
    assert response.status_code == 200
    assert response.content == content
    assert response.headers["Content-Type"] == media_type
    assert response.headers["Content-Disposition"].startswith(f"{shown}; filename*=utf-8''S%E1%BB%95%20h%E1%BB%93ng.")


def test_what_is_served_can_do_nothing_and_is_kept_by_nobody(get) -> None:  # type: ignore[no-untyped-def]
    response = get(lend(a_picture("PNG"), at=clock.now()))
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith(
        "default-src 'none'; sandbox; style-src 'unsafe-inline'; frame-ancestors http://dichvucong.localhost"
    )
    assert "http://canbo.localhost" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "X-Frame-Options" not in response.headers
    assert not response.cookies


def test_an_expired_link_says_so_in_the_frame_that_asked(get) -> None:  # type: ignore[no-untyped-def]
    response = get(lend(a_pdf(), at=clock.now() - 6 * MINUTE))
    assert response.status_code == 403
    assert "đã hết hạn" in response.content.decode()
    assert "frame-ancestors http://dichvucong.localhost" in response.headers["Content-Security-Policy"]


def test_files_are_not_served_on_the_other_sites(client: Client) -> None:
    path = urlsplit(lend(a_pdf(), at=clock.now())).path
    for host in ("dichvucong.localhost", "canbo.localhost"):
        assert client.get(path, HTTP_HOST=host).status_code != 200


def test_a_link_takes_nothing_but_get(client: Client) -> None:
    assert client.post(urlsplit(lend(a_pdf(), at=clock.now())).path, HTTP_HOST="tep.localhost").status_code == 405
