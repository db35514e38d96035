"""Open, rename and close agencies: a province's administrators below it, the centre's everywhere. Nothing is taken back."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Denied, Invalid
from dancu.offices.domain.jurisdiction import CODE, AgencyLevel, covers, of_commune, of_province
from dancu.offices.domain.rights import CHANGE_AGENCIES, MERGE_AGENCIES, OPEN_AGENCIES
from dancu.offices.events import AgencyMerged
from dancu.offices.models import Agency, ComingName, FormerName, Officer, PermissionGroup
from dancu.offices.queries import OfficerView, UnknownAgency, forget_agencies, list_agencies
from dancu.offices.queries.groups import demand
from dancu.places.domain.units import Level
from dancu.places.queries import directory
from dancu.platform import events

_LONGEST_CODE = 32


class NotAboveIt(Denied):
    """Agencies are opened, renamed and closed by the administrators of an agency above them."""

    code = "offices.not_above_it"


class AgencyCodeTaken(Conflict):
    """An agency has this code already, open or closed: a code is never used again. Choose another one."""

    code = "offices.agency_code_taken"


class AgencyCodeMalformed(Invalid):
    """The code of an agency below {above} begins with {scope} and has three groups of three digits after G01."""

    code = "offices.agency_code_malformed"


class UnitInCharge(Conflict):
    """{agency} is in charge of this unit already. Close it first."""

    code = "offices.unit_in_charge"


class NoAgencyAbove(Conflict):
    """There is no agency above it yet. Open that of the province first."""

    code = "offices.no_agency_above"


class DayToCome(Invalid):
    """This is written down on the day on which it counts, or later. Choose a day that is not to come."""

    code = "offices.day_to_come"


class DayTooEarly(Invalid):
    """This day is before the agency was opened or last renamed. Check it."""

    code = "offices.day_too_early"


class AgencyClosed(Conflict):
    """This agency was closed already. Look it up again."""

    code = "offices.agency_closed"


class AgencyRenamed(Conflict):
    """Somebody else renamed this agency meanwhile. What you entered is kept: look it over and save it again."""

    code = "offices.agency_renamed"


class AnotherNameToCome(Conflict):
    """This agency is called otherwise from a day to come already. Take that back first."""

    code = "offices.another_name_to_come"


class NameCountsAlready(Conflict):
    """The agency is called so already. Enter what it is called instead."""

    code = "offices.name_counts_already"


class OfficersThere(Conflict):
    """Officers still work at this agency. Let them work elsewhere or dismiss them first, or merge it into another agency."""

    code = "offices.officers_there"


class AgenciesBelow(Conflict):
    """There are open agencies below this one. Close those first."""

    code = "offices.agencies_below"


class NotASuccessor(Invalid):
    """The work of an agency goes to another open agency of your jurisdiction. Choose that one."""

    code = "offices.not_a_successor"


@transaction.atomic
def open_agency(
    *, unit_id: int, code: str, name: str, phone: str, on: date, officer: OfficerView, by: Actor, at: datetime
) -> int:
    """Open the agency in charge of a province or a commune; return its id. Without a code it gets the unit's.

    Raises AgencyCodeTaken, AgencyCodeMalformed, UnitInCharge, NoAgencyAbove, DayToCome, NotAboveIt, MayNotAdminister.
    """
    demand(officer, OPEN_AGENCIES)
    _ensure_not_to_come(on, at)
    units = directory()
    unit = units.unit(unit_id)
    level = AgencyLevel.PROVINCE if unit.level is Level.PROVINCE else AgencyLevel.COMMUNE
    parent = _above(level, units.province(unit).id)
    if parent is None:
        raise NoAgencyAbove
    if officer.agency.level is AgencyLevel.COMMUNE or not covers(officer.scope, parent.code):
        raise NotAboveIt
    if there := list_agencies(unit_id, on=on):
        raise UnitInCharge(agency=there[0].name)
    province = units.province(unit).code
    own = of_province(province) if level is AgencyLevel.PROVINCE else of_commune(province, unit.code)
    code = code or own.code
    if not CODE.fullmatch(code) or not code.startswith(parent.scope) or code == parent.code:
        fields = {"code": [AgencyCodeMalformed.template()]}
        raise AgencyCodeMalformed(fields=fields, above=parent.name, scope=parent.scope)
    row = Agency(
        code=code,
        scope=code if level is AgencyLevel.COMMUNE else code[: len("G01.000.")],
        level=level,
        parent=parent,
        unit_id=unit_id,
        name=name,
        phone=phone,
        opened_on=on,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise AgencyCodeTaken(fields={"code": [AgencyCodeTaken.template()]}) from None
    _record("offices.agency_opened", row, {"code": code, "name": name, "on": on.isoformat()}, by, at)
    _forget()
    return row.pk


@transaction.atomic
def rename_agency(
    *, agency_id: int, seen: str, name: str, phone: str, on: date, officer: OfficerView, by: Actor, at: datetime
) -> None:
    """Give an agency another name from a day on, or another telephone; `seen` is the name it had when the page was opened.

    Its former name stays in its history; a name of a day to come counts from that day, and there is one at a time. Raises
    AgencyRenamed, AgencyClosed, DayTooEarly, AnotherNameToCome, NotAboveIt, MayNotAdminister.
    """
    demand(officer, CHANGE_AGENCIES)
    row = _held(officer, agency_id)[agency_id]
    today = timezone.localtime(at).date()
    _settle_name(row, today)
    if row.name not in (seen, name):
        raise AgencyRenamed
    before = {"name": row.name, "phone": row.phone}
    row.phone = phone
    if row.name != name and on > today:
        if row.coming_names.exists():
            raise AnotherNameToCome
        ComingName.objects.create(agency=row, name=name, since=on)
    elif row.name != name:
        last = row.former_names.order_by("-until").values_list("until", flat=True).first()
        if on <= max(row.opened_on, last or row.opened_on):
            raise DayTooEarly(fields={"on": [DayTooEarly.template()]})
        FormerName.objects.create(agency=row, name=row.name, until=on)
        row.name = name
    row.save(update_fields=["name", "phone"])
    after = {"name": name, "phone": phone}
    _record("offices.agency_renamed", row, {"before": before, "after": after, "on": on.isoformat()}, by, at)
    _forget()


@transaction.atomic
def take_back_name(*, agency_id: int, since: date, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Take back a name of a day to come; doing it twice is doing it once.

    Raises NameCountsAlready, AgencyClosed, NotAboveIt, MayNotAdminister.
    """
    demand(officer, CHANGE_AGENCIES)
    row = _held(officer, agency_id)[agency_id]
    if since <= timezone.localtime(at).date():
        raise NameCountsAlready
    coming = row.coming_names.filter(since=since).first()
    if coming:
        coming.delete()
        facts: dict[str, object] = {"before": coming.name, "on": since.isoformat()}
        _record("offices.agency_name_taken_back", row, facts, by, at)


@transaction.atomic
def close_agency(*, agency_id: int, on: date, basis: str, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Close an agency that nobody works at and that no other one follows.

    What lies there in other rooms is looked at in the caller's transaction. Raises OfficersThere, AgenciesBelow, AgencyClosed,
    DayToCome, DayTooEarly, NotAboveIt, MayNotAdminister.
    """
    demand(officer, MERGE_AGENCIES)
    _ensure_not_to_come(on, at)
    row = _held(officer, agency_id)[agency_id]
    if row.children.filter(closed_on=None).exists():
        raise AgenciesBelow
    if row.officers.filter(active=True).exists():
        raise OfficersThere
    if on <= row.opened_on:
        raise DayTooEarly(fields={"on": [DayTooEarly.template()]})
    row.closed_on = on
    row.save(update_fields=["closed_on"])
    _record("offices.agency_closed", row, {"on": on.isoformat(), "basis": basis}, by, at)
    _forget()


@transaction.atomic
def merge_agency(
    *, agency_id: int, successor_id: int, on: date, officer: OfficerView, by: Actor, at: datetime
) -> tuple[Agency, Agency]:
    """Close an agency: its officers and its permission groups are its successor's from now on. Return both.

    What lies there in other rooms follows in the caller's transaction. Officers keep their groups, so nobody may do less
    than before. Raises NotASuccessor, AgencyClosed, AgenciesBelow, DayToCome, DayTooEarly, NotAboveIt, MayNotAdminister.
    """
    demand(officer, MERGE_AGENCIES)
    _ensure_not_to_come(on, at)
    rows = _held(officer, agency_id, successor_id)
    row, successor = rows[agency_id], rows.get(successor_id)
    if successor is None or successor.closed_on or covers(row.scope, successor.code):
        raise NotASuccessor(fields={"successor": [NotASuccessor.template()]})
    if row.children.filter(closed_on=None).exists():
        raise AgenciesBelow
    if on <= row.opened_on:
        raise DayTooEarly(fields={"on": [DayTooEarly.template()]})
    row.closed_on, row.successor = on, successor
    row.save(update_fields=["closed_on", "successor"])
    officers = Officer.objects.filter(agency=row).update(agency=successor)
    groups = _move_groups(row, successor)
    events.publish(AgencyMerged(agency_id=row.pk, successor_id=successor.pk))
    facts = {"successor": successor.code, "on": on.isoformat(), "officers": officers, "groups": groups}
    _record("offices.agency_merged", row, facts, by, at)
    _forget()
    return row, successor


def _above(level: AgencyLevel, province_id: int) -> Agency | None:
    if level is AgencyLevel.PROVINCE:
        return Agency.objects.filter(level=AgencyLevel.CENTRAL, closed_on=None).first()
    return Agency.objects.filter(level=AgencyLevel.PROVINCE, unit=province_id, closed_on=None).first()


def _held(officer: OfficerView, agency_id: int, *others: int) -> dict[int, Agency]:
    """Return agencies of the jurisdiction, held until the transaction ends; the first must be open and below the officer's.

    Held against another such act, not against what is filed there at this moment: that follows when it is there.
    """
    rows = Agency.objects.select_for_update(no_key=True).filter(pk__in=[agency_id, *others]).order_by("pk")
    found = {row.pk: row for row in rows if covers(officer.scope, row.code)}
    if agency_id not in found:
        raise UnknownAgency
    if found[agency_id].pk == officer.agency.id or officer.agency.level is AgencyLevel.COMMUNE:
        raise NotAboveIt
    if found[agency_id].closed_on:
        raise AgencyClosed
    return found


def _settle_name(row: Agency, today: date) -> None:
    """Write down of a held agency that the day of its coming name has come."""
    for coming in row.coming_names.filter(since__lte=today):
        FormerName.objects.create(agency=row, name=row.name, until=coming.since)
        row.name = coming.name
        coming.delete()


def _move_groups(row: Agency, successor: Agency) -> int:
    """Give the groups of an agency to its successor; one whose code that has already bears the old agency's too."""
    known = set(successor.groups.values_list("code", flat=True))
    moved = list(PermissionGroup.objects.select_for_update().filter(agency=row).order_by("pk"))
    for group in moved:
        if group.code in known:
            mark = f".{row.code.removeprefix('G01.')}"
            group.code = group.code[: _LONGEST_CODE - len(mark)] + mark
        group.agency = successor
        group.save(update_fields=["agency", "code"])
    return len(moved)


def _ensure_not_to_come(on: date, at: datetime) -> None:
    if on > timezone.localtime(at).date():
        raise DayToCome(fields={"on": [DayToCome.template()]})


def _forget() -> None:
    forget_agencies()
    transaction.on_commit(forget_agencies)


def _record(act: str, row: Agency, facts: dict[str, object], by: Actor, at: datetime) -> None:
    audit.record(act, by=by, purpose=Purpose.OPERATIONS, at=at, subject=("agency", row.code), facts=facts)
