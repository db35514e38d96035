"""Whatever stands in the headers of an upload: an answer of ours in words, a safe name, and never a failure."""

from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from hypothesis import HealthCheck, example, given
from hypothesis import settings as how
from hypothesis import strategies as st
from tests.builders.citizens import Citizen, errors
from tests.builders.documents import a_docx, a_pdf, a_picture
from tests.builders.leaks import nothing_leaks

from dancu.casework.models import Attachment
from dancu.documents.domain.kinds import MAX_SIZE

pytestmark = pytest.mark.django_db

BOUNDARY = "----BienGioi"
NAMES = [
    b"", b"a.pdf", b"..", b"../../etc/passwd", b"C:\\Users\\An\\so-do.pdf", b"\\\\evil\\share\\x.pdf", b"a\0.pdf", b"\0", b".pdf",
    b"a.pdf\0.exe", b"x" * 300 + b".pdf", b"con.pdf", b"<script>alert(1)</script>.pdf", b"%s%n{{7*7}}.pdf", b'a\\".pdf',
    "Sổ hồng – bản sao.PDF".encode(), "so\u0302\u0309.pdf".encode(), "\u202efdp.exe".encode(), "a\u2028b.pdf".encode(),
    "\ufeff\u200b".encode(), "😀".encode() * 80, b"\xff\xfe\xfa.pdf", "giấy.pdf".encode("utf-16-le"), b"\xed\xa0\x80.pdf",
    b"a;b=c.pdf", b"a%00b%2e%2e%2fc.pdf", b"=?utf-8?B?YS5wZGY=?=", b"nul\x7f\x1b[31m.pdf", b"&#0;.pdf", b"'.pdf",
]  # fmt: skip
ENCODED = [
    b"UTF-8''%E1%BB%95.pdf", b"utf-8'vi'S%E1%BB%95%20%C4%91%E1%BB%8F.pdf", b"UTF-8''%00.pdf", b"UTF-8''%2e%2e%2f%2e%2e%2fx",
    b"UTF-8''%ff%fe", b"nope''a.pdf", b"UTF-8'a.pdf", b"a.pdf", b"''", b"'''", b"", b"utf-16''%00a", b"UTF-8''" + b"%41" * 500,
    b"idna''xn--", b"base64''YQ==", b"hex''41", b"rot13''n", b"punycode''%80", b"unicode_escape''%5cud800",
    b"UTF-8''%", b"UTF-8''%zz",
]  # fmt: skip
TYPES = [
    b"application/pdf", b"", b"image/svg+xml", b"text/html; charset=utf-16", b"multipart/mixed; boundary=x", b"x" * 500, b"/",
    b";;;", b"image/png; charset=\xff", b"application/x-www-form-urlencoded", b"text/plain; charset=nope",
    b"text/plain; charset*=a'b'c",
]  # fmt: skip
ENCODINGS = [b"", b"base64", b"quoted-printable", b"gzip", b"8bit", b"\xff"]
FIELDS = [
    b"files-dwelling",
    b"files-",
    b"files-nothing",
    b"files-dwelling\0",
    b"",
    b"_attach",
    b"x" * 500,
    "files-ở".encode(),
]
WHOLE = [a_pdf(), a_picture("PNG"), a_docx()]
CONTENTS = [b"", b"%PDF-", b"MZ", b"\r\n", b"--" + BOUNDARY.encode(), b"<svg/>", *WHOLE]
LENGTHS = st.none() | st.sampled_from(["", "0", "1", "-1", "x", "1e3", "٣", "9" * 18, "9" * 40, "100, 100"])


@dataclass(frozen=True)
class Part:
    """One part of a form as it travels."""

    field: bytes
    name: bytes | None
    encoded: bytes | None
    kind: bytes
    encoding: bytes
    content: bytes

    def bytes(self) -> bytes:
        said = b'Content-Disposition: form-data; name="%b"' % self.field
        said += b"" if self.name is None else b'; filename="%b"' % self.name
        said += b"" if self.encoded is None else b"; filename*=%b" % self.encoded
        said += b"\r\nContent-Type: %b" % self.kind
        said += b"\r\nContent-Transfer-Encoding: %b" % self.encoding if self.encoding else b""
        return b"--%b\r\n%b\r\n\r\n%b\r\n" % (BOUNDARY.encode(), said, self.content)


def bytes_without_breaks(most: int) -> st.SearchStrategy[bytes]:
    return st.binary(max_size=most).map(lambda said: said.replace(b"\r", b"").replace(b"\n", b""))


TEXT = st.text(max_size=40).map(lambda said: said.encode(errors="ignore"))
PARTS = st.builds(
    Part,
    field=st.sampled_from([b"files-dwelling"] * 4 + FIELDS),
    name=st.none() | st.sampled_from(NAMES) | bytes_without_breaks(60) | TEXT,
    encoded=st.none() | st.sampled_from(ENCODED) | bytes_without_breaks(40),
    kind=st.sampled_from(TYPES) | bytes_without_breaks(30),
    encoding=st.sampled_from([b""] * 4 + ENCODINGS),
    content=st.sampled_from(CONTENTS) | st.binary(max_size=100),
)  # fmt: skip
OFTEN = how(max_examples=60, suppress_health_check=list(HealthCheck))
ANSWERS = {302, 400, 413}


@pytest.fixture
def citizen() -> Citizen:
    citizen = Citizen()
    citizen.fill_in()
    return citizen


def send(citizen: Citizen, body: bytes, *, boundary: str = BOUNDARY, length: str | None = None) -> HttpResponse:
    more = {} if length is None else {"CONTENT_LENGTH": length}
    kind = f"multipart/form-data; boundary={boundary}"
    with nothing_leaks("so-do", "Sổ hồng"):
        answer: HttpResponse = citizen.browser.generic(  # type: ignore[assignment]
            "POST", f"{citizen.draft}/documents", body, content_type=kind, **more
        )
    return answer


def judge(answer: HttpResponse) -> None:
    """Whatever was sent: an answer of ours, a refusal in words, and of what was taken a name that can do no harm."""
    assert answer.status_code in ANSWERS, answer.content.decode()
    if answer.status_code != 302:
        assert errors(answer) or "govuk-heading" in answer.content.decode()
    for name in Attachment.objects.values_list("name", flat=True):
        assert name.endswith((".pdf", ".png", ".docx"))
        assert len(name) <= 125
        assert not set(name) & set('/\\\0\r\n"<>')
        assert name.isprintable()
    Attachment.objects.all().delete()


@OFTEN
@given(
    parts=st.lists(PARTS, min_size=1, max_size=3), end=st.sampled_from([b"--%b--\r\n" % BOUNDARY.encode(), b"", b"--"])
)
def test_any_headers_get_an_answer(citizen: Citizen, parts: list[Part], end: bytes) -> None:
    judge(send(citizen, b"".join(part.bytes() for part in parts) + end))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_with_any_name_is_taken_under_a_safe_one_or_said_to_be_missing(citizen: Citizen, name: bytes) -> None:
    judge(
        send(
            citizen,
            Part(b"files-dwelling", name, None, b"application/pdf", b"", a_pdf()).bytes()
            + b"--%b--" % BOUNDARY.encode(),
        )
    )


@OFTEN
@given(body=st.binary(max_size=300), boundary=st.sampled_from(["x", "", '"', "a b", "é", "x" * 300]), length=LENGTHS)
@example(body=b"--x\r\n", boundary="x", length=None)
def test_any_body_under_any_boundary_and_length_gets_an_answer(
    citizen: Citizen, body: bytes, boundary: str, length: str | None
) -> None:
    judge(send(citizen, body, boundary=boundary, length=length))


@OFTEN
@given(at=st.integers(min_value=0, max_value=2000), part=PARTS)
def test_an_upload_that_ends_anywhere_gets_an_answer(citizen: Citizen, at: int, part: Part) -> None:
    whole = part.bytes() + b"--%b--\r\n" % BOUNDARY.encode()
    judge(send(citizen, whole[: at % (len(whole) + 1)]))


def test_a_type_that_lies_counts_for_nothing(citizen: Citizen) -> None:
    lying = Part(b"files-dwelling", "Sổ hồng.svg".encode(), None, b"image/svg+xml", b"", a_picture("PNG"))
    assert send(citizen, lying.bytes() + b"--%b--" % BOUNDARY.encode()).status_code == 302
    assert Attachment.objects.get().name == "Sổ hồng.png"


def test_a_name_in_the_long_form_is_read(citizen: Citizen) -> None:
    part = Part(b"files-dwelling", None, b"UTF-8''S%E1%BB%95%20h%E1%BB%93ng.pdf", b"application/pdf", b"", a_pdf())
    assert send(citizen, part.bytes() + b"--%b--" % BOUNDARY.encode()).status_code == 302
    assert Attachment.objects.get().name == "Sổ hồng.pdf"


@pytest.mark.parametrize("size", [0, 1, MAX_SIZE - 1, MAX_SIZE, MAX_SIZE + 1])
def test_each_size_is_taken_up_to_the_limit_and_refused_beyond_it(citizen: Citizen, size: int) -> None:
    content = a_pdf(size) if size > 1 else b"x" * size
    part = Part(b"files-dwelling", b"so-do.pdf", None, b"application/pdf", b"", content)
    answer = send(citizen, part.bytes() + b"--%b--" % BOUNDARY.encode())
    assert answer.status_code == (302 if 1 < size <= MAX_SIZE else 400)
    assert bool(errors(answer)) is (answer.status_code == 400)
