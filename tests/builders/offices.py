"""Agencies and officers for tests."""

import itertools
from collections.abc import Collection
from datetime import UTC, date, datetime

from dancu.accounts import commands as accounts
from dancu.kernel.actor import SYSTEM
from dancu.offices import commands as offices
from dancu.offices.domain import rights as catalogue
from dancu.offices.domain.jurisdiction import CENTRE, AgencyLevel, Designation, of_commune, of_province
from dancu.offices.domain.rights import Right
from dancu.offices.models import Agency, ListFilter
from dancu.offices.queries import AgencyView, OfficerView, agency, forget_agencies, officer_of
from dancu.places.domain.units import Unit
from dancu.places.queries import directory
from tests.builders.places import REFORM, a_commune

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def the_centre() -> AgencyView:
    return _an_agency(CENTRE, AgencyLevel.CENTRAL, None, None)


def a_province_agency(province: Unit) -> AgencyView:
    return _an_agency(of_province(province.code), AgencyLevel.PROVINCE, province, the_centre())


def a_commune_agency(commune: Unit | None = None) -> AgencyView:
    """Return the agency of a commune, with its province's and the centre above it."""
    commune = commune or a_commune()
    province = directory().province(commune)
    designation = of_commune(province.code, commune.code)
    return _an_agency(designation, AgencyLevel.COMMUNE, commune, a_province_agency(province))


def an_old_agency(designation: Designation, level: AgencyLevel, unit: Unit, parent: AgencyView) -> AgencyView:
    """Return an agency of the three levels before 1/7/2025, still open."""
    found = _an_agency(designation, level, unit, parent)
    Agency.objects.filter(pk=found.id).update(opened_on=date(2021, 7, 1))
    forget_agencies()
    return agency(found.id)


def an_officer(
    place: AgencyView | None = None,
    *,
    rights: Collection[Right] = catalogue.ALL,
    pin: str = "",
    full_name: str = "Lê Minh Đức",
) -> OfficerView:
    """Return an officer of an agency with just these rights; with every right and of a ward, if nothing is said."""
    place = place or a_commune_agency()
    number = next(_numbers)
    account_id = accounts.create_officer_account(
        username=f"canbo.{number}",
        password="Mat-khau-1@",
        full_name=full_name,
        email=f"canbo{number}@example.com",
        by=SYSTEM,
        at=NOW,
    )
    group_id = offices.open_group(code=f"NHOM{number}", name="Nhóm", rights=rights, by=SYSTEM, at=NOW)
    offices.appoint_officer(
        account_id=account_id,
        agency_id=place.id,
        full_name=full_name,
        position="Cán bộ",
        group_ids=[group_id],
        pin=pin,
        by=SYSTEM,
        at=NOW,
    )
    return officer_of(account_id)


def _an_agency(
    designation: Designation, level: AgencyLevel, unit: Unit | None, parent: AgencyView | None
) -> AgencyView:
    row, _ = Agency.objects.get_or_create(
        code=designation.code,
        defaults={
            "scope": designation.scope,
            "level": level,
            "name": f"Công an {unit.title}" if unit else "Trung ương",
            "unit_id": unit.id if unit else None,
            "parent_id": parent.id if parent else None,
            "opened_on": REFORM if unit else date(2021, 7, 1),
            "demo": True,
        },
    )
    forget_agencies()
    return agency(row.pk)


def forget_filters() -> None:
    """Let every list open as it does for somebody who chose nothing in it yet."""
    ListFilter.objects.all().delete()
