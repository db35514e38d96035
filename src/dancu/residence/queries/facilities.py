"""Read lodging facilities."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime

from dancu.accounts.domain.realms import Realm
from dancu.accounts.queries import find_account
from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Missing
from dancu.kernel.names import fold
from dancu.offices.queries import OfficerView
from dancu.places.domain.units import Address, Certain
from dancu.places.queries import directory
from dancu.residence.domain.stays import FacilityKind
from dancu.residence.models import LodgingFacility
from dancu.residence.queries.writing_down import check_writes_down, in_charge

MOST_FOUND = 20


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


def search_facilities(text: str, *, officer: OfficerView, by: Actor, at: datetime) -> tuple[FacilityView, ...]:
    """Return the open facilities of an officer's jurisdiction that bear a user name, or of his commune whose name holds a text.

    Accents and case do not count; at most MOST_FOUND, by name. Raises WritingDownDenied.
    """
    check_writes_down(officer)
    on = localtime(at).date()
    account = find_account(realm=Realm.PORTAL, username=text)
    found = (account and _of(account.id)) or _named(text, officer)
    views = [each for each in map(_view, found) if in_charge(officer, place_of(each, on).unit_id, on=on)][:MOST_FOUND]
    audit.record(
        "residence.facilities_searched",
        by=by,
        purpose=Purpose.OPERATIONS,
        at=at,
        subject=("agency", officer.agency.id),
        listed=[("lodging_facility", each.id) for each in views],
    )
    return tuple(views)


def get_facility_in_charge(facility: int, *, officer: OfficerView, by: Actor, at: datetime) -> FacilityView:
    """Return an open facility of an officer's jurisdiction; raise WritingDownDenied or NoSuchFacility."""
    check_writes_down(officer)
    row, on = LodgingFacility.objects.filter(id=facility, closed_at=None).first(), localtime(at).date()
    if row is None or not in_charge(officer, place_of(_view(row), on).unit_id, on=on):
        raise NoSuchFacility
    subject = ("lodging_facility", row.pk)
    audit.record("residence.facility_read", by=by, purpose=Purpose.OPERATIONS, at=at, subject=subject)
    return _view(row)


def _of(account: int) -> list[LodgingFacility]:
    return list(LodgingFacility.objects.filter(account=account, closed_at=None))


def _named(text: str, officer: OfficerView) -> list[LodgingFacility]:
    """Return the facilities of an officer's own commune whose name holds a text; names are compared here, for accents."""
    sought, unit = fold(text), officer.agency.unit_id
    if not sought or unit is None:
        return []
    rows = LodgingFacility.objects.filter(unit__in=directory().with_forerunners(unit), closed_at=None).order_by(
        "name", "id"
    )
    return [row for row in rows.iterator() if sought in fold(row.name)]


def place_of(facility: FacilityView, on: date) -> Address:
    """Return where a facility lies in the units of a day; where its old unit was divided, as it was registered."""
    units = directory()
    match units.today(units.unit(facility.place.unit_id), on):
        case Certain(unit):
            return Address(unit.id, facility.place.line)
        case _:
            return facility.place


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
