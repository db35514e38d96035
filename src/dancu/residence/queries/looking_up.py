"""Look people up at the workstation: for a stated purpose, within one's reach, and never oneself.

A number finds whoever bears it, anywhere; what else is known of somebody finds him as `describing` says.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localtime

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Denied, Invalid
from dancu.offices import queries as offices
from dancu.offices.domain.jurisdiction import AgencyLevel
from dancu.offices.domain.rights import SEARCH_PERSONS, SEARCH_PERSONS_BEYOND, SEE_PERSONS
from dancu.offices.queries import OfficerView
from dancu.places.queries import directory
from dancu.population import queries as population
from dancu.population.domain.person import PersonCard
from dancu.residence.domain.residence import Kind, Residence
from dancu.residence.models import ResidencePeriod
from dancu.residence.queries.homes import get_household, lasting_on, residence
from dancu.residence.queries.sights import Of, Sight, read_sight

PURPOSES = (
    Purpose.RESIDENCE_MANAGEMENT,
    Purpose.DOSSIER,
    Purpose.IDENTITY_CHECK,
    Purpose.AUTHORITY_REQUEST,
)
"""For which people may be looked up."""
_REFERENCE = re.compile(r"(?=.*\d)(?!\d{9}$)(?!\d{12}$)[\w./-]{2,40}")
"""A number of a paper, and of no person: no blank, so no name either."""
_KINDS = tuple(Kind)


class LookUpDenied(Denied):
    """Your permissions do not include looking people up. Ask the head of your agency."""

    code = "residence.look_up_denied"


class OwnRecord(Denied):
    """This is your own record, or one of your household. Leave it to a colleague."""

    code = "residence.own_record"


class PurposeMissing(Invalid):
    """Choose what you look this person up for."""

    code = "residence.purpose_missing"


class ReferenceMissing(Invalid):
    """Write the number of the dossier or document that asks for this, such as 125/CV-PC06: no name and no number of a person."""

    code = "residence.reference_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What somebody is looked up for, and the number of the paper that asks for it."""

    purpose: Purpose | None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Somebody who was found, where he lives or was last registered, and the sight of his record."""

    person: PersonCard
    lives: Residence | None
    sight: str


def find_by_number(number: str, *, stated: Stated, officer: OfficerView, by: Actor, at: datetime) -> Found:
    """Return whom a personal number, or an old one that only one person bears, means.

    Raises LookUpDenied, PurposeMissing, ReferenceMissing, NoSuchPerson or OwnRecord.
    """
    purpose = stated_purpose(stated, officer, beyond=False)
    record = population.find_person(number=number, purpose=purpose, by=by, at=at)
    tell(stated, "number", [record.id] if record else [], officer, purpose, by, at)
    if record is None:
        raise population.NoSuchPerson
    on = localtime(at).date()
    ensure_not_own([record.id], officer=officer, on=on)
    lives = whereabouts([record.id], on)[record.id]
    return found_at(record, lives, purpose, officer, at)


def find_household(code: str, *, stated: Stated, officer: OfficerView, by: Actor, at: datetime) -> str:
    """Return the sight of the household with this residence file number; raise what `find_by_number` does, or NoSuchHousehold."""
    purpose = stated_purpose(stated, officer, beyond=False)
    household = get_household(code=code, purpose=purpose, by=by, at=at)
    on = localtime(at).date()
    ensure_not_own(_members_of(household.id, on), officer=officer, on=on)
    return Sight(Of.HOUSEHOLD, household.id, purpose).lend(officer, at)


def sight_of(text: str, of: Of, *, officer: OfficerView, at: datetime) -> Sight:
    """Return what an officer may read by the address that he opened; raise LookUpDenied, SightOver or OwnRecord.

    Of a household, those who belong to it today must not be the officer's own.
    """
    if not officer.may(SEE_PERSONS):
        raise LookUpDenied
    sight, on = read_sight(text, of, officer=officer, at=at), localtime(at).date()
    ensure_not_own([sight.id] if of is Of.PERSON else _members_of(sight.id, on), officer=officer, on=on)
    return sight


def ensure_not_own(people: Iterable[int], *, officer: OfficerView, on: date) -> None:
    """Raise OwnRecord where one of these persons is the officer, or of his household."""
    if own_people(officer, on).intersection(people):
        raise OwnRecord


def own_people(officer: OfficerView, on: date) -> frozenset[int]:
    """Return the officer and all who share a household with him; nobody where his number is not known."""
    me = population.find_bearer(officer.pin)
    if me is None:
        return frozenset()
    rows = ResidencePeriod.objects.filter(lasting_on(on))
    households = rows.filter(person=me, household__isnull=False).values("household")
    return frozenset({me, *rows.filter(household__in=households).values_list("person_id", flat=True)})


def reach_of(officer: OfficerView, on: date) -> frozenset[int] | None:
    """Return the units of an officer's jurisdiction, with the old ones that went to them; None for the whole country."""
    agency, units = officer.agency, directory()
    if agency.level is AgencyLevel.CENTRAL:
        return None
    if agency.level is AgencyLevel.COMMUNE and agency.unit_id:
        # Most officers: asking every commune of the country whose it is takes twenty times as long.
        return frozenset(units.with_forerunners(agency.unit_id))
    communes = offices.communes_within(officer.scope, of=on, on=on)
    return frozenset(unit for commune in communes for unit in units.with_forerunners(commune))


def in_reach(person: int, *, officer: OfficerView, on: date) -> bool:
    """Tell whether somebody lives in an officer's jurisdiction, or was last registered there."""
    reach = reach_of(officer, on)
    return reach is None or touches(whereabouts([person], on)[person], reach)


def stated_purpose(stated: Stated, officer: OfficerView, *, beyond: bool) -> Purpose:
    if not officer.may(SEARCH_PERSONS) or (beyond and not officer.may(SEARCH_PERSONS_BEYOND)):
        raise LookUpDenied
    if stated.purpose not in PURPOSES:
        raise PurposeMissing(fields={"purpose": [PurposeMissing.template()]})
    needed = beyond or stated.purpose is Purpose.AUTHORITY_REQUEST
    if (needed or stated.reference) and not _REFERENCE.fullmatch(stated.reference):
        raise ReferenceMissing(fields={"reference": [ReferenceMissing.template()]})
    return stated.purpose


def tell(
    stated: Stated,
    where: str,
    people: Sequence[int],
    officer: OfficerView,
    purpose: Purpose,
    by: Actor,
    at: datetime,
) -> None:
    audit.record(
        "residence.persons_searched",
        by=by,
        purpose=purpose,
        at=at,
        subject=("agency", officer.agency.id),
        listed=[("person", person) for person in people],
        facts={"by": where, "shown": len(people), "reference": stated.reference},
    )


def whereabouts(people: Collection[int], on: date) -> dict[int, tuple[ResidencePeriod, ...]]:
    """Return by person the periods that last on a day, or the one that ended last; the permanent ones first."""
    rows: dict[int, list[ResidencePeriod]] = defaultdict(list)
    found = ResidencePeriod.objects.filter(person__in=list(people)).select_related("household").order_by("-since")
    for row in found:
        rows[row.person_id].append(row)
    return {person: _present(rows[person], on) for person in people}


def _present(rows: Sequence[ResidencePeriod], on: date) -> tuple[ResidencePeriod, ...]:
    lasting = [row for row in rows if row.since <= on and (row.until is None or row.until > on)]
    if lasting:
        return tuple(sorted(lasting, key=lambda row: _KINDS.index(Kind(row.kind))))
    return tuple(sorted(rows, key=lambda row: row.until or row.since, reverse=True)[:1])


def touches(periods: Iterable[ResidencePeriod], reach: Collection[int]) -> bool:
    return any(period.unit_id in reach for period in periods)


def _members_of(household: int, on: date) -> tuple[int, ...]:
    rows = ResidencePeriod.objects.filter(Q(household=household) & lasting_on(on))
    return tuple(rows.values_list("person_id", flat=True))


def found_at(
    person: PersonCard,
    periods: Sequence[ResidencePeriod],
    purpose: Purpose,
    officer: OfficerView,
    at: datetime,
) -> Found:
    return Found(
        person=person,
        lives=residence(periods[0]) if periods else None,
        sight=Sight(Of.PERSON, person.id, purpose).lend(officer, at),
    )
