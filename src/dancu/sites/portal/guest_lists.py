"""Notice of guests by list: a facility says of each guest, a row each, what the page asks of one, judged alike."""

import copy
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dancu.kernel.errors import DomainError
from dancu.lists import columns
from dancu.lists.columns import Column, Fault, Row
from dancu.lists.kinds import Kind, Sending
from dancu.places import queries as places
from dancu.residence import commands, queries
from dancu.residence.domain.stays import FacilityKind, Guest, IdKind, NoticeWay, read_number, refusals
from dancu.residence.texts import ID_KINDS
from dancu.sites.filing.guest_forms import AT_FIELD, SEXES, GuestForm, guest_of

_ZEROS_ARE_PART = {IdKind.PIN, IdKind.OLD_ID_NUMBER}


def take(rows: Sequence[Row], sending: Sending) -> Mapping[int, Sequence[Fault]]:
    """Give notice of the guests of some rows; return what stands against the others. Raises NoSuchFacility."""
    facility, on = queries.get_own_facility(by=sending.by, at=sending.at), localtime(sending.at).date()
    guests: list[Guest] = []
    faults: dict[int, Sequence[Fault]] = {}
    for row in rows:
        guest, found = _guest(row.values, facility.kind, on)
        if guest is None:
            faults[row.number] = found
        else:
            guests.append(guest)
    if guests:
        commands.notify_stays(
            kind=facility.kind,
            name=facility.name,
            place=queries.place_of(facility, on),
            guests=guests,
            way=NoticeWay.WEB_OR_APP,
            facility=facility.id,
            account=facility.account,
            by=sending.by,
            at=sending.at,
        )
    return faults


def _guest(values: Mapping[str, Any], kind: FacilityKind, on: date) -> tuple[Guest | None, list[Fault]]:
    """Return who a row names, or what stands against it."""
    typed, id_kind = values["id_number"], IdKind(values["id_kind"])
    try:
        number = (
            read_number(id_kind, columns.with_zeros(typed) if id_kind in _ZEROS_ARE_PART else typed) if typed else ""
        )
    except DomainError as refusal:
        return None, [Fault.of(refusal, column="id_number")]
    guest = guest_of({**values, "id_number": number, "nationality": values["nationality"] or places.VIET_NAM})
    found = [Fault.of(each, column=AT_FIELD.get(fact, fact)) for fact, each in refusals(guest, kind, on)]
    return (None if found else guest), found


def _countries() -> list[tuple[str, str]]:
    return [(places.VIET_NAM, gettext("Viet Nam")), *places.list_countries().items()]


def _field(name: str, **changes: Any) -> forms.Field:
    """Return a field of the page, changed for the list."""
    field = copy.deepcopy(GuestForm.base_fields[name])
    for fact, value in changes.items():
        setattr(field, fact, value)
    return field


GUESTS = Kind(
    key="lodging-guests",
    title=_("Notice of guests by list"),
    columns=(
        Column(
            key="name",
            field=_field("name"),
            example="Nguyễn Thị Mẫu",
            also=("Tên khách",),
        ),
        Column(key="born", field=_field("born"), example="23/11/1990"),
        Column(key="sex", field=_field("sex", choices=list(SEXES.items())), example="female"),
        Column(
            key="nationality",
            field=_field("nationality", required=False, choices=_countries, help_text=_("Empty for Viet Nam")),
            example=places.VIET_NAM,
        ),
        Column(key="id_kind", field=_field("id_kind", choices=list(ID_KINDS.items())), example="pin"),
        Column(
            key="id_number",
            field=_field("id_number"),
            example="001190012345",
            also=("Số CCCD", "Số CMND/CCCD", "Số định danh", "Số hộ chiếu"),
            takes=columns.whole,
        ),
        Column(key="arrives_on", field=_field("arrives_on"), example="23/11/2026"),
        Column(key="arrives_time", field=_field("arrives_time"), example="14:00"),
        Column(
            key="until",
            field=_field("until", required=True, help_text=_("The day of leaving")),
            example="25/11/2026",
        ),
        Column(key="room", field=_field("room"), example="201"),
        Column(key="reason", field=_field("reason"), example="Du lịch"),
        Column(key="phone", field=_field("phone"), example="0912345678"),
        Column(key="occupation", field=_field("occupation"), example="Kỹ sư"),
        Column(key="workplace", field=_field("workplace"), example="Công ty Mẫu"),
    ),
    take=take,
    batch=1000,
    back="lodging-list",
    done="lodging-notices",
)
