"""What the portal's page of a notice knows of the one who declares: where he lives, who he is."""

from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.timezone import localtime

from dancu.accounts.queries import AccountView
from dancu.casework.rows import PREFIX, with_row_added
from dancu.identity.queries import verified_person
from dancu.kernel.actor import Actor, Purpose
from dancu.places.domain.units import Address, Certain
from dancu.places.queries import directory
from dancu.platform.forms import Boxes
from dancu.population import queries as population
from dancu.residence import queries as residence
from dancu.residence.domain.stays import IdKind
from dancu.residence.queries import FacilityView
from dancu.sites.filing import notifying
from dancu.sites.filing.notifying import Page
from dancu.sites.portal.account_forms import address_of

MINE = "_mine"
"""Name of the button that fills in the one who declares as a guest."""


def begun(facility: FacilityView | None, account: AccountView, *, by: Actor, at: datetime) -> Page:
    """Return the untouched page, with the address of who is no facility."""
    home = None if facility else _home(account, localtime(at).date(), by, at)
    return notifying.begun(facility, home, at=at)


def pressed(data: QueryDict, account: AccountView, *, by: Actor, at: datetime) -> tuple[QueryDict, bool]:
    """Return what was typed as the pressed button leaves it, and whether the page is only drawn again."""
    if MINE in data:
        return notifying.redrawn(_with_me(data, account, by, at)), True
    return notifying.pressed(data)


def _with_me(data: QueryDict, account: AccountView, by: Actor, at: datetime) -> QueryDict:
    """Fill the declarer into what is empty of the first row: from the register where he is proved, else as he registered."""
    changed = data.copy() if data.get(notifying.TOTAL, "0") != "0" else with_row_added(data)
    changed["by_guest"] = "on"
    for name, value in _me(account, by, at).items():
        key = f"{PREFIX}-0-{name}"
        changed[key] = changed.get(key, "").strip() or value
    return changed


def _me(account: AccountView, by: Actor, at: datetime) -> dict[str, str]:
    person_id = verified_person(account.id)
    if person_id is None:
        kind = IdKind.PIN if len(account.id_number) == 12 else IdKind.OLD_ID_NUMBER
        known = {"name": account.full_name, "sex": "", "id_kind": kind.value, "id_number": account.id_number}
        born = Boxes.of(account.born)
    else:
        person = population.get_person(id=person_id, purpose=Purpose.OWN_DATA, by=by, at=at)
        known = {"name": person.name.full, "sex": person.sex.value, "id_kind": IdKind.PIN, "id_number": str(person.pin)}
        known |= {"occupation": person.occupation, "workplace": person.workplace}
        born = Boxes.of(person.born)
    return {
        **known, "born_day": born.day, "born_month": born.month, "born_year": born.year, "phone": account.phone,
    }  # fmt: skip


def _home(account: AccountView, on: date, by: Actor, at: datetime) -> Address | None:
    """Return where a proved person lives, by temporary or permanent registration, else the address of the account."""
    person = verified_person(account.id)
    if person is None:
        return _today(address_of(account), on)
    asked: dict[str, Any] = {"person": person, "on": on, "purpose": Purpose.OWN_DATA, "by": by, "at": at}
    home = residence.find_temporary_residence(**asked) or residence.find_permanent_residence(**asked)
    return _today(Address(home.unit_id, home.address_line) if home else address_of(account), on)


def _today(place: Address | None, on: date) -> Address | None:
    units = directory()
    match units.today(units.unit(place.unit_id), on) if place else None:
        case Certain(unit) if place:
            return Address(unit.id, place.line)
        case _:
            return None
