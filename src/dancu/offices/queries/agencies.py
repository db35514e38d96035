"""Read the agencies of an officer's jurisdiction as its administrators see them, closed ones too."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from dancu.kernel.names import fold
from dancu.offices.domain.jurisdiction import AgencyLevel, covers
from dancu.offices.domain.rights import SEE_AGENCIES
from dancu.offices.models import ComingName, FormerName, Officer
from dancu.offices.queries import AgencyView, OfficerView, UnknownAgency, agency, at_work, every_agency
from dancu.offices.queries.groups import demand

MOST = 200
"""Agencies that a list shows; who looks for another one narrows the search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRecord:
    """An agency with its history."""

    agency: AgencyView
    above: AgencyView | None
    successor: AgencyView | None
    successor_seen: bool
    """Whether the reader may open that one too."""
    merged: tuple[AgencyView, ...]
    """Those whose work it does."""
    former_names: tuple[tuple[str, date], ...]
    """What it was called, and until when, the latest first."""
    coming_name: tuple[str, date] | None
    """What it is called from a day to come."""
    officers: int
    """How many active officers work there."""
    may_change: bool
    """Whether it is below the reader's own agency, and open."""


def list_below(agency_id: int | None = None, *, officer: OfficerView) -> tuple[AgencyView, ...]:
    """List the agencies right below one of the jurisdiction, by default the officer's own, the open ones first."""
    demand(officer, SEE_AGENCIES)
    above = officer.agency.id if agency_id is None else _seen(agency_id, officer).id
    return tuple(sorted((each for each in every_agency() if each.parent_id == above), key=_open_first))


def search(text: str, *, officer: OfficerView) -> tuple[AgencyView, ...]:
    """Find agencies of the jurisdiction by a part of their code, their name or what they were called, accents or none."""
    demand(officer, SEE_AGENCIES)
    asked = fold(text)
    if not asked:
        return ()
    once = {agency_id for agency_id, name in _once_called() if asked in fold(name)}
    found = (
        each
        for each in every_agency()
        if covers(officer.scope, each.code)
        and (each.id in once or asked in fold(each.name) or asked in fold(each.code))
    )
    return tuple(sorted(found, key=_open_first)[:MOST])


def get_agency(agency_id: int, *, officer: OfficerView) -> AgencyRecord:
    """Return an agency of the jurisdiction; raises UnknownAgency, MayNotAdminister."""
    demand(officer, SEE_AGENCIES)
    found = _seen(agency_id, officer)
    successor = agency(found.successor_id) if found.successor_id else None
    names = list(FormerName.objects.filter(agency=found.id).order_by("-until").values_list("name", "until"))
    coming = ComingName.objects.filter(agency=found.id).select_related("agency").first()
    if coming and coming.since <= timezone.localdate():
        # Its day has come, and no act has settled it yet.
        names = [(coming.agency.name, coming.since), *names] if found.name == coming.name else names
        coming = None
    return AgencyRecord(
        agency=found,
        above=agency(found.parent_id) if found.parent_id else None,
        successor=successor,
        successor_seen=successor is not None and _is_seen(successor, officer),
        merged=tuple(each for each in every_agency() if each.successor_id == found.id),
        former_names=tuple(names),
        coming_name=(coming.name, coming.since) if coming else None,
        officers=Officer.objects.filter(agency=found.id, active=True).count(),
        may_change=is_above(officer, found) and found.closed_on is None,
    )


def is_above(officer: OfficerView, found: AgencyView) -> bool:
    """Tell whether an agency is one of those that the officer's own looks after."""
    above = officer.agency.level is not AgencyLevel.COMMUNE and found.id != officer.agency.id
    return above and covers(officer.scope, found.code)


def _once_called() -> Iterator[tuple[int, str]]:
    """Yield by id what agencies were called before."""
    yield from FormerName.objects.values_list("agency", "name")
    yield from ComingName.objects.filter(since__lte=timezone.localdate()).values_list("agency", "agency__name")


def _seen(agency_id: int, officer: OfficerView) -> AgencyView:
    found = agency(agency_id)
    if not _is_seen(found, officer):
        raise UnknownAgency
    return found


def _is_seen(found: AgencyView, officer: OfficerView) -> bool:
    """Tell whether an agency, or the one that does its work now, lies in an officer's jurisdiction."""
    return covers(officer.scope, found.code) or covers(officer.scope, at_work(found.id).code)


def _open_first(found: AgencyView) -> tuple[bool, str]:
    return found.closed_on is not None, found.code
