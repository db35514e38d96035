"""Read lodging facilities."""

from dataclasses import dataclass
from datetime import datetime

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Missing
from dancu.places.domain.units import Address
from dancu.residence.domain.stays import FacilityKind
from dancu.residence.models import LodgingFacility


class NoSuchFacility(Missing):
    """There is no such lodging facility, or it was closed."""

    code = "residence.no_such_facility"


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityView:
    """A lodging facility as its own account and the police of its commune see it."""

    id: int
    kind: FacilityKind
    name: str
    place: Address
    """In the unit of the day on which it was registered."""
    manager: str
    phone: str
    account: int | None


def get_own_facility(*, by: Actor, at: datetime) -> FacilityView:
    """Return the facility of one's own account; raise NoSuchFacility."""
    row = LodgingFacility.objects.filter(account=by.own_account, closed_at=None).first()
    if row is None:
        raise NoSuchFacility
    subject = ("lodging_facility", row.pk)
    audit.record("residence.facility_read", by=by, purpose=Purpose.OWN_DATA, at=at, subject=subject)
    return _view(row)


def _view(row: LodgingFacility) -> FacilityView:
    return FacilityView(
        id=row.pk,
        kind=FacilityKind(row.kind),
        name=row.name,
        place=Address(row.unit_id, row.address_line),
        manager=row.manager,
        phone=row.phone,
        account=row.account_id,
    )
