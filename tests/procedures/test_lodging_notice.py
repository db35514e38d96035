"""The lodging notice in the catalogue: shown like every procedure, and never a dossier."""

from datetime import date

import pytest
from django.test import Client
from tests.builders.accounts import an_account
from tests.builders.casework import a_citizen
from tests.builders.citizens import a_browser
from tests.builders.lodging import a_facility
from tests.builders.population import AT

from dancu.casework import commands as casework
from dancu.casework.procedures import NoSuchProcedure, Notice, catalogue
from dancu.config import law
from dancu.platform.hosts import Site, origin
from dancu.residence.domain.stays import NOTICE_HOURS

CODE, TODAY = "2.001159", date(2026, 11, 24)
PAGE = "/procedures/lodging-notice"
pytestmark = pytest.mark.django_db


def test_it_is_listed_with_a_version_for_each_change_of_the_law_and_cannot_be_filed() -> None:
    listed = next(each for each in catalogue().listed(TODAY) if each.code == CODE)
    assert isinstance(listed, Notice)
    assert len(catalogue().history(CODE)) == 6
    assert CODE not in {each.code for each in catalogue().of_dossiers(TODAY)}
    assert CODE in {row["code"] for row in law.listing()}
    with pytest.raises(NoSuchProcedure):
        casework.begin_draft(procedure_code=CODE, by=a_citizen(), at=AT)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_guidance_says_the_hours_that_notices_are_judged_by(language: str) -> None:
    for version in catalogue().history(CODE):
        hours = NOTICE_HOURS.on(version.since)
        about = version.texts("guidance.about", language)
        assert f"{hours.latest.hour} giờ" in about or f"{hours.latest.hour}:00" in about
        assert f"{hours.morning.hour:02d} giờ" in about or f"{hours.morning.hour}:00" in about


def test_ways_to_give_notice_changed_with_circular_116() -> None:
    before, after = (
        next(each for each in catalogue().listed(day) if each.code == CODE)
        for day in (date(2026, 6, 30), date(2026, 7, 1))
    )
    assert "ministry" in before.channels
    assert {"software", "portal"} <= set(after.channels)


def test_its_page_leads_to_the_notice_and_begins_no_draft() -> None:
    stranger = Client(headers={"host": origin(Site.PORTAL).partition("//")[2]})
    assert "/sign-in?next=/lodging/notify" in stranger.get(PAGE, follow=True).content.decode()
    citizen = a_browser(an_account())
    page = citizen.get(PAGE, follow=True).content.decode()
    assert 'href="/lodging/notify"' in page
    assert f"{PAGE}/file" not in page
    assert citizen.post(f"{PAGE}/file").status_code == 404


def test_a_facility_is_told_on_other_procedures_that_it_only_gives_notice() -> None:
    account = a_facility().account_id
    assert account
    page = a_browser(account).get("/procedures/temporary-registration", follow=True).content.decode()
    assert "chỉ dùng để thông báo lưu trú" in page
    assert 'action="/procedures/temporary-registration/file"' not in page
