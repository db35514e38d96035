"""Pages sent at one moment, in two windows, with a session that ends meanwhile; and officers who come second."""

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.builders import casework as build
from tests.builders.casework import Desk, Filer
from tests.builders.citizens import Citizen, a_browser, draft_id
from tests.builders.desks import at_the_desk
from tests.builders.threads import at_once
from tests.fakes.parking_permit import PROCEDURE

from dancu.accounts import commands as accounts
from dancu.accounts.models import Session
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import GIVING, Action, Arrow, Right
from dancu.casework.models import Dossier, Draft, Submission
from dancu.sites.officer.acting import slug
from dancu.sites.portal import confirm_code

BOOK = "AA/26P & B"
NOTE = "Ý kiến tôi đã viết & chưa gửi"


def again(browser: Client) -> Client:
    """Return another window of the same browser."""
    window = Client(headers=browser.defaults and {"host": browser.defaults["HTTP_HOST"]})
    window.cookies = browser.cookies
    return window


@pytest.mark.django_db(transaction=True)
def test_the_last_page_sent_fifty_times_at_once_leads_fifty_times_to_one_dossier() -> None:
    citizen = Citizen()
    citizen.fill_in()
    citizen.attach()
    draft = draft_id(citizen.draft)
    token = citizen.token()
    typed = {
        "token": token,
        "confirm_code": confirm_code.answer_in_demonstration(draft, token),
        "promise": "1",
    }
    send: Callable[[], Any] = lambda: again(citizen.browser).post(f"{citizen.draft}/review", typed)  # noqa: E731
    answers = at_once([send] * 50)
    [code] = Dossier.objects.values_list("code", flat=True)
    assert {getattr(answer, "url", answer) for answer in answers} == {f"/dossiers/{code}/submitted"}
    assert Submission.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_session_ended_while_a_step_is_sent_saves_all_of_it_or_nothing() -> None:
    citizen = Citizen()
    citizen.fill_in()
    before, session = Draft.objects.get().typed["place"], Session.objects.get(account=citizen.account)
    by = {"account_id": citizen.account, "by": citizen.actor, "at": session.opened_at}
    typed = {"line": "34 Lê Lợi", "ground": "own", "obstacle": "none"}
    acts: list[Callable[[], Any]] = [
        lambda: accounts.end_session(session_id=session.pk, **by),
        lambda: again(citizen.browser).post(f"{citizen.draft}/steps/place", typed),
    ]
    _, answer = at_once(acts)
    after = Draft.objects.get().typed["place"]
    assert answer.status_code == 302
    assert (after == before) if answer.url.startswith("/sign-in") else after["line"] == ["34 Lê Lợi"]


@pytest.mark.django_db
def test_going_back_after_filing_and_sending_again_shows_the_dossier() -> None:
    citizen = Citizen()
    citizen.fill_in()
    citizen.attach()
    done = citizen.submit()["Location"]
    for answer in (
        citizen.browser.get(f"{citizen.draft}/review"),
        citizen.browser.post(f"{citizen.draft}/review", {"promise": "1"}),
    ):
        assert answer["Location"] == done
    assert citizen.browser.get(f"{citizen.draft}/steps/place").status_code == 404


@pytest.mark.django_db
def test_of_two_windows_the_second_is_told_and_keeps_what_was_typed() -> None:
    citizen = Citizen()
    citizen.fill_in()
    typed = {"ground": "own", "obstacle": "none", "_revision": str(Draft.objects.get().revision)}
    first, second = a_browser(citizen.account), a_browser(citizen.account)
    assert first.post(f"{citizen.draft}/steps/place", typed | {"line": "34 Lê Lợi"}).status_code == 302
    answer = second.post(f"{citizen.draft}/steps/place", typed | {"line": "56 Hàm Nghi"})
    assert answer.status_code == 409
    assert "56 Hàm Nghi" in answer.content.decode()
    assert Draft.objects.get().typed["place"]["line"] == ["34 Lê Lợi"]


def every_second() -> list[tuple[State, Action, Action]]:
    """Return, from the workflow's table, each act of an officer with another one that could come before it in its state."""
    arrows = [arrow for arrow in PROCEDURE.workflow.arrows if arrow.right is not Right.APPLICANT]
    return [
        (late.source, first.action, late.action)
        for late in arrows
        for first in [arrow for arrow in arrows if arrow.source is late.source and comes_first(arrow)][:1]
    ]


def comes_first(arrow: Arrow) -> bool:
    """Tell whether an act asks for nothing that went before: no wish, no fee, and no dossier that its officer gave back."""
    answers = {Action.GRANT_WITHDRAWAL, Action.DECLINE_WITHDRAWAL, Action.RECORD_PAYMENT, Action.REFUND, *GIVING}
    return arrow.action not in answers and (arrow.action, arrow.source) != (Action.TAKE, State.PROCESSING)


@pytest.mark.django_db
def test_an_officer_who_comes_second_reads_who_did_what_when_and_finds_what_he_typed() -> None:
    with build.installed():
        filer = Filer(build.an_agency())
        first, second = build.an_officer(filer.place), build.an_officer(filer.place)
        browser = at_the_desk(second)
        for state, earlier, late in every_second():
            # Who has it in hand is the first to act; who decides must be another than who proposed.
            code = led_to(state, filer, first if state is State.PROCESSING else build.an_officer(filer.place))
            seen = Dossier.objects.get(code=code).revision
            build.act(first, earlier, code)
            written = {"seen": seen, "note": NOTE, **written_for(late)}
            answer = browser.post(f"/dossiers/{code}/acts/{slug(late)}", written)
            told(answer, filer.place.name, state, late)


def written_for(action: object) -> dict[str, str]:
    """Return what an act is given beside its note."""
    match action:
        case Action.RECORD_PAYMENT:
            return {"receipt-TOTAL_FORMS": "1", "receipt-0-book": BOOK, "receipt-0-number": "0071"}
        case Action.REFUND:
            return {"refund_amount": "71000"}
        case _:
            return {}


def told(answer: HttpResponse, agency: str, *which: object) -> None:
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 409, which
    assert f"{agency} đã xử lý hồ sơ này lúc 09:00 24/11/2026" in page, which
    assert NOTE in page, which
    assert all(text in page for text in written_for(which[-1]).values()), which


def led_to(state: State, filer: Filer, desk: Desk) -> str:
    """Return a dossier that a course of the table has led to a state."""
    code, leader = filer.a_dossier(), build.an_officer(filer.place)
    for action in build.paths()[state]:
        if action is Action.RESUBMIT:
            filer.supplements(code)
        else:
            build.act(leader if action in {Action.APPROVE, Action.REJECT} else desk, action, code)
    return code
