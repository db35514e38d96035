"""What officers look for among dossiers: one indexed condition of jurisdiction and rights, and what narrows it.

Each is put so that an index (`casework.models.indexes`) answers it, for an officer of a commune and for one of the centre.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet
from django.utils import timezone

from dancu.casework import authorisation
from dancu.casework.domain.states import IN_HAND, STAGES, Stage
from dancu.casework.models import Dossier, Verification
from dancu.casework.procedures import catalogue
from dancu.kernel.names import fold
from dancu.kernel.writing import plain_digits
from dancu.offices import queries as offices
from dancu.offices.domain.jurisdiction import AgencyLevel
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
_OWED = (Stage.RECEPTION, Stage.PROCESSING, Stage.DECISION)
"""What the authority has to do while its time runs."""
SOON = timedelta(hours=24)
"""How long before it is due a dossier is due soon."""
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
        by_due = self.order in {Order.FIRST_DUE, Order.LAST_DUE}
        return usual if self.order is None or (by_due and not self.sorts_by_due) else self.order


def visible_to(officer: OfficerView) -> QuerySet[Dossier]:
    """Return the dossiers of an officer's jurisdiction and rights, but for those about himself and his household."""
    found = Dossier.objects.filter(_jurisdiction(officer), subsystem__in=subsystems_seen(officer))
    return found.exclude(concerned_pins__overlap=officer.numbers) if officer.numbers else found


def matching(officer: OfficerView, filters: DossierFilters, at: datetime) -> QuerySet[Dossier]:
    """Return the dossiers that an officer sees of what is looked for."""
    found = visible_to(officer)
    if filters.queue in _STAGES:
        found = found.filter(stage=_STAGES[filters.queue])
    return _narrowed(_of_queue(found, filters.queue, officer, at), filters, at)


def _of_queue(found: QuerySet[Dossier], queue: Queue, officer: OfficerView, at: datetime) -> QuerySet[Dossier]:
    """Return what a queue holds besides what its stage says."""
    match queue:
        case Queue.MINE:
            return found.filter(assignee_id=officer.id, state__in=sorted(IN_HAND))
        case Queue.UNASSIGNED:
            return found.filter(assignee=None)
        case Queue.AWAITING_OTHERS:
            return found.exclude(stage="").filter(stage__in=_OWED, pk__in=_awaiting_others())
        case Queue.SOON_DUE:
            return _running(found).filter(due_at__gte=at, due_at__lt=at + SOON)
        case Queue.OVERDUE:
            return _running(found).filter(due_at__lt=at)
        case Queue.OF_AGENCY:
            return found.exclude(stage="").filter(agency_code=officer.agency.code)
        case _:
            return found


def _running(found: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return found.exclude(stage="").filter(stage__in=_OWED, clock_stopped_at__isnull=True)


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
            return offices.scope_filter(officer)


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
    if filters.name.strip():
        found = _named(found, filters.name)
    if number := "".join(plain_digits(filters.number).split()).upper():
        numbers = [number, *filters.other_numbers]
        of_the_register = Q(subject_pin__in=numbers) | Q(subject_old_number__in=numbers)
        found = found.filter(of_the_register | Q(subject_passport=number))
    if filters.overdue:
        found = _running(found).filter(due_at__lt=at)
    if filters.due_until and filters.due_until < date.max:
        # Nothing is due before it is filed: a list from the newest down begins there.
        found = found.filter(submitted_at__lt=midnight(filters.due_until + _DAY))
    for name, first, last in (
        ("submitted_at", filters.submitted_since, filters.submitted_until),
        ("due_at", filters.due_since, filters.due_until),
    ):
        if first:
            found = found.filter(**{f"{name}__gte": midnight(first)})
        if last and last < date.max:
            found = found.filter(**{f"{name}__lt": midnight(last + _DAY)})
    return found


def _named(found: QuerySet[Dossier], name: str) -> QuerySet[Dossier]:
    """Return those whose name has all these words, the last one perhaps begun only, accents or none."""
    words = [word for word in fold(name).split() if word.isalnum()]
    if not words:
        # Of a name without letters nothing is left to look for, and nothing is found: least of all everybody.
        return found.none()
    asked = SearchQuery(" & ".join([*words[:-1], f"{words[-1]}:*"]), search_type="raw", config="simple")
    return found.annotate(words=SearchVector("subject_key", config="simple")).filter(words=asked)


def midnight(day: date) -> datetime:
    """Return the first moment of a day here."""
    return datetime.combine(day, datetime.min.time(), timezone.get_current_timezone())
