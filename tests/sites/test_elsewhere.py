"""Somebody of Hà Nội files at a counter there what Bến Thành settles: the officers' pages, the papers, and his own page."""

import html
from typing import Any

import pytest
from django.http import HttpResponse
from tests.builders.casework import NOW
from tests.builders.citizens import a_browser, moving_in
from tests.builders.counters import Clerk, WalkIn, ben_thanh, shown
from tests.builders.desks import browser_of, do, state
from tests.builders.identity import a_verified_account
from tests.builders.offices import a_commune_agency, an_officer
from tests.builders.papers import sign_papers
from tests.residence.test_papers import text_of

from dancu.casework.models import Dossier, Paper
from dancu.offices.domain import rights
from dancu.offices.domain.rights import Function

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk_in() -> WalkIn:
    return WalkIn()


@pytest.fixture
def clerk() -> Clerk:
    ben_thanh()
    place = a_commune_agency()
    return Clerk(an_officer(place, rights=rights.of(Function.RECEPTION, Function.RESULTS)))


def filed(clerk: Clerk, walk_in: WalkIn, **request: str) -> str:
    """Enter a removal to Bến Thành at the counter of Hà Nội, and submit it."""
    steps = moving_in(walk_in.wife)
    steps["request"] = steps["request"] | {"delivery": "counter"} | request
    clerk.begin(**walk_in.card)
    clerk.fill_in_all(steps)
    clerk.write_down()
    return str(clerk.submit()["Location"]).rsplit("/", 1)[1]


def approved(code: str) -> None:
    """Let officers of Bến Thành settle what was received."""
    officer, leader = an_officer(ben_thanh()), an_officer(ben_thanh())
    for who, act, typed in (
        (officer, "take", {}),
        (officer, "propose", {"outcome": "approve"}),
        (leader, "approve", {}),
    ):
        answer = do(browser_of(who.account_id), code, act, note="Đủ điều kiện", **typed)
        assert answer.status_code == 302, html.unescape(answer.content.decode())


def printed(clerk: Clerk, code: str, form: str) -> str:
    """Return what a signed paper of a dossier says, as an officer prints it."""
    sign_papers(code, at=NOW)
    paper = Paper.objects.get(dossier__code=code, form=form)
    return text_of(clerk.browser.get(f"/papers/{paper.pk}").content)


def test_the_counter_sees_its_part_and_leads_the_dossier_to_its_delivery(clerk: Clerk, walk_in: WalkIn) -> None:
    code = filed(clerk, walk_in)
    text = shown(clerk, f"/dossiers/{code}")
    assert "Nơi nộp hồ sơ" in text
    assert "Nhận trực tiếp tại nơi nộp hồ sơ" in text
    assert "Đã nộp bản giấy: Bản chính, 1 bản" in text
    assert "Thông tin trong cơ sở dữ liệu" not in text
    assert walk_in.wife.name.full not in text
    assert do(clerk.browser, code, "receive", provision="own").status_code == 302
    approved(code)
    text = shown(clerk, f"/dossiers/{code}")
    assert "Bản chính, 1 bản" not in text
    assert do(clerk.browser, code, "deliver").status_code == 302
    assert state(code) == "delivered"


def test_what_was_taken_for_others_has_a_list_that_says_for_whom(clerk: Clerk, walk_in: WalkIn) -> None:
    code = filed(clerk, walk_in)
    text = shown(clerk, "/?queue=taken_here")
    assert code in text
    assert ben_thanh().name in text
    assert code not in shown(clerk, "/?queue=all")
    assert "Nhận cho nơi khác" not in shown(Clerk(an_officer(rights=rights.of(Function.PROCESSING))), "/")


def test_receipt_and_declaration_name_both_agencies(clerk: Clerk, walk_in: WalkIn) -> None:
    code = filed(clerk, walk_in)
    do(clerk.browser, code, "receive", provision="own")
    here, there = clerk.officer.agency.name, ben_thanh().name
    receipt = printed(clerk, code, "CT04")
    assert f"{here} đã tiếp nhận hồ sơ" in receipt
    assert f"Cơ quan giải quyết hồ sơ: {there}" in receipt
    assert f"Bản giấy tại: {here}" in receipt
    assert f"Ký số bởi: {here}" in receipt
    declaration = printed(clerk, code, "CT01")
    assert f"Kính gửi: {there}" in declaration
    assert f"Tờ khai nhập tại: {here}" in declaration


def test_a_receipt_of_the_competent_agency_names_itself_alone(clerk: Clerk, walk_in: WalkIn) -> None:
    code = filed(clerk, walk_in, delivery="agency")
    do(browser_of(an_officer(ben_thanh()).account_id), code, "receive", provision="own")
    receipt = printed(clerk, code, "CT04")
    assert f"{ben_thanh().name} đã tiếp nhận hồ sơ" in receipt
    assert f"Bản giấy tại: {ben_thanh().name}" in receipt
    assert "Cơ quan giải quyết hồ sơ" not in receipt


def test_what_does_not_agree_with_the_register_is_told_at_the_counter_without_what_it_holds(
    clerk: Clerk, walk_in: WalkIn
) -> None:
    code = filed(clerk, walk_in)
    dossier = Dossier.objects.get(code=code)
    declared: dict[str, Any] = dossier.submissions.get().answers
    declared["subject"]["born"] = "01/01/1991"
    dossier.submissions.update(answers=declared)
    answer = do(clerk.browser, code, "receive", provision="own")
    text = html.unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Chưa thể tiếp nhận" in text
    assert "15/03/1990" not in text


def test_collecting_at_the_counter_is_offered_where_it_takes_for_another_alone(clerk: Clerk, walk_in: WalkIn) -> None:
    own = Clerk(an_officer(ben_thanh()))
    for desk, offered in ((clerk, True), (own, False)):
        desk.begin(**walk_in.card)
        steps = moving_in(walk_in.wife)
        request = steps.pop("request")
        desk.fill_in_all(steps)
        assert ('value="counter"' in desk.browser.get(f"{desk.draft}/steps/request").content.decode()) is offered
        answer = desk.step("request", **(request | {"delivery": "counter"}))
        assert (answer.status_code == 302) is offered


def test_the_applicant_reads_where_he_filed_and_who_settles_it(clerk: Clerk, walk_in: WalkIn) -> None:
    account = a_verified_account(walk_in.person)
    code = filed(clerk, walk_in)
    text = html.unescape(a_browser(account).get(f"/dossiers/{code}").content.decode())
    assert "Nơi nộp hồ sơ" in text
    assert clerk.officer.agency.name in text
    assert ben_thanh().name in text


def confirmation(clerk: Clerk, walk_in: WalkIn) -> str:
    """Enter at a counter that somebody asks to have his residence confirmed there; return the dossier's code."""
    clerk.begin(**walk_in.card, procedure="1.010041")
    clerk.fill("agency")
    clerk.fill("subject", is_subject="on", phone="0912345678", email="")
    clerk.fill("content", contents=["present", "household"])
    clerk.fill("request", request="Xác nhận nơi cư trú", delivery="agency")
    answer: HttpResponse = clerk.submit()
    return str(answer["Location"]).rsplit("/", 1)[1]


def test_any_commune_confirms_where_somebody_lives_who_is_registered_elsewhere() -> None:
    clerk, walk_in = Clerk(an_officer(ben_thanh())), WalkIn()
    leader = an_officer(ben_thanh())
    code = confirmation(clerk, walk_in)
    assert Dossier.objects.get(code=code).agency_id == ben_thanh().id
    for who, act, typed in (
        (clerk.officer, "receive", {"provision": "confirmation"}),
        (clerk.officer, "take", {}),
        (clerk.officer, "propose", {"outcome": "approve"}),
        (leader, "approve", {}),
        (clerk.officer, "deliver", {}),
    ):
        answer = do(browser_of(who.account_id), code, act, note="Đủ điều kiện", **typed)
        assert answer.status_code == 302, html.unescape(answer.content.decode())
    said = printed(clerk, code, "CT07")
    assert ben_thanh().name.upper() in said.upper()
    assert walk_in.wife.name.full in said
