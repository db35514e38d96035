"""The page that gives notice of guests, whoever fills it in: what it begins with, what its buttons change, what it says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dancu.casework.rows import ADD, PREFIX, REMOVE, with_row_added, with_row_removed
from dancu.kernel.errors import DomainError
from dancu.offices import queries as offices
from dancu.places.domain.units import Address
from dancu.places.forms import REFRESH, asks_refresh
from dancu.places.queries import VIET_NAM, directory
from dancu.platform.clock import today
from dancu.residence import queries
from dancu.residence.domain.stays import FacilityKind
from dancu.residence.queries import FacilityView, NoticeView
from dancu.residence.texts import FACILITY_KINDS, NOTICE_WAYS
from dancu.sites.filing.guest_forms import REASONS, GuestForm, GuestForms, PlaceForm
from dancu.sites.ui import refusals
from dancu.sites.ui.parts import Row
from dancu.sites.ui.templatetags.ui import moment

TOTAL = f"{PREFIX}-TOTAL_FORMS"
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


def begun(facility: FacilityView | None, home: Address | None, *, at: datetime) -> Page:
    """Return the untouched page: a household at its home if that is known, one guest who comes now for a night."""
    on = localtime(at).date()
    kind = facility.kind if facility else FacilityKind.FAMILY
    place = None if facility else PlaceForm(on=on, initial={"kind": kind.value, "place": home})
    first = {
        "nationality": VIET_NAM,
        "arrives_on": on,
        "arrives_time": localtime(at).time(),
        "until": on + timedelta(days=1),
    }
    return Page(place, GuestForms(initial=[first], prefix=PREFIX, form_kwargs={"kind": kind, "on": on}), kind)


def sent(data: QueryDict, facility: FacilityView | None, *, redraws: bool, on: date) -> Page:
    """Return the page as sent, judged by the day on which notice is given."""
    kind = facility.kind if facility else _kind(data)
    place = None if facility else PlaceForm(data, on=on)
    row = {"kind": kind, "on": on, "quiet": redraws}
    return Page(place, GuestForms(data, prefix=PREFIX, form_kwargs=row), kind)


def pressed(data: QueryDict) -> tuple[QueryDict, bool]:
    """Return what was typed as the pressed button leaves it, and whether the page is only drawn again."""
    if ADD in data:
        return redrawn(_with_guest_added(data)), True
    if REMOVE in data:
        return redrawn(with_row_removed(data, str(data[REMOVE]))), True
    return (redrawn(data), True) if asks_refresh(data) else (data, False)


def redrawn(data: QueryDict) -> QueryDict:
    """Return what was typed for a page that is only drawn again."""
    changed = data.copy()
    changed[REFRESH] = "1"
    return changed


def sending_of(text: str) -> UUID:
    """Return the mark that the page was drawn with, or a new one for a page that brings none."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def shown(page: Page, facility: FacilityView | None, sending: str, refusal: DomainError | None) -> dict[str, Any]:
    """Return what the page is drawn with on every site."""
    return {
        "place": page.place,
        "guests": page.guests,
        "about": _about(facility),
        "sending": sending_of(sending),
        "reasons": REASONS,
        "may_add": page.guests.total_form_count() < page.guests.max_num,
        "refused": refusals.sentence(refusal) if refusal else "",
    }


def receipt_rows(notice: NoticeView) -> list[Row]:
    """Return what a receipt says of a notice."""
    place = Address(notice.unit_id, notice.address_line)
    return [
        Row(label=_("Time of the notice"), value=moment(notice.notified_at)),
        Row(label=_("Way of the notice"), value=NOTICE_WAYS[notice.way]),
        *about_place(notice.facility_kind, notice.facility_name, place),
        Row(label=_("Guests"), value=notice.guests),
    ]


def about_place(kind: FacilityKind, name: str, place: Address) -> list[Row]:
    """Return the lines that say where guests stay."""
    rows = [
        Row(label=_("Kind of lodging facility"), value=FACILITY_KINDS[kind]),
        Row(label=_("Name of the lodging facility"), value=name),
        Row(label=_("Address of the lodging facility"), value=written(place)),
        Row(label=_("Agency"), value=agency_of(place)),
    ]
    return [row for row in rows if row.value]


def agency_of(place: Address) -> str:
    """Return which police are in charge of a place; empty where that is not known."""
    agency = offices.find_competent_agency(place.unit_id, on=today())
    return agency.name if agency else ""


def written(place: Address) -> str:
    """Return an address as it is written today."""
    return directory().address_today(place.unit_id, place.line, today())


def _about(facility: FacilityView | None) -> list[Row]:
    return about_place(facility.kind, facility.name, queries.place_of(facility, today())) if facility else []


def _kind(data: QueryDict) -> FacilityKind:
    """Return the kind that was chosen; while it is none, what asks least of a guest."""
    chosen = data.get("kind", "")
    return FacilityKind(chosen) if chosen in set(FacilityKind) else FacilityKind.FAMILY


def _with_guest_added(data: QueryDict) -> QueryDict:
    changed = with_row_added(data)
    added = int(str(changed[TOTAL])) - 1
    for name in _COMES_WITH_OTHERS:
        changed[f"{PREFIX}-{added}-{name}"] = data.get(f"{PREFIX}-{added - 1}-{name}", "")
    return changed
