"""One act on many dossiers: ticked, read, done each on its own, and reported."""

import re

import pytest
from django.test import Client
from tests.builders import casework as build
from tests.builders.casework import Desk, Filer, act
from tests.builders.desks import at_the_desk
from tests.fakes.parking_permit import REGISTRY

from dancu.audit.models import AuditRow
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier, JournalEntry
from dancu.offices.domain.rights import Function

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parking_permit")]


@pytest.fixture
def leader(filer: Filer) -> Client:
    return at_the_desk(build.an_officer(filer.place, Function.APPROVAL))


def proposed(filer: Filer, desk: Desk, *, outcome: str = "approve", **changes: object) -> str:
    code = filer.a_dossier(**changes)
    for action in (Action.RECEIVE, Action.TAKE):
        act(desk, action, code)
    act(desk, Action.PROPOSE, code, outcome=outcome, note="Đủ điều kiện")
    return code


def read(browser: Client, act: str, *codes: str) -> tuple[str, list[str]]:
    """Return the page that is read first, and what sending it would name."""
    answer = browser.get(f"/together/{act}", {"code": codes, "from": "queue=to_decide"})
    assert answer.status_code == 200
    text = answer.content.decode()
    return text, re.findall(r'name="seen" value="([^"]+)"', text)


def send(browser: Client, act: str, seen: list[str], **typed: str) -> str:
    answer = browser.post(f"/together/{act}", {"seen": seen, "from": "queue=to_decide", **typed})
    return " ".join(answer.content.decode().split())


def states(*codes: str) -> list[str]:
    return [Dossier.objects.get(code=code).state for code in codes]


def test_a_leader_ticks_reads_and_approves_many_and_each_is_judged_on_its_own(
    filer: Filer, desk: Desk, leader: Client
) -> None:
    first, second = proposed(filer, desk, plate="30A-10001"), proposed(filer, desk, plate="30A-10002")
    taken = proposed(filer, desk, plate="30A-10003")
    REGISTRY.permits["30A-10003"] = "somebody else's"
    page = leader.get("/?queue=to_decide").content.decode()
    assert page.count('name="code" value=') == 3
    assert "Phê duyệt các hồ sơ đã chọn" in page
    text, seen = read(leader, "approve", first, second, taken)
    assert "Đủ điều kiện" in text
    assert "CT08" in text
    assert "30A-10001" in text
    assert AuditRow.objects.filter(act="casework.dossiers_read_together").exists()
    assert states(first, second, taken) == ["proposed"] * 3
    report = send(leader, "approve", seen)
    assert "đã thực hiện 2/3 hồ sơ" in report
    assert report.count("This plate has a permit.") == 1
    assert states(first, second, taken) == ["decided", "decided", "proposed"]


def test_sent_again_nothing_is_done_twice_and_what_was_done_counts_as_done(
    filer: Filer, desk: Desk, leader: Client
) -> None:
    codes = [proposed(filer, desk) for _ in range(2)]
    _, seen = read(leader, "approve", *codes)
    assert "đã thực hiện 2/2 hồ sơ" in send(leader, "approve", seen)
    assert "đã thực hiện 2/2 hồ sơ" in send(leader, "approve", seen)
    assert JournalEntry.objects.filter(action="approve").count() == 2


def test_what_a_colleague_did_meanwhile_is_told_with_who_and_when(filer: Filer, desk: Desk, leader: Client) -> None:
    mine, theirs = proposed(filer, desk), proposed(filer, desk)
    _, seen = read(leader, "approve", mine, theirs)
    act(build.an_officer(filer.place, Function.APPROVAL), Action.SEND_BACK, theirs)
    report = send(leader, "approve", seen)
    assert "đã thực hiện 1/2 hồ sơ" in report
    assert f"{filer.place.name} đã xử lý hồ sơ này lúc 09:00 24/11/2026" in report
    assert states(mine, theirs) == ["decided", "processing"]


def test_what_would_be_refused_is_left_out_with_its_reason(filer: Filer, desk: Desk) -> None:
    """Who may do everything proposed one himself; another is to be rejected; a third is none of his."""
    both, colleague = build.an_officer(filer.place), build.an_officer(filer.place)
    own, rejected = proposed(filer, both), proposed(filer, colleague, outcome="reject")
    elsewhere = Filer(build.an_agency("79", "26740"))
    foreign = proposed(elsewhere, build.an_officer(elsewhere.place))
    text, seen = read(at_the_desk(both), "approve", own, rejected, foreign)
    assert seen == []
    assert "Bạn là người đề xuất. Cán bộ khác phải quyết định." in text
    assert "Hồ sơ được đề xuất từ chối" in text
    assert f">{foreign}<" not in text
    assert "1 hồ sơ đã chọn không còn thuộc phạm vi được xem" in " ".join(text.split())


def test_a_forged_sending_does_no_more_than_the_officer_may(filer: Filer, desk: Desk) -> None:
    code = proposed(filer, desk)
    revision = Dossier.objects.get(code=code).revision
    worker = at_the_desk(build.an_officer(filer.place, Function.PROCESSING))
    assert "đã thực hiện 0/1 hồ sơ" in send(worker, "approve", [f"{code}:{revision}"])
    assert states(code) == ["proposed"]


def test_a_chief_assigns_many_and_is_asked_to_whom(filer: Filer, desk: Desk, leader: Client) -> None:
    codes = [filer.a_dossier() for _ in range(2)]
    for code in codes:
        act(desk, Action.RECEIVE, code)
    worker = build.an_officer(filer.place, Function.PROCESSING)
    _, seen = read(leader, "assign", *codes)
    assert "Hãy chọn cán bộ." in send(leader, "assign", seen, note="Gấp")
    report = send(leader, "assign", seen, assignee=str(worker.officer.id), note="Gấp")
    assert "đã thực hiện 2/2 hồ sơ" in report
    assert set(Dossier.objects.values_list("assignee", flat=True)) == {worker.officer.id}


def test_who_goes_away_hands_over_what_he_has_in_hand(filer: Filer, desk: Desk, browser: Client) -> None:
    codes, colleague = [filer.a_dossier() for _ in range(2)], build.an_officer(filer.place, Function.PROCESSING)
    for code in codes:
        act(desk, Action.RECEIVE, code)
        act(desk, Action.TAKE, code)
    assert "Bàn giao các hồ sơ đã chọn" in browser.get("/?queue=mine").content.decode()
    _, seen = read(browser, "hand-over", *codes)
    assert "đã thực hiện" not in send(browser, "hand-over", seen, assignee=str(colleague.officer.id))
    send(browser, "hand-over", seen, assignee=str(colleague.officer.id), note="Nghỉ phép")
    assert set(Dossier.objects.values_list("assignee", flat=True)) == {colleague.officer.id}


def test_nothing_ticked_leads_back_to_the_list_and_other_acts_are_not_there(browser: Client) -> None:
    answer = browser.get("/together/approve", {"from": "queue=to_decide"})
    assert answer.headers["Location"] == "/?queue=to_decide"
    assert browser.get("/together/refuse", {"code": "x"}).status_code == 404


def test_who_may_not_approve_is_offered_no_ticks(filer: Filer, desk: Desk) -> None:
    proposed(filer, desk)
    worker = at_the_desk(build.an_officer(filer.place, Function.PROCESSING))
    assert 'name="code" value=' not in worker.get("/?queue=to_decide").content.decode()
