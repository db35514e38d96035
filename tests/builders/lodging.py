"""Guests, facilities and their accounts."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from dancu.accounts.domain.realms import FACILITY_MARK, Kind
from dancu.accounts.queries import get_account
from dancu.kernel.actor import SYSTEM, Actor, ActorKind
from dancu.kernel.dates import PartialDate
from dancu.kernel.sex import Sex
from dancu.offices.queries import OfficerView
from dancu.places.domain.units import Address
from dancu.population.domain.person import PersonCard
from dancu.residence import commands
from dancu.residence.domain.stays import FacilityKind, Guest, IdKind, NoticeWay
from dancu.residence.queries import Notified
from tests.builders.accounts import an_account
from tests.builders.identity import acting
from tests.builders.places import a_commune
from tests.builders.population import AT

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")
NIGHT = date(2026, 11, 24)
HOTEL, STREET = "Khách sạn Sông Hồng", "Số 9 phố Huế"
CALLER = "Hoàng Thị Gọi"
"""Who gives notice by telephone."""


def at_hour(hour: int, minute: int = 0, day: date = NIGHT) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIET_NAM)


def a_guest(person: PersonCard | None = None, **facts: Any) -> Guest:
    """Return somebody who comes in the afternoon for a night; without a person a foreigner whom the register does not know."""
    stated: dict[str, Any] = {
        "name": person.name.full if person else "Jane Doe",
        "born": person.born if person else PartialDate(1990, 5),
        "sex": person.sex if person else Sex.FEMALE,
        "nationality": "VNM" if person else "GBR",
        "id_kind": IdKind.PIN if person else IdKind.PASSPORT,
        "id_number": str(person.pin) if person else "123456789",
        "reason": "Du lịch",
        "arrives_at": at_hour(15),
        "until": NIGHT + timedelta(1),
    }
    return Guest(**(stated | facts))


def a_facility(number: int = 1, name: str = HOTEL, *, at: datetime = AT, **changes: Any) -> Actor:
    """Register a lodging facility with its account; return it as it acts."""
    commune = a_commune()
    facts = {
        "kind": Kind.FACILITY,
        "username": f"{FACILITY_MARK}{number:010d}",
        "id_number": "001090123456",
        "organisation_name": name,
        "full_name": "Trần Thị Chủ",
        "commune_code": commune.code,
        "commune_since": commune.since,
        "address_line": STREET,
        "facility_kind": FacilityKind.TOURIST.value,
    }
    account = an_account(at=at, **(facts | changes))
    commands.open_with_account(get_account(account), SYSTEM, at)
    return Actor(kind=ActorKind.CITIZEN, account_id=account)


def write_down_by(officer: OfficerView, *guests: Guest, at: datetime, **how: Any) -> Notified:
    """Let an officer write down what was told him on the telephone just now."""
    facts: dict[str, Any] = {"kind": FacilityKind.TOURIST, "name": HOTEL, "place": Address(a_commune().id, STREET)}
    facts |= {"way": NoticeWay.PHONE, "notifier": CALLER, "received_at": at, "sending": uuid4(), **how}
    return commands.write_down_notice(guests=guests, officer=officer, by=acting(officer), at=at, **facts)


def notify_by(by: Actor, *guests: Guest, line: str = STREET, **how: Any) -> Notified:
    """Give notice as the account of a facility or of a citizen does."""
    facts: dict[str, Any] = {"kind": FacilityKind.TOURIST, "name": HOTEL, "at": at_hour(16), **how}
    return commands.notify_stays(
        place=Address(a_commune().id, line),
        guests=guests,
        way=NoticeWay.WEB_OR_APP,
        account=by.account_id,
        by=by,
        **facts,
    )
