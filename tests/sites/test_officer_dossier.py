"""One dossier on the officer site: what is shown, what can be done, and what is refused."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act
from tests.builders.desks import at_the_desk, do, page, state
from tests.builders.papers import sign_papers
from tests.fakes.parking_permit import REGISTRY

from dancu.casework import commands as casework
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier
from dancu.offices.domain.rights import Function
from dancu.offices.models import Officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parking_permit")]


def buttons(text: str) -> set[str]:
    return {
        name
        for name in (
            "Kiểm tra thông tin",
            "Trả lại để bổ sung giấy tờ",
            "Tiếp nhận và chuyển bước tiếp theo",
            "Đề xuất",
            "Phê duyệt",
            "Chuyển lại",
            "Trả kết quả",
            "Quay lại",
        )
        if f">{name}</button>" in " ".join(text.split()).replace("> ", ">").replace(" <", "<")
        or f">{name}</a>" in " ".join(text.split()).replace("> ", ">").replace(" <", "<")
    }


def test_a_dossier_shows_its_declaration_beside_the_register(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier(plate="30A-12345")
    text = page(browser, code)
    assert "Cấp thẻ đỗ xe" in text
    assert text.count("30A-12345") == 2
    assert "Giấy đăng ký xe" in text
    assert "dang-ky.pdf" in text


def test_the_buttons_are_those_that_would_not_be_refused(filer: Filer) -> None:
    code = filer.a_dossier()
    both = {"Kiểm tra thông tin", "Trả lại để bổ sung giấy tờ", "Quay lại"}
    receiver = at_the_desk(build.an_officer(filer.place, Function.RECEPTION))
    assert buttons(page(receiver, code)) == both
    build.an_officer(filer.place, Function.PROCESSING)
    assert buttons(page(receiver, code)) == both | {"Tiếp nhận và chuyển bước tiếp theo"}
    onlooker = at_the_desk(build.an_officer(filer.place, Function.PROCESSING))
    assert "Không có việc dành cho bạn" in page(onlooker, code)


def test_a_dossier_is_received_with_its_provision(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier()
    answer = do(browser, code, "receive", seen=1, provision="article_1", note="Đủ giấy tờ")
    assert answer.status_code == 302
    assert state(code) == "received"
    text = page(browser, code)
    assert "CT04" in text
    assert "Đủ giấy tờ" in text
    assert "Điều 1 Quy chế đỗ xe" in text


def test_reception_without_a_provision_is_refused_at_the_field_and_keeps_the_note(
    filer: Filer, browser: Client
) -> None:
    code = filer.a_dossier()
    answer = do(browser, code, "receive", seen=1, note="Đủ giấy tờ")
    assert answer.status_code == 400
    assert state(code) == "submitted"
    assert "Đủ giấy tờ" in answer.content.decode()
    assert 'id="id_provision-error"' in answer.content.decode() or "id_provision" in answer.content.decode()


def test_receiving_and_going_on_opens_the_processing(filer: Filer, desk: Desk, browser: Client) -> None:
    code = filer.a_dossier()
    answer = do(browser, code, "receive", seen=1, provision="article_1", onward="1")
    assert state(code) == "processing"
    text = browser.get(answer.headers["Location"]).content.decode()
    assert "Căn cứ đề xuất" in text
    assert desk.officer.full_name in text


def test_who_receives_forwards_to_an_officer_of_his_choice(filer: Filer) -> None:
    code, worker = filer.a_dossier(), build.an_officer(filer.place, Function.PROCESSING)
    receiver = at_the_desk(build.an_officer(filer.place, Function.RECEPTION))
    refused = do(receiver, code, "receive", seen=1, provision="article_1", onward="1", note="Đủ giấy tờ")
    assert refused.status_code == 400
    assert "Hãy chọn cán bộ." in refused.content.decode()
    assert state(code) == "submitted"
    do(receiver, code, "receive", seen=1, provision="article_1", onward="1", assignee=str(worker.officer.id))
    assert Dossier.objects.get(code=code).assignee_id == worker.officer.id
    assert f"Đã chuyển xử lý cho {worker.officer.full_name}" in page(receiver, code)


def test_an_officer_who_has_lost_the_right_meanwhile_is_refused_and_the_note_kept(filer: Filer, desk: Desk) -> None:
    code, chosen = filer.a_dossier(), build.an_officer(filer.place, Function.PROCESSING)
    for action in (Action.RECEIVE, Action.TAKE):
        act(desk, action, code)
    browser = at_the_desk(desk)
    text = page(browser, code, "?act=hand-over")
    assert f"{chosen.officer.full_name} (0 hồ sơ)" in text
    Officer.objects.get(pk=chosen.officer.id).groups.clear()
    refused = do(browser, code, "hand-over", seen=3, assignee=str(chosen.officer.id), note="Nghỉ phép")
    assert refused.status_code == 409
    text = refused.content.decode()
    assert "Nghỉ phép" in text
    assert "không còn quyền xử lý hồ sơ này" in text
    assert Dossier.objects.get(code=code).assignee_id == desk.officer.id


def test_a_colleague_reads_who_writes_on_a_dossier_until_it_is_done(filer: Filer, desk: Desk, browser: Client) -> None:
    code, colleague = filer.a_dossier(), at_the_desk(build.an_officer(filer.place))
    said = f"{desk.officer.full_name} đang mở và soạn xử lý hồ sơ này từ"
    page(browser, code)
    assert said not in page(colleague, code)
    assert browser.post(f"/dossiers/{code}/editing").status_code == 204
    assert said in page(colleague, code)
    assert said not in page(browser, code)
    do(browser, code, "receive", seen=1, provision="article_1")
    assert said not in page(colleague, code)
    do(browser, code, "take", instead="return-for-supplement")
    assert said in page(colleague, code)


def test_an_inspection_is_written_down_and_stands_in_the_course(filer: Filer, desk: Desk, browser: Client) -> None:
    code = filer.a_dossier()
    assert f"/dossiers/{code}/inspections/new" in page(browser, code)
    typed = {"place": "12 Hàng Bạc", "inspected_on_day": "23", "inspected_on_month": "11", "inspected_on_year": "2026"}
    refused = browser.post(f"/dossiers/{code}/inspections/new", typed).content.decode()
    assert "Hãy ghi kết quả xác minh thực tế." in refused
    assert 'value="12 Hàng Bạc"' in refused
    answer = browser.post(f"/dossiers/{code}/inspections/new", typed | {"finding": "Có ở thật"})
    assert answer.headers["Location"] == f"/dossiers/{code}"
    text = page(browser, code)
    assert "Có ở thật" in text
    assert text.count("Đã ghi chú xác minh thực tế") == 1


def test_a_mismatch_stops_reception_and_fills_in_the_reason(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier(mismatch=True)
    refused = do(browser, code, "receive", seen=1, provision="article_1")
    assert refused.status_code == 409
    assert "không khớp" in refused.content.decode()
    text = do(browser, code, "receive", instead="return-for-supplement").content.decode()
    assert "- Biển số khai không có trong sổ đăng ký xe" in text
    assert state(code) == "submitted"


def test_checking_again_says_what_differs_and_keeps_the_note(filer: Filer, browser: Client) -> None:
    wrong, right = filer.a_dossier(mismatch=True), filer.a_dossier()
    text = do(browser, wrong, "receive", instead="check", note="Đang xem").content.decode()
    assert "1 nội dung khai khác" in text
    assert "Đang xem" in text
    assert "không có khác biệt" in do(browser, right, "receive", instead="check").content.decode()


def test_another_act_is_opened_without_losing_what_was_typed(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier()
    text = do(browser, code, "receive", instead="refuse", note="Ngoài địa bàn").content.decode()
    assert "Lý do trả lại hồ sơ" in text
    assert "Ngoài địa bàn" in text
    assert state(code) == "submitted"


def test_refusing_needs_a_reason(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier()
    assert do(browser, code, "refuse", seen=1).status_code == 400
    assert state(code) == "submitted"
    assert do(browser, code, "refuse", seen=1, note="Ngoài địa bàn").status_code == 302
    assert state(code) == "refused"


def test_who_comes_second_is_told_what_was_done_and_loses_nothing(filer: Filer, desk: Desk, browser: Client) -> None:
    code = filer.a_dossier()
    act(build.an_officer(filer.place), Action.RECEIVE, code)
    answer = do(browser, code, "refuse", seen=1, note="Ngoài địa bàn")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert state(code) == "received"
    assert filer.place.name in text
    assert "Đã tiếp nhận" in text
    assert "Ngoài địa bàn" in text


def test_a_proposal_is_approved_by_somebody_else_and_changes_the_register(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier(plate="30A-00777")
    do(browser, code, "receive", seen=1, provision="article_1", onward="1")
    assert do(browser, code, "propose", note="Đủ điều kiện").status_code == 400
    assert do(browser, code, "propose", note="Đủ điều kiện", outcome="approve").status_code == 302
    assert "Phê duyệt" not in buttons(page(browser, code))
    own = do(browser, code, "approve")
    assert own.status_code == 403
    assert "Bạn là người đề xuất" in own.content.decode()
    leader = at_the_desk(build.an_officer(filer.place))
    assert "Đủ điều kiện" in page(leader, code)
    assert do(leader, code, "approve").status_code == 302
    assert REGISTRY.permits == {"30A-00777": code}
    assert "CT08" in page(leader, code)


def test_what_the_register_refuses_at_approval_is_said_on_the_page(filer: Filer, browser: Client) -> None:
    first, second = filer.a_dossier(plate="30A-00778"), filer.a_dossier(plate="30A-00778")
    leader = at_the_desk(build.an_officer(filer.place))
    for code in (first, second):
        do(browser, code, "receive", provision="article_1", onward="1")
        do(browser, code, "propose", note="Đủ", outcome="approve")
    assert do(leader, first, "approve").status_code == 302
    assert do(leader, second, "approve").status_code == 409
    assert state(second) == "proposed"


def test_a_dossier_outside_the_jurisdiction_is_not_there(filer: Filer) -> None:
    code = filer.a_dossier()
    stranger = at_the_desk(build.an_officer(build.an_agency("79", "26740")))
    assert stranger.get(f"/dossiers/{code}").status_code == 404
    assert do(stranger, code, "receive", provision="article_1").status_code == 404
    assert state(code) == "submitted"


def test_an_officer_does_not_open_the_dossier_of_his_own_household(filer: Filer) -> None:
    code = filer.a_dossier(pin="001199000001")
    concerned = at_the_desk(build.an_officer(filer.place, pin="001199000001"))
    answer = concerned.get(f"/dossiers/{code}")
    assert answer.status_code == 403
    assert "Nguyễn Thị Ánh" not in answer.content.decode()


def test_a_file_is_lent_by_a_signed_link_to_who_may_see_the_dossier(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier()
    attachment = Dossier.objects.get(code=code).attachments.get()
    lent = browser.get(f"/attachments/{attachment.pk}")
    assert lent.headers["Location"].startswith("http://tep.localhost")
    stranger = at_the_desk(build.an_officer(build.an_agency("79", "26740")))
    assert stranger.get(f"/attachments/{attachment.pk}").status_code == 404


def test_a_paper_opens_for_who_may_see_the_dossier(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier()
    paper = Dossier.objects.get(code=code).papers.get()
    assert browser.get(f"/papers/{paper.pk}").status_code == 409
    assert "đang được ký số" in page(browser, code)
    sign_papers(code, at=NOW)
    shown = browser.get(f"/papers/{paper.pk}")
    assert shown.headers["Content-Disposition"] == f'inline; filename="CT01-{code}.pdf"'
    stranger = at_the_desk(build.an_officer(build.an_agency("79", "26740")))
    assert stranger.get(f"/papers/{paper.pk}").status_code == 404


def test_the_way_back_leads_to_the_list_the_officer_came_from(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier()
    text = page(browser, code, "?from=queue%3Dall%26submitted_since%3D24/11/2026%26code%3D0912345678")
    assert 'href="/?queue=all&amp;submitted_since=24/11/2026"' in text
    answer = browser.post(f"/dossiers/{code}/acts/receive", {"provision": "article_1", "from": "queue=all"})
    assert answer.headers["Location"] == f"/dossiers/{code}?from=queue%3Dall"


def test_a_withdrawal_that_is_asked_for_is_answered(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier()
    casework.perform(Action.ASK_WITHDRAWAL, code=code, by=filer.citizen, at=datetime.now(UTC))
    assert "đề nghị rút hồ sơ" in page(browser, code)
    assert do(browser, code, "grant-withdrawal").status_code == 302
    assert state(code) == "withdrawn"


def test_an_act_nobody_knows_is_not_found(filer: Filer, browser: Client) -> None:
    assert do(browser, filer.a_dossier(), "burn").status_code == 404
