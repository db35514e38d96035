"""Searches of officers: what they find, in which order, and that no page is lost between two."""

from datetime import datetime, timedelta

import pytest
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer

from dancu.casework import queries
from dancu.casework.domain.states import FINISHED, STAGES, State
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier
from dancu.casework.queries import DossierFilters, Order, Page, Queue
from dancu.offices.domain.jurisdiction import CENTRE, of_province
from dancu.offices.domain.rights import Function
from dancu.offices.models import Agency
from dancu.offices.queries import agency

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parking_permit")]


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


@pytest.fixture
def desk(filer: Filer) -> Desk:
    return build.an_officer(filer.place)


@pytest.fixture(params=["commune", "province", "centre"])
def reader(request: pytest.FixtureRequest, filer: Filer) -> Desk:
    """An officer of each level: a commune has few dossiers, the others look for names in an index."""
    codes = {"commune": filer.place.code, "province": of_province("01").code, "centre": CENTRE.code}
    return at_agency(codes[request.param])


def page_of(desk: Desk, *, after: str = "", before: str = "", at: datetime = NOW, **filters: object) -> Page:
    return queries.search_dossiers(
        officer=desk.officer,
        filters=DossierFilters(**filters),  # type: ignore[arg-type]
        after=after,
        before=before,
        by=desk.actor,
        at=at,
    )


def found(desk: Desk, **filters: object) -> list[str]:
    return [row.code for row in page_of(desk, **filters).rows]


def at_agency(code: str) -> Desk:
    return build.an_officer(agency(Agency.objects.get(code=code).pk))


def test_every_state_waits_for_one_thing_or_is_over() -> None:
    waiting = [state for states in STAGES.values() for state in states]
    assert len(waiting) == len(set(waiting))
    # A decision that the applicant has not got yet waits, though nothing more is decided.
    assert set(State) - set(waiting) == FINISHED - {State.DECIDED, State.REJECTED}


def test_the_database_tells_what_a_dossier_waits_for_as_the_domain_does(filer: Filer) -> None:
    code = filer.a_dossier()
    for state in State:
        Dossier.objects.filter(code=code).update(state=state)
        stage = next((stage for stage, states in STAGES.items() if state in states), "")
        assert Dossier.objects.get(code=code).stage == stage


def test_each_level_finds_what_lies_below_it(filer: Filer, desk: Desk) -> None:
    here = filer.a_dossier()
    nearby = Filer(build.an_agency("01", "00073")).a_dossier()
    far = Filer(build.an_agency("79", "26740")).a_dossier()
    assert found(desk, queue=Queue.ALL) == [here]
    assert found(at_agency(of_province("01").code), queue=Queue.ALL) == [nearby, here]
    assert found(at_agency(of_province("79").code), queue=Queue.RECEPTION) == [far]
    assert found(at_agency(CENTRE.code), queue=Queue.ALL) == [far, nearby, here]


def test_names_are_found_by_their_words_in_any_order_and_by_the_beginning_of_the_last(
    filer: Filer, reader: Desk
) -> None:
    hoa, hoan = filer.a_dossier(name="Đặng Thị Hòa"), filer.a_dossier(name="Đặng Thị Hoàn")
    assert found(reader, name="dang thi hoa") == [hoa]
    assert found(reader, name="dang thi hoa* ") == [hoan, hoa]
    assert found(reader, name="* dang thi h") == []
    assert found(reader, name="Hòa  ĐẶNG") == [hoa]
    assert found(reader, name="hoan") == [hoan]
    assert found(reader, name="ang thi") == []
    assert found(reader, name="'&|!*:") == []


@pytest.mark.parametrize("typed", ["K'Brêu Y-Blô", "y blo kbreu", "Blô, KBr*"])
def test_what_parts_the_words_of_a_name_is_the_same_in_what_is_typed(filer: Filer, reader: Desk, typed: str) -> None:
    code = filer.a_dossier(name="K’Brêu Y-Blô")
    filer.a_dossier(name="K’Brêu Y-Bla")
    assert found(reader, name=typed) == [code]


@pytest.mark.parametrize(
    ("order", "places"),
    [(Order.NEWEST, [2, 0, 1]), (Order.OLDEST, [1, 0, 2]), (Order.FIRST_DUE, [0, 1, 2]), (Order.LAST_DUE, [2, 1, 0])],
)
def test_of_a_name_that_was_filed_for_years_each_page_goes_on_behind_the_last(
    filer: Filer, reader: Desk, monkeypatch: pytest.MonkeyPatch, order: Order, places: list[int]
) -> None:
    monkeypatch.setattr("dancu.casework.queries.search.PAGE", 1)
    codes = [filer.a_dossier(name="Lò Văn Pửn") for _ in range(3)]
    filer.a_dossier(name="Lò Thị Pửn")
    for code, ago, due in zip(codes, (400, 700, 1), (5, 6, 7), strict=True):
        days = {"submitted_at": NOW - timedelta(days=ago), "due_at": NOW + timedelta(days=due)}
        Dossier.objects.filter(code=code).update(**days)
    pages = [page_of(reader, name="lo van", order=order)]
    while after := pages[-1].after:
        pages.append(page_of(reader, name="lo van", order=order, after=after))
    assert [row.code for page in pages for row in page.rows] == [codes[place] for place in places]
    assert page_of(reader, name="lo van", order=order, before=pages[-1].before).rows == pages[1].rows


def test_procedure_case_state_and_days_narrow_together_at_every_level(filer: Filer, desk: Desk) -> None:
    code, other = filer.a_dossier(name="Lò Văn Pửn"), filer.a_dossier(name="Lò Văn Pửn")
    Filer(build.an_agency("79", "26740")).a_dossier(name="Lò Văn Pửn")
    Dossier.objects.filter(code=other).update(state=State.WITHDRAWN, submitted_at=NOW - timedelta(days=30))
    row = Dossier.objects.get(code=code)
    wanted = {"queue": Queue.ALL, "procedure_code": row.procedure_code, "case": row.case}
    for officer in (desk, at_agency(of_province("01").code)):
        assert found(officer, **wanted) == [code, other]
        assert found(officer, **wanted, state=State.WITHDRAWN) == [other]
        assert found(officer, **wanted, submitted_since=NOW.date()) == [code]
        assert found(officer, **wanted, submitted_until=(NOW - timedelta(days=2)).date()) == [other]
        assert found(officer, **wanted, name="pun", state=State.SUBMITTED) == [code]
        assert found(officer, **wanted | {"case": "another"}) == []
    assert found(at_agency(CENTRE.code), queue=Queue.ALL, state=State.WITHDRAWN) == [other]


@pytest.mark.parametrize("queue", Queue)
def test_a_name_is_looked_for_in_the_states_of_its_queue(filer: Filer, reader: Desk, queue: Queue) -> None:
    code = filer.a_dossier(name="Lò Văn Pửn")
    for state in State:
        Dossier.objects.filter(code=code).update(state=state, due_at=NOW, assignee=reader.officer.id)
        assert found(reader, queue=queue, name="pun") == found(reader, queue=queue)


@pytest.mark.parametrize(
    ("order", "places"),
    [(None, [2, 1, 0]), (Order.NEWEST, [2, 1, 0]), (Order.OLDEST, [0, 1, 2]), (Order.FIRST_DUE, [1, 2, 0])],
)
def test_a_list_is_ordered_and_its_pages_follow_each_other_both_ways(
    filer: Filer, desk: Desk, monkeypatch: pytest.MonkeyPatch, order: Order | None, places: list[int]
) -> None:
    monkeypatch.setattr("dancu.casework.queries.search.PAGE", 1)
    codes = [filer.a_dossier() for _ in range(3)]
    for code, days in zip(codes, (9, 5, 5), strict=True):
        Dossier.objects.filter(code=code).update(due_at=NOW + timedelta(days=days))
    first = page_of(desk, order=order)
    second = page_of(desk, order=order, after=first.after)
    third = page_of(desk, order=order, after=second.after)
    listed = [row.code for page in (first, second, third) for row in page.rows]
    assert listed == [codes[place] for place in places]
    assert (first.before, third.after) == ("", "")
    assert page_of(desk, order=order, before=third.before).rows == second.rows


def test_what_is_longest_overdue_stands_on_top(filer: Filer, desk: Desk) -> None:
    late, later = filer.a_dossier(), filer.a_dossier()
    Dossier.objects.filter(code=later).update(due_at=NOW - timedelta(days=2))
    Dossier.objects.filter(code=late).update(due_at=NOW - timedelta(days=1))
    assert found(desk, queue=Queue.ALL, overdue=True) == [later, late]


def test_what_is_due_between_two_days_is_listed_in_their_order(filer: Filer, desk: Desk) -> None:
    late, early, never = (filer.a_dossier() for _ in range(3))
    for code, days in ((late, 4), (early, 3), (never, 9)):
        Dossier.objects.filter(code=code).update(due_at=NOW + timedelta(days=days))
    since, until = NOW.date(), (NOW + timedelta(days=5)).date()
    assert found(desk, queue=Queue.ALL, due_since=since, due_until=until) == [early, late]
    assert found(desk, queue=Queue.ALL, due_until=until) == [early, late]
    assert found(desk, queue=Queue.ALL, due_since=until) == [never]


def test_all_dossiers_are_not_ordered_by_days_that_nobody_waits_for(filer: Filer, desk: Desk) -> None:
    codes = [filer.a_dossier() for _ in range(2)]
    assert found(desk, queue=Queue.ALL, order=Order.FIRST_DUE) == codes[::-1]


def test_counts_stop_at_the_cap(filer: Filer, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dancu.casework.queries.search.COUNT_CAP", 2)
    for _ in range(2):
        filer.a_dossier()
    assert queries.count_queues(officer=desk.officer, at=NOW)[Queue.RECEPTION].exact
    for _ in range(2):
        filer.a_dossier()
    counted = queries.count_queues(officer=desk.officer, at=NOW)[Queue.RECEPTION]
    assert (counted.all, counted.exact) == (3, False)


def test_whoever_may_see_nothing_counts_nothing(filer: Filer) -> None:
    filer.a_dossier()
    counts = queries.count_queues(officer=build.an_officer(filer.place, Function.ACCOUNTS).officer, at=NOW)
    assert [count.all for count in counts.values()] == [0] * len(counts)


def test_a_dossier_taken_up_is_counted_where_it_is(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier()
    build.act(desk, Action.RECEIVE, code)
    counts = queries.count_queues(officer=desk.officer, at=NOW)
    assert counts[Queue.TO_PROCESS].states == {State.RECEIVED: 1}
