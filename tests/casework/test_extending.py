"""A complex case takes the longer limit that the law grants it: once, with its reason, and the applicant is told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act
from tests.builders.threads import at_once
from tests.fakes.parking_permit import PROCEDURE

from dancu.casework import commands as casework
from dancu.casework import procedures, queries
from dancu.casework.domain.duty import ExtendedAlready
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action, ActNotPossible, RightMissing
from dancu.notices.models import Message
from dancu.offices.domain.rights import Function

pytestmark = pytest.mark.django_db

FRIDAY_NEXT_WEEK = "2026-12-07T17:00:00+07:00"
"""Nine working days after 24 November, instead of seven."""


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


def received(filer: Filer) -> tuple[str, Desk]:
    code, desk = filer.a_dossier(), build.an_officer(filer.place)
    act(desk, Action.RECEIVE, code)
    return code, desk


def due(code: str, filer: Filer) -> str:
    return timezone.localtime(queries.get_own_dossier(code, by=filer.citizen, at=NOW).due_at).isoformat()


def test_the_result_is_due_later_and_the_applicant_reads_why(filer: Filer) -> None:
    code, desk = received(filer)
    assert act(desk, Action.EXTEND, code, note="Phải xác minh nơi đến") is State.RECEIVED
    assert due(code, filer) == FRIDAY_NEXT_WEEK
    line = queries.get_own_dossier(code, by=filer.citizen, at=NOW).timeline[-1]
    assert (line.action, line.note) == ("extend", "Phải xác minh nơi đến")
    facts = Message.objects.get(notice="dossier_extend").facts
    assert (facts["note"], facts["due_at"]) == ("Phải xác minh nơi đến", FRIDAY_NEXT_WEEK)


def test_the_page_says_beforehand_when_it_would_be_due(filer: Filer) -> None:
    code, desk = received(filer)
    shown = queries.get_dossier(code, officer=desk.officer, by=desk.actor, at=NOW)
    assert shown.due_if_complex is not None
    assert shown.due_if_complex.isoformat() == FRIDAY_NEXT_WEEK
    assert Action.EXTEND in {option.action for option in shown.options}


def test_it_is_extended_once_and_the_button_is_gone(filer: Filer) -> None:
    code, desk = received(filer)
    act(desk, Action.EXTEND, code)
    act(desk, Action.TAKE, code)
    with pytest.raises(ExtendedAlready):
        act(desk, Action.EXTEND, code)
    shown = queries.get_dossier(code, officer=desk.officer, by=desk.actor, at=NOW)
    assert Action.EXTEND not in {option.action for option in shown.options}


def test_days_on_which_the_clock_stood_still_are_not_lost(filer: Filer) -> None:
    code, desk = received(filer)
    act(desk, Action.SUSPEND, code)
    act(desk, Action.RESUME, code, at=NOW + timedelta(days=2))
    act(desk, Action.EXTEND, code, at=NOW + timedelta(days=2))
    assert due(code, filer) == "2026-12-09T17:00:00+07:00"


def test_the_reason_is_said(filer: Filer) -> None:
    code, desk = received(filer)
    with pytest.raises(casework.NoteMissing):
        act(desk, Action.EXTEND, code, note=" ")


def test_who_only_receives_does_not_extend(filer: Filer) -> None:
    code, _ = received(filer)
    with pytest.raises(RightMissing):
        act(build.an_officer(filer.place, Function.RECEPTION), Action.EXTEND, code)


def test_where_the_law_knows_one_limit_there_is_nothing_to_extend(filer: Filer) -> None:
    code, desk = received(filer)
    procedures.install([replace(PROCEDURE, complex_limit=None)])
    with pytest.raises(ActNotPossible):
        act(desk, Action.EXTEND, code)
    assert queries.get_dossier(code, officer=desk.officer, by=desk.actor, at=NOW).due_if_complex is None


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_extends(filer: Filer) -> None:
    code, desk = received(filer)
    colleague = build.an_officer(filer.place)
    results = at_once([lambda each=each: act(each, Action.EXTEND, code) for each in (desk, colleague)])
    assert {type(each) for each in results} == {State, ExtendedAlready}
    assert due(code, filer) == FRIDAY_NEXT_WEEK
