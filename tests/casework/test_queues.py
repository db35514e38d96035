"""What an officer and his chief find in the queues: nobody's, somebody's, soon due, overdue, waiting for others."""

from datetime import datetime, timedelta

import pytest
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act

from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier
from dancu.casework.queries import SOON, DossierFilters, Queue
from dancu.offices.queries import agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


@pytest.fixture
def desk(filer: Filer) -> Desk:
    return build.an_officer(filer.place)


def found(desk: Desk, queue: Queue, at: datetime = NOW) -> list[str]:
    """Return the codes of a queue, whose count is as many."""
    filters = DossierFilters(queue=queue)
    page = queries.search_dossiers(officer=desk.officer, filters=filters, by=desk.actor, at=at)
    if queue is not Queue.ALL:
        assert queries.count_queues(officer=desk.officer, at=at)[queue].all == len(page.rows)
    return [row.code for row in page.rows]


def test_what_is_received_is_nobodys_until_somebody_has_it(filer: Filer, desk: Desk) -> None:
    code, colleague = filer.a_dossier(), build.an_officer(filer.place)
    assert found(desk, Queue.UNASSIGNED) == []
    act(desk, Action.RECEIVE, code)
    assert (found(desk, Queue.UNASSIGNED), found(desk, Queue.MINE)) == ([code], [])
    act(desk, Action.ASSIGN, code, assignee=colleague.officer.id)
    assert (found(desk, Queue.UNASSIGNED), found(desk, Queue.MINE)) == ([], [])
    assert found(colleague, Queue.MINE) == [code]
    act(colleague, Action.RETURN_FOR_SUPPLEMENT, code)
    assert found(colleague, Queue.MINE) == [code]


def test_what_is_due_soon_and_what_is_overdue_stand_apart_the_first_due_on_top(filer: Filer, desk: Desk) -> None:
    first, second = filer.a_dossier(), filer.a_dossier()
    due = NOW + timedelta(days=3)
    for code, later in ((second, timedelta(hours=1)), (first, timedelta())):
        act(desk, Action.RECEIVE, code)
        Dossier.objects.filter(code=code).update(due_at=due + later)
    before, soon, late = due - SOON - timedelta(minutes=1), due - timedelta(hours=2), due + timedelta(hours=2)
    assert [found(desk, queue, before) for queue in (Queue.SOON_DUE, Queue.OVERDUE)] == [[], []]
    assert [found(desk, queue, soon) for queue in (Queue.SOON_DUE, Queue.OVERDUE)] == [[first, second], []]
    assert [found(desk, queue, late) for queue in (Queue.SOON_DUE, Queue.OVERDUE)] == [[], [first, second]]
    act(desk, Action.SUSPEND, first)
    assert found(desk, Queue.OVERDUE, late) == [second]


def test_what_waits_for_another_agency_or_for_an_opinion_waits_for_others(filer: Filer, desk: Desk) -> None:
    asked, opinion, neither = filer.a_dossier(), filer.a_dossier(), filer.a_dossier()
    for code in (asked, neither):
        act(desk, Action.RECEIVE, code)
        act(desk, Action.TAKE, code)
    other = build.an_officer(build.an_agency("79", "26743"))
    facts = {"officer": desk.officer, "by": desk.actor, "at": NOW}
    question = casework.ask_verification(code=asked, agency_id=other.officer.agency.id, question="?", **facts)
    Dossier.objects.filter(code=opinion).update(opinions_open=1)
    assert sorted(found(desk, Queue.AWAITING_OTHERS)) == sorted([asked, opinion])
    answer = {"officer": other.officer, "by": other.actor, "at": NOW}
    casework.answer_verification(verification_id=question, answer="Có", **answer)
    Dossier.objects.filter(code=opinion).update(opinions_open=0)
    assert found(desk, Queue.AWAITING_OTHERS) == []


def test_the_province_tells_its_own_from_those_below_it(filer: Filer) -> None:
    province = build.an_officer(agency(filer.place.parent_id or 0))
    code = filer.a_dossier()
    assert found(province, Queue.ALL) == [code]
    assert found(province, Queue.OF_AGENCY) == []
    assert found(build.an_officer(filer.place), Queue.OF_AGENCY) == [code]
