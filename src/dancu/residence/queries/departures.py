"""Read who left a commune."""

from datetime import datetime

from django.db.models import F, QuerySet

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Denied, Missing
from dancu.offices.domain.rights import SEE_DEPARTURES
from dancu.offices.queries import OfficerView
from dancu.places.queries import directory
from dancu.population import queries as population
from dancu.residence.domain.residence import Departed
from dancu.residence.models import Departure

DEPARTURES_ON_A_PAGE = 50


class NoSuchDeparture(Missing):
    """Nobody left your commune under this number. Go back to the list."""

    code = "residence.no_such_departure"


class DeparturesDenied(Denied):
    """Your permissions do not include reading who left the commune. Ask the head of your agency."""

    code = "residence.departures_denied"


def list_departures(
    *, officer: OfficerView, by: Actor, at: datetime, page: int = 1
) -> tuple[tuple[Departed, ...], bool]:
    """Return a page of who left the officer's commune, and whether another follows.

    First those of whom nobody took note, the latest first. Raises DeparturesDenied.
    """
    first = (page - 1) * DEPARTURES_ON_A_PAGE
    found = _departures(officer).annotate(dossier_code=F("dossier__code"))
    found = found.order_by(F("noted_at").desc(nulls_first=True), "-on", "-id")
    rows = list(found[first : first + DEPARTURES_ON_A_PAGE + 1])
    more, rows = len(rows) > DEPARTURES_ON_A_PAGE, rows[:DEPARTURES_ON_A_PAGE]
    audit.record(
        "residence.departures_listed",
        by=by,
        purpose=Purpose.OPERATIONS,
        at=at,
        subject=("agency", officer.agency.id),
        listed=[("dossier", row.dossier_code) for row in rows if row.dossier_code],
        facts={"page": page},
    )
    cards = population.list_people(ids=[row.person_id for row in rows], purpose=Purpose.OPERATIONS, by=by, at=at)
    departed = tuple(
        Departed(
            id=row.pk,
            person=card,
            unit_id=row.unit_id,
            address_line=row.address_line,
            to_unit_id=row.to_unit_id,
            to_address_line=row.to_address_line,
            on=row.on,
            dossier_code=row.dossier_code or "",
            noted_at=row.noted_at,
            withdrawn=row.withdrawn_at is not None,
        )
        for row, card in zip(rows, cards, strict=True)
    )
    return departed, more


def departures_for(officer: OfficerView, *, departure: int) -> Departure:
    """Return one departure from the officer's commune; raise DeparturesDenied or NoSuchDeparture."""
    row = _departures(officer).filter(id=departure).first()
    if row is None:
        raise NoSuchDeparture
    return row


def _departures(officer: OfficerView) -> QuerySet[Departure]:
    if not officer.may(SEE_DEPARTURES):
        raise DeparturesDenied
    if officer.agency.unit_id is None:
        return Departure.objects.none()
    return Departure.objects.filter(unit__in=directory().with_forerunners(officer.agency.unit_id))
