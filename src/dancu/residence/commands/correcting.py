"""Addresses that have another name or number, or lie in another unit, for all who live there (Residence Law art. 26)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import connection, transaction

from dancu.kernel.actor import Actor
from dancu.kernel.errors import Conflict, Invalid
from dancu.places import queries as places
from dancu.places.domain.units import Certain
from dancu.platform import statement
from dancu.platform.events import publish
from dancu.residence import events
from dancu.residence.commands.chronicle import PERIOD_FACTS, Chronicle
from dancu.residence.domain.residence import EventKind
from dancu.residence.domain.rules import same_line

_COLUMNS = ", ".join(PERIOD_FACTS)
_LINES = """
    select address_line from residence_residenceperiod where unit_id = %(unit)s and (until is null or until > %(on)s)
    union select address_line from residence_household where unit_id = %(unit)s and closed_on is null
"""
_HOLD_HOUSEHOLDS = """
    select id from residence_household where unit_id = %(unit)s and address_line = any(%(lines)s) and closed_on is null
    order by id for no key update
"""
_HOLD_PERIODS = """
    select id from residence_residenceperiod
    where unit_id = %(unit)s and address_line = any(%(lines)s) and (until is null or until > %(on)s)
    order by id for no key update
"""
_KEEP = f"""
    insert into residence_residenceperiodhistory ({_COLUMNS}, recorded_from, recorded_until, event_id)
    select {_COLUMNS}, recorded_at, %(at)s, %(event)s from residence_residenceperiod where id = any(%(ids)s)
"""  # noqa: S608
_CHANGE_PERIODS = """
    update residence_residenceperiod as period
    set unit_id = %(to_unit)s, address_line = changed.new, recorded_at = %(at)s
    from unnest(%(lines)s::text[], %(new_lines)s::text[]) as changed (old, new)
    where period.id = any(%(ids)s) and period.address_line = changed.old
"""
_CHANGE_HOUSEHOLDS = """
    update residence_household as household set unit_id = %(to_unit)s, address_line = changed.new
    from unnest(%(lines)s::text[], %(new_lines)s::text[]) as changed (old, new)
    where household.id = any(%(ids)s) and household.address_line = changed.old
"""


class NothingRegisteredThere(Conflict):
    """Nobody is registered at these addresses. Check the unit and the addresses."""

    code = "residence.nothing_registered_there"


class NotASuccessor(Invalid):
    """These addresses did not come to that unit. Of a divided unit, say which addresses went where."""

    code = "residence.not_a_successor"


@transaction.atomic
def change_addresses(
    *,
    unit: int,
    lines: Mapping[str, str] | None = None,
    to_unit: int | None = None,
    on: date,
    ground: str,
    by: Actor,
    at: datetime,
    dossier: int | None = None,
) -> int:
    """Change addresses of a unit for everybody who is registered there from a day on; return in how many periods.

    `lines` says which address is called how from now on, without it all of the unit are meant; `to_unit` is where they lie now,
    a successor of the unit. The residences themselves go on. It is set-based, for a whole commune at once; no index leads from
    a unit to those who live there, and a change that comes a few times in a decade reads the table.

    Raises NotASuccessor or NothingRegisteredThere.
    """
    if to_unit is not None:
        _check_successor(unit, to_unit, on, divided=lines is not None)
    target = unit if to_unit is None else to_unit
    known = [line for (line,) in statement.rows(_LINES, unit=unit, on=on)]
    changed = {line: said for line in known if (said := _new_line(line, lines)) is not None}
    old, new = list(changed), list(changed.values())
    # Households first: whoever lets people join one holds it until he has entered them.
    households = _ids(_HOLD_HOUSEHOLDS, unit=unit, lines=old)
    periods = _ids(_HOLD_PERIODS, unit=unit, lines=old, on=on)
    if not periods and not households:
        raise NothingRegisteredThere
    chronicle = Chronicle(by=by, at=at, on=on, dossier=dossier)
    event = chronicle.write(
        EventKind.ADDRESSES_CHANGED,
        ground=ground,
        unit=unit,
        before={"unit": unit, **({"lines": old} if lines else {})},
        after={"unit": target, **({"lines": new} if lines else {})},
    )
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, {"ids": periods, "at": at, "event": event.pk})
        for sql, ids in ((_CHANGE_PERIODS, periods), (_CHANGE_HOUSEHOLDS, households)):
            cursor.execute(sql, {"ids": ids, "to_unit": target, "lines": old, "new_lines": new, "at": at})
    publish(events.AddressesChanged(unit=unit, to_unit=target, periods=len(periods), on=on, at=at))
    return len(periods)


def _new_line(line: str, lines: Mapping[str, str] | None) -> str | None:
    if lines is None:
        return line
    return next((new for old, new in lines.items() if same_line(old, line)), None)


def _check_successor(unit: int, to_unit: int, on: date, *, divided: bool) -> None:
    units = places.directory()
    match units.today(units.unit(unit), on):
        case Certain(successor):
            possible = {successor.id}
        case ask:
            possible = {each.id for each in ask.candidates} if divided else set()
    if to_unit not in possible:
        raise NotASuccessor


def _ids(sql: str, **values: object) -> list[int]:
    return [identifier for (identifier,) in statement.rows(sql, **values)]
