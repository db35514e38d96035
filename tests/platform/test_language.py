"""Pages speak Vietnamese unless the reader chose otherwise."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import get_language

from dancu.platform.language import LanguageMiddleware


def spoken(cookie: str = "", **headers: str) -> str:
    request = RequestFactory().get("/", headers=headers)
    if cookie:
        request.COOKIES["language"] = cookie
    response = LanguageMiddleware(lambda _: HttpResponse(get_language()))(request)
    assert response.headers["Content-Language"] == response.content.decode()
    return str(response.content.decode())


@pytest.mark.parametrize(
    ("cookie", "language"), [("", "vi"), ("vi", "vi"), ("en", "en"), ("fr", "vi"), ("../en", "vi")]
)
def test_the_readers_choice_is_kept_if_we_speak_it(cookie, language):
    assert spoken(cookie) == language


def test_what_the_browser_asks_for_does_not_choose():
    assert spoken(**{"Accept-Language": "en"}) == "vi"
