"""What no browser sends is answered as such, before anything of ours reads it."""

import pytest
from django.conf import settings
from django.test import Client

PORTAL = {"host": settings.SITE_HOSTS["portal"]}
pytestmark = pytest.mark.django_db


def sent(body: bytes, content_type: str = "application/x-www-form-urlencoded", **extra: str) -> int:
    """Return the status that a body of a form gets."""
    return Client(headers=PORTAL).generic("POST", "/sign-in", body, content_type=content_type, **extra).status_code


def part(head: str, content: str = "x") -> bytes:
    return f"--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n--b--\r\n".encode()


@pytest.mark.parametrize("length", ["abc", "-1", "1.5", "1e3", "９", "9" * 5000, " "])
def test_a_length_that_is_no_number_is_refused(length: str) -> None:
    assert sent(b"username=a", CONTENT_LENGTH=length) == 400


@pytest.mark.parametrize("charset", ["zlib", "utf-16", "utf-7", "no-such", "idna", "rot13"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
def test_text_is_taken_in_utf_8_only(kind: str, charset: str) -> None:
    assert sent(part('name="username"'), f"{kind}; charset={charset}") == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
def test_utf_8_may_be_named(charset: str) -> None:
    assert sent(b"username=a&password=b", f"application/x-www-form-urlencoded; charset={charset}") == 200


@pytest.mark.parametrize(
    "body",
    [
        part("name=\"f\"; filename*=zlib''%78%9c"),
        part("name=\"f\"; filename*=no-such''%41"),
        part('name="f"; filename="a.pdf"\r\nContent-Transfer-Encoding: base64', "!!!!"),
        b"--b\r\nno header at all",
        b"--another\r\n\r\nx\r\n--another--",
        b"",
        b"\0" * 100,
        b"--b\r\n" * 1000,
        part('name="' + "x" * 100_000 + '"'),
        b"".join(part(f'name="f{number}"; filename="f"') for number in range(101)),
    ],
)
def test_a_broken_form_is_never_a_failure_of_ours(body: bytes) -> None:
    assert sent(body, "multipart/form-data; boundary=b") in {200, 400}


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=é", "application/json",
             "text/plain", "", "x" * 1000, "multipart/form-data; boundary=" + "b" * 500],
)  # fmt: skip
def test_a_body_of_another_type_is_never_a_failure_of_ours(kind: str) -> None:
    assert sent(b'{"username":' * 5000, kind) in {200, 400}


def test_more_fields_than_any_form_has_are_refused() -> None:
    assert sent(b"&".join(b"f%d=1" % number for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))) == 400


def test_a_zero_byte_is_left_out_and_the_rest_stays() -> None:
    page = Client(headers=PORTAL).post("/sign-in", {"username": "0010\0900", "password": "x"}).content.decode()
    assert 'value="0010900"' in page


def test_an_address_with_a_zero_byte_is_not_found() -> None:
    assert Client(headers=PORTAL).get("/procedures/%00").status_code == 404


def test_bytes_that_are_no_utf_8_are_shown_as_such_and_nothing_fails() -> None:
    assert sent(b"username=%FF%FE%C0&password=%ED%A0%80") == 200
