"""The frames around every page: what they list, what language they speak, what they say when something fails."""

import html
import re

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client, RequestFactory
from tests.builders.desks import browser_of
from tests.builders.offices import an_officer

from dancu.platform.forms import DateBoxesField
from dancu.platform.hosts import Site, origin, urlconf
from dancu.sites.ui.menu import entries

PORTAL = origin(Site.PORTAL).removeprefix("http://")
pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    return Client(headers={"host": PORTAL})


def test_the_front_page_has_search_steps_and_ways_in(browser: Client) -> None:
    page = browser.get("/").content.decode()
    assert 'name="q"' in page
    assert page.count("dc-steps__item") == 5
    assert "Đăng ký tài khoản" in page


def test_a_menu_lists_only_what_works() -> None:
    request = RequestFactory().get("/register/there")
    request.urlconf = urlconf(Site.PORTAL)  # type: ignore[attr-defined]
    found = entries(request, [("register", "Đăng ký"), ("no-such-view", "Chưa có"), ("home", "Trang chủ")])
    assert [(entry.label, entry.current) for entry in found] == [("Đăng ký", True), ("Trang chủ", False)]


def test_the_chosen_language_stays(browser: Client) -> None:
    assert "Đăng nhập" in browser.get("/sign-in").content.decode()
    answer = browser.post("/language", {"language": "en", "next": "/sign-in"})
    assert answer["Location"] == "/sign-in"
    page = browser.get("/sign-in").content.decode()
    assert '<html lang="en"' in page
    assert "Sign in" in page


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "", "sign-in", "/\\example.org"])
def test_choosing_a_language_leads_nowhere_else(browser: Client, elsewhere: str) -> None:
    assert browser.post("/language", {"language": "en", "next": elsewhere})["Location"] == "/"


def test_a_language_we_do_not_speak_changes_nothing(browser: Client) -> None:
    assert "language" not in browser.post("/language", {"language": "xx", "next": "/"}).cookies


def test_a_page_that_is_not_there_says_so_in_the_frame_of_the_site(browser: Client) -> None:
    answer = browser.get("/nothing-here")
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()
    assert "dc-header" in answer.content.decode()


def test_an_officer_who_asks_for_what_is_not_there_keeps_his_menu() -> None:
    officer = an_officer()
    desk = browser_of(officer.account_id)
    here, nowhere = (html.unescape(desk.get(path).content.decode()) for path in ("/", "/nothing-here"))
    menus = [re.findall(r'href="(/[^"]*)"', page.split("<header")[1].split("</header>")[0]) for page in (here, nowhere)]
    assert menus[0] == menus[1]
    assert "/counter" in menus[0]
    assert officer.agency.name in nowhere


def test_pages_hold_no_script_or_style_of_their_own(browser: Client) -> None:
    for path in ("/", "/sign-in", "/register"):
        page = browser.get(path).content.decode()
        assert page.count("<script") == page.count("<script src=")
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page


class Form(forms.Form):
    name = forms.CharField(label="Họ tên")
    password = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput)


class Choosing(forms.Form):
    way = forms.ChoiceField(label="Cách nhận", choices=[("", "…"), ("portal", "Trực tuyến")])


class Free(forms.Form):
    note = forms.CharField(label="Ghi chú", required=False)
    until = DateBoxesField(label="Đến ngày", required=False)


def draw(source: str, **facts: object) -> str:
    return Template("{% load ui %}" + source).render(Context(facts))


def test_away_from_its_field_an_empty_field_and_a_wrong_day_are_named() -> None:
    assert "Họ tên: Hãy điền mục này" in draw("{% error_summary form %}", form=Form({}))
    wrong = Free({"until_day": "31", "until_month": "2", "until_year": "2026"})
    assert "Đến ngày: Ngày 31/2/2026 không có trong lịch" in draw("{% error_summary form %}", form=wrong)


def test_what_was_not_filled_in_or_chosen_is_said_in_the_same_words_at_the_field_and_away_from_it() -> None:
    for form, words in ((Form({}), "Hãy điền mục này"), (Choosing({}), "Hãy chọn")):
        page = draw("{% error_summary form %}{{ form }}", form=form)
        assert page.count(words) == 2 * len(form.fields)
        assert "Trường này" not in page


def test_a_password_can_be_shown_where_scripts_run() -> None:
    page = draw("{{ form }}", form=Form())
    assert 'data-module="govuk-password-input"' in page
    assert "govuk-js-password-input-input" in page
    assert 'aria-controls="id_password"' in page


def test_the_star_is_explained_only_where_there_is_one() -> None:
    assert "dc-star" in draw("{{ form }}", form=Form())
    assert "dc-star" not in draw("{{ form }}", form=Free())


def test_an_error_is_announced_in_the_title_too(browser: Client) -> None:
    page = browser.post("/sign-in", {"username": "", "password": ""}).content.decode()
    assert "<title>Lỗi:" in page
