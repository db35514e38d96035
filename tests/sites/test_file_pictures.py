"""Pictures are shown drawn anew: small beside their names, large in the officer's viewer, and harmless wherever they are."""

import io
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from PIL import Image
from tests.builders.casework import Filer
from tests.builders.citizens import Citizen
from tests.builders.documents import a_docx, a_pdf, a_picture

from dancu.casework import commands as casework
from dancu.casework.domain.filing import Channel
from dancu.casework.models import Attachment
from dancu.documents import commands as documents
from dancu.documents import links
from dancu.documents.blobs import Form
from dancu.documents.domain.scans import Scan
from dancu.documents.models import StoredFile
from dancu.platform import clock

pytestmark = pytest.mark.django_db


def get(address: str) -> HttpResponse:
    answer: HttpResponse = Client(headers={"host": settings.SITE_HOSTS["files"]}).get(urlsplit(address).path)  # type: ignore[assignment]
    return answer


def size(answer: HttpResponse) -> tuple[int, int]:
    assert answer.headers["Content-Type"] == "image/jpeg"
    return Image.open(io.BytesIO(answer.content)).size


def thumbnails(page: str) -> list[str]:
    return re.findall(r'<img class="dc-thumbnail" src="([^"]+)"', page)


def a_dossier_with(filer: Filer, content: bytes) -> str:
    draft = filer.a_draft()
    stored = documents.store_upload(io.BytesIO(content), name="giấy", by=filer.citizen, at=clock.now())
    casework.attach(
        draft_id=draft,
        document="registration",
        file_id=stored.id,
        name=stored.name,
        by=filer.citizen,
        at=clock.now(),
    )
    return casework.submit(draft_id=draft, channel=Channel.PORTAL, by=filer.citizen, at=clock.now()).code


def test_a_citizen_sees_what_he_has_attached_at_once_and_again_on_every_page() -> None:
    citizen = Citizen()
    citizen.fill_in()
    citizen.attach(content=a_picture("JPEG"))
    citizen.attach(content=a_pdf())
    draft = citizen.draft
    for address in (f"{draft}/documents", f"{draft}/review"):
        page = citizen.browser.get(address).content.decode()
        assert [size(get(small)) for small in thumbnails(page)] == [(20, 30), (160, 160)]
    filed = citizen.submit()["Location"].removesuffix("/submitted")
    assert len(thumbnails(citizen.browser.get(filed).content.decode())) == 2


@pytest.mark.usefixtures("parking_permit")
def test_the_officer_sees_the_first_pages_of_a_pdf_beside_the_register(filer: Filer, browser: Client) -> None:
    code = a_dossier_with(filer, a_pdf())
    file = Attachment.objects.filter(dossier__code=code).latest("pk").pk
    page = browser.get(f"/dossiers/{code}?file={file}").content.decode()
    shown = re.search(r'<img class="dc-turn-0 dc-zoom-1" src="([^"]+)"', page)
    assert shown
    assert size(get(shown[1])) == (1300, 1302)
    assert "tối đa năm trang đầu" in page
    assert "<iframe" not in page
    assert get(browser.get(f"/attachments/{file}")["Location"]).content == a_pdf()


@pytest.mark.usefixtures("parking_permit")
def test_a_pdf_that_was_never_drawn_is_shown_by_the_browser(filer: Filer, browser: Client) -> None:
    code = a_dossier_with(filer, a_pdf())
    StoredFile.objects.update(drawn=False)
    assert "<iframe" in browser.get(f"/dossiers/{code}").content.decode()


@pytest.mark.usefixtures("parking_permit")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_the_officer_looks_at_what_was_drawn_and_can_still_open_what_was_sent(
    filer: Filer, browser: Client, kind: str
) -> None:
    code = a_dossier_with(filer, a_picture(kind))
    file = Attachment.objects.filter(dossier__code=code).latest("pk").pk
    page = browser.get(f"/dossiers/{code}?file={file}").content.decode()
    shown = re.search(r'<img class="dc-turn-0 dc-zoom-1" src="([^"]+)"', page)
    assert shown
    assert size(get(shown[1])) == (20, 30)
    assert get(browser.get(f"/attachments/{file}")["Location"]).content == a_picture(kind)


@pytest.mark.usefixtures("parking_permit")
def test_what_is_no_picture_has_a_sheet_of_paper_beside_its_name(filer: Filer, browser: Client) -> None:
    page = browser.get(f"/dossiers/{a_dossier_with(filer, a_docx())}").content.decode()
    assert thumbnails(page) == []
    assert "tải về" in page


@pytest.fixture
def lent() -> StoredFile:
    stored = documents.store_upload(io.BytesIO(a_picture("PNG")), name="giấy", by=Citizen().actor, at=clock.now())
    return StoredFile.objects.get(pk=stored.id)


def test_a_picture_is_served_without_session_script_or_store(lent: StoredFile) -> None:
    answer = get(links.sign_picture(file_id=lent.pk, form=Form.PAGE, at=clock.now()))
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"] == "inline"
    assert not answer.cookies


def test_its_address_expires_in_five_minutes_in_plain_words(lent: StoredFile) -> None:
    late = get(links.sign_picture(file_id=lent.pk, form=Form.PAGE, at=clock.now() - timedelta(minutes=6)))
    assert late.status_code == 403
    assert "đã hết hạn" in late.content.decode()


def test_its_address_opens_nothing_but_that_picture(lent: StoredFile) -> None:
    token = links.sign_picture(file_id=lent.pk, form=Form.PAGE, at=clock.now()).rpartition("/")[2]
    assert get(f"http://x/{token}").status_code == 403
    original = links.sign(file_id=lent.pk, name="giấy.png", at=clock.now()).rpartition("/")[2]
    assert get(f"http://x/pictures/{original}").status_code == 403


def test_a_picture_of_an_infected_file_is_not_shown_either(lent: StoredFile) -> None:
    address = links.sign_picture(file_id=lent.pk, form=Form.THUMBNAIL, at=clock.now())
    StoredFile.objects.update(scan=Scan.INFECTED, threat="Test", scan_tried_at=clock.now())
    assert get(address).status_code == 403
