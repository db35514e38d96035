"""A refusal reaches people as a page in their language and programs as RFC 9457."""

import json

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

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
@pytest.mark.parametrize("host", ["dichvucong.localhost", "canbo.localhost", "tep.localhost"])
def test_an_unknown_address_of_any_site_is_a_page_in_vietnamese(host):
    response = Client(headers={"host": host}).get("/khong/co")
    assert response.status_code in {302, 404}
    if response.status_code == 404:
        assert "Không tìm thấy trang" in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_told_that_it_has_expired():
    client = Client(enforce_csrf_checks=True, headers={"host": "dichvucong.localhost", "accept": "application/json"})
    response = client.post("/units", {"parent": "01"})
    assert response.status_code == 403
    assert response.json()["type"] == "urn:dancu:problem:form_expired"
