"""A refusal reaches people as a page in their language and programs as RFC 9457."""

import json
from collections.abc import Iterator

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django import DjangoDbBlocker

from dancu.accounts.commands import MustWait
from dancu.kernel.errors import Conflict, Denied, Invalid, Missing
from dancu.platform import problems


class TooManyPeople(Conflict):
    """Only {most} people fit."""

    code = "room.too_many_people"


class Slowly(Denied):
    """Wait a minute."""

    code = "room.slowly"
    status = 429


def refused(error: Exception, **headers: str) -> HttpResponse:
    request = RequestFactory().get("/", headers=headers)
    response = problems.ProblemMiddleware(lambda _: HttpResponse()).process_exception(request, error)
    assert response is not None
    return response


@pytest.mark.parametrize(
    ("kind", "status"), [(Missing, 404), (Denied, 403), (Invalid, 400), (Conflict, 409), (Slowly, 429)]
)
def test_each_kind_has_its_status(kind, status):
    assert refused(kind(), accept="application/json").status_code == status


def test_a_program_gets_a_problem_object_with_our_code_and_the_filled_in_sentence():
    response = refused(TooManyPeople(most=4), accept="application/json")
    body = json.loads(response.content)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert body["type"] == "urn:dancu:problem:room.too_many_people"
    assert (body["status"], body["detail"]) == (409, "Only 4 people fit.")


def test_field_errors_are_named_in_it():
    body = json.loads(refused(Invalid(fields={"born": ["No such day."]}), accept="application/problem+json").content)
    assert body["errors"] == {"born": ["No such day."]}


def test_a_browser_gets_a_page():
    response = refused(Missing(), accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert response.headers["Content-Type"].startswith("text/html")


def test_the_sentence_is_in_the_readers_language():
    with translation.override("vi"):
        assert problems.of(Missing()).message == "Không tìm thấy nội dung bạn cần."
    with translation.override("en"):
        assert problems.of(Missing()).message == "What you are looking for is not here."


def test_a_body_over_the_cap_is_told_so():
    assert refused(RequestDataTooBig(), accept="application/json").status_code == 413


def test_other_exceptions_are_left_to_the_handler_of_the_unexpected():
    assert problems.ProblemMiddleware(lambda _: HttpResponse()).process_exception(HttpRequest(), KeyError()) is None


def test_when_the_page_itself_fails_a_bare_one_still_says_what_happened(monkeypatch, settings):
    settings.TEMPLATES = [
        settings.TEMPLATES[0] | {"APP_DIRS": False, "DIRS": [problems.__file__.replace("problems.py", "templates")]}
    ]
    response = refused(TooManyPeople(most=4), accept="text/html")
    assert response.status_code == 409
    assert "Only 4 people fit." in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["dichvucong.localhost", "canbo.localhost", "tep.localhost", "chiase.localhost"])
def test_an_unknown_address_of_any_site_is_a_page_in_vietnamese(host):
    answer = Client(headers={"host": host}).get("/khong/co")
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()
    assert "govuk-template" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_told_that_it_has_expired():
    client = Client(enforce_csrf_checks=True, headers={"host": "dichvucong.localhost", "accept": "application/json"})
    response = client.post("/units", {"parent": "01"})
    assert response.status_code == 403
    assert response.json()["type"] == "urn:dancu:problem:form_expired"


@pytest.fixture
def no_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let the server be away: every connection is really tried, and refused."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        connection.close()
        patch.setitem(connection.settings_dict, "HOST", "/nowhere")
        yield
        connection.close()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("host", ["dichvucong.localhost", "canbo.localhost"])
def test_without_a_database_a_page_in_the_frame_of_the_site_says_when_to_come_again(no_database, host, language):
    browser = Client(headers={"host": host}, raise_request_exception=False)
    browser.cookies["session"], browser.cookies["language"] = "somebody", language
    answer = browser.get("/account/sessions?page=2")
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert {"vi": "Dịch vụ tạm thời gián đoạn", "en": "out of reach for a moment"}[language] in page
    assert 'class="dc-header"' in page
    assert 'href="/account/sessions?page=2"' in page


def test_without_a_database_a_program_is_told_too(no_database):
    browser = Client(headers={"host": "dichvucong.localhost"}, raise_request_exception=False)
    browser.cookies["session"] = "somebody"
    answer = browser.get("/", headers={"accept": "application/json"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert answer.json()["type"] == "urn:dancu:problem:service_unavailable"


def test_without_a_database_what_was_typed_can_be_sent_again(no_database):
    browser = Client(headers={"host": "dichvucong.localhost"}, raise_request_exception=False)
    browser.cookies["session"] = "somebody"
    answer = browser.post("/account/edit", {"phone": "0912 345 678"}, headers={"origin": "http://dichvucong.localhost"})
    assert answer.status_code == 503
    assert '<input type="hidden" name="phone" value="0912 345 678">' in answer.content.decode()


def test_who_must_wait_is_told_how_long():
    answer = refused(MustWait(seconds=90), accept="application/json")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "90")


def test_an_address_that_takes_no_such_request_says_so_on_a_page():
    answer = Client(headers={"host": "dichvucong.localhost"}).get("/language")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Địa chỉ này không phải là một trang" in answer.content.decode()


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://dichvucong.localhost/procedures?q=x#top", 'href="/procedures?q=x"'),
        ("http://evil.example/procedures", 'href="/"'),
        ("", 'href="/"'),
    ],
)
def test_the_page_leads_back_to_where_it_came_from_on_this_site(db, came_from, leads_to):
    answer = Client(headers={"host": "dichvucong.localhost", "referer": came_from}).get("/nothing-here")
    assert leads_to in answer.content.decode()
    assert "evil" not in answer.content.decode()
