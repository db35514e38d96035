"""The pages on which one asks others for their agreement, and on which they answer."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import pytest
from django.test import Client
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer
from tests.builders.citizens import a_browser
from tests.builders.desks import at_the_desk
from tests.builders.identity import a_verified_account
from tests.builders.population import a_person

from dancu.casework import commands as casework
from dancu.casework.domain.filing import Channel
from dancu.casework.models import Draft, Opinion
from dancu.identity.commands.telling import tell_who_is_asked
from dancu.kernel.actor import SYSTEM
from dancu.kernel.dates import PartialDate
from dancu.notices.models import Message
from dancu.population import commands as population
from dancu.population.domain.facts import Facts, Way
from dancu.population.domain.person import PersonCard

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def parking_permit() -> Iterator[None]:
    with build.installed():
        yield


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


@pytest.fixture
def desk(filer: Filer) -> Desk:
    return build.an_officer(filer.place)


@pytest.fixture
def owner() -> PersonCard:
    return a_person("Trần Văn Chủ")


@pytest.fixture
def browser(filer: Filer) -> Client:
    return a_browser(filer.citizen.own_account)


def a_draft(filer: Filer, owner_pin: str) -> UUID:
    return filer.a_draft(leased=True, owner_pin=owner_pin)


def submit(filer: Filer, draft: UUID) -> str:
    return casework.submit(draft_id=draft, channel=Channel.PORTAL, by=filer.citizen, at=NOW).code


def test_the_documents_page_asks_online_and_takes_it_back(filer: Filer, browser: Client, owner: PersonCard) -> None:
    draft = a_draft(filer, owner.pin)
    page = f"/drafts/{draft}/documents"
    assert "Đề nghị xác nhận đồng ý trực tuyến" in browser.get(page).content.decode()
    answer = browser.post(page, {"_ask": "owner_consent"})
    assert answer["Location"] == f"{page}#owner_consent"
    assert "Trần Văn Chủ sẽ được đề nghị xác nhận" in browser.get(page).content.decode()
    assert browser.post(page, {"_continue": "1"})["Location"] == f"/drafts/{draft}/review"
    browser.post(page, {"_unask": "owner_consent"})
    assert browser.post(page, {"_continue": "1"}).status_code == 400
    assert Draft.objects.get().opinions == {}


def test_whom_to_ask_is_typed_where_nobody_is_named_and_stays_where_it_is_wrong(filer: Filer, browser: Client) -> None:
    page = f"/drafts/{a_draft(filer, '')}/documents"
    wrong = browser.post(
        page, {"_ask": "owner_consent", "name-owner_consent": "Trần Văn Chủ", "pin-owner_consent": "12345"}
    )
    shown = wrong.content.decode()
    assert wrong.status_code == 400
    assert "Nhập họ tên và số định danh cá nhân 12 chữ số" in shown
    assert 'value="12345"' in shown
    assert 'value="Trần Văn Chủ"' in shown


def asked(filer: Filer, owner: PersonCard) -> str:
    draft = a_draft(filer, owner.pin)
    casework.ask_online(draft_id=draft, document="owner_consent", by=filer.citizen, at=NOW)
    return submit(filer, draft)


def test_who_is_asked_is_told_reads_and_agrees(filer: Filer, browser: Client, owner: PersonCard, desk: Desk) -> None:
    code = asked(filer, owner)
    account = a_verified_account(owner)
    opinion = Opinion.objects.get()
    tell_who_is_asked(opinion=opinion.pk, pin=owner.pin, at=NOW)
    assert Message.objects.filter(account=account, notice="opinion_asked", way="inbox").count() == 1
    mine = a_browser(account)
    assert f"/opinions/{opinion.pk}" in mine.get("/opinions").content.decode()
    page = mine.get(f"/opinions/{opinion.pk}").content.decode()
    assert "Ý kiến đồng ý của chủ sở hữu" in page
    assert "Tôi đồng ý" in page
    applicants = browser.get(f"/dossiers/{code}").content.decode()
    assert f"/opinions/{opinion.pk}" in applicants
    assert "chưa trả lời" in applicants
    assert mine.post(f"/opinions/{opinion.pk}", {"_agree": "1", "note": "Được"})["Location"] == "/opinions"
    assert "Bạn đã đồng ý" in mine.get(f"/opinions/{opinion.pk}").content.decode()
    assert f"/opinions/{opinion.pk}" not in browser.get(f"/dossiers/{code}").content.decode()
    officers = at_the_desk(desk).get(f"/dossiers/{code}").content.decode()
    assert "Trần Văn Chủ · đồng ý lúc" in officers
    again = mine.post(f"/opinions/{opinion.pk}", {"_refuse": "1", "note": "Không"})
    assert (again.status_code, "đã cho ý kiến" in again.content.decode()) == (400, True)


def test_who_bears_another_number_since_is_still_asked(filer: Filer, owner: PersonCard) -> None:
    asked(filer, owner)
    mine, opinion = a_browser(a_verified_account(owner)), Opinion.objects.get()
    pin = population.correct_person(
        person=owner.id,
        facts=Facts(born=PartialDate(owner.born.year + 1)),
        way=Way.RECTIFIED,
        on=NOW.date(),
        ground="test",
        by=SYSTEM,
        at=NOW,
    )
    assert pin != owner.pin
    assert f"/opinions/{opinion.pk}" in mine.get("/opinions").content.decode()
    assert mine.post(f"/opinions/{opinion.pk}", {"_agree": "1"})["Location"] == "/opinions"


def test_who_refuses_says_why_and_loses_nothing(filer: Filer, owner: PersonCard, desk: Desk) -> None:
    code = asked(filer, owner)
    mine, opinion = a_browser(a_verified_account(owner)), Opinion.objects.get()
    empty = mine.post(f"/opinions/{opinion.pk}", {"_refuse": "1", "note": ""})
    assert "Vui lòng nêu lý do" in empty.content.decode()
    officers = at_the_desk(desk).get(f"/dossiers/{code}").content.decode()
    assert "Chưa tiếp nhận được: chưa có ý kiến" in officers
    mine.post(f"/opinions/{opinion.pk}", {"_refuse": "1", "note": "Không cho thuê"})
    officers = at_the_desk(desk).get(f"/dossiers/{code}").content.decode()
    assert "không đồng ý lúc" in officers
    assert "Không cho thuê" in officers


def test_a_stranger_and_an_unverified_account_see_nothing(filer: Filer, owner: PersonCard, browser: Client) -> None:
    asked(filer, owner)
    opinion = Opinion.objects.get()
    another = a_browser(a_verified_account(a_person("Lê Văn Khác")))
    for stranger in (another, browser):
        assert stranger.get(f"/opinions/{opinion.pk}").status_code == 404
        assert stranger.post(f"/opinions/{opinion.pk}", {"_agree": "1"}).status_code == 404
        assert str(opinion.pk) not in stranger.get("/opinions").content.decode()
    assert "chưa được xác minh" in browser.get("/opinions").content.decode()


def test_nobody_is_told_where_the_number_has_no_account(owner: PersonCard) -> None:
    tell_who_is_asked(opinion=UUID(int=1), pin=owner.pin, at=datetime.fromisoformat("2026-11-24T08:00:00+07:00"))
    tell_who_is_asked(opinion=UUID(int=1), pin="001070999999", at=NOW)
    assert not Message.objects.exists()
