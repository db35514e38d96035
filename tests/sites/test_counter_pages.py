"""An officer enters at the counter what somebody brings on paper: form, steps, papers, review, supplement, two at once."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from tests.builders.casework import NOW
from tests.builders.citizens import a_browser, errors
from tests.builders.counters import Clerk, WalkIn, a_colleague, page, shown
from tests.builders.documents import a_pdf
from tests.builders.identity import a_verified_account
from tests.builders.offices import a_commune_agency, an_officer
from tests.builders.pages import Form
from tests.builders.papers import sign_papers
from tests.builders.places import a_commune
from tests.builders.threads import at_once

from dancu.accounts import commands as accounts
from dancu.casework.models import Dossier, Draft, HandedIn, Submission
from dancu.kernel.actor import SYSTEM
from dancu.offices.queries import agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk_in() -> WalkIn:
    return WalkIn()


@pytest.fixture
def clerk() -> Clerk:
    return Clerk()


def act(clerk: Clerk, code: str, name: str, **typed: str) -> HttpResponse:
    return clerk.browser.post(f"/dossiers/{code}/acts/{name}", {"note": "Theo quy định", **typed})  # type: ignore[return-value]


def supplement(clerk: Clerk, code: str) -> HttpResponse:
    return clerk.browser.post(f"/dossiers/{code}/supplement")  # type: ignore[return-value]


def test_what_is_brought_to_the_counter_becomes_a_dossier_with_its_receipt(clerk: Clerk, walk_in: WalkIn) -> None:
    code = clerk.file(walk_in)
    dossier = Dossier.objects.get(code=code)
    assert (dossier.channel, dossier.account_id, dossier.declarer_pin) == ("counter", None, walk_in.person.pin)
    text = shown(clerk, f"/dossiers/{code}")
    assert "Đã nộp bản giấy: Bản chính, 1 bản" in text
    assert "Nộp trực tiếp" in text
    assert act(clerk, code, "receive", provision="own").status_code == 302
    sign_papers(code, at=NOW)
    receipt = Dossier.objects.get().papers.get(form="CT04")
    assert clerk.browser.get(f"/papers/{receipt.pk}").content.startswith(b"%PDF-")


def test_an_empty_list_says_what_it_is_for(clerk: Clerk) -> None:
    assert "Không có hồ sơ nào đang nhập" in shown(clerk, "/counter")


def test_the_list_tells_who_has_what_and_a_colleague_takes_over(clerk: Clerk, walk_in: WalkIn) -> None:
    clerk.begin(**walk_in.card)
    colleague = a_colleague(clerk)
    text = shown(colleague, "/counter")
    assert clerk.officer.full_name in text
    assert f'action="/counter/{clerk.draft.rsplit("/", 1)[1]}/take-over"' in text
    assert "Lê Minh Đức" in page(colleague.browser.get(clerk.draft))
    answer = colleague.browser.post(f"/counter/{clerk.draft.rsplit('/', 1)[1]}/take-over")
    assert answer["Location"] == clerk.draft
    assert shown(colleague, clerk.draft)


def test_who_has_lost_a_draft_is_told_and_keeps_what_he_typed(clerk: Clerk, walk_in: WalkIn) -> None:
    clerk.begin(**walk_in.card)
    typed = clerk.page("agency").filled_in(commune_province="79", commune_commune="26743", case="other_province_new")
    colleague = a_colleague(clerk)
    take_over = f"/counter/{clerk.draft.rsplit('/', 1)[1]}/take-over"
    colleague.browser.post(take_over)
    lost = clerk.browser.post(f"{clerk.draft}/steps/agency", typed)
    assert lost.status_code == 409
    assert "Phạm Thị Mai" in page(lost)
    assert Draft.objects.get().typed == {}
    back = clerk.browser.post(take_over, Form(lost.content.decode()).filled_in(), follow=True)
    assert back.redirect_chain == [(f"{clerk.draft}/steps/agency", 307)]
    form = Form(back.content.decode())
    assert form.values["case"] == ["other_province_new"]
    assert form.values["commune_commune"] == ["26743"]


@pytest.mark.parametrize("step", ["no such", "../../x", "x" * 3000, "nothing"])
def test_a_draft_is_taken_over_whatever_the_page_says_of_its_step(clerk: Clerk, walk_in: WalkIn, step: str) -> None:
    clerk.begin(**walk_in.card)
    answer = clerk.browser.post(f"/counter/{clerk.draft.rsplit('/', 1)[1]}/take-over", {"_step": step})
    assert str(answer["Location"]).startswith(clerk.draft)


def test_officers_elsewhere_see_nothing_of_it(clerk: Clerk, walk_in: WalkIn) -> None:
    clerk.fill_in(walk_in)
    stranger = Clerk(an_officer(a_commune_agency(a_commune("Phường Ba Đình", code="00004"))))
    for address in ("", "/steps/agency", "/documents", "/review", "/discard"):
        assert stranger.browser.get(f"{clerk.draft}{address}").status_code == 404
    assert stranger.browser.post(f"/counter/{clerk.draft.rsplit('/', 1)[1]}/take-over").status_code == 404
    assert walk_in.person.name.full not in shown(stranger, "/counter")
    assert Draft.objects.get().officer_id == clerk.officer.id


def test_papers_are_written_down_replaced_and_struck_out(clerk: Clerk, walk_in: WalkIn) -> None:
    clerk.fill_in(walk_in)
    assert "Bản chính, 1 bản" in shown(clerk, f"{clerk.draft}/documents")
    clerk.write_down("copy", "2")
    assert [(each.presented, each.copies) for each in HandedIn.objects.all()] == [("copy", 2)]
    clerk.browser.post(f"{clerk.draft}/documents", {"_strike": "dwelling"})
    assert not HandedIn.objects.exists()
    assert clerk.browser.get(f"{clerk.draft}/review")["Location"] == f"{clerk.draft}/documents"


def test_a_wrong_number_of_copies_is_said_at_its_document_and_stays(clerk: Clerk, walk_in: WalkIn) -> None:
    clerk.fill_in(walk_in)
    for copies in ("0", "100", "hai", "", "9" * 5000):
        answer = clerk.write_down("copy", copies)
        assert answer.status_code == 400
        assert len(errors(answer)) == 1
        form = Form(answer.content.decode())
        assert (form.values["presented-dwelling"], form.values["copies-dwelling"]) == (["copy"], [copies])
    assert HandedIn.objects.get().presented == "original"


def test_a_file_does_as_well_as_the_paper(clerk: Clerk, walk_in: WalkIn) -> None:
    clerk.fill_in(walk_in)
    clerk.browser.post(f"{clerk.draft}/documents", {"_strike": "dwelling"})
    assert clerk.required() == {"dwelling"}
    assert clerk.attach().status_code == 302
    text = shown(clerk, f"{clerk.draft}/documents")
    link = re.search(r'href="(/attachments/\d+)"', text)
    assert link
    assert clerk.browser.get(link[1])["Location"].startswith("http://tep.localhost")
    assert a_colleague(clerk).browser.get(link[1]).status_code == 404


def test_nothing_is_submitted_before_the_declarer_has_read_it(clerk: Clerk, walk_in: WalkIn) -> None:
    clerk.fill_in(walk_in)
    answer = clerk.submit(promise="")
    assert answer.status_code == 400
    assert "Người khai báo đã đọc lại" in page(answer)
    assert len(errors(answer)) == 1
    assert not Dossier.objects.exists()


def test_at_the_counter_the_fee_is_that_of_the_counter_and_no_code_is_asked(clerk: Clerk, walk_in: WalkIn) -> None:
    clerk.fill_in(walk_in)
    text = shown(clerk, f"{clerk.draft}/review")
    assert "20.000 đ" in text
    assert "confirm_code" not in text
    assert "Bản chính, 1 bản" in text


def test_what_was_changed_in_another_window_is_read_once_more_before_it_is_submitted(
    clerk: Clerk, walk_in: WalkIn
) -> None:
    clerk.fill_in(walk_in)
    read = Form(shown(clerk, f"{clerk.draft}/review")).filled_in(promise="1")
    clerk.write_down("copy", "2")
    answer = clerk.browser.post(f"{clerk.draft}/review", read)
    assert answer.status_code == 400
    assert "Hồ sơ không còn như lúc bạn đọc" in page(answer)
    assert "Bản sao, 2 bản" in page(answer)
    assert clerk.submit().status_code == 302


def test_going_back_after_submitting_and_sending_again_shows_the_dossier(clerk: Clerk, walk_in: WalkIn) -> None:
    code = clerk.file(walk_in)
    for answer in (clerk.browser.get(f"{clerk.draft}/review"), clerk.submit()):
        assert answer["Location"] == f"/dossiers/{code}"
    assert Submission.objects.count() == 1


def test_who_has_a_proved_account_finds_the_dossier_and_its_papers_there(clerk: Clerk, walk_in: WalkIn) -> None:
    account = a_verified_account(walk_in.person)
    code = clerk.file(walk_in)
    assert Dossier.objects.get().account_id == account
    text = html.unescape(a_browser(account).get(f"/dossiers/{code}").content.decode())
    assert "Bản chính, 1 bản" in text


def test_a_closed_account_gets_nothing(clerk: Clerk, walk_in: WalkIn) -> None:
    account = a_verified_account(walk_in.person)
    accounts.close_account(account_id=account, because="asked", by=SYSTEM, at=NOW)
    clerk.file(walk_in)
    assert Dossier.objects.get().account_id is None


def test_a_discarded_draft_is_gone(clerk: Clerk, walk_in: WalkIn) -> None:
    clerk.begin(**walk_in.card)
    assert clerk.browser.post(f"{clerk.draft}/discard")["Location"] == "/counter"
    assert not Draft.objects.exists()


def test_what_was_returned_is_supplemented_at_the_counter(clerk: Clerk, walk_in: WalkIn) -> None:
    code = clerk.file(walk_in)
    act(clerk, code, "return-for-supplement")
    text = shown(clerk, f"/dossiers/{code}")
    assert f'formaction="/dossiers/{code}/supplement"' in text
    assert "Rút hồ sơ" in text
    colleague = a_colleague(clerk)
    colleague.draft = supplement(colleague, code)["Location"]
    assert code in shown(colleague, "/counter")
    assert supplement(clerk, code)["Location"] == colleague.draft
    assert clerk.browser.get(colleague.draft).status_code == 409
    colleague.write_down("copy", "2")
    assert colleague.submit()["Location"] == f"/dossiers/{code}"
    assert Dossier.objects.get().rounds == 2
    assert "Bản sao, 2 bản" in shown(clerk, f"/dossiers/{code}")


def test_a_supplement_in_the_hands_of_another_agency_is_not_opened_twice(clerk: Clerk, walk_in: WalkIn) -> None:
    code = clerk.file(walk_in)
    act(clerk, code, "return-for-supplement")
    assert clerk.officer.agency.parent_id
    province = Clerk(an_officer(agency(clerk.officer.agency.parent_id)))
    assert supplement(province, code).status_code == 302
    answer = supplement(clerk, code)
    assert answer.status_code == 409
    assert "đang được người khác nhập" in page(answer)


def test_a_withdrawal_is_asked_for_at_the_counter(clerk: Clerk, walk_in: WalkIn) -> None:
    code = clerk.file(walk_in)
    text = page(act(clerk, code, "receive", instead="ask-withdrawal"))
    assert "đề nghị rút hồ sơ này" in text
    assert act(clerk, code, "ask-withdrawal").status_code == 302
    assert act(clerk, code, "grant-withdrawal").status_code == 302
    assert Dossier.objects.get().state == "withdrawn"


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_submit_and_take_over_at_once_make_one_dossier() -> None:
    clerk, walk_in = Clerk(), WalkIn()
    clerk.fill_in(walk_in)
    colleague = a_colleague(clerk)
    colleague.draft = clerk.draft
    take_over = f"/counter/{clerk.draft.rsplit('/', 1)[1]}/take-over"

    def second() -> Any:
        colleague.browser.post(take_over)
        return colleague.submit()

    acts: list[Callable[[], Any]] = [clerk.submit, second]
    answers = at_once(acts)
    [code] = Dossier.objects.values_list("code", flat=True)
    assert Submission.objects.count() == 1
    for answer in answers:
        assert answer.status_code == 409 or answer["Location"] == f"/dossiers/{code}", answer


def test_every_page_is_there_in_english_too(clerk: Clerk, walk_in: WalkIn) -> None:
    clerk.fill_in(walk_in)
    clerk.browser.cookies["language"] = "en"
    for address in ("/counter", "/counter/new", clerk.draft, f"{clerk.draft}/steps/place", f"{clerk.draft}/documents",
                    f"{clerk.draft}/review"):  # fmt: skip
        assert 'lang="en"' in shown(clerk, address)


def test_a_file_that_is_no_document_is_refused_and_the_paper_kept(clerk: Clerk, walk_in: WalkIn) -> None:
    clerk.fill_in(walk_in)
    boxes = {"presented-dwelling": "scan", "copies-dwelling": "1", "_continue": "1"}
    virus = SimpleUploadedFile("virus.pdf", b"MZ" + bytes(1000))
    answer = clerk.browser.post(f"{clerk.draft}/documents", boxes | {"files-dwelling": virus})
    assert answer.status_code == 400
    assert HandedIn.objects.get().presented == "scan"
    right = {"files-dwelling": SimpleUploadedFile("so-do.pdf", a_pdf()), "_continue": "1"}
    assert clerk.browser.post(f"{clerk.draft}/documents", right)["Location"] == f"{clerk.draft}/review"
