"""An officer reads the lists of his commune, one after the other: on a phone without JavaScript, and at a desk in English."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from dancu.audit.models import AuditRow
from dancu.offices.queries import forget_agencies
from dancu.places.queries import forget_directory
from dancu.platform.clock import now, today
from dancu.platform.hosts import Site
from tests.builders.accounts import a_session
from tests.builders.lodging import a_facility, a_guest, notify_by
from tests.builders.offices import a_commune_agency, an_officer
from tests.builders.population import a_person
from tests.builders.residence import a_household, a_temporary_residence, an_absence
from tests.journeys.roles import DESK, PHONE, OfficerAtDesk

WAYS: dict[str, dict[str, Any]] = {
    "phone without JavaScript": {"viewport": PHONE, "script": False},
    "desk in English": {"viewport": DESK, "language": "en"},
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_an_officer_reads_who_stays_tonight_whose_term_ends_and_who_is_away(
    sites: Callable[[Site], str], browser: Browser, transactional_db: None, way: dict[str, Any]
) -> None:
    forget_directory()
    forget_agencies()
    day = today()
    reader = an_officer(a_commune_agency())
    notify_by(a_facility(at=now()), a_guest(arrives_at=now(), until=day + timedelta(days=3), room="201"), at=now())
    lodger, away = a_person("Mai Thị Chín"), a_person("Tạ Văn Mười")
    a_temporary_residence(lodger, since=day - timedelta(days=300), until=day + timedelta(days=20))
    a_household(away)
    an_absence(away, since=day, until=day + timedelta(days=400))

    officer = OfficerAtDesk(browser, sites(Site.OFFICER), **way)
    officer.brings(a_session(reader.account_id))
    lines = officer.page.locator("main tbody tr")
    officer.open("/lists")
    expect(lines).to_have_count(1)
    expect(lines).to_contain_text("Jane Doe")
    expect(lines).to_contain_text("201")
    officer.page.locator("main a[href='/lists/expiring']").click()
    expect(lines).to_contain_text("Mai Thị Chín")
    officer.page.locator("main a[href='?within=15']").click()
    expect(lines).to_have_count(0)
    officer.page.locator("main a[href='/lists/absent']").click()
    expect(lines).to_contain_text("Tạ Văn Mười")
    assert AuditRow.objects.filter(officer_id=reader.id, listed__contains=[f"person:{away.id}"]).exists()
