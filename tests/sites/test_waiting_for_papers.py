"""A paper that is being signed appears in the page's list by itself, and only who may see the dossier is told of it."""

import html
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.builders.citizens import Citizen
from tests.builders.counters import Clerk
from tests.builders.offices import a_commune_agency, an_officer
from tests.builders.papers import sign_papers
from tests.builders.places import a_commune

from dancu.audit.models import AuditRow
from dancu.casework.models import Dossier, Paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen() -> Citizen:
    return Citizen()


@pytest.fixture
def code(citizen: Citizen) -> str:
    citizen.fill_in()
    return citizen.file()


def shown(browser: Client, address: str) -> str:
    return html.unescape(browser.get(address).content.decode())


def test_the_list_asks_for_itself_until_the_paper_is_signed(citizen: Citizen, code: str) -> None:
    clerk = Clerk(an_officer(citizen.agency))
    for browser in (citizen.browser, clerk.browser):
        page = shown(browser, f"/dossiers/{code}")
        assert f'hx-get="/dossiers/{code}/papers"' in page
        assert "đang được ký số, vui lòng đợi giây lát" in page
    sign_papers(code, at=datetime.now(UTC))
    for browser in (citizen.browser, clerk.browser):
        listed = shown(browser, f"/dossiers/{code}/papers")
        assert f'href="/papers/{Paper.objects.get().pk}"' in listed
        assert "hx-get" not in listed


def test_a_paper_that_takes_too_long_is_not_waited_for(citizen: Citizen, code: str) -> None:
    Paper.objects.update(issued_at=datetime.now(UTC) - timedelta(minutes=2))
    listed = shown(citizen.browser, f"/dossiers/{code}/papers")
    assert "hx-get" not in listed
    assert "lâu hơn thường lệ" in listed


def test_nobody_else_is_told_of_papers(code: str) -> None:
    elsewhere = Clerk(an_officer(a_commune_agency(a_commune())))
    for browser in (Citizen().browser, elsewhere.browser):
        assert browser.get(f"/dossiers/{code}/papers").status_code == 404


def test_waiting_leaves_no_trail_of_reads(citizen: Citizen, code: str) -> None:
    before = AuditRow.objects.count()
    citizen.browser.get(f"/dossiers/{Dossier.objects.get().code}/papers")
    assert AuditRow.objects.count() == before
