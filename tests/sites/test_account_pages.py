"""The portal's pages to register, sign in and keep one's account."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from PIL import Image
from tests.builders.accounts import PASSWORD, KeptLetters, an_account, an_officer_account, kept_letters
from tests.builders.identity import a_verified_account
from tests.builders.places import a_commune
from tests.builders.population import a_person

from dancu.accounts.domain.realms import Realm
from dancu.accounts.models import PasswordReset, Session
from dancu.accounts.queries import find_account, get_account

NUMBER = "001190123456"
PORTAL, OFFICER = settings.SITE_HOSTS["portal"], settings.SITE_HOSTS["officer"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def letters() -> Iterator[KeptLetters]:
    with kept_letters() as kept:
        yield kept


@pytest.fixture
def browser() -> Client:
    return Client(headers={"host": PORTAL})


def a_form(**changes: Any) -> dict[str, Any]:
    a_commune()
    form = {
        "full_name": "Nguyễn Thị Hoà",
        "id_number": "001 1 90 123456",
        "id_issued_on_day": "4",
        "id_issued_on_month": "5",
        "id_issued_on_year": "2022",
        "id_issued_at": "Cục Cảnh sát QLHC về TTXH",
        "born_day": "2",
        "born_month": "3",
        "born_year": "1990",
        "phone": "0912 345 678",
        "email": "hoa@example.com",
        "address_province": "01",
        "address_commune": "00070",
        "address_line": "12 Hàng Bài",
        "password": PASSWORD,
        "password_again": PASSWORD,
    }
    return form | changes


def signed_in(browser: Client, number: str = NUMBER, **more: str) -> HttpResponse:
    response = browser.post("/sign-in", {"username": number, "password": PASSWORD, **more})
    assert response.status_code == 302, response.content.decode()
    return response


def text(response: HttpResponse) -> str:
    return response.content.decode()


def test_a_person_registers_signs_in_and_sees_his_account(browser: Client, letters: KeptLetters) -> None:
    asks_code = browser.post("/register", a_form())
    assert re.fullmatch(r"/register/[0-9a-f-]{36}", asks_code.url)
    assert "hoa@example.com" in text(browser.get(asks_code.url))
    done = browser.post(asks_code.url, {"code": letters.last("registration_code")["code"]})
    assert done.url == "/sign-in"
    signed_in(browser)
    page = text(browser.get("/account"))
    assert "Nguyễn Thị Hoà" in page
    assert "001 1 90 123456" in page
    assert "Phường Hoàn Kiếm" in page
    assert "Chưa xác minh danh tính" in page


def test_the_link_waits_for_a_button_because_scanners_open_links(browser: Client, letters: KeptLetters) -> None:
    browser.post("/register", a_form())
    link = letters.last("registration_code")["link"].partition(PORTAL)[2].lstrip(":0123456789")
    assert browser.get(link).status_code == 200
    assert find_account(realm=Realm.PORTAL, username=NUMBER) is None
    assert browser.post(link).url == "/sign-in"
    assert find_account(realm=Realm.PORTAL, username=NUMBER)


def test_a_taken_number_gets_the_same_pages_as_a_free_one(letters: KeptLetters) -> None:
    def course() -> list[object]:
        browser = Client(headers={"host": PORTAL})
        asks_code = browser.post("/register", a_form())
        shown = re.sub(r"[0-9a-f-]{36}|\d\d:\d\d|value=\"\w+\"", "", text(browser.get(asks_code.url)))
        done = browser.post(asks_code.url, {"code": letters.last("registration_code")["code"]})
        said = re.sub(r"value=\"\w+\"", "", text(browser.get(done.url)))
        return [asks_code.status_code, shown, done.status_code, done.url, said]

    assert course() == course()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"full_name": ""}, "Nhập họ"),
        ({"id_number": "12345"}, "12 chữ số"),
        ({"id_issued_on_day": "31", "id_issued_on_month": "2"}, "31/2/2022"),
        ({"born_year": "2090"}, "chưa tới"),
        ({"password_again": "khác"}, "Hai mật khẩu không giống nhau"),
        ({"password": "Matkhau@123", "password_again": "Matkhau@123"}, "dễ đoán"),
        ({"password": "ngan", "password_again": "ngan"}, "ít nhất 8 ký tự"),
        ({"is_organisation": "on"}, "Nhập mã số thuế"),
        ({"email": "hoa@"}, "địa chỉ email"),
    ],
)
def test_what_is_wrong_is_told_at_the_field(
    browser: Client, letters: KeptLetters, changes: dict[str, str], said: str
) -> None:
    response = browser.post("/register", a_form(**changes))
    assert response.status_code == 200
    assert said in text(response)
    assert letters.pile == []


def test_an_organisation_signs_in_with_its_tax_code(browser: Client, letters: KeptLetters) -> None:
    form = a_form(is_organisation="on", organisation_name="Công ty Sao Mai", tax_code="0101234567-001")
    address = browser.post("/register", form).url
    browser.post(address, {"code": letters.last("registration_code")["code"]})
    signed_in(browser, "0101234567-001")
    assert "Công ty Sao Mai" in text(browser.get("/account"))


def test_a_picture_is_kept_and_shown_to_its_owner_only(browser: Client, letters: KeptLetters) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (600, 800), "navy").save(picture, "PNG")
    picture.seek(0)
    picture.name = "toi.png"
    address = browser.post("/register", a_form(photo=picture)).url
    browser.post(address, {"code": letters.last("registration_code")["code"]})
    assert browser.get("/account/photo").status_code == 302
    signed_in(browser)
    shown = browser.get("/account/photo")
    assert (shown["Content-Type"], shown.content[:2]) == ("image/jpeg", b"\xff\xd8")


def test_a_file_that_is_no_picture_is_refused_at_its_field(browser: Client, letters: KeptLetters) -> None:
    file = io.BytesIO(b"%PDF-1.7 not a picture")
    file.name = "toi.jpg"
    response = browser.post("/register", a_form(photo=file))
    assert "JPEG hoặc PNG" in text(response)
    assert letters.pile == []


def test_another_code_can_be_asked_for_only_after_a_minute(browser: Client, letters: KeptLetters) -> None:
    address = browser.post("/register", a_form()).url
    page = browser.post(f"{address}/resend", follow=True)
    assert "Chưa thể gửi mã mới" in text(page)
    assert letters.kinds == ["registration_code"]


def test_a_stranger_is_sent_to_sign_in_and_back(browser: Client) -> None:
    an_account(username=NUMBER)
    away = browser.get("/account/sessions")
    assert away.url == "/sign-in?next=%2Faccount%2Fsessions"
    assert 'value="/account/sessions"' in text(browser.get(away.url))
    assert signed_in(browser, next="/account/sessions").url == "/account/sessions"


@pytest.mark.parametrize(
    "evil", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "x"]
)
def test_signing_in_never_leads_to_another_site(browser: Client, evil: str) -> None:
    an_account(username=NUMBER)
    assert signed_in(browser, next=evil).url == "/"


def test_a_wrong_password_and_an_unknown_number_look_the_same(browser: Client) -> None:
    an_account(username=NUMBER)
    pages = {
        re.sub(r'value="[^"]*"', "", text(browser.post("/sign-in", {"username": name, "password": "x"})))
        for name in (NUMBER, "001190999999")
    }
    assert len(pages) == 1


def test_too_many_failures_answer_429_and_say_when_to_try_again(browser: Client) -> None:
    answers = [browser.post("/sign-in", {"username": NUMBER, "password": "x"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert "Retry-After" not in answers[4].headers
    assert int(answers[5].headers["Retry-After"]) > 0


def test_cookies_are_out_of_reach_of_scripts_and_change_at_each_sign_in(browser: Client) -> None:
    an_account(username=NUMBER)
    first = signed_in(browser).cookies["session"]
    assert first["httponly"]
    assert first["samesite"] == "Lax"
    browser.post("/sign-out")
    assert signed_in(browser).cookies["session"].value != first.value


def test_a_session_that_somebody_else_planted_is_not_taken_over(browser: Client) -> None:
    an_account(username=NUMBER)
    browser.cookies["session"] = "planted"
    assert signed_in(browser).cookies["session"].value != "planted"


def test_signing_in_and_out_needs_the_token_of_a_form() -> None:
    careful = Client(headers={"host": PORTAL}, enforce_csrf_checks=True)
    assert careful.post("/sign-in", {"username": NUMBER, "password": "x"}).status_code == 403
    assert careful.post("/sign-out").status_code == 403


def test_signing_out_ends_the_session_on_the_server(browser: Client) -> None:
    an_account(username=NUMBER)
    token = signed_in(browser).cookies["session"].value
    browser.post("/sign-out")
    browser.cookies["session"] = token
    assert browser.get("/account").status_code == 302


def test_pages_of_a_signed_in_person_are_not_kept_by_the_browser(browser: Client) -> None:
    an_account(username=NUMBER)
    signed_in(browser)
    assert browser.get("/account")["Cache-Control"] == "private, no-store"


def test_a_portal_session_is_nothing_on_the_officer_site(browser: Client) -> None:
    an_account(username=NUMBER)
    token = signed_in(browser).cookies["session"].value
    elsewhere = Client(headers={"host": OFFICER})
    elsewhere.cookies["session"] = token
    assert elsewhere.get("/").url == "/sign-in?next=%2F"


def test_an_officer_s_account_does_not_open_the_portal(browser: Client) -> None:
    an_officer_account()
    assert browser.post("/sign-in", {"username": "hk.tiepnhan", "password": PASSWORD}).status_code == 200


def test_a_forgotten_password_is_set_anew_by_letter(browser: Client, letters: KeptLetters) -> None:
    an_account(username=NUMBER)
    asked = browser.post("/password/forgotten", {"username": NUMBER})
    assert asked.url == "/password/letter"
    from dancu.accounts.commands import send_reset
    from dancu.platform.clock import now

    send_reset(reset_id=PasswordReset.objects.get().pk, at=now())
    address = f"/password/reset/{letters.link_secret('password_reset')}"
    assert browser.get(address).status_code == 200
    new = {"password": "Núi-Tản-2027", "password_again": "Núi-Tản-2027"}
    assert browser.post(address, new).url == "/sign-in"
    assert browser.get(address).status_code == 404
    assert browser.post("/sign-in", {"username": NUMBER, "password": "Núi-Tản-2027"}).status_code == 302


def test_asking_for_a_new_password_answers_the_same_for_unknown_numbers(browser: Client) -> None:
    assert browser.post("/password/forgotten", {"username": "001190999999"}).url == "/password/letter"


def test_the_password_is_changed_and_other_browsers_are_signed_out(browser: Client, letters: KeptLetters) -> None:
    an_account(username=NUMBER)
    other = Client(headers={"host": PORTAL})
    signed_in(other)
    signed_in(browser)
    form = {"old_password": PASSWORD, "password": "Núi-Tản-2027", "password_again": "Núi-Tản-2027"}
    assert browser.post("/account/password", form).url == "/account"
    assert browser.get("/account").status_code == 200
    assert other.get("/account").status_code == 302


def test_another_browser_is_signed_out_from_the_list(browser: Client) -> None:
    an_account(username=NUMBER)
    other = Client(headers={"host": PORTAL, "user-agent": "Mozilla/5.0 (Android 14) Firefox/130.0"})
    signed_in(other)
    signed_in(browser)
    assert "Firefox · Android" in text(browser.get("/account/sessions"))
    first = Session.objects.earliest("pk")
    assert browser.post(f"/account/sessions/{first.pk}/end").url == "/account/sessions"
    assert other.get("/account").status_code == 302


def test_the_owner_mends_name_and_birth_date_until_they_are_verified(browser: Client) -> None:
    account = an_account(username=NUMBER, born=None)
    a_commune()
    signed_in(browser)
    form = {key: value for key, value in a_form(full_name="Nguyễn Thị Hoà Bình").items() if not key.startswith("id")}
    assert browser.post("/account/edit", form).url == "/account"
    assert get_account(account).full_name == "Nguyễn Thị Hoà Bình"


def test_a_verified_owner_sees_so_and_cannot_change_his_name(browser: Client) -> None:
    person = a_person("Nguyễn Thị Hòa")
    account = a_verified_account(person)
    signed_in(browser, str(person.pin))
    assert "Đã xác minh danh tính" in text(browser.get("/account"))
    assert 'name="full_name"' not in text(browser.get("/account/edit"))
    browser.post("/account/edit", a_form(full_name="Người Khác"))
    assert get_account(account).full_name == "Nguyễn Thị Hòa"
