"""Days and names of what is entered at a counter: by which law, since when, and for whom, as receipt and audit say it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, act
from tests.builders.walk_ins import TODAY, a_walk_in, begin, fill_in, submit
from tests.fakes.parking_permit import PROCEDURE

from dancu.audit import queries as audit
from dancu.audit.models import AuditRow
from dancu.casework import commands as casework
from dancu.casework import procedures, queries
from dancu.casework.domain.filing import Declarer
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier, Draft
from dancu.casework.procedures import in_sequence
from dancu.kernel.errors import DomainError
from dancu.offices.domain.rights import Function

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return build.an_officer(build.an_agency(), Function.RECEPTION)


def said_of(kind: str, identifier: str) -> list[AuditRow]:
    return list(AuditRow.objects.filter(subject_kind=kind, subject_id=identifier))


def test_an_earlier_day_is_judged_by_its_law_and_its_reason_is_kept(desk: Desk) -> None:
    code = a_walk_in(desk, filed_on=date(2026, 11, 20), late_reason="Mất điện cả ngày")
    found = queries.get_dossier(code, officer=desk.officer, by=desk.actor, at=NOW)
    assert found.filed_on == date(2026, 11, 20)
    assert found.journal[0].note == "Mất điện cả ngày"
    draft = Dossier.objects.get(code=code).submissions.get().draft_id
    begun = audit.list_about("draft", draft)[-1]
    assert begun.facts["late_reason"] == "Mất điện cả ngày"


def test_the_time_limit_runs_from_the_day_the_papers_were_received(desk: Desk) -> None:
    today, earlier = a_walk_in(desk), a_walk_in(desk, filed_on=date(2026, 11, 20), late_reason="Mất điện")
    for code in (today, earlier):
        act(desk, Action.RECEIVE, code)
    due = {dossier.code: dossier.due_at.date() for dossier in Dossier.objects.all()}
    assert due[today] == date(2026, 12, 3)
    assert due[earlier] == date(2026, 12, 2)


def test_an_earlier_day_keeps_its_law_however_late_it_is_opened(desk: Desk) -> None:
    procedures.install(in_sequence(PROCEDURE, replace(PROCEDURE, since=TODAY, reopens=("request",))))
    draft = fill_in(desk, begin(desk, filed_on=TODAY - timedelta(days=1), late_reason="Mất điện"))
    for at in (NOW, NOW + timedelta(days=30)):
        view = queries.get_draft(draft, officer=desk.officer, by=desk.actor, at=at)
        assert (view.procedure.version, view.outdated, view.on) == (1, False, TODAY - timedelta(days=1))
        casework.carry_over(draft_id=draft, officer=desk.officer, by=desk.actor, at=at)
    assert Draft.objects.get().answers
    submit(desk, draft)
    assert Dossier.objects.get().procedure_version == 1


@pytest.mark.parametrize(
    ("filed_on", "printed"),
    [(date(2026, 11, 20), "2026-11-20"), (TODAY, "2026-11-24T09:00:00+07:00")],
)
def test_the_receipt_says_since_when_the_counter_has_the_papers(desk: Desk, filed_on: date, printed: str) -> None:
    code = a_walk_in(desk, filed_on=filed_on, late_reason="" if filed_on == TODAY else "Mất điện")
    act(desk, Action.RECEIVE, code)
    assert Dossier.objects.get().papers.get(form="CT04").facts["received_at"] == printed


def test_a_receipt_after_a_supplement_says_when_that_came(desk: Desk) -> None:
    code = a_walk_in(desk, filed_on=date(2026, 11, 20), late_reason="Mất điện")
    act(desk, Action.RETURN_FOR_SUPPLEMENT, code)
    submit(desk, casework.begin_supplement(code=code, officer=desk.officer, by=desk.actor, at=NOW))
    act(desk, Action.RECEIVE, code)
    assert Dossier.objects.get().papers.get(form="CT04").facts["received_at"] == "2026-11-24T09:00:00+07:00"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"filed_on": TODAY + timedelta(days=1)}, casework.ReceivedLater),
        ({"filed_on": date(2021, 6, 30), "late_reason": "Muộn"}, casework.ReceivedTooEarly),
        ({"filed_on": TODAY - timedelta(days=1), "late_reason": "  "}, casework.LateReasonMissing),
    ],
)
def test_a_day_that_cannot_be_is_refused(desk: Desk, changes: dict[str, Any], refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        begin(desk, **changes)
    assert not Draft.objects.exists()


def test_all_that_is_entered_says_for_whom_it_is_done(desk: Desk) -> None:
    code = a_walk_in(desk)
    draft = Dossier.objects.get().submissions.get().draft_id
    act(desk, Action.RETURN_FOR_SUPPLEMENT, code)
    casework.begin_supplement(code=code, officer=desk.officer, by=desk.actor, at=NOW)
    act(desk, Action.ASK_WITHDRAWAL, code)
    rows = {
        row.act: row.on_behalf_of for subject in (("draft", str(draft)), ("dossier", code)) for row in said_of(*subject)
    }
    assert {name for name, whom in rows.items() if whom == "person:42"} == {
        "casework.counter_draft_begun",
        "casework.paper_handed_in",
        "casework.submit",
        "casework.ask_withdrawal",
    }
    assert rows["casework.return_for_supplement"] == ""
    begun = AuditRow.objects.get(act="casework.supplement_begun")
    assert begun.on_behalf_of == "person:42"


def test_whose_card_was_not_checked_is_named_nowhere(desk: Desk) -> None:
    a_walk_in(desk, declarer=Declarer(name="Nguyễn Thị Ánh"), concerned_pins=())
    assert not AuditRow.objects.exclude(on_behalf_of="").exists()
