"""Parking permits that a counter takes for the agency of another place."""

from dancu.casework import queries
from dancu.casework.domain.workflow import Action
from dancu.casework.queries import DossierFilters, Queue
from dancu.offices.queries import AgencyView
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, act
from tests.builders.walk_ins import begin, fill_in, submit


def taken(counter: Desk, place: AgencyView, **changes: object) -> str:
    """Enter and submit a dossier at a counter for the agency of another place."""
    return submit(counter, fill_in(counter, begin(counter), agency=place.id, **changes))


def decided(agency: Desk, code: str) -> str:
    """Lead a received dossier to its decision."""
    leader = build.an_officer(agency.officer.agency)
    for desk, action in ((agency, Action.TAKE), (agency, Action.PROPOSE), (leader, Action.APPROVE)):
        act(desk, action, code)
    return code


def opened(desk: Desk, code: str) -> queries.DossierAtCounter:
    return queries.open_dossier(code, officer=desk.officer, by=desk.actor, at=NOW)


def listed(desk: Desk, queue: Queue) -> list[str]:
    filters = DossierFilters(queue=queue)
    return [
        row.code for row in queries.search_dossiers(officer=desk.officer, filters=filters, by=desk.actor, at=NOW).rows
    ]
