"""What officers look for among dossiers: one indexed condition of jurisdiction and rights, and what narrows it.

Each is put so that an index (`casework.models.indexes`) answers it, for an officer of a commune and for one of the centre.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from dancu.casework import authorisation
from dancu.casework.domain.states import FINISHED, IN_HAND, STAGES, Stage, State
from dancu.casework.models import Dossier, Verification
from dancu.casework.procedures import catalogue
from dancu.casework.queries import terms
from dancu.kernel.writing import plain_digits
from dancu.offices import queries as offices
from dancu.offices.domain.jurisdiction import CENTRE, PROVINCE_LENGTH, AgencyLevel
from dancu.offices.queries import OfficerView

_DAY = timedelta(days=1)


class Queue(StrEnum):
    """The lists an officer works through."""

    RECEPTION = "reception"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    TO_PROCESS = "to_process"
    TO_DECIDE = "to_decide"
    AWAITING_OTHERS = "awaiting_others"
    AWAITING_APPLICANT = "awaiting_applicant"
    SOON_DUE = "soon_due"
    OVERDUE = "overdue"
    TO_DELIVER = "to_deliver"
    TAKEN_HERE = "taken_here"
    """Taken at one's own counter for another agency."""
    OF_AGENCY = "of_agency"
    ALL = "all"


_STAGES: dict[Queue, Stage] = {
    Queue.RECEPTION: Stage.RECEPTION,
    Queue.UNASSIGNED: Stage.PROCESSING,
    Queue.TO_PROCESS: Stage.PROCESSING,
    Queue.TO_DECIDE: Stage.DECISION,
    Queue.AWAITING_APPLICANT: Stage.APPLICANT,
    Queue.TO_DELIVER: Stage.DELIVERY,
}
_OPEN = RawSQL("casework_dossier.stage <> ''", (), output_field=BooleanField())
"""Written out: of a value that comes later, no plan can know that an index of what is open holds all that it may stand for."""
_OWED = (Stage.RECEPTION, Stage.PROCESSING, Stage.DECISION)
"""What the authority has to do while its time runs."""
SOON = timedelta(hours=24)
"""How long before it is due a dossier is due soon."""
_ENDED_OTHERWISE = FINISHED - {State.DELIVERED}
"""How few dossiers end."""
_BY_DUE = frozenset({Queue.SOON_DUE, Queue.OVERDUE})


class Order(StrEnum):
    """What stands on top of a list; a sign in front of the column says that its values fall."""

    NEWEST = "-submitted"
    OLDEST = "submitted"
    FIRST_DUE = "due"
    LAST_DUE = "-due"


COLUMNS: dict[Order, tuple[str, bool]] = {
    Order.NEWEST: ("submitted_at", True),
    Order.OLDEST: ("submitted_at", False),
    Order.FIRST_DUE: ("due_at", False),
    Order.LAST_DUE: ("due_at", True),
}
"""The column of each, and whether its values fall."""
_DUE_ORDERS = frozenset({Order.FIRST_DUE, Order.LAST_DUE})


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFilters:
    queue: Queue = Queue.RECEPTION
    subsystem: str = ""
    code: str = ""
    procedure_code: str = ""
    case: str = ""
    name: str = ""
    number: str = ""
    """PIN, old number or passport of the subject."""
    other_numbers: frozenset[str] = frozenset()
    """By which others the one with this number is or was known."""
    state: str = ""
    submitted_since: date | None = None
    submitted_until: date | None = None
    """The last day counts."""
    due_since: date | None = None
    due_until: date | None = None
    overdue: bool = False
    archived: bool = False
    """Only what the archive holds; else that is found by its code alone."""
    order: Order | None = None
    """Without one the newest come first; of what is overdue, or due between two days, the first due."""

    @property
    def sorts_by_due(self) -> bool:
        """Whether the days by which they are due can be their order: of few days, or of what somebody waits for."""
        return self.overdue or self._due_between or self.queue is not Queue.ALL

    @property
    def _due_between(self) -> bool:
        return self.due_since is not None and self.due_until is not None

    @property
    def ordered(self) -> Order:
        """In which order they are listed."""
        first_due = self.overdue or self._due_between or self.queue in _BY_DUE
        usual = Order.FIRST_DUE if first_due else Order.NEWEST
        by_due = self.order in _DUE_ORDERS
        return usual if self.order is None or (by_due and not self.sorts_by_due) else self.order


@dataclass(frozen=True, slots=True)
class Found:
    """Dossiers that are looked for: `rows` of which only those count that have the `terms`, if there are any."""

    rows: QuerySet[Dossier]
    terms: str = ""
    since: datetime | None = None
    until: datetime | None = None
    """Between which moments all of them were filed."""
    waiting: dict[str, str] = field(default_factory=dict)
    """The stage, and perhaps the province, of all of them, where they wait for the same."""

    def filter(self, **conditions: Any) -> "Found":
        return replace(self, rows=self.rows.filter(**conditions))

    def ordered(
        self, order: Order, *, size: int, after: tuple[datetime, int] | None = None, back: bool = False
    ) -> list[Dossier]:
        """Return those that come first in an order, or behind a place in it; going back, those before it, the nearest first."""
        column, falls = COLUMNS[order]
        falls = falls is not back
        sign = "-" if falls else ""
        rows = self.rows.filter(_beyond(after, column, falls=falls)) if after else self.rows
        rows = rows.order_by(f"{sign}{column}", f"{sign}pk")
        if self.terms:
            since, until = self.since, self.until
            if after and column == "submitted_at":
                since, until = (since, after[0]) if falls else (after[0], until)
            ends = terms.Ends(self.waiting, since, until)
            first = terms.first(rows, self.terms, ends=ends, column=column, falls=falls, size=size)
            rows = first.order_by(*rows.query.order_by)
        return list(rows[:size])


def _beyond(edge: tuple[datetime, int], column: str, *, falls: bool) -> Q:
    """Return the condition that a dossier comes behind another in an order, put so that an index begins there."""
    at, pk = edge
    way = "lt" if falls else "gt"
    return Q(**{f"{column}__{way}e": at}) & (Q(**{f"{column}__{way}": at}) | Q(**{f"pk__{way}": pk}))


def visible_to(officer: OfficerView) -> QuerySet[Dossier]:
    """Return the dossiers of an officer's jurisdiction and rights, but for those about himself and his household."""
    return _seen(_jurisdiction(officer), officer)


def taken_by(officer: OfficerView) -> QuerySet[Dossier]:
    """Return those that the counter of his agency has taken for others and that are not delivered: known to it in part."""
    return _seen(Q(counter_agency=officer.agency.id), officer).filter(_OPEN)


def _seen(reached: Q, officer: OfficerView) -> QuerySet[Dossier]:
    found = Dossier.objects.filter(reached, subsystem__in=subsystems_seen(officer))
    return found.exclude(concerned_pins__overlap=officer.numbers) if officer.numbers else found


def matching(officer: OfficerView, filters: DossierFilters, at: datetime) -> Found:
    """Return the dossiers that an officer sees of what is looked for."""
    taken = filters.queue is Queue.TAKEN_HERE
    rows, states = taken_by(officer) if taken else visible_to(officer), _states_of(filters)
    few = taken or officer.agency.level is AgencyLevel.COMMUNE
    if states and few:
        # Whatever the queue says of stages: the index of an agency goes on with states.
        rows = rows.filter(state__in=sorted(states))
    if filters.queue in _STAGES:
        rows = rows.filter(stage=_STAGES[filters.queue])
    rows = _narrowed(_of_archive(_of_queue(rows, filters.queue, officer, at), filters), filters, at)
    words = terms.words_of(filters.name)
    if filters.name.strip() and not words:
        # Of a name without letters nothing is left to look for, and nothing is found: least of all everybody.
        return Found(rows.none())
    if few:
        return Found(terms.among(rows, words))
    if not words and not _rare(filters):
        return Found(rows)
    province = "" if officer.agency.level is AgencyLevel.CENTRAL else officer.scope[:PROVINCE_LENGTH]
    telling = terms.telling(words)
    rows = terms.among(rows, [word for word in words if word not in telling])
    asked = terms.asked(
        words=telling,
        states=states,
        province=province,
        procedure_code=filters.procedure_code,
        case=filters.case,
    )
    stage = _STAGES.get(filters.queue)
    waiting = {"stage": stage} | ({"province": province} if province else {}) if stage else {}
    return Found(rows, asked, *_filed_between(filters), waiting)


def _rare(filters: DossierFilters) -> bool:
    """Tell whether it may be so rare that a page of it is hardly to be found among all that lies in the jurisdiction."""
    rare = bool(filters.procedure_code or filters.case) or filters.state in _ENDED_OTHERWISE
    return rare and not filters.code and not filters.number


def _states_of(filters: DossierFilters) -> frozenset[str]:
    """Return the states in which those that are looked for are, none where they are in any."""
    if filters.state:
        return frozenset({filters.state})
    match filters.queue:
        case Queue.ALL:
            return _states(_OWED) if filters.overdue else frozenset()
        case Queue.MINE:
            return IN_HAND
        case Queue.SOON_DUE | Queue.OVERDUE | Queue.AWAITING_OTHERS:
            return _states(_OWED)
        case Queue.OF_AGENCY | Queue.TAKEN_HERE:
            return _states(STAGES)
        case queue:
            return STAGES[_STAGES[queue]]


def _states(stages: Iterable[Stage]) -> frozenset[str]:
    return frozenset().union(*(STAGES[stage] for stage in stages))


def _of_queue(found: QuerySet[Dossier], queue: Queue, officer: OfficerView, at: datetime) -> QuerySet[Dossier]:
    """Return what a queue holds besides what its stage says."""
    match queue:
        case Queue.MINE:
            return found.filter(assignee_id=officer.id, state__in=sorted(IN_HAND))
        case Queue.UNASSIGNED:
            return found.filter(assignee=None)
        case Queue.AWAITING_OTHERS:
            return found.filter(_OPEN, stage__in=_OWED, pk__in=_awaiting_others())
        case Queue.SOON_DUE:
            return _running(found).filter(due_at__gte=at, due_at__lt=at + SOON)
        case Queue.OVERDUE:
            return _running(found).filter(due_at__lt=at)
        case Queue.OF_AGENCY:
            return found.filter(_OPEN, agency_code=officer.agency.code)
        case _:
            return found


def _of_archive(found: QuerySet[Dossier], filters: DossierFilters) -> QuerySet[Dossier]:
    """Return only what the archive holds, or what it does not hold; a code finds a dossier wherever it is."""
    if filters.archived:
        return found.filter(archived_at__isnull=False)
    # No queue but that of all holds anything that is over.
    return found if filters.queue is not Queue.ALL or filters.code.strip() else found.filter(archived_at=None)


def _running(found: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return found.filter(_OPEN, stage__in=_OWED, clock_stopped_at__isnull=True)


def _awaiting_others() -> QuerySet[Any, Any]:
    """Return the ids of dossiers for which another agency is to answer, or somebody is to give his opinion."""
    asked = Verification.objects.filter(answered_at=None).values_list("dossier_id")
    opinions = Dossier.objects.filter(opinions_open__gt=0, stage=Stage.RECEPTION).values_list("pk")
    return asked.union(opinions)


def _jurisdiction(officer: OfficerView) -> Q:
    """Return the condition that a dossier lies in the officer's jurisdiction, for each level as its indexes begin."""
    match officer.agency.level:
        case AgencyLevel.COMMUNE:
            return Q(agency_code=officer.scope)
        case AgencyLevel.DISTRICT:
            return offices.scope_filter(officer)
        case AgencyLevel.PROVINCE:
            return Q(province=officer.scope)
        case AgencyLevel.CENTRAL:
            # Every code lies in it: a condition that is always true would mislead whoever plans a statement.
            return Q() if officer.scope == CENTRE.scope else offices.scope_filter(officer)


def subsystems_seen(officer: OfficerView) -> list[str]:
    """Return the subsystems whose dossiers an officer may see."""
    return [each for each in catalogue().subsystems if authorisation.may_view(officer, subsystem=each)]


def _narrowed(found: QuerySet[Dossier], filters: DossierFilters, at: datetime) -> QuerySet[Dossier]:
    open_stage = next((stage for stage, states in STAGES.items() if filters.state in states), None)
    plain = {
        "code": filters.code.strip().upper(),
        "subsystem": filters.subsystem,
        "procedure_code": filters.procedure_code,
        "case": filters.case,
        "state": filters.state,
        "stage": open_stage,
    }
    found = found.filter(**{name: value for name, value in plain.items() if value})
    if number := "".join(plain_digits(filters.number).split()).upper():
        numbers = [number, *filters.other_numbers]
        of_the_register = Q(subject_pin__in=numbers) | Q(subject_old_number__in=numbers)
        found = found.filter(of_the_register | Q(subject_passport=number))
    if filters.overdue:
        found = _running(found).filter(due_at__lt=at)
    for name, (since, until) in (("submitted_at", _filed_between(filters)), ("due_at", _due_between(filters))):
        if since:
            found = found.filter(**{f"{name}__gte": since})
        if until:
            found = found.filter(**{f"{name}__lt": until})
    return found


def _filed_between(filters: DossierFilters) -> tuple[datetime | None, datetime | None]:
    since, until = _moments(filters.submitted_since, filters.submitted_until)
    if filters.ordered in _DUE_ORDERS:
        return since, until
    # Nothing is due before it is filed: a list from the newest down begins there.
    _, due = _due_between(filters)
    return since, min((end for end in (until, due) if end), default=None)


def _due_between(filters: DossierFilters) -> tuple[datetime | None, datetime | None]:
    return _moments(filters.due_since, filters.due_until)


def _moments(first: date | None, last: date | None) -> tuple[datetime | None, datetime | None]:
    """Return when days begin and when they are over, None where that is not said."""
    return midnight(first) if first else None, midnight(last + _DAY) if last and last < date.max else None


def midnight(day: date) -> datetime:
    """Return the first moment of a day here."""
    return datetime.combine(day, datetime.min.time(), timezone.get_current_timezone())
