"""What the page that gives notice begins with, and what its buttons change of it without sending it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils.timezone import localtime

from dancu.accounts.queries import AccountView
from dancu.casework.rows import ADD, PREFIX, REMOVE, with_row_added, with_row_removed
from dancu.identity.queries import verified_person
from dancu.kernel.actor import Actor, Purpose
from dancu.places.domain.units import Address, Certain
from dancu.places.forms import REFRESH, asks_refresh
from dancu.places.queries import VIET_NAM, directory
from dancu.platform.forms import Boxes
from dancu.population import queries as population
from dancu.residence import queries as residence
from dancu.residence.domain.stays import FacilityKind, IdKind
from dancu.residence.queries import FacilityView
from dancu.sites.portal.account_forms import address_of
from dancu.sites.portal.guest_forms import GuestForm, GuestForms, PlaceForm

MINE = "_mine"
"""Name of the button that fills in the one who declares as a guest."""
_TOTAL = f"{PREFIX}-TOTAL_FORMS"
_COMES_WITH_OTHERS = ("arrives_on_day", "arrives_on_month", "arrives_on_year", "arrives_time", "until_day", "until_month",
                      "until_year", "room", "reason", "nationality")  # fmt: skip
"""What a further guest has in common with the one above him, until somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class Page:
    """The forms of the page: its place is None where a registered facility gives notice."""

    place: PlaceForm | None
    guests: Any
    kind: FacilityKind

    @property
    def is_valid(self) -> bool:
        # Both are asked, so that all that is wrong is said at once.
        place = self.place is None or self.place.is_valid()
        return bool(self.guests.is_valid()) and place

    @property
    def rows(self) -> Iterator[GuestForm]:
        return iter(self.guests)


def begun(facility: FacilityView | None, account: AccountView, *, by: Actor, at: datetime) -> Page:
    """Return the untouched page: the household's own address, one guest who comes now for a night."""
    on = localtime(at).date()
    kind = facility.kind if facility else FacilityKind.FAMILY
    place = None
    if facility is None:
        home = _home(account, on, by, at)
        place = PlaceForm(on=on, initial={"kind": kind.value, "place": home})
    first = {
        "nationality": VIET_NAM,
        "arrives_on": on,
        "arrives_time": localtime(at).time(),
        "until": on + timedelta(days=1),
    }
    return Page(place, GuestForms(initial=[first], prefix=PREFIX, form_kwargs={"kind": kind, "on": on}), kind)


def sent(data: QueryDict, facility: FacilityView | None, *, redraws: bool, at: datetime) -> Page:
    """Return the page as sent."""
    on = localtime(at).date()
    kind = facility.kind if facility else _kind(data)
    place = None if facility else PlaceForm(data, on=on)
    row = {"kind": kind, "on": on, "quiet": redraws}
    return Page(place, GuestForms(data, prefix=PREFIX, form_kwargs=row), kind)


def pressed(data: QueryDict, account: AccountView, *, by: Actor, at: datetime) -> tuple[QueryDict, bool]:
    """Return what was typed as the pressed button leaves it, and whether the page is only drawn again."""
    changed = data
    if ADD in data:
        changed = _with_guest_added(data)
    elif REMOVE in data:
        changed = with_row_removed(data, str(data[REMOVE]))
    elif MINE in data:
        changed = _with_me(data, account, by, at)
    elif not asks_refresh(data):
        return data, False
    changed = changed.copy()
    changed[REFRESH] = "1"
    return changed, True


def sending_of(text: str) -> UUID:
    """Return the mark that the page was drawn with, or a new one for a page that brings none."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def place_of(facility: FacilityView, on: date) -> Address:
    """Return where a facility lies in the units of a day; where its old unit was divided, as it was registered."""
    units = directory()
    match units.today(units.unit(facility.place.unit_id), on):
        case Certain(unit):
            return Address(unit.id, facility.place.line)
        case _:
            return facility.place


def _kind(data: QueryDict) -> FacilityKind:
    """Return the kind that was chosen; while it is none, what asks least of a guest."""
    chosen = data.get("kind", "")
    return FacilityKind(chosen) if chosen in set(FacilityKind) else FacilityKind.FAMILY


def _with_guest_added(data: QueryDict) -> QueryDict:
    changed = with_row_added(data)
    added = int(str(changed[_TOTAL])) - 1
    for name in _COMES_WITH_OTHERS:
        changed[f"{PREFIX}-{added}-{name}"] = data.get(f"{PREFIX}-{added - 1}-{name}", "")
    return changed


def _with_me(data: QueryDict, account: AccountView, by: Actor, at: datetime) -> QueryDict:
    """Fill the declarer into what is empty of the first row: from the register where he is proved, else as he registered."""
    changed = data.copy() if data.get(_TOTAL, "0") != "0" else with_row_added(data)
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
