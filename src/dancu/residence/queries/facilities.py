"""Read lodging facilities."""

from dataclasses import dataclass

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


def get_facility(*, account: int) -> FacilityView:
    """Return the facility of an account; raise NoSuchFacility."""
    row = LodgingFacility.objects.filter(account=account, closed_at=None).first()
    if row is None:
        raise NoSuchFacility
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
