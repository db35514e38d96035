"""Reports: what was received, decided in time and late, what is open, on whose desk; and the dossiers behind each number."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dancu.accounts.access import actor
from dancu.casework import queries as casework
from dancu.casework.procedures import catalogue
from dancu.casework.queries import Counts, DeskLoad, Grouping, Measure, Report
from dancu.offices import queries as offices
from dancu.offices.domain.jurisdiction import AgencyLevel, of_province_scope
from dancu.offices.domain.rights import SEE_REPORTS
from dancu.offices.queries import AgencyView
from dancu.platform.clock import now, today
from dancu.platform.workbooks import MEDIA_TYPE
from dancu.sites.officer.access import officer
from dancu.sites.officer.remembering import remembers
from dancu.sites.officer.report_book import report_book
from dancu.sites.officer.report_forms import ReportForm
from dancu.sites.officer.views.queue import line_of

MEASURES: dict[Measure, Any] = {
    Measure.CARRIED_OVER: gettext_lazy("Carried over"),
    Measure.ONLINE: gettext_lazy("Received online"),
    Measure.AT_COUNTER: gettext_lazy("Received at the counter"),
    Measure.EARLY: gettext_lazy("Decided early"),
    Measure.ON_TIME: gettext_lazy("Decided on the due day"),
    Measure.LATE: gettext_lazy("Decided late"),
    Measure.ENDED: gettext_lazy("Withdrawn"),
    Measure.OPEN: gettext_lazy("Open, in time"),
    Measure.OPEN_LATE: gettext_lazy("Open, overdue"),
}

NOBODY = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    label: Any
    count: int
    href: str
    bad: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    name: str
    href: str
    """Where the same is parted further; empty where it is not."""
    cells: tuple[Cell, ...]
    rate: int | None
    """Percent decided in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A month: how much was decided beside the month with most, and how much of it late, in percent of that."""

    first: Any
    solved: int
    late: int
    height: int
    late_height: int

    @property
    def top(self) -> int:
        return 100 - self.height

    @property
    def late_top(self) -> int:
        return 100 - self.late_height


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    name: str
    load: DeskLoad


@require_safe
@remembers("reports", "subsystem", "by", "within")
def reports(request: HttpRequest) -> HttpResponse:
    """Show the figures of a period."""
    form = _form(request)
    context: dict[str, Any] = {"form": form, "at": now(), "agency": officer(request).agency.name}
    if form.is_valid():
        found = _counted(request, form)
        within = form.span.within
        context |= {
            "periods": form.periods(),
            "groupings": form.groupings(),
            "lines": _lines(form, found),
            "total": _line(_("Total"), found.total, form, key=None) if found.lines else None,
            "sums": found.total,
            "bars": _bars(found) if len(found.months) > 1 else [],
            "agency": (within or officer(request).agency).name,
            "whole": f"?{form.query(within='')}" if within else "",
            "book": f"{reverse('report-book')}?{form.query()}",
        }
    return render(request, "officer/reports/reports.html", context, status=200 if form.is_valid() else 400)


@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """Hand out the same figures as a workbook."""
    form = _form(request)
    if not form.is_valid():
        return redirect(f"{reverse('reports')}?{request.GET.urlencode()}")
    lines = _lines(form, found := _counted(request, form))
    total = _line(_("Total"), found.total, form, key=None)
    span = form.span
    title = _("Dossiers of %(agency)s from %(since)s to %(until)s") % {
        "agency": (span.within or officer(request).agency).name,
        "since": f"{span.since:%d/%m/%Y}",
        "until": f"{span.until:%d/%m/%Y}",
    }
    written = report_book(
        title,
        heads=["", *map(str, MEASURES.values()), _("In time, percent")],
        rows=[[line.name, *(cell.count for cell in line.cells), line.rate] for line in [*lines, total]],
    )
    named = f'attachment; filename="dossiers-{span.since:%Y%m%d}-{span.until:%Y%m%d}.xlsx"'
    return HttpResponse(written, content_type=MEDIA_TYPE, headers={"Content-Disposition": named})


@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """List the dossiers behind a number."""
    if not officer(request).may(SEE_REPORTS):
        raise casework.ReportDenied
    form = _form(request)
    asked = [measure for measure in Measure if measure in request.GET.getlist("of")]
    if not form.is_valid() or not asked:
        return redirect(f"{reverse('reports')}?{request.GET.urlencode()}")
    me, at, key = officer(request), now(), _key(request)
    page = casework.list_reported(
        measures=asked,
        span=form.span,
        grouping=form.grouping,
        key=key,
        officer=me,
        subsystem=form.chosen_subsystem,
        by=actor(request),
        at=at,
        after=request.GET.get("after", ""),
    )
    kept = request.GET.copy()
    kept["after"] = page.after
    context = {
        "form": form,
        "title": ", ".join(str(MEASURES[measure]) for measure in asked),
        "of": _("Total") if key is None else _names(form, [key])[key],
        "lines": [line_of(row, me, at) for row in page.rows],
        "older": f"?{kept.urlencode()}" if page.after else "",
        "back": f"{reverse('reports')}?{form.query()}",
    }
    return render(request, "officer/reports/behind.html", context)


@require_safe
def load(request: HttpRequest) -> HttpResponse:
    """Show what lies on each desk of the agency now."""
    me = officer(request)
    found = casework.list_load(officer=me, by=actor(request), at=now())
    names = offices.names_of(each.officer_id for each in found if each.officer_id)
    desks = [Desk(name=names.get(each.officer_id or 0, _("Nobody yet")), load=each) for each in found]
    return render(request, "officer/reports/load.html", {"desks": desks, "agency": me.agency.name, "at": now()})


def _key(request: HttpRequest) -> str | None:
    """Return which line an address asks about, a dash standing for that of nobody; None for the total."""
    key = request.GET.get("key")
    return "" if key == NOBODY else key


def _form(request: HttpRequest) -> ReportForm:
    return ReportForm(request.GET.dict(), officer=officer(request), on=today())


def _counted(request: HttpRequest, form: ReportForm) -> Report:
    return casework.report(
        span=form.span,
        grouping=form.grouping,
        officer=officer(request),
        subsystem=form.chosen_subsystem,
        by=actor(request),
        at=now(),
    )


def _lines(form: ReportForm, found: Report) -> list[Line]:
    names = _names(form, [line.key for line in found.lines])
    return [_line(names[line.key], line.counts, form, key=line.key) for line in found.lines]


def _line(name: str, counts: Counts, form: ReportForm, *, key: str | None) -> Line:
    behind = reverse("report-behind")
    keyed = {} if key is None else {"key": key or NOBODY}
    cells = tuple(
        Cell(
            label=label,
            count=counts[measure],
            href=f"{behind}?{form.query(by=form.grouping, of=measure, **keyed)}" if counts[measure] else "",
            bad=measure in {Measure.LATE, Measure.OPEN_LATE} and counts[measure] > 0,
        )
        for measure, label in MEASURES.items()
    )
    rate = counts.on_time_rate
    return Line(name=name, href=_further(form, key), cells=cells, rate=None if rate is None else int(rate * 100))


def _further(form: ReportForm, key: str | None) -> str:
    """Return where the figures of an agency stand by themselves."""
    agency = _agency(key) if key and form.grouping is Grouping.AGENCY else None
    if agency is None or agency.level is AgencyLevel.CENTRAL or agency == form.span.within:
        return ""
    return f"?{form.query(within=agency.code, by='')}"


def _names(form: ReportForm, keys: Iterable[str]) -> dict[str, str]:
    """Return what each line is about."""
    match form.grouping:
        case Grouping.AGENCY:
            return {key: _agency(key).name for key in keys}
        case Grouping.PROCEDURE:
            return {key: str(catalogue().history(key)[-1].title) for key in keys}
        case Grouping.OFFICER:
            names = offices.names_of(int(key) for key in keys if key)
            return {key: names[int(key)] if key else _("Nobody yet") for key in keys}


def _agency(key: str) -> AgencyView:
    """Return the agency of a line: by its number, or a province's by how its codes begin."""
    return offices.agency(int(key)) if key.isdecimal() else offices.agency_with(of_province_scope(key))


def _bars(found: Report) -> list[Bar]:
    most = max(month.solved for month in found.months)
    return [
        Bar(
            first=month.first,
            solved=month.solved,
            late=month.late,
            height=round(100 * month.solved / most),
            late_height=round(100 * month.late / most),
        )
        for month in found.months
    ]
