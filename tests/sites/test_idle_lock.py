"""An officer who leaves his screen finds it locked: his password opens it again at the same page, with what he typed."""

import html
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from tests.builders.desks import browser_of
from tests.builders.offices import a_commune_agency, an_officer
from tests.builders.pages import Form

from dancu.accounts.models import Session
from dancu.audit.models import AuditRow
from dancu.offices.models import PermissionGroup
from dancu.offices.queries import OfficerView
from dancu.platform.clock import now

pytestmark = pytest.mark.django_db

PASSWORD = "Mat-khau-1@"


@pytest.fixture
def officer() -> OfficerView:
    return an_officer(a_commune_agency())


@pytest.fixture
def browser(officer: OfficerView) -> Client:
    return browser_of(officer.account_id)


def leave(after: timedelta = settings.LOCK_AFTER) -> None:
    Session.objects.update(last_seen_at=now() - after)


def test_who_works_on_is_not_locked_out(browser: Client) -> None:
    leave(settings.LOCK_AFTER - timedelta(seconds=30))
    assert browser.get("/permissions").status_code == 200
    assert now() - Session.objects.get().last_seen_at < timedelta(seconds=30)


def test_a_locked_page_leads_to_the_lock_and_back(browser: Client) -> None:
    leave()
    locked = browser.get("/permissions?code=X")
    assert locked["Location"] == "/unlock?next=%2Fpermissions%3Fcode%3DX"
    page = Form(browser.get(locked["Location"]).content.decode())
    back = browser.post("/unlock", page.filled_in(password=PASSWORD))
    assert back["Location"] == "/permissions?code=X"
    assert browser.get(back["Location"]).status_code == 200
    assert AuditRow.objects.filter(act="accounts.unlocked").count() == 1


def test_what_was_typed_is_kept_over_the_lock(browser: Client) -> None:
    leave()
    sent = {"code": "TN", "name": "Tiếp nhận"}
    origin = f"{settings.SITE_SCHEME}://{settings.SITE_HOSTS['officer']}"
    locked = browser.post("/permissions/new", sent, headers={"origin": origin})
    assert locked.status_code == 403
    assert "Phiên làm việc đã khóa" in html.unescape(locked.content.decode())
    assert not PermissionGroup.objects.filter(code="TN").exists()
    page = Form(browser.post("/unlock", Form(locked.content.decode()).filled_in()).content.decode())
    resumed = Form(browser.post("/unlock", page.filled_in(password=PASSWORD)).content.decode())
    assert resumed.values["name"] == ["Tiếp nhận"]
    assert browser.post("/permissions/new", resumed.filled_in()).status_code == 302
    assert PermissionGroup.objects.filter(code="TN").exists()


def test_a_wrong_password_opens_nothing_and_counts(browser: Client) -> None:
    leave()
    answers = [browser.post("/unlock", {"password": "falsch"}) for _ in range(7)]
    assert "Mật khẩu không đúng" in html.unescape(answers[0].content.decode())
    assert answers[-1].status_code == 429
    assert browser.get("/")["Location"].startswith("/unlock")
    assert AuditRow.objects.filter(act="accounts.unlocking_failed").exists()


def test_a_part_of_a_page_says_so_and_leaves_the_page_as_it_is(browser: Client) -> None:
    leave()
    answer = browser.get("/audit", headers={"hx-request": "true"})
    assert answer.status_code == 401
    assert "đã khóa" in html.unescape(answer.content.decode())


def test_unlocking_does_not_put_off_the_end_of_the_day(browser: Client) -> None:
    ends = Session.objects.get().expires_at
    leave()
    browser.post("/unlock", {"password": PASSWORD})
    assert Session.objects.get().expires_at == ends
    Session.objects.update(expires_at=now())
    assert browser.get("/")["Location"].startswith("/sign-in")


def test_nobody_unlocks_what_is_not_locked(browser: Client) -> None:
    assert browser.get("/unlock")["Location"] == "/"
    assert Client(headers={"host": settings.SITE_HOSTS["officer"]}).get("/unlock")["Location"] == "/sign-in"
