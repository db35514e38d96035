"""The officer site's pages to sign in with a second factor, and to verify accounts at the counter."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from tests.builders.accounts import PASSWORD, an_officer_account
from tests.builders.identity import account_for
from tests.builders.offices import an_officer
from tests.builders.population import a_person

from dancu.accounts import codes
from dancu.accounts.commands import begin_enrolment
from dancu.accounts.models import Session
from dancu.accounts.queries import get_account
from dancu.identity.queries import verified_person
from dancu.offices.domain.rights import ALL, VERIFY_ACCOUNTS
from dancu.offices.queries import OfficerView
from dancu.platform.clock import now

OFFICER, PORTAL = settings.SITE_HOSTS["officer"], settings.SITE_HOSTS["portal"]
OFFICER_PASSWORD = "Mat-khau-1@"
pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    return Client(headers={"host": OFFICER})


def text(response: HttpResponse) -> str:
    return response.content.decode()


def enrolled(desk: Client, officer: OfficerView) -> HttpResponse:
    """Sign an officer in for the first time, through password and app; return the page with the recovery codes."""
    username = get_account(officer.account_id).username
    onward = desk.post("/sign-in", {"username": username, "password": OFFICER_PASSWORD})
    assert onward.url.startswith("/sign-in/app"), text(onward)
    token = desk.cookies["session"].value
    secret = begin_enrolment(session_token=token, issuer="x", at=now()).secret
    assert secret[:4] in text(desk.get(onward.url))
    return desk.post("/sign-in/app", {"code": codes.code_at(secret, now())})


def card_of(pin: str, prefix: str = "", **changes: str) -> dict[str, str]:
    form = {
        "card_number": pin,
        "card_issued_on_day": "4",
        "card_issued_on_month": "5",
        "card_issued_on_year": "2022",
        "checked": "on",
    }
    return {f"{prefix}{name}": value for name, value in (form | changes).items() if value}


def test_the_first_sign_in_sets_up_the_app_and_shows_recovery_codes_once(desk: Client) -> None:
    officer = an_officer()
    page = enrolled(desk, officer)
    recovery = re.findall(r"<code[^>]*>([a-z0-9]{5}-[a-z0-9]{5})</code>", text(page))
    assert len(recovery) == 10
    assert desk.get("/").status_code == 200
    desk.post("/sign-out")
    username = get_account(officer.account_id).username
    desk.post("/sign-in", {"username": username, "password": OFFICER_PASSWORD})
    assert desk.get("/sign-in/app").url.startswith("/sign-in/code")
    assert desk.post("/sign-in/code", {"code": recovery[0]}).url == "/"


def test_the_password_alone_opens_no_page(desk: Client) -> None:
    officer = an_officer()
    username = get_account(officer.account_id).username
    desk.post("/sign-in", {"username": username, "password": OFFICER_PASSWORD})
    assert desk.get("/").url.startswith("/sign-in?")
    assert desk.get("/accounts").url.startswith("/sign-in?")


def test_the_code_pages_open_only_between_password_and_code(desk: Client) -> None:
    assert desk.get("/sign-in/code").url == "/sign-in"
    assert desk.get("/sign-in/app").url == "/sign-in"
    enrolled(desk, an_officer())
    assert desk.get("/sign-in/code").url == "/sign-in"


def test_a_wrong_code_is_told_at_its_field(desk: Client) -> None:
    an_officer_account()
    desk.post("/sign-in", {"username": "hk.tiepnhan", "password": PASSWORD})
    page = desk.post("/sign-in/code", {"code": "000000"})
    assert page.status_code == 200
    assert "Mã không đúng hoặc đã được dùng" in text(page)


def test_an_officer_session_is_nothing_on_the_portal(desk: Client) -> None:
    enrolled(desk, an_officer())
    portal = Client(headers={"host": PORTAL})
    portal.cookies["session"] = desk.cookies["session"].value
    assert portal.get("/account").status_code == 302


def test_half_an_hour_without_use_ends_the_session(desk: Client) -> None:
    enrolled(desk, an_officer())
    Session.objects.filter(half_open=False).update(expires_at=now())
    assert desk.get("/").url.startswith("/sign-in")
    session = Session.objects.get(half_open=False)
    assert session.expires_at - session.last_seen_at <= timedelta(minutes=30)


def test_an_account_that_is_no_officer_s_opens_no_page(desk: Client) -> None:
    from tests.builders.accounts import TOTP_SECRET

    an_officer_account()
    desk.post("/sign-in", {"username": "hk.tiepnhan", "password": PASSWORD})
    desk.post("/sign-in/code", {"code": codes.code_at(TOTP_SECRET, now())})
    assert desk.get("/").status_code == 403
    assert desk.get("/accounts").status_code == 403


def test_an_officer_finds_compares_and_verifies_an_account(desk: Client) -> None:
    person = a_person("Nguyễn Thị Hòa")
    account = account_for(person, full_name="Nguyễn Thị Hoà")
    enrolled(desk, an_officer())
    found = desk.post("/accounts", {"number": person.pin.grouped})
    assert found.url == f"/accounts/{account}"
    page = text(desk.get(found.url))
    assert "Nguyễn Thị Hoà" in page
    assert "Nguyễn Thị Hòa" in page
    assert desk.post(found.url, card_of(person.pin)).url == found.url
    assert verified_person(account) == person.id
    assert "đã được xác minh" in text(desk.get(found.url))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"checked": ""}, "Hãy kiểm tra thẻ"),
        ({"card_number": "001090999999"}, "Số trên thẻ không phải"),
        ({"card_issued_on_year": "2090"}, "không thể sau ngày hôm nay"),
    ],
)
def test_a_card_that_does_not_fit_verifies_nothing(desk: Client, changes: dict[str, str], said: str) -> None:
    person = a_person()
    account = account_for(person)
    enrolled(desk, an_officer())
    page = desk.post(f"/accounts/{account}", card_of(person.pin, **changes))
    assert said in text(page)
    assert verified_person(account) is None


def test_a_mismatch_is_shown_in_words_and_offers_no_button(desk: Client) -> None:
    person = a_person("Nguyễn Thị Hòa")
    account = account_for(person, full_name="Trần Thị Hòa")
    enrolled(desk, an_officer())
    page = text(desk.get(f"/accounts/{account}"))
    assert "không khớp" in page
    assert 'id="id_card_number"' not in page
    assert "không khớp" in text(desk.post(f"/accounts/{account}", card_of(person.pin)))
    assert verified_person(account) is None


def test_a_squatter_s_account_is_closed_for_the_holder_of_the_card(desk: Client) -> None:
    person = a_person()
    account = account_for(person, full_name="Kẻ Mạo Danh")
    enrolled(desk, an_officer())
    done = desk.post(f"/accounts/{account}/reclaim", card_of(person.pin, "reclaim-"))
    assert done.url == "/accounts"
    assert get_account(account).closed_at is not None


def test_an_unknown_number_is_told_at_its_field(desk: Client) -> None:
    enrolled(desk, an_officer())
    assert "Không tìm thấy tài khoản" in text(desk.post("/accounts", {"number": "001090999999"}))


def test_without_the_right_neither_menu_nor_page_is_there(desk: Client) -> None:
    account = account_for(a_person())
    enrolled(desk, an_officer(rights=[right for right in ALL if right != VERIFY_ACCOUNTS]))
    assert 'href="/accounts"' not in text(desk.get("/"))
    assert desk.get("/accounts").status_code == 403
    assert desk.get(f"/accounts/{account}").status_code == 403
