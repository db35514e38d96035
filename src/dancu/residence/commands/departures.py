"""Tell the commune that somebody left (art. 22: the authority of the former place strikes him off its list)."""

from collections.abc import Iterable
from datetime import datetime

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict
from dancu.offices.queries import OfficerView
from dancu.places import queries as places
from dancu.places.domain.units import Address
from dancu.residence.commands.chronicle import Chronicle
from dancu.residence.domain.rules import same_commune
from dancu.residence.models import Departure, ResidencePeriod
from dancu.residence.queries import departures_for


class CalledBack(Conflict):
    """Meanwhile the registration elsewhere was cancelled: this person did not leave. Read the line again and take note of it."""

    code = "residence.called_back"


def tell_former_communes(left: Iterable[ResidencePeriod], place: Address, chronicle: Chronicle) -> None:
    """Leave word for the commune of each period that ended, except where people surely stay in the same one.

    Of an old commune that was divided, every commune that it went to is told: which of them he lived in is not known.
    """
    units = places.directory()
    for period in left:
        if same_commune(units, period.unit_id, place.unit_id, chronicle.on):
            continue
        Departure.objects.create(
            person_id=period.person_id,
            unit_id=period.unit_id,
            address_line=period.address_line,
            to_unit_id=place.unit_id,
            to_address_line=place.line,
            on=chronicle.on,
            dossier_id=chronicle.dossier,
            told_at=chronicle.at,
        )


def note_departure(*, departure: int, withdrawn: bool, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Write down that the former commune knows; once noted, it stays as it is.

    `withdrawn` tells whether the page said that there was no departure. Raises DeparturesDenied, CalledBack, or NoSuchDeparture
    for one that does not concern the officer's commune.
    """
    row = departures_for(officer, departure=departure)
    open_ones = Departure.objects.filter(id=row.pk, noted_at__isnull=True, withdrawn_at__isnull=not withdrawn)
    if not open_ones.update(noted_at=at, noted_by=officer.id):
        if not withdrawn and departures_for(officer, departure=departure).withdrawn_at:
            raise CalledBack
    else:
        audit.record(
            "residence.departure_noted",
            by=by,
            purpose=Purpose.OPERATIONS,
            at=at,
            subject=("person", row.person_id),
            facts={"departure": row.pk},
        )
