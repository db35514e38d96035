"""The lodging facility of a demonstration: an account with a password that everybody may know, and guests for tonight."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime

from dancu.accounts import commands as accounts
from dancu.accounts.domain.realms import FACILITY_MARK, Kind, Realm
from dancu.accounts.domain.registering import Particulars
from dancu.accounts.queries import find_account, get_account
from dancu.kernel.actor import Actor, ActorKind
from dancu.kernel.dates import PartialDate
from dancu.kernel.sex import Sex
from dancu.places.domain.units import Address, Unit
from dancu.places.queries import directory
from dancu.residence.commands.facilities import open_with_account
from dancu.residence.commands.stays import notify_stays
from dancu.residence.domain.facilities import key_of
from dancu.residence.domain.stays import FacilityKind, Guest, IdKind, NoticeWay

PASSWORD = "Dancu@2026"  # noqa: S105  # of a demonstration, printed by `dancu demo`
_USERNAME, _NAME, _LINE, _COMMUNE = f"{FACILITY_MARK}0000002026", "Khách sạn Mái Ngói", "9 phố Hàng Bè", "00070"
_MANAGER_ID = "001090002026"
# After the trunk prefix no Vietnamese number begins with 0: such a phone cannot ring.
_SILENT = "0000002026"
_GUESTS = (
    ("Jane Doe", Sex.FEMALE, 1991, "GBR", "X00000001", "201"),
    ("John Roe", Sex.MALE, 1988, "AUS", "X00000002", "201"),
    ("Max Mustermann", Sex.MALE, 1979, "DEU", "X00000003", "305"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoFacility:
    """How to sign in as the lodging facility of the demonstration."""

    username: str
    password: str
    name: str
    note: str


def load_demo_facility(*, at: datetime) -> DemoFacility | None:
    """Return the facility of the demonstration, the first time with an account and guests; None where its commune is not known.

    Refuses to work outside a demonstration, as the password is known to everybody.
    """
    if not settings.DEMO:
        raise RuntimeError("The facility of the demonstration has a published password: it belongs in no other system.")
    unit = directory().find_by_code(_COMMUNE, on=localtime(at).date())
    if unit is None:
        return None
    if find_account(realm=Realm.PORTAL, username=_USERNAME) is None:
        _open(unit, at)
    note = f"cơ sở cho thuê lưu trú, {directory().full_name(unit)}"
    return DemoFacility(username=_USERNAME, password=PASSWORD, name=_NAME, note=note)


@transaction.atomic
def _open(unit: Unit, at: datetime) -> None:
    particulars = Particulars(
        kind=Kind.FACILITY,
        username=_USERNAME,
        id_number=_MANAGER_ID,
        id_issued_on=date(2022, 5, 4),
        id_issued_at="Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        full_name="Trần Thị Mái",
        organisation_name=_NAME,
        phone=_SILENT,
        email="coso1@example.com",
        commune_code=unit.code,
        commune_since=unit.since,
        address_line=_LINE,
        facility_kind=FacilityKind.TOURIST.value,
        facility_key=key_of(unit.id, _LINE, _NAME),
    )
    by = Actor(kind=ActorKind.SYSTEM)
    account = accounts.create_portal_account(particulars=particulars, password=PASSWORD, by=by, at=at)
    facility = open_with_account(get_account(account), by, at)
    notify_stays(
        kind=FacilityKind.TOURIST,
        name=_NAME,
        place=Address(unit.id, _LINE),
        guests=[_guest(*facts, at=at) for facts in _GUESTS],
        way=NoticeWay.WEB_OR_APP,
        facility=facility,
        account=account,
        by=Actor(kind=ActorKind.CITIZEN, account_id=account),
        at=at,
    )


def _guest(name: str, sex: Sex, year: int, nationality: str, passport: str, room: str, *, at: datetime) -> Guest:
    arrives_at = localtime(at)
    return Guest(
        name=name,
        born=PartialDate(year),
        sex=sex,
        nationality=nationality,
        id_kind=IdKind.PASSPORT,
        id_number=passport,
        room=room,
        reason="Du lịch",
        arrives_at=arrives_at,
        until=arrives_at.date() + timedelta(days=7),
    )
