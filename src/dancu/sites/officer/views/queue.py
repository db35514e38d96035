"""The queue: dossiers that wait for this officer, and the search through those he may see."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dancu.accounts.access import actor
from dancu.casework import authorisation
from dancu.casework import queries as casework
from dancu.casework.domain.states import AWAITING_APPLICANT, FINISHED, SUSPENDED, State
from dancu.casework.domain.workflow import AT_COUNTER
from dancu.casework.domain.workflow import Action as Act
from dancu.casework.queries import DossierFilters, DossierRow, Order, Queue, QueueCount
from dancu.offices.domain.jurisdiction import AgencyLevel, covers
from dancu.offices.domain.rights import Action, Function, Subsystem
from dancu.offices.queries import OfficerView
from dancu.platform.clock import now, today
from dancu.sites.officer import acting, searching, words
from dancu.sites.officer.access import officer
from dancu.sites.officer.remembering import remembers
from dancu.sites.officer.searching import SearchForm
from dancu.sites.ui.parts import SortHead, Tab
from dancu.sites.ui.statuses import INTERNAL
from dancu.sites.ui.subsystems import SUBSYSTEMS

_NOT_RUNNING = FINISHED | AWAITING_APPLICANT | SUSPENDED
_NEXT_ACT = {
    State.SUBMITTED: (Function.RECEPTION, Action.RECEIVE, Act.RECEIVE),
    State.RESUBMITTED: (Function.RECEPTION, Action.RECEIVE, Act.RECEIVE),
    State.RECEIVED: (Function.PROCESSING, Action.PROCESS, Act.TAKE),
    State.PROCESSING: (Function.PROCESSING, Action.PROCESS, Act.PROPOSE),
    State.PROPOSED: (Function.APPROVAL, Action.APPROVE, Act.APPROVE),
    State.DECIDED: (Function.RESULTS, Action.PROCESS, Act.DELIVER),
    State.REJECTED: (Function.RESULTS, Action.PROCESS, Act.DELIVER),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A dossier in the list."""

    row: DossierRow
    what: str
    """Procedure and case."""
    soon: bool
    verb: Any
    """What this officer opens it for."""


@require_safe
@remembers("queue", *searching.CHOSEN, along=("queue", "subsystem"))
def queue(request: HttpRequest) -> HttpResponse:
    """List a queue, as the address asks."""
    form, mark, forgotten = searching.from_address(request, on=today())
    shown = _list(request, form, mark=mark, forgotten=forgotten)
    if searching.SUBSYSTEM in request.GET:
        searching.keep_subsystem(shown, form.cleaned_data.get("subsystem", ""))
    return shown


@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Take a search and lead to the address that asks for it."""
    form = SearchForm(request.POST, on=today())
    if not form.is_valid():
        return _list(request, form, status=400)
    wanted = form.wanted()
    mark = searching.new_mark() if wanted else ""
    response = redirect(f"{reverse('home')}?{form.query(mark)}")
    if wanted:
        searching.keep(request, response, mark=mark, wanted=wanted)
    return response


def _list(
    request: HttpRequest, form: SearchForm, *, mark: str = "", forgotten: bool = False, status: int = 200
) -> HttpResponse:
    me, by, at = officer(request), actor(request), now()
    filters = form.filters(me, by=by, at=at)
    page = casework.search_dossiers(
        officer=me,
        filters=filters,
        by=by,
        at=at,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    counts = casework.count_queues(officer=me, at=at, subsystem=filters.subsystem)
    same = form.query(mark, queue=filters.queue)
    context = {
        "form": form,
        "queue": filters.queue,
        "title": words.QUEUES[filters.queue],
        "tabs": [_tab(each, filters.queue, counts, form, mark) for each in _shown_to(me)],
        "states": _states(filters, counts, form, mark),
        "by_day": _head(_("Received on"), Order.OLDEST, Order.NEWEST, filters, form, mark),
        "by_due": _head(_("Due on"), Order.FIRST_DUE, Order.LAST_DUE, filters, form, mark)
        if filters.sorts_by_due
        else _("Due on"),
        "lines": [line_of(row, me, at) for row in page.rows],
        "same": same,
        "saved": casework.list_saved_searches(me),
        "together": [(acting.slug(act), words.TOGETHER[act]) for act in _together(filters.queue, me)],
        "newer": f"?{same}&before={page.before}" if page.before else "",
        "older": f"?{same}&after={page.after}" if page.after else "",
        "subsystem": filters.subsystem,
        "subsystems": _subsystems(me, filters),
        "cleared": "?" + urlencode({"queue": filters.queue, "subsystem": filters.subsystem}),
        "forgotten": forgotten,
        "may_export": bool(authorisation.subsystems_exported(me)),
        "may_see": any(right.action is Action.VIEW for right in me.rights if right.function in _DESKS),
    }
    return render(request, "officer/queue/queue.html", context, status=status)


_TOGETHER: dict[Queue, Act] = {
    Queue.MINE: Act.HAND_OVER,
    Queue.UNASSIGNED: Act.ASSIGN,
    Queue.TO_PROCESS: Act.ASSIGN,
    Queue.TO_DECIDE: Act.APPROVE,
}
"""What can be done at once to many dossiers of a queue."""


def _together(queue: Queue, me: OfficerView) -> list[Act]:
    act = _TOGETHER.get(queue)
    return [act] if act and authorisation.may_somewhere(act, me) else []


_FEWEST_STATES = 2
"""In a queue of one state there is nothing to choose between."""
_DESKS = frozenset({Function.RECEPTION, Function.PROCESSING})


def _subsystems(me: OfficerView, filters: DossierFilters) -> list[Tab]:
    """Return the subsystems that an officer chooses from; with one alone there is nothing to choose."""
    seen = casework.subsystems_seen(me)
    offered = [("", _("All")), *((each, str(SUBSYSTEMS[Subsystem(each)])) for each in seen)] if len(seen) > 1 else []
    return [
        Tab(
            label=label,
            href="?" + urlencode({"queue": filters.queue, "subsystem": each}),
            current=each == filters.subsystem,
        )
        for each, label in offered
    ]


def _shown_to(me: OfficerView) -> list[Queue]:
    """Return the queues of an officer.

    What is his agency's and what he sees are the same in a commune; what was taken for others is for who is at a counter.
    """
    hidden = set()
    if me.agency.level is AgencyLevel.COMMUNE:
        hidden.add(Queue.OF_AGENCY)
    if not any(authorisation.may_somewhere(act, me) for act in (Act.RECEIVE, Act.DELIVER)):
        hidden.add(Queue.TAKEN_HERE)
    return [queue for queue in Queue if queue not in hidden]


def _tab(queue: Queue, current: Queue, counts: dict[Queue, QueueCount], form: SearchForm, mark: str) -> Tab:
    # A status belongs to its queue: the next tab begins with all of its own.
    return Tab(
        label=str(words.QUEUES[queue]),
        href=f"?{form.query(mark, queue=queue, state='')}",
        current=queue is current,
        count=counts[queue].all if queue in counts else None,
        most=casework.COUNT_CAP,
    )


def _states(
    filters: DossierFilters, counts: dict[Queue, QueueCount], form: SearchForm, mark: str
) -> list[tuple[Any, int, str]]:
    """Return how many dossiers of the queue are in which state, with the address of those; nothing where it is too many."""
    counted = counts.get(filters.queue)
    if counted is None or not counted.exact or len(counted.states) < _FEWEST_STATES:
        return []
    query = {state: form.query(mark, queue=filters.queue, state=state) for state in counted.states}
    return [(INTERNAL[state].label, counted.states[state], f"?{query[state]}") for state in State if state in query]


def _head(label: str, rising: Order, falling: Order, filters: DossierFilters, form: SearchForm, mark: str) -> SortHead:
    orders = {rising: "ascending", falling: "descending"}
    turned = falling if filters.ordered is rising else rising
    href = f"?{form.query(mark, queue=filters.queue, sort=turned)}"
    return SortHead(label=label, href=href, order=orders.get(filters.ordered, "none"))


def line_of(row: DossierRow, me: OfficerView, at: datetime) -> Line:
    """Return a dossier as a list shows it to an officer."""
    function, action, act = _NEXT_ACT.get(row.state, (None, None, None))
    able = act is not None and any(right.function is function and right.action is action for right in me.rights)
    able = able and not (act is Act.PROPOSE and row.assignee_id not in {None, me.id})
    able = able and (act in AT_COUNTER or covers(me.scope, row.agency.code))
    return Line(
        row=row,
        what=words.procedure_and_case(row.title, row.case),
        soon=row.state not in _NOT_RUNNING and at <= row.due_at <= at + casework.SOON,
        verb=words.ACTS[act] if act is not None and able else _("View"),
    )
