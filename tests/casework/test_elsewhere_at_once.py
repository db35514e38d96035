"""What a counter takes for others, where two act at one moment and where agencies merge."""

from collections.abc import Callable

import pytest
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, act
from tests.builders.elsewhere import decided, opened, taken
from tests.builders.offices import the_centre
from tests.builders.threads import at_once
from tests.builders.walk_ins import begin, fill_in, submit

from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.commands import merging
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action, ActNotPossible
from dancu.casework.models import Dossier, JournalEntry
from dancu.offices.domain import rights
from dancu.offices.domain.rights import Function
from dancu.offices.queries import AgencyView, officer_of


@pytest.fixture
def here() -> AgencyView:
    return build.an_agency(commune="00070")


@pytest.fixture
def there() -> AgencyView:
    return build.an_agency("79", "26743")


@pytest.fixture
def counter(here: AgencyView) -> Desk:
    return build.an_officer(here, Function.RECEPTION, Function.RESULTS)


@pytest.fixture
def agency(there: AgencyView) -> Desk:
    return build.an_officer(there)


@pytest.mark.django_db
class TestMerging:
    @pytest.fixture
    def administrator(self) -> Desk:
        return build.an_officer(the_centre(), *rights.Function)

    def merge(self, administrator: Desk, old: AgencyView, new: AgencyView) -> None:
        casework.merge_agency(
            agency_id=old.id,
            successor_id=new.id,
            on=NOW.date(),
            officer=administrator.officer,
            by=administrator.actor,
            at=NOW,
        )

    def test_the_counter_is_its_successors(
        self, administrator: Desk, counter: Desk, agency: Desk, here: AgencyView, there: AgencyView
    ) -> None:
        ended, code = taken(counter, there), taken(counter, there)
        act(agency, Action.REFUSE, ended)
        successor = build.an_agency(commune="00097")
        self.merge(administrator, here, successor)
        assert Dossier.objects.get(code=code).counter_agency_id == successor.id
        # His page of before still works: the officer is read again once the dossier is locked.
        assert act(counter, Action.RECEIVE, code) is State.RECEIVED
        assert Dossier.objects.get(code=ended).counter_agency_id == here.id
        merging.follow(at=NOW)
        assert Dossier.objects.get(code=ended).counter_agency_id == successor.id

    @pytest.mark.parametrize("way", ["the counter into the agency", "the agency into the counter"])
    def test_what_was_taken_for_the_other_half_is_then_the_successors_own(
        self, administrator: Desk, counter: Desk, here: AgencyView, way: str
    ) -> None:
        neighbour = build.an_agency(commune="00097")
        code = taken(counter, neighbour)
        pair = (here, neighbour) if way == "the counter into the agency" else (neighbour, here)
        self.merge(administrator, *pair)
        dossier = Dossier.objects.get(code=code)
        assert (dossier.agency_id, dossier.counter_agency_id) == (pair[1].id, None)
        again = Desk(officer_of(counter.officer.account_id), counter.actor)
        assert isinstance(opened(again, code), queries.DossierForOfficer)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_of_counter_and_agency_one_receives_and_the_other_is_told(
        self, counter: Desk, agency: Desk, there: AgencyView
    ) -> None:
        for _ in range(10):
            code = taken(counter, there)
            seen = Dossier.objects.get(code=code).revision
            both = self.both(
                counter, agency, lambda desk, code=code, seen=seen: act(desk, Action.RECEIVE, code, seen=seen)
            )
            assert sorted(map(type, both), key=str) == sorted([State, casework.ActedMeanwhile], key=str)
            assert Dossier.objects.get(code=code).papers.filter(form="CT04").count() == 1

    def test_of_counter_and_agency_one_delivers(self, counter: Desk, agency: Desk, there: AgencyView) -> None:
        for _ in range(5):
            code = taken(counter, there)
            act(counter, Action.RECEIVE, code)
            decided(agency, code)
            both = self.both(counter, agency, lambda desk, code=code: act(desk, Action.DELIVER, code))
            assert sorted(map(type, both), key=str) == sorted([State, ActNotPossible], key=str)
            assert JournalEntry.objects.filter(dossier__code=code, action="deliver").count() == 1

    def test_two_counters_take_for_one_agency_and_each_dossier_has_a_code_of_its_own(
        self, counter: Desk, there: AgencyView
    ) -> None:
        other = build.an_officer(build.an_agency(commune="00097"), Function.RECEPTION)
        drafts = [(desk, fill_in(desk, begin(desk), agency=there.id)) for desk in (counter, other)]
        codes = at_once([lambda desk=desk, draft=draft: submit(desk, draft) for desk, draft in drafts])
        assert len(set(codes)) == Dossier.objects.count() == 2
        places = set(Dossier.objects.values_list("counter_agency", flat=True))
        assert places == {counter.officer.agency.id, other.officer.agency.id}

    def test_one_supplement_is_begun_at_either_place(self, counter: Desk, agency: Desk, there: AgencyView) -> None:
        code = taken(counter, there)
        act(counter, Action.RETURN_FOR_SUPPLEMENT, code)
        both = self.both(
            counter,
            agency,
            lambda desk: casework.begin_supplement(code=code, officer=desk.officer, by=desk.actor, at=NOW),
        )
        assert sum(isinstance(each, casework.SupplementBegun) for each in both) == 1

    def both(self, counter: Desk, agency: Desk, what: Callable[[Desk], object]) -> list[object]:
        return list(at_once([lambda: what(counter), lambda: what(agency)]))
