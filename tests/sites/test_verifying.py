"""Anybody checks a paper on the portal, and learns no more than what is on it."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.builders import casework as build
from tests.builders.casework import NOW, Filer
from tests.builders.documents import a_pdf
from tests.builders.papers import a_signed_file

from dancu.accounts.domain.waiting import CHECK_PAPER_SOURCE
from dancu.documents import checking
from dancu.trust import queries as keys

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def parking_permit() -> Iterator[None]:
    with build.installed():
        yield


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"host": settings.SITE_HOSTS["portal"]})


@pytest.fixture
def paper() -> bytes:
    return a_signed_file(Filer(build.an_agency()).a_dossier(), at=NOW)


def ask(visitor: Client, *, content: bytes | None = None, code: str = "") -> str:
    typed = {"code": code} | ({} if content is None else {"file": SimpleUploadedFile("to-khai.pdf", content)})
    return visitor.post("/verify", typed).content.decode()


def test_the_page_is_there_for_everybody(visitor: Client) -> None:
    assert "Kiểm tra giấy tờ" in visitor.get("/verify").content.decode()
    assert 'href="/verify"' in visitor.get("/").content.decode()


def test_a_genuine_file_is_said_to_be_genuine_without_anybodys_name(visitor: Client, paper: bytes) -> None:
    text = ask(visitor, content=paper)
    assert "Tệp tin này xác thực và nguyên vẹn" in text
    assert "CT01" in text
    assert "Nguyễn Thị Ánh" not in text
    assert "001199000001" not in text


def test_a_genuine_code_is_said_to_be_genuine(visitor: Client, paper: bytes) -> None:
    assert "Mã này xác thực" in ask(visitor, code=checking.check(paper, roots=keys.list_roots()).code)


def test_a_changed_file_is_said_to_be_changed(visitor: Client, paper: bytes) -> None:
    at = paper.index(b"<xmp:CreatorTool>") + 20
    text = ask(visitor, content=paper[:at] + bytes([paper[at] ^ 1]) + paper[at + 1 :])
    assert "đã bị sửa đổi sau khi ký số" in text
    assert "xác thực và nguyên vẹn" not in text


@pytest.mark.parametrize("content", [b"", b"hello", a_pdf()])
def test_what_is_no_paper_gets_a_sentence(visitor: Client, content: bytes) -> None:
    assert "govuk-error-summary" in ask(visitor, content=content)


@pytest.mark.parametrize("code", ["", "   ", "DC1:", "DC1:%%%", "hello", "DC1:" + "A" * 2000])
def test_what_is_no_code_gets_a_sentence(visitor: Client, code: str) -> None:
    assert "govuk-error-summary" in ask(visitor, code=code)


def test_who_tries_codes_must_wait(visitor: Client) -> None:
    for _ in range(CHECK_PAPER_SOURCE.free):
        answer = visitor.post("/verify", {"code": "DC1:0"})
    assert answer.status_code == 200
    answer = visitor.post("/verify", {"code": "DC1:0"})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "phút" in answer.content.decode()
