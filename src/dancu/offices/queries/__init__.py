"""Read agencies and officers."""

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from dancu.kernel.errors import Denied, Missing
from dancu.kernel.names import fold
from dancu.offices.domain.jurisdiction import AgencyLevel, covers, end_of
from dancu.offices.domain.rights import Action, Function, Right
from dancu.offices.models import Agency, ComingName, Grant, Officer
from dancu.places.domain.directory import Directory
from dancu.places.domain.units import Certain
from dancu.places.queries import directory


class UnknownAgency(Missing):
    """This agency is not in the list. Choose it from the list again."""

    code = "offices.unknown_agency"


class NotAnOfficer(Denied):
    """This account is not an active officer's. Ask the administrator of your agency."""

    code = "offices.not_an_officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyView:
    id: int
    code: str
    scope: str
    level: AgencyLevel
    parent_id: int | None
    unit_id: int | None
    name: str
    phone: str
    opened_on: date
    closed_on: date | None
    successor_id: int | None
    """Which agency does its work since it was closed."""
    demo: bool
    """Whether its code and phone are made up."""

    def is_open(self, on: date) -> bool:
        return self.opened_on <= on and (self.closed_on is None or on < self.closed_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerView:
    """What the officer's site and the decisions about rights need to know of the one who is signed in."""

    id: int
    account_id: int
    full_name: str
    position: str
    agency: AgencyView
    rights: frozenset[Right]
    pin: str
    """His own number, empty where it is not known."""
    former_pins: frozenset[str] = frozenset()

    @property
    def scope(self) -> str:
        """The beginning of the codes of all agencies in his jurisdiction."""
        return self.agency.scope

    @property
    def numbers(self) -> list[str]:
        """Every number by which he is or was known."""
        return sorted({self.pin, *self.former_pins} - {""})

    def is_among(self, pins: Iterable[str]) -> bool:
        """Tell whether one of these numbers is or was his."""
        return not set(self.numbers).isdisjoint(pins)

    @property
    def at_commune(self) -> bool:
        """Tell whether his agency keeps the lists of a commune."""
        return self.agency.level is AgencyLevel.COMMUNE

    @property
    def at_centre(self) -> bool:
        """Tell whether he works at the centre, where what concerns the whole country is decided."""
        return self.agency.level is AgencyLevel.CENTRAL

    def may(self, right: Right) -> bool:
        return right in self.rights


class _Agencies:
    """All agencies by id and by unit."""

    def __init__(self, on: date) -> None:
        coming = {each.agency_id: each for each in ComingName.objects.filter(since__lte=on)}
        self.by_id: dict[int, AgencyView] = {}
        self.by_code: dict[str, AgencyView] = {}
        self.by_unit: dict[int | None, list[AgencyView]] = defaultdict(list)
        for row in Agency.objects.order_by("code"):
            view = _view(row, coming.get(row.pk))
            self.by_id[view.id] = self.by_code[view.code] = view
            self.by_unit[view.unit_id].append(view)


@lru_cache(maxsize=1)
def _read(_span: int, on: date) -> _Agencies:
    return _Agencies(on)


def _agencies() -> _Agencies:
    return _read(int(time.monotonic() // settings.AGENCIES_KEPT), timezone.localdate())


def forget_agencies() -> None:
    """Read the agencies again at the next question; other processes do so within `AGENCIES_KEPT` seconds."""
    _read.cache_clear()


def agency(agency_id: int) -> AgencyView:
    """Return an agency, also one that was opened just now in another process; raise UnknownAgency."""
    if agency_id not in _agencies().by_id:
        forget_agencies()
    try:
        return _agencies().by_id[agency_id]
    except KeyError:
        raise UnknownAgency from None


def agency_with(code: str) -> AgencyView:
    """Return the agency that has a code; raise UnknownAgency."""
    try:
        return _agencies().by_code[code]
    except KeyError:
        raise UnknownAgency from None


def at_work(agency_id: int) -> AgencyView:
    """Return the agency that does the work of one: itself, or the last of its successors."""
    found = agency(agency_id)
    while found.successor_id is not None:
        found = agency(found.successor_id)
    return found


def every_agency() -> Iterable[AgencyView]:
    """Return all agencies there ever were, in the order of their codes."""
    return _agencies().by_id.values()


def list_merged() -> tuple[AgencyView, ...]:
    """List the agencies whose work another one does."""
    return tuple(each for each in every_agency() if each.successor_id is not None)


def list_closed_alone() -> tuple[AgencyView, ...]:
    """List the agencies that were closed and that no other one follows."""
    return tuple(each for each in every_agency() if each.closed_on is not None and each.successor_id is None)


def find_agency(text: str, *, officer: OfficerView) -> AgencyView:
    """Return the open agency of an officer's jurisdiction with this code, or alone with this name; raise UnknownAgency."""
    asked = fold(text)
    found = [
        each
        for each in _agencies().by_id.values()
        if each.closed_on is None and covers(officer.scope, each.code) and asked in {fold(each.code), fold(each.name)}
    ]
    if len(found) != 1:
        raise UnknownAgency
    return found[0]


def list_agencies(unit_id: int, *, on: date) -> tuple[AgencyView, ...]:
    """Return the agencies in charge of just this unit that are open on a day."""
    return tuple(agency for agency in _agencies().by_unit.get(unit_id, ()) if agency.is_open(on))


def find_competent_agency(unit_id: int, *, on: date) -> AgencyView | None:
    """Return the agency in charge of a unit today; of an old unit only where all of it lies in one of today's."""
    directory_ = directory()
    match directory_.today(directory_.unit(unit_id), on):
        case Certain(unit):
            return next(iter(list_agencies(unit.id, on=on)), None) or _successor_in(unit.id)
        case _:
            return None


def _successor_in(unit_id: int) -> AgencyView | None:
    """Return who does the work of a unit's agency that was closed while the unit stayed."""
    closed = [each for each in _agencies().by_unit.get(unit_id, ()) if each.successor_id is not None]
    return at_work(closed[-1].id) if closed else None


def communes_within(scope: str, *, of: date, on: date) -> frozenset[int]:
    """Return the ids of the communes of a day that an agency of this jurisdiction is in charge of on another."""
    return _within(_agencies(), directory(), scope, of, on)


# Asking every commune whose it is takes as long as a search; as soon as agencies or units are read anew it is asked again.
@lru_cache(maxsize=1 << 7)
def _within(_agencies: _Agencies, units: Directory, scope: str, of: date, on: date) -> frozenset[int]:
    return frozenset(
        unit.id
        for unit in units.communes(of)
        if (agency := find_competent_agency(unit.id, on=on)) and covers(scope, agency.code)
    )


def officer_of(account_id: int) -> OfficerView:
    """Return the active officer of an account with all his rights, in two queries; raise NotAnOfficer."""
    row = Officer.objects.filter(account_id=account_id, active=True).first()
    if row is None:
        raise NotAnOfficer
    grants = Grant.objects.filter(group__officers=row).values_list("subsystem", "function", "action").distinct()
    return OfficerView(
        id=row.pk,
        account_id=row.account_id,
        full_name=row.full_name,
        position=row.position,
        agency=agency(row.agency_id),
        rights=frozenset(
            Right(subsystem, Function(function), Action(action)) for subsystem, function, action in grants
        ),
        pin=row.pin,
        former_pins=frozenset(row.former_pins),
    )


def find_officer_id(account_id: int) -> int | None:
    """Return the officer of an account, active or not."""
    return Officer.objects.filter(account_id=account_id).values_list("pk", flat=True).first()


def hold_place(officer: OfficerView) -> int:
    """Return the agency where an officer works now, and keep him there while the transaction lasts."""
    row = Officer.objects.select_for_update(no_key=True).filter(pk=officer.id, active=True).first()
    if row is None:
        raise NotAnOfficer
    return row.agency_id


def agencies_below(officer: OfficerView) -> frozenset[int] | None:
    """Return the ids of all agencies in an officer's jurisdiction; None for the centre's, who sees everything."""
    if officer.agency.level is AgencyLevel.CENTRAL:
        return None
    return frozenset(each.id for each in _agencies().by_id.values() if each.code.startswith(officer.scope))


def names_of(officer_ids: Iterable[int]) -> dict[int, str]:
    """Return the full names of officers, active or not, by id."""
    return dict(Officer.objects.filter(pk__in=set(officer_ids)).values_list("pk", "full_name"))


def scope_filter(officer: OfficerView, column: str = "agency_code") -> Q:
    """Return the condition that a column of agency codes lies in the officer's jurisdiction."""
    return within_filter(officer.agency, column)


def within_filter(agency: AgencyView, column: str = "agency_code") -> Q:
    """Return the condition that a column of agency codes lies in the jurisdiction of an agency.

    A range, not LIKE: an index on the column (collation "C") serves it under every plan, also a prepared one.
    """
    return Q(**{f"{column}__gte": agency.scope, f"{column}__lt": end_of(agency.scope)})


def _view(row: Agency, coming: ComingName | None) -> AgencyView:
    """View an agency, by the name that it has since a day that has come; one that was closed by then kept its last."""
    renamed = coming is not None and (row.closed_on is None or coming.since < row.closed_on)
    return AgencyView(
        id=row.pk,
        code=row.code,
        scope=row.scope,
        level=AgencyLevel(row.level),
        parent_id=row.parent_id,
        unit_id=row.unit_id,
        name=coming.name if coming and renamed else row.name,
        phone=row.phone,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        successor_id=row.successor_id,
        demo=row.demo,
    )
