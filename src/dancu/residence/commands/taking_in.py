"""Enter at once where many people live, as it stood when the register was filled: nobody moves, nobody leaves a household."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, DomainError
from dancu.places import queries as places
from dancu.places.domain.units import Address
from dancu.platform import statement
from dancu.platform.events import publish
from dancu.population import commands as register
from dancu.population import queries as population
from dancu.population.domain.person import PersonCard
from dancu.residence import events
from dancu.residence.commands.chronicle import Chronicle, stated
from dancu.residence.commands.households import file_number
from dancu.residence.domain import rules
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EventKind, Ground, Kind
from dancu.residence.models import Household, ResidenceEvent, ResidencePeriod


class AlreadyLivesSomewhere(Conflict):
    """The register says already where this person lives permanently. Use a registration of residence instead."""

    code = "residence.already_lives_somewhere"


class NoHouseholdThere(Conflict):
    """The householder who is named heads no household at this address in the register. Check who is the householder."""

    code = "residence.no_household_there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Living:
    """That somebody lives permanently at a place since a day; `head` is whose household it is; who opens one is his own."""

    person: int
    place: Address
    since: date
    head: int | None
    relation: Relation | None


@transaction.atomic
def take_in_residences(people: Sequence[Living], *, by: Actor, at: datetime) -> dict[int, DomainError]:
    """Enter where people live, and return what stands against those who are not entered, by their ids.

    Who is his own head opens a household there; others join that of their head. Against somebody may stand PersonDead,
    NoCitizen, RecordAnnulled, UnfitHead, AlreadyLivesSomewhere or NoHouseholdThere. Raises NoSuchPerson.
    """
    register.hold_people(ids=[each.person for each in people])
    cards = population.list_people(ids=[each.person for each in people], purpose=Purpose.REGISTER_CHANGE, by=by, at=at)
    known = {card.id: card for card in cards}
    housed = _housed(known)
    refused = {each.person: why for each in people if (why := _against(each, known[each.person], housed, at.date()))}
    opening = [each for each in people if each.person not in refused and each.head == each.person]
    opened = _open(opening, by, at)
    heads = {each.head for each in people if each.head} - {each.person for each in opening}
    homes = opened | _homes_of(heads)
    periods = []
    for each in people:
        if each.person in refused:
            continue
        home = homes.get(each.head)
        if each.head is not None and (home is None or not _is_there(home, each.place, at.date())):
            refused[each.person] = NoHouseholdThere()
            continue
        periods.append(_period(each, home, at))
    _write(periods, by, at)
    return refused


def _housed(people: Iterable[int]) -> frozenset[int]:
    rows = ResidencePeriod.objects.filter(person__in=list(people), kind=Kind.PERMANENT)
    return frozenset(rows.values_list("person_id", flat=True))


def _against(living: Living, person: PersonCard, housed: frozenset[int], on: date) -> DomainError | None:
    if living.person in housed:
        return AlreadyLivesSomewhere()
    try:
        rules.check_may_be_registered(person)
        if living.head == living.person:
            rules.check_may_head(person, [person], (), on)
    except DomainError as refusal:
        return refusal
    return None


def _open(opening: Sequence[Living], by: Actor, at: datetime) -> dict[int | None, Household]:
    """Open a household for each of these, whom it has as its head."""
    if not opening:
        return {}
    ids = statement.rows(
        "select nextval(pg_get_serial_sequence('residence_household', 'id')) from generate_series(1, %(count)s)",
        count=len(opening),
    )
    units = places.directory()
    rows = [
        Household(
            id=identifier,
            code=file_number(units.unit(each.place.unit_id).code, identifier),
            kind=Kind.PERMANENT,
            unit_id=each.place.unit_id,
            address_line=each.place.line,
            head_id=each.person,
            opened_on=each.since,
            synthetic=False,
        )
        for (identifier,), each in zip(ids, opening, strict=True)
    ]
    statement.write([statement.insert("households", rows)])
    told = []
    for row in rows:
        after = {"code": row.code, "kind": row.kind, "unit": row.unit_id, "address_line": row.address_line}
        chronicle = Chronicle(by=by, at=at, on=row.opened_on, dossier=None)
        after_head: dict[str, object] = {**after, "head": row.head_id}
        told.append(
            chronicle.event(EventKind.HOUSEHOLD_OPENED, ground=Ground.INTAKE, household=row.pk, after=after_head)
        )
        publish(events.HouseholdOpened(household=row.pk, head=row.head_id, unit=row.unit_id, at=at))
    _tell(told, "household", by, at)
    return {row.head_id: row for row in rows}


def _homes_of(heads: Iterable[int]) -> dict[int | None, Household]:
    """Return the open permanent households that these people head, held as whoever joins one holds it."""
    rows = Household.objects.select_for_update(no_key=True).filter(
        head__in=list(heads), kind=Kind.PERMANENT, closed_on__isnull=True
    )
    return {row.head_id: row for row in rows.order_by("id")}


def _is_there(home: Household, place: Address, on: date) -> bool:
    return rules.same_place(places.directory(), Address(home.unit_id, home.address_line), place, on)


def _period(living: Living, home: Household | None, at: datetime) -> ResidencePeriod:
    return ResidencePeriod(
        person_id=living.person,
        kind=Kind.PERMANENT,
        household=home,
        unit_id=living.place.unit_id,
        address_line=home.address_line if home else living.place.line,
        relation=(living.relation or Relation.NOT_STATED) if home else "",
        since=living.since,
        ground=Ground.INTAKE,
        end_ground="",
        recorded_at=at,
    )


def _write(periods: Sequence[ResidencePeriod], by: Actor, at: datetime) -> None:
    if not periods:
        return
    statement.write([statement.insert("periods", periods)])
    told = []
    for each in periods:
        chronicle = Chronicle(by=by, at=at, on=each.since, dossier=None)
        told.append(
            chronicle.event(
                EventKind.PERIOD_OPENED,
                ground=each.ground,
                person=each.person_id,
                household=each.household_id,
                after=stated(each),
            )
        )
        if each.household_id:
            publish(
                events.ResidenceOpened(
                    person=each.person_id,
                    household=each.household_id,
                    unit=each.unit_id,
                    since=each.since,
                    former_unit=None,
                    dossier=None,
                    at=at,
                )
            )
    _tell(told, "person", by, at)


def _tell(told: Sequence[ResidenceEvent], about: str, by: Actor, at: datetime) -> None:
    statement.write([statement.insert("events", told)])
    audit.record_many(
        f"residence.{told[0].kind}",
        by=by,
        purpose=Purpose.REGISTER_CHANGE,
        at=at,
        subjects=[(about, each.person_id if about == "person" else each.household_id) for each in told],
        facts={"fields": sorted(told[0].after)},
    )
