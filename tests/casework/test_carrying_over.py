"""A draft whose law changes under it: carried over when it is opened, never submitted unseen, and left alone as a supplement."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from tests.builders import casework as build
from tests.builders.casework import NOW, Filer
from tests.fakes.parking_permit import PROCEDURE

from dancu.casework import commands as casework
from dancu.casework import procedures, queries
from dancu.casework.domain.filing import Channel
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier, Draft
from dancu.casework.procedures import in_sequence

CHANGE = date(2026, 12, 1)
MIDNIGHT = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
"""The first moment of 1 December in Viet Nam."""
LAST_MOMENT = MIDNIGHT - timedelta(microseconds=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_versions(parking_permit: None) -> None:
    procedures.install(in_sequence(PROCEDURE, replace(PROCEDURE, since=CHANGE, reopens=("request",))))


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


def opened(filer: Filer, draft: Any, at: datetime) -> queries.DraftView:
    return queries.get_draft(draft, by=filer.citizen, at=at)


def carried(filer: Filer, draft: Any, at: datetime) -> queries.DraftView:
    casework.carry_over(draft_id=draft, by=filer.citizen, at=at)
    return opened(filer, draft, at)


def submit(filer: Filer, draft: Any, at: datetime) -> str:
    return casework.submit(draft_id=draft, channel=Channel.PORTAL, by=filer.citizen, at=at).code


def test_a_draft_is_outdated_from_the_first_moment_of_the_new_law(filer: Filer) -> None:
    draft = filer.a_draft()
    assert not opened(filer, draft, LAST_MOMENT).outdated
    assert opened(filer, draft, MIDNIGHT).outdated


def test_carried_over_it_keeps_what_was_typed_and_asks_again_what_changed(filer: Filer) -> None:
    draft = filer.a_draft()
    typed = opened(filer, draft, NOW).typed
    view = carried(filer, draft, MIDNIGHT)
    assert (view.procedure.version, view.outdated) == (2, False)
    assert view.answers == {}
    assert view.typed == typed
    assert [version.version for version in view.changes] == [2]
    assert list(view.attachments) == ["registration"]


def test_where_no_question_changed_the_answers_stay(filer: Filer) -> None:
    procedures.install(in_sequence(PROCEDURE, replace(PROCEDURE, since=CHANGE)))
    view = carried(filer, filer.a_draft(), MIDNIGHT)
    assert (view.procedure.version, list(view.answers)) == (2, ["request"])


def test_under_the_same_law_nothing_is_carried(filer: Filer) -> None:
    draft = filer.a_draft()
    before = opened(filer, draft, LAST_MOMENT)
    assert carried(filer, draft, LAST_MOMENT) == before


def test_carried_twice_it_tells_of_all_that_changed_since_it_was_begun(filer: Filer) -> None:
    later = replace(PROCEDURE, since=date(2027, 1, 1))
    procedures.install(in_sequence(PROCEDURE, replace(PROCEDURE, since=CHANGE), later))
    draft = filer.a_draft()
    carried(filer, draft, MIDNIGHT)
    view = carried(filer, draft, MIDNIGHT + timedelta(days=40))
    assert [version.since for version in view.changes] == [CHANGE, date(2027, 1, 1)]


def test_somebody_elses_draft_is_not_carried(filer: Filer) -> None:
    with pytest.raises(queries.NoSuchDraft):
        casework.carry_over(draft_id=filer.a_draft(), by=build.a_citizen(), at=MIDNIGHT)


@pytest.mark.parametrize(("at", "version", "day"), [(LAST_MOMENT, 1, date(2026, 11, 30)), (MIDNIGHT, 2, CHANGE)])
def test_it_is_judged_by_the_law_of_the_day_of_submitting(filer: Filer, at: datetime, version: int, day: date) -> None:
    procedures.install(in_sequence(PROCEDURE, replace(PROCEDURE, since=CHANGE)))
    draft = filer.a_draft()
    carried(filer, draft, at)
    submit(filer, draft, at)
    dossier = Dossier.objects.get()
    assert (dossier.procedure_version, dossier.filed_on) == (version, day)


def test_a_draft_last_seen_before_midnight_is_not_submitted_after_it(filer: Filer) -> None:
    draft = filer.a_draft()
    with pytest.raises(casework.LawChanged):
        submit(filer, draft, MIDNIGHT)
    assert not Dossier.objects.exists()
    assert Draft.objects.get(pk=draft).procedure_version == 1


def test_what_is_still_typed_in_an_open_page_can_be_saved_after_it_was_carried(filer: Filer) -> None:
    draft = filer.a_draft()
    seen = opened(filer, draft, NOW).revision
    carried(filer, draft, MIDNIGHT)
    casework.save_step(
        draft_id=draft,
        step="request",
        typed={},
        answers=filer.answers(),
        revision=seen,
        by=filer.citizen,
        at=MIDNIGHT,
    )
    assert submit(filer, draft, MIDNIGHT)


def test_a_supplement_stays_under_the_law_of_its_first_filing(filer: Filer) -> None:
    code = filer.a_dossier()
    build.act(build.an_officer(filer.place), Action.RETURN_FOR_SUPPLEMENT, code)
    draft = casework.begin_supplement(code=code, by=filer.citizen, at=MIDNIGHT)
    view = carried(filer, draft, MIDNIGHT)
    assert (view.procedure.version, view.on, list(view.answers)) == (1, NOW.date(), ["request"])
    submit(filer, draft, MIDNIGHT)
    dossier = Dossier.objects.get()
    assert (dossier.procedure_version, dossier.filed_on, dossier.rounds) == (1, NOW.date(), 2)


@pytest.mark.django_db(transaction=True)
def test_at_midnight_one_window_carries_it_while_another_submits_it_by_the_old_day(filer: Filer) -> None:
    """Whichever is first, the dossier is judged by the law of its own moment, or the law has changed under it."""
    draft = filer.a_draft()

    def at_once(act: Any) -> str:
        try:
            act()
        except (casework.LawChanged, casework.Incomplete, queries.NoSuchDraft) as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        carrying = pool.submit(at_once, lambda: casework.carry_over(draft_id=draft, by=filer.citizen, at=MIDNIGHT))
        filing = pool.submit(at_once, lambda: submit(filer, draft, LAST_MOMENT))
    outcome = (carrying.result(), filing.result())
    assert outcome in {("done", "LawChanged"), ("NoSuchDraft", "done")}
    assert [each.procedure_version for each in Dossier.objects.all()] == ([1] if outcome[1] == "done" else [])
