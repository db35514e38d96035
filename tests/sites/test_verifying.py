"""Anybody checks a paper on the portal, and learns no more than what is on it."""

import base64
import json
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from joserfc import jws
from joserfc.jwk import KeySet
from tests.builders import casework as build
from tests.builders.casework import NOW, Filer
from tests.builders.documents import a_pdf
from tests.builders.papers import a_signed_file

from dancu.accounts.domain.waiting import CHECK_PAPER_SOURCE
from dancu.documents import checking
from dancu.kernel.actor import SYSTEM
from dancu.trust import commands as trust
from dancu.trust import queries as keys
from dancu.trust.domain.certificates import to_pem
from dancu.trust.domain.keys import KeyPurpose

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


def test_the_keys_of_codes_are_published_for_programs_of_others(visitor: Client, paper: bytes) -> None:
    before = trust.sign(purpose=KeyPurpose.CODES, data=b"", at=NOW)
    trust.rotate(purpose=KeyPurpose.CODES, by=SYSTEM, at=NOW, lead=timedelta(days=7))
    answer = visitor.get("/.well-known/jwks.json")
    assert answer.headers["Content-Type"] == "application/jwk-set+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    published = KeySet.import_key_set(json.loads(answer.content))
    assert len(published.keys) == 2
    for at in (NOW, NOW + timedelta(days=8)):
        key = trust.take_key(purpose=KeyPurpose.CODES, at=at)
        head = _b64(json.dumps({"alg": "ES256", "kid": key.view.id}).encode())
        signed = f"{head}.{_b64(b'what is said')}"
        token = f"{signed}.{_b64(key.sign(signed.encode()))}"
        assert jws.deserialize_compact(token, published).payload == b"what is said"
    assert published.get_by_kid(before.key_id)


def test_the_keys_may_be_kept_for_an_hour_and_depend_on_nobodys_session(visitor: Client, paper: bytes) -> None:
    for address in ("/.well-known/jwks.json", "/verify/root.pem"):
        answer = visitor.get(address)
        assert answer.headers["Cache-Control"] == "public, max-age=3600"
        assert not answer.cookies
        again = visitor.get(address, headers={"if-none-match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_where_no_root_was_made_none_is_published(visitor: Client) -> None:
    assert visitor.get("/verify/root.pem").status_code == 404
    assert visitor.get("/.well-known/jwks.json").json() == {"keys": []}


def test_openssl_finds_the_published_root_above_the_published_keys(
    visitor: Client, paper: bytes, tmp_path: Path
) -> None:
    (tmp_path / "root.pem").write_bytes(visitor.get("/verify/root.pem").content)
    (key,) = visitor.get("/.well-known/jwks.json").json()["keys"]
    for name, der in zip(("leaf", "issuer"), key["x5c"], strict=False):
        (tmp_path / name).write_text(to_pem(base64.b64decode(der)))
    command = ["openssl", "verify", "-CAfile", "root.pem", "-untrusted", "issuer", "leaf"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout == "leaf: OK\n"


def _b64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
