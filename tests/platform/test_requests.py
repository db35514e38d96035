"""What every request gets: a site, a number, headers; and what is written down about it."""

import json
import logging
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from dancu.platform import bodies
from dancu.platform.hosts import Site, address, origin
from dancu.platform.logs import JsonFormatter, PlainFormatter, WithoutAddress
from dancu.platform.requests import RequestMiddleware


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["dichvucong.localhost", "canbo.localhost", "tep.localhost", "chiase.localhost"])
def test_every_site_tells_its_health_without_a_cookie(host):
    response = Client(headers={"host": host}).get("/healthz")
    assert (response.status_code, response.content, dict(response.cookies)) == (200, b"ok\n", {})


def test_a_host_that_is_no_site_is_refused(client):
    assert client.get("/healthz", headers={"host": "khac.localhost"}).status_code == 400


@pytest.mark.django_db
def test_pages_load_nothing_from_elsewhere_and_are_framed_by_nobody():
    response = Client(headers={"host": "dichvucong.localhost"}).get("/khong/co")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_an_address_names_scheme_host_and_port(settings):
    settings.SITE_SCHEME, settings.SITE_PORT = "http", ":8000"
    assert origin(Site.OFFICER) == "http://canbo.localhost:8000"
    assert address(Site.PORTAL, "units") == "http://dichvucong.localhost:8000/units"


def numbered(offered: str) -> str:
    request = RequestFactory().get("/", headers={"X-Request-Id": offered})
    return str(RequestMiddleware(lambda _: HttpResponse())(request).headers["X-Request-Id"])


def test_a_proxys_request_number_is_kept_and_a_strange_one_replaced():
    assert numbered("0123456789abcdef") == "0123456789abcdef"
    assert numbered("x\ny") != "x\ny"


def line(record: logging.LogRecord) -> dict[str, object]:
    return dict(json.loads(JsonFormatter().format(record)))


def test_a_log_line_names_the_kind_of_an_exception_and_its_course_but_not_its_message():
    try:
        raise IntegrityError("Key (pin)=(001099000001) already exists.")
    except IntegrityError as error:
        record = logging.LogRecord(
            "dancu", logging.ERROR, __file__, 1, "failed", (), (type(error), error, error.__traceback__)
        )
    written = json.dumps(line(record))
    assert "IntegrityError" in written
    assert "test_requests.py" in written
    assert "001099000001" not in written


def test_on_a_terminal_a_line_is_plain_and_tells_the_same():
    record = logging.LogRecord("dancu.request", logging.INFO, __file__, 1, "request", (), None)
    record.facts = {"view": "procedures", "ms": 1.5}
    assert re.fullmatch(r"\d\d:\d\d:\d\d info    request view=procedures ms=1\.5", PlainFormatter().format(record))


def test_djangos_lines_about_requests_lose_the_path():
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "%s: %s", ("Not Found", "/t/signed"), None)
    record.request = RequestFactory().get("/t/signed")
    assert WithoutAddress().filter(record)
    assert line(record)["message"] == "Not Found: …"


def test_a_request_leaves_one_line_without_its_query(caplog):
    with caplog.at_level(logging.INFO, "dancu.request"):
        RequestMiddleware(lambda _: HttpResponse())(RequestFactory().get("/search?q=001099000001"))
    assert len(caplog.records) == 1
    assert "001099000001" not in JsonFormatter().format(caplog.records[0])


def form_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.body)))


@bodies.accepts_up_to(2 * bodies.MIB)
def file_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.body)))


def send(view: Callable[[HttpRequest], HttpResponse], size: int, *, declared: int | None = None) -> HttpResponse:
    """Send a body through the middleware as the server hands it over."""
    request = RequestFactory().generic("POST", "/", b"", "application/octet-stream")
    request.META["CONTENT_LENGTH"] = str(size if declared is None else declared)
    request._stream = BytesIO(b"x" * size)

    def answer(request: HttpRequest) -> HttpResponse:
        middleware.process_view(request, view, (), {})
        return view(request)

    middleware = bodies.BodyCapMiddleware(answer)
    return middleware(request)


def test_a_form_may_send_its_cap():
    assert send(form_view, bodies.FORM).content == str(bodies.FORM).encode()


def test_a_declared_length_over_the_cap_is_refused_before_a_byte_is_read():
    with pytest.raises(bodies.RequestDataTooBig):
        send(form_view, 0, declared=bodies.FORM + 1)


def test_a_body_that_lies_about_its_length_is_cut_off():
    with pytest.raises(bodies.RequestDataTooBig):
        send(form_view, bodies.FORM + 1, declared=10)


def test_a_view_that_takes_files_may_be_sent_more(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = None
    assert send(file_view, 2 * bodies.MIB).content == str(2 * bodies.MIB).encode()
    with pytest.raises(bodies.RequestDataTooBig):
        send(file_view, 2 * bodies.MIB + 1)


@pytest.mark.django_db
def test_a_form_over_the_cap_is_answered_with_a_page_that_says_so():
    client = Client(headers={"host": "dichvucong.localhost"})
    response = client.post("/sign-in", b"x" * (bodies.FORM + 1), content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert "Dữ liệu gửi lên quá lớn" in response.content.decode()
