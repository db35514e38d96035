"""Figures of a period: each dossier is counted where it belongs, and the list behind a number has as many lines as it says."""

from datetime import date, datetime, timedelta

import pytest
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act

from dancu.audit.models import AuditRow
from dancu.casework import queries
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier
from dancu.casework.queries import Counts, Grouping, Measure, Report, ReportDenied, Span
from dancu.offices.domain.rights import Function

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
NOVEMBER = Span(since=date(2026, 11, 1), until=date(2026, 11, 30))
LATER = NOW + 60 * DAY
DECIDING = (Action.RECEIVE, Action.TAKE, Action.PROPOSE, Action.APPROVE)


def leader(filer: Filer) -> Desk:
    return build.an_officer(filer.place, *build.EVERYTHING, Function.DOSSIER_REPORTS)


def course(filer: Filer, *acts: Action, days: int = 0, **changes: object) -> str:
    """File a dossier and lead it on, its last act so many days after reception; return its code."""
    works, decides = build.an_officer(filer.place), build.an_officer(filer.place)
    code = filer.a_dossier()
    for each in acts:
        at = NOW + days * DAY if each is acts[-1] and len(acts) > 1 else NOW
        act(decides if each is Action.APPROVE else works, each, code, at=at)
    if changes:
        Dossier.objects.filter(code=code).update(**changes)
    return code


def read(
    desk: Desk,
    span: Span = NOVEMBER,
    grouping: Grouping = Grouping.PROCEDURE,
    *,
    at: datetime = LATER,
    subsystem: str = "",
) -> Report:
    return queries.report(span=span, grouping=grouping, officer=desk.officer, subsystem=subsystem, by=desk.actor, at=at)


def counted(counts: Counts) -> dict[Measure, int]:
    return {measure: counts[measure] for measure in Measure if counts[measure]}


class TestWhatIsCounted:
    def test_what_waits_for_reception_is_not(self) -> None:
        filer = Filer(build.an_agency())
        filer.a_dossier()
        assert read(leader(filer)).lines == ()

    def test_received_and_open(self) -> None:
        filer = Filer(build.an_agency())
        course(filer, Action.RECEIVE)
        total = read(leader(filer), at=NOW + timedelta(minutes=1)).total
        assert counted(total) == {Measure.ONLINE: 1, Measure.OPEN: 1}
        assert (total.received, total.still_open, total.on_time_rate) == (1, 1, None)

    def test_open_and_overdue_at_the_end_of_the_period(self) -> None:
        filer = Filer(build.an_agency())
        course(filer, Action.RECEIVE, due_at=NOW + DAY)
        assert counted(read(leader(filer)).total) == {Measure.ONLINE: 1, Measure.OPEN_LATE: 1}

    def test_whoever_waits_for_the_applicant_is_not_overdue(self) -> None:
        filer = Filer(build.an_agency())
        code = course(filer, Action.RECEIVE, Action.TAKE, due_at=NOW + DAY)
        act(build.an_officer(filer.place), Action.RETURN_FOR_SUPPLEMENT, code)
        assert counted(read(leader(filer)).total) == {Measure.ONLINE: 1, Measure.OPEN: 1}

    @pytest.mark.parametrize(("due_in_days", "measure"), [(2, Measure.EARLY), (0, Measure.ON_TIME), (-2, Measure.LATE)])
    def test_decided_early_on_the_day_and_late(self, due_in_days: int, measure: Measure) -> None:
        filer = Filer(build.an_agency())
        course(filer, *DECIDING, due_at=NOW + due_in_days * DAY + timedelta(hours=1))
        total = read(leader(filer)).total
        assert counted(total) == {Measure.ONLINE: 1, measure: 1}
        assert total.on_time_rate == (0 if measure is Measure.LATE else 1)

    def test_withdrawn_is_no_decision(self) -> None:
        filer = Filer(build.an_agency())
        code = course(filer, Action.RECEIVE)
        Dossier.objects.filter(code=code).update(withdrawal_asked_at=NOW)
        act(build.an_officer(filer.place), Action.GRANT_WITHDRAWAL, code)
        total = read(leader(filer)).total
        assert counted(total) == {Measure.ONLINE: 1, Measure.ENDED: 1}
        assert total.on_time_rate is None

    def test_a_dossier_of_the_month_before_is_carried_over(self) -> None:
        filer = Filer(build.an_agency())
        course(filer, *DECIDING, days=20)
        december = Span(since=date(2026, 12, 1), until=date(2026, 12, 31))
        before = read(leader(filer)).total
        after = read(leader(filer), december).total
        assert counted(before) in ({Measure.ONLINE: 1, Measure.OPEN: 1}, {Measure.ONLINE: 1, Measure.OPEN_LATE: 1})
        assert (after[Measure.CARRIED_OVER], after.received, after.solved) == (1, 1, 1)

    def test_what_was_decided_before_the_period_is_gone(self) -> None:
        filer = Filer(build.an_agency())
        course(filer, *DECIDING)
        assert read(leader(filer), Span(since=date(2026, 12, 1), until=date(2026, 12, 31))).lines == ()

    def test_everything_to_be_done_became_something(self) -> None:
        filer = Filer(build.an_agency())
        course(filer, Action.RECEIVE)
        course(filer, *DECIDING)
        course(filer, *DECIDING, due_at=NOW - DAY)
        course(filer, *DECIDING, received_at=NOW - 40 * DAY)
        total = read(leader(filer)).total
        assert total.received == 4
        assert total.solved + total[Measure.ENDED] + total.still_open == total.received


class TestHowItIsParted:
    def test_by_officer_and_by_nobody(self) -> None:
        filer = Filer(build.an_agency())
        course(filer, Action.RECEIVE)
        code = course(filer, Action.RECEIVE, Action.TAKE)
        holder = Dossier.objects.get(code=code).assignee_id
        found = read(leader(filer), grouping=Grouping.OFFICER)
        assert {line.key: line.counts.received for line in found.lines} == {"": 1, str(holder): 1}

    def test_months_in_which_something_was_decided(self) -> None:
        filer = Filer(build.an_agency())
        course(filer, *DECIDING)
        course(filer, *DECIDING, days=20, due_at=NOW)
        year = Span(since=date(2026, 1, 1), until=date(2026, 12, 31))
        months = [(month.first, month.solved, month.late) for month in read(leader(filer), year).months]
        assert months == [(date(2026, 11, 1), 1, 0), (date(2026, 12, 1), 1, 1)]

    def test_a_province_reads_its_communes_and_no_other(self) -> None:
        here, there = Filer(build.an_agency()), Filer(build.an_agency("79", "26743"))
        for filer in (here, there):
            course(filer, Action.RECEIVE)
        province = build.agency(here.place.parent_id or 0)
        reader = build.an_officer(province, *build.EVERYTHING, Function.DOSSIER_REPORTS)
        found = read(reader, grouping=Grouping.AGENCY)
        assert [line.key for line in found.lines] == [str(here.place.id)]

    def test_the_centre_reads_by_province_and_within_one_by_agency(self) -> None:
        here, there = Filer(build.an_agency()), Filer(build.an_agency("79", "26743"))
        for filer in (here, there):
            course(filer, Action.RECEIVE)
        province = build.agency(here.place.parent_id or 0)
        centre = build.agency(province.parent_id or 0)
        reader = build.an_officer(centre, *build.EVERYTHING, Function.DOSSIER_REPORTS)
        assert [line.key for line in read(reader, grouping=Grouping.AGENCY).lines] == ["G01.101.", "G01.179."]
        within = Span(since=NOVEMBER.since, until=NOVEMBER.until, within=province)
        assert [line.key for line in read(reader, within, Grouping.AGENCY).lines] == [str(here.place.id)]

    def test_only_a_subsystem_that_is_asked_about(self) -> None:
        filer = Filer(build.an_agency())
        code = course(filer, Action.RECEIVE)
        own = Dossier.objects.get(code=code).subsystem
        assert read(leader(filer), subsystem=own).total.received == 1
        assert read(leader(filer), subsystem="nothing").total.received == 0


class TestTheListBehind:
    def test_has_as_many_lines_as_the_number_says(self) -> None:
        filer = Filer(build.an_agency())
        course(filer, Action.RECEIVE)
        course(filer, *DECIDING)
        course(filer, *DECIDING, due_at=NOW - DAY)
        desk = leader(filer)
        for grouping in Grouping:
            for line in read(desk, grouping=grouping).lines:
                for measure in Measure:
                    assert self._count(desk, grouping, line.key, measure) == line.counts[measure]

    def test_and_the_total_has_them_all(self) -> None:
        filer = Filer(build.an_agency())
        course(filer, Action.RECEIVE)
        course(filer, *DECIDING)
        assert self._count(leader(filer), Grouping.OFFICER, None, Measure.ONLINE) == 2

    def _count(self, desk: Desk, grouping: Grouping, key: str | None, measure: Measure) -> int:
        page = queries.list_reported(
            measures=[measure],
            span=NOVEMBER,
            grouping=grouping,
            key=key,
            officer=desk.officer,
            by=desk.actor,
            at=LATER,
        )
        return len(page.rows)


class TestWhoReads:
    def test_nobody_without_the_right(self) -> None:
        desk = build.an_officer(build.an_agency())
        for asked in (
            lambda: read(desk),
            lambda: queries.list_load(officer=desk.officer, by=desk.actor, at=NOW),
            lambda: TestTheListBehind()._count(desk, Grouping.OFFICER, None, Measure.OPEN),
        ):
            with pytest.raises(ReportDenied):
                asked()

    def test_it_is_written_down(self) -> None:
        filer = Filer(build.an_agency())
        read(leader(filer))
        row = AuditRow.objects.get(act="casework.report_read")
        assert row.facts == {"since": "2026-11-01", "until": "2026-11-30", "by": "procedure"}

    def test_his_own_household_is_neither_counted_nor_listed(self) -> None:
        filer = Filer(build.an_agency())
        course(filer, Action.RECEIVE, concerned_pins=["001099012345"])
        desk = build.an_officer(filer.place, *build.EVERYTHING, Function.DOSSIER_REPORTS, pin="001099012345")
        assert read(desk).lines == ()


def test_the_desks_show_what_is_in_hand_soon_due_and_overdue() -> None:
    filer = Filer(build.an_agency())
    works = build.an_officer(filer.place)
    for due in (NOW - DAY, NOW + timedelta(hours=3), NOW + 9 * DAY):
        code = filer.a_dossier()
        act(works, Action.RECEIVE, code)
        act(works, Action.TAKE, code)
        Dossier.objects.filter(code=code).update(due_at=due)
    act(works, Action.RECEIVE, filer.a_dossier())
    desk = leader(filer)
    found = queries.list_load(officer=desk.officer, by=desk.actor, at=NOW)
    assert [(load.officer_id, load.in_hand, load.soon, load.overdue) for load in found] == [
        (works.officer.id, 3, 1, 1),
        (None, 1, 0, 0),
    ]
