"""Retention: what is found due, who decides on it, what holds it back, and that the archive is left alone by daily work."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act
from tests.builders.jobs import queued
from tests.builders.retention import (
    TEN_YEARS_LATER,
    YEAR_LATER,
    a_refused_dossier,
    an_archivist,
    archive,
    decide,
    dispose,
    the,
)
from tests.fakes.parking_permit import PROCEDURE

from dancu.audit.models import AuditRow
from dancu.casework import commands, procedures, queries
from dancu.casework.commands import disposing
from dancu.casework.domain.duty import OwnDossier, OwnProposal
from dancu.casework.domain.retention import UNKNOWN, Fate, Retention
from dancu.casework.domain.workflow import Action, ActNotPossible
from dancu.casework.models import Disposition, Dossier, DueDossier
from dancu.casework.queries import DossierFilters, Queue
from dancu.kernel.errors import DomainError
from dancu.offices.domain.rights import Function
from dancu.offices.queries.groups import MayNotAdminister

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parking_permit")]


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


@pytest.fixture
def archivist(filer: Filer) -> Desk:
    return an_archivist(filer)


@pytest.fixture
def leader(filer: Filer) -> Desk:
    return an_archivist(filer)


@pytest.fixture
def code(filer: Filer) -> str:
    """A dossier that was refused."""
    return a_refused_dossier(filer)


def due() -> set[tuple[str, str]]:
    return set(DueDossier.objects.values_list("dossier__code", "fate"))


def hold(desk: Desk, code: str, reason: str = "Có khiếu nại") -> None:
    commands.hold_back(code=code, reason=reason, officer=desk.officer, by=desk.actor, at=NOW)


def found(desk: Desk, **filters: object) -> set[str]:
    asked = DossierFilters(**{"queue": Queue.ALL} | filters)  # type: ignore[arg-type]
    rows = queries.search_dossiers(officer=desk.officer, filters=asked, by=desk.actor, at=NOW).rows
    return {row.code for row in rows}


class TestPeriods:
    def test_count_from_the_day_on_which_a_dossier_was_over(self) -> None:
        period = Retention(archive_after_months=12, erase_after_years=10, source="Bảng thời hạn")
        assert period.due_on(Fate.ARCHIVE, date(2024, 2, 29)) == date(2025, 2, 28)
        assert period.due_on(Fate.ERASE, date(2024, 2, 29)) == date(2034, 2, 28)

    def test_that_nobody_knows_never_come(self) -> None:
        assert UNKNOWN.due_on(Fate.ARCHIVE, date(2021, 7, 1)) is None
        assert UNKNOWN.due_on(Fate.ERASE, date(2021, 7, 1)) is None


class TestFinding:
    def test_a_dossier_is_due_from_its_day_on_and_not_before(self, code: str) -> None:
        closed = NOW.date()
        assert disposing.find_due(at=NOW.replace(year=closed.year + 1) - timedelta(days=1)) == 0
        assert disposing.find_due(at=NOW.replace(year=closed.year + 1)) == 1
        assert DueDossier.objects.get().due_on == date(closed.year + 1, closed.month, closed.day)

    def test_finding_again_finds_nothing_more(self, code: str) -> None:
        assert [disposing.find_due(at=YEAR_LATER) for _ in range(2)] == [1, 0]
        assert due() == {(code, Fate.ARCHIVE)}

    def test_it_goes_through_batches(self, filer: Filer, monkeypatch: pytest.MonkeyPatch) -> None:
        codes = {a_refused_dossier(filer) for _ in range(5)}
        monkeypatch.setattr(disposing, "BATCH", 2)
        assert disposing.find_due(at=YEAR_LATER) == 5
        assert due() == {(code, Fate.ARCHIVE) for code in codes}

    def test_what_is_open_or_waits_for_delivery_is_not_due(self, filer: Filer) -> None:
        worker, leader, code = build.an_officer(filer.place), build.an_officer(filer.place), filer.a_dossier()
        filer.a_dossier()
        for desk, action in ((worker, Action.RECEIVE), (worker, Action.TAKE), (worker, Action.PROPOSE)):
            act(desk, action, code)
        act(leader, Action.APPROVE, code)
        assert disposing.find_due(at=TEN_YEARS_LATER) == 0

    def test_only_what_is_archived_is_due_for_erasure(self, archivist: Desk, code: str) -> None:
        disposing.find_due(at=TEN_YEARS_LATER)
        assert due() == {(code, Fate.ARCHIVE)}
        archive(archivist, code)
        disposing.find_due(at=TEN_YEARS_LATER)
        assert due() == {(code, Fate.ARCHIVE), (code, Fate.ERASE)}

    def test_where_the_period_is_unverified_nothing_is_ever_due_for_erasure(self, archivist: Desk, code: str) -> None:
        archive(archivist, code)
        unverified = replace(PROCEDURE, retention=Retention(archive_after_months=12))
        procedures.install([unverified])
        assert disposing.find_due(at=NOW.replace(year=2999)) == 0


class TestTheArchive:
    def test_leaves_the_list_of_all_and_is_found_by_code_and_filter(self, archivist: Desk, code: str) -> None:
        assert found(archivist) == {code}
        archive(archivist, code)
        assert found(archivist) == set()
        assert found(archivist, code=code) == found(archivist, archived=True) == {code}

    def test_is_read_and_not_worked_on(self, archivist: Desk, code: str) -> None:
        archive(archivist, code)
        view = queries.get_dossier(code, officer=archivist.officer, by=archivist.actor, at=NOW)
        assert (view.archived_at, view.options) == (YEAR_LATER, ())
        with pytest.raises(ActNotPossible):
            commands.check_register(code=code, officer=archivist.officer, by=archivist.actor, at=NOW)

    def test_is_noted_in_the_course_and_in_the_audit(self, archivist: Desk, code: str) -> None:
        archive(archivist, code)
        line = the(code).journal.latest("revision")
        assert (line.action, line.officer_id, line.agency_id) == ("archive", archivist.officer.id, the(code).agency_id)
        assert AuditRow.objects.get(act="casework.archive").subject_id == code

    def test_is_still_its_applicants(self, filer: Filer, archivist: Desk, code: str) -> None:
        archive(archivist, code)
        assert queries.get_own_dossier(code, by=filer.citizen, at=NOW).code == code

    def test_one_officer_is_enough_and_a_job_does_it(self, archivist: Desk, code: str) -> None:
        disposing.find_due(at=YEAR_LATER)
        disposition_id = dispose(archivist, Fate.ARCHIVE, [code], at=YEAR_LATER)
        assert queued("casework.carry_out").count({"disposition_id": str(disposition_id)}) == 1
        assert the(code).archived_at is None


class TestProposing:
    @pytest.fixture(autouse=True)
    def due_for_erasure(self, archivist: Desk, code: str) -> None:
        archive(archivist, code)
        disposing.find_due(at=TEN_YEARS_LATER)

    def test_needs_the_right(self, filer: Filer, code: str) -> None:
        with pytest.raises(MayNotAdminister):
            dispose(build.an_officer(filer.place, Function.RECEPTION), Fate.ERASE, [code])

    def test_needs_something_ticked(self, archivist: Desk) -> None:
        with pytest.raises(commands.NothingChosen):
            dispose(archivist, Fate.ERASE, [])

    def test_takes_all_of_a_procedure_where_nothing_is_ticked(self, archivist: Desk) -> None:
        assert Disposition.objects.get(pk=dispose(archivist, Fate.ERASE, None)).proposed == 1

    def test_a_neighbour_cannot(self, code: str) -> None:
        neighbour = an_archivist(Filer(build.an_agency(commune="00004")))
        with pytest.raises(commands.NothingToDispose):
            dispose(neighbour, Fate.ERASE, [code])

    def test_whom_it_is_about_cannot(self, filer: Filer, code: str) -> None:
        with pytest.raises(commands.NothingToDispose):
            dispose(an_archivist(filer, pin="001199000001"), Fate.ERASE, [code])

    def test_twice_sent_is_one_list_and_a_second_one_finds_nothing(self, archivist: Desk, code: str) -> None:
        disposition_id = uuid4()
        for _ in range(2):
            commands.dispose(
                disposition_id=disposition_id,
                fate=Fate.ERASE,
                codes=[code],
                officer=archivist.officer,
                by=archivist.actor,
                at=TEN_YEARS_LATER,
            )
        with pytest.raises(commands.NothingToDispose):
            dispose(archivist, Fate.ERASE, [code])
        assert Disposition.objects.filter(fate=Fate.ERASE).count() == 1

    def test_erases_nothing_by_itself(self, archivist: Desk, code: str) -> None:
        disposition_id = dispose(archivist, Fate.ERASE, [code])
        assert disposing.carry_out(disposition_id=disposition_id, at=TEN_YEARS_LATER) == 0
        assert the(code).erased_at is None


class TestDeciding:
    @pytest.fixture
    def proposed(self, archivist: Desk, code: str) -> object:
        archive(archivist, code)
        disposing.find_due(at=TEN_YEARS_LATER)
        return dispose(archivist, Fate.ERASE, [code])

    @pytest.mark.parametrize(("who", "refusal"), [("archivist", OwnProposal), ("receiver", MayNotAdminister)])
    def test_needs_another_with_the_right(
        self, proposed: object, archivist: Desk, filer: Filer, who: str, refusal: type[DomainError]
    ) -> None:
        desk = archivist if who == "archivist" else build.an_officer(filer.place, Function.RECEPTION)
        with pytest.raises(refusal):
            decide(desk, proposed)  # type: ignore[arg-type]

    def test_a_neighbour_knows_no_such_list(self, proposed: object) -> None:
        neighbour = an_archivist(Filer(build.an_agency(commune="00004")))
        with pytest.raises(queries.NoSuchDisposition):
            decide(neighbour, proposed)  # type: ignore[arg-type]

    def test_whom_one_of_them_is_about_does_not_decide(self, proposed: object, filer: Filer) -> None:
        with pytest.raises(OwnDossier):
            decide(an_archivist(filer, pin="001199000001"), proposed)  # type: ignore[arg-type]

    def test_who_declines_says_why_and_the_dossiers_are_due_as_before(
        self, proposed: object, leader: Desk, code: str
    ) -> None:
        with pytest.raises(commands.NoteMissing):
            decide(leader, proposed, agreed=False, note=" ")  # type: ignore[arg-type]
        decide(leader, proposed, agreed=False)  # type: ignore[arg-type]
        rows, _more = queries.list_due(fate=Fate.ERASE, officer=leader.officer, by=leader.actor, at=NOW)
        assert [row.code for row in rows] == [code]

    def test_the_second_of_two_is_told(self, proposed: object, filer: Filer, leader: Desk) -> None:
        decide(leader, proposed)  # type: ignore[arg-type]
        decide(leader, proposed)  # type: ignore[arg-type]
        with pytest.raises(commands.DecidedMeanwhile):
            decide(an_archivist(filer), proposed, agreed=False)  # type: ignore[arg-type]


class TestHolding:
    @pytest.fixture(autouse=True)
    def archived(self, archivist: Desk, code: str) -> None:
        archive(archivist, code)
        disposing.find_due(at=TEN_YEARS_LATER)

    def test_keeps_a_dossier_from_every_list(self, archivist: Desk, code: str) -> None:
        hold(archivist, code)
        with pytest.raises(commands.NothingToDispose):
            dispose(archivist, Fate.ERASE, [code])
        assert queries.count_due(archivist.officer)[Fate.ERASE, True] == 1

    @pytest.mark.parametrize("when", ["before the decision", "after it"])
    def test_stops_what_was_proposed_and_even_agreed_to(
        self, archivist: Desk, leader: Desk, code: str, when: str
    ) -> None:
        disposition_id = dispose(archivist, Fate.ERASE, [code])
        if when == "after it":
            decide(leader, disposition_id)
        hold(archivist, code)
        if when == "before the decision":
            decide(leader, disposition_id)
        assert disposing.carry_out(disposition_id=disposition_id, at=TEN_YEARS_LATER) == 0
        assert the(code).erased_at is None

    def test_needs_a_reason(self, archivist: Desk, code: str) -> None:
        with pytest.raises(commands.NoteMissing):
            hold(archivist, code, reason="")

    def test_ends_when_it_is_released_and_its_history_stays(self, archivist: Desk, code: str) -> None:
        hold(archivist, code)
        commands.release(code=code, officer=archivist.officer, by=archivist.actor, at=NOW)
        with pytest.raises(commands.NotHeld):
            commands.release(code=code, officer=archivist.officer, by=archivist.actor, at=NOW)
        view = queries.get_retention(code, officer=archivist.officer, by=archivist.actor, at=NOW)
        assert (view.held, [each.reason for each in view.holds]) == (False, ["Có khiếu nại"])
        assert dispose(archivist, Fate.ERASE, [code])

    def test_is_done_in_the_whole_jurisdiction(self, code: str) -> None:
        overseer = build.an_officer(build.agency(the(code).agency_id), Function.RETENTION)
        hold(overseer, code)
        assert the(code).holds.get().held_by_id == overseer.officer.id


def test_a_longer_period_spares_what_was_agreed_to(archivist: Desk, leader: Desk, code: str) -> None:
    archive(archivist, code)
    disposing.find_due(at=TEN_YEARS_LATER)
    disposition_id = dispose(archivist, Fate.ERASE, [code])
    decide(leader, disposition_id)
    assert disposing.carry_out(disposition_id=disposition_id, at=TEN_YEARS_LATER - timedelta(days=30)) == 0
    assert Dossier.objects.get(code=code).erased_at is None
    assert DueDossier.objects.get(fate=Fate.ERASE).disposition is None
