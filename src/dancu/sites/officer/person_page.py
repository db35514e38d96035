"""What the pages of a person and of a household show, composed of what the registers say of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dancu.cards import queries as cards
from dancu.cards.domain.cards import Card, State
from dancu.cards.texts import KINDS as CARD_KINDS
from dancu.cards.texts import STATES as CARD_STATES
from dancu.casework import queries as casework
from dancu.casework.domain.reception import NO_CATEGORY
from dancu.casework.queries import DossierFilters, DossierRow, Queue
from dancu.codelists import queries as codelists
from dancu.codelists.domain import CodeList
from dancu.kernel.actor import Actor, Purpose
from dancu.offices import queries as offices
from dancu.offices.queries import OfficerView
from dancu.places.queries import directory, list_countries
from dancu.population import queries as population
from dancu.population import texts
from dancu.population.domain.person import Life, PersonCard, PersonRecord, Relative
from dancu.population.queries import EventView
from dancu.residence import queries as residence
from dancu.residence.domain.residence import AbsenceView, Kind, Residence, Resident
from dancu.residence.queries import HouseholdAsOf, Of, Sight, StayView
from dancu.residence.texts import CATEGORIES, DONE, END_GROUNDS, FACILITY_KINDS, GROUNDS, KINDS, RELATIONS
from dancu.sites.officer import audit_words, person_identity
from dancu.sites.officer.person_changes import changes_in_words
from dancu.sites.officer.person_forms import AsOfForm
from dancu.sites.ui.parts import Moment, Row
from dancu.sites.ui.templatetags.ui import day

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A residence, an absence or a stay, as a line of its list."""

    kind: Any
    place: str
    since: date
    last: date | None
    """The last day, where one is known."""
    why: Any
    household: str = ""
    """Sight of the household."""
    household_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    role: Any
    name: str
    number: str
    sight: str
    """Of his record; empty where the register does not hold him."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLine:
    """A card, as a line of its list."""

    kind: Any
    number: str
    issued_on: date
    expires_on: date | None
    state: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    name: str
    marks: tuple[Any, ...]
    """What sets the person apart: dead, missing, no citizen any more."""
    purpose: Purpose
    identity: tuple[Row, ...] | None
    """None where the register did not know him then."""
    lives: tuple[Period, ...]
    """Where he lived on the day asked for, as known then."""
    categories: tuple[str, ...]
    """The special categories by which he was managed apart then."""
    periods: tuple[Period, ...]
    cards: tuple[CardLine, ...]
    kin: tuple[Kin, ...]
    absences: tuple[Period, ...]
    stays: tuple[Period, ...]
    dossiers: tuple[DossierRow, ...]
    events: tuple[Moment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    person: PersonCard
    relation: Any
    since: date
    sight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdPage:
    code: str
    purpose: Purpose
    facts: tuple[Row, ...]
    members: tuple[Member, ...] | None
    """None where the household was not there then."""
    events: tuple[Moment, ...]


def record(sight: Sight, *, as_of: AsOfForm, officer: OfficerView, by: Actor, at: datetime) -> RecordPage:
    """Return the record of a person in both times; what has no times (kin, dossiers, events) as it is now."""
    ask: dict[str, Any] = {"person": sight.id, "purpose": sight.purpose, "by": by, "at": at}
    now = population.get_person(id=sight.id, purpose=sight.purpose, by=by, at=at)
    then: PersonRecord | None = now
    if as_of.is_another_day:
        then = population.person_as_of(on=as_of.day, known_at=as_of.known_at, **ask)
    homes = (
        residence.residence_as_of(kind=kind, on=as_of.day, known_at=as_of.known_at, **ask)
        for kind in (Kind.PERMANENT, Kind.TEMPORARY, Kind.CURRENT)
    )

    def lent(of: Of, identifier: int) -> str:
        return Sight(of, identifier, sight.purpose).lend(officer, at)

    def period(home: Residence) -> Period:
        return Period(
            kind=KINDS[home.kind],
            place=_address(home.unit_id, home.address_line, at),
            since=home.since,
            last=home.until - _DAY if home.until else None,
            why=END_GROUNDS[home.end_ground] if home.end_ground else GROUNDS[home.ground],
            household=lent(Of.HOUSEHOLD, home.household_id) if home.household_id else "",
            household_code=home.household_code,
        )

    origins = None if as_of.is_another_day else population.explain_person(**ask)
    return RecordPage(
        name=now.name.full,
        marks=tuple(_marks(now)),
        purpose=sight.purpose,
        identity=tuple(person_identity.rows(then, origins)) if then else None,
        lives=tuple(period(home) for home in homes if home),
        categories=_categories([sight.id], as_of, ask),
        periods=tuple(map(period, residence.list_residences(**ask))),
        cards=tuple(card_line(each, at) for each in cards.list_cards(**ask)),
        kin=tuple(
            _kin(each, lent(Of.PERSON, each.person.id) if each.person else "") for each in population.list_kin(**ask)
        ),
        absences=tuple(_absence(each, at) for each in residence.list_absences(**ask)),
        stays=tuple(stay_line(each, at) for each in residence.list_stays_of(**ask)),
        dossiers=_dossiers(now, officer, by, at),
        events=tuple(_events(population.list_events(**ask), residence.list_acts(**ask), at)),
    )


def household(sight: Sight, *, as_of: AsOfForm, officer: OfficerView, by: Actor, at: datetime) -> HouseholdPage:
    """Return a household with its members in both times, and what happened to it."""
    ask: dict[str, Any] = {"purpose": sight.purpose, "by": by, "at": at}
    now = residence.get_household(id=sight.id, **ask)
    then = residence.household_as_of(household=sight.id, on=as_of.day, known_at=as_of.known_at, **ask)
    place = then or now
    facts = [
        Row(label=_("Residence file number"), value=now.code),
        Row(label=_("Kind"), value=KINDS[now.kind]),
        Row(label=_("Address"), value=_address(place.unit_id, place.address_line, at)),
        Row(label=_("Opened on"), value=day(now.opened_on)),
    ]
    if now.closed_on:
        facts.append(Row(label=_("Closed on"), value=day(now.closed_on)))
    happened = residence.list_household_events(household=sight.id, **ask)
    members = [each.person.id for each in then.members] if then else []
    if categories := _categories(members, as_of, ask):
        facts.append(Row(label=_("Special categories of households and people"), value=list(categories)))
    people = {each.person for each in happened if each.person}
    names = {card.id: card.name.full for card in population.list_people(ids=people, **ask)}
    return HouseholdPage(
        code=now.code,
        purpose=sight.purpose,
        facts=tuple(facts),
        members=_members(then, sight.purpose, officer, at) if then else None,
        events=tuple(
            Moment(
                what=audit_words.act(f"residence.{each.kind}"),
                at=each.on,
                who=_agency(each.agency_id),
                note=" · ".join(filter(None, (names.get(each.person or 0, ""), each.dossier_code))),
            )
            for each in happened
        ),
    )


def _members(found: HouseholdAsOf, purpose: Purpose, officer: OfficerView, at: datetime) -> tuple[Member, ...]:
    def member(each: Resident) -> Member:
        home = each.residence
        return Member(
            person=each.person,
            relation=RELATIONS[home.relation] if home.relation else "",
            since=home.since,
            sight=Sight(Of.PERSON, each.person.id, purpose).lend(officer, at),
        )

    return tuple(map(member, found.members))


def _categories(people: Sequence[int], as_of: AsOfForm, ask: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what the special categories of people were called on a day; that somebody is in none, where nobody is in one."""
    asked = {name: ask[name] for name in ("purpose", "by", "at")}
    found = residence.categories_as_of(people=people, on=as_of.day, known_at=as_of.known_at, **asked)
    codes = {code for each in found.values() for code in each}
    return tuple(codelists.names(CodeList.SPECIAL_CATEGORIES, codes - {NO_CATEGORY} or codes))


def _marks(person: PersonRecord) -> Iterable[Any]:
    if person.life is not Life.ALIVE:
        yield texts.LIVES[person.life]
    if person.nationality_lost_on:
        yield _("No Vietnamese citizen any more")


def _address(unit: int, line: str, at: datetime) -> str:
    return directory().address_today(unit, line, localtime(at).date())


def _kin(each: Relative, sight: str) -> Kin:
    return Kin(role=texts.KIN[each.role], name=each.name, number=each.number, sight=sight)


def card_line(each: Card, at: datetime) -> CardLine:
    """Return a card as a line of its list."""
    good = each.state is not State.IN_FORCE or not each.is_expired(localtime(at).date())
    return CardLine(
        kind=CARD_KINDS[each.kind],
        number=each.number,
        issued_on=each.issued_on,
        expires_on=each.expires_on,
        state=CARD_STATES[each.state] if good else _("Expired"),
    )


def _absence(each: AbsenceView, at: datetime) -> Period:
    abroad = ", ".join(filter(None, (each.address_line, list_countries().get(each.country, each.country))))
    return Period(
        kind=CATEGORIES[each.category],
        place=_address(each.unit_id, each.address_line, at) if each.unit_id else abroad,
        since=each.since,
        last=each.until - _DAY,
        why=each.reason,
    )


def stay_line(each: StayView, at: datetime) -> Period:
    """Return a stay as a line of its list."""
    return Period(
        kind=FACILITY_KINDS[each.facility_kind],
        place=", ".join(filter(None, (each.facility_name, _address(each.unit_id, each.address_line, at)))),
        since=each.guest.arrives_at.date(),
        last=each.guest.until,
        why=each.guest.reason,
    )


def _dossiers(person: PersonRecord, officer: OfficerView, by: Actor, at: datetime) -> tuple[DossierRow, ...]:
    """Return the latest dossiers about him among those that this officer may see."""
    numbers = population.list_numbers_of(id=person.id, purpose=Purpose.DOSSIER, by=by, at=at)
    filters = DossierFilters(queue=Queue.ALL, number=str(person.pin), other_numbers=numbers)
    return casework.search_dossiers(officer=officer, filters=filters, by=by, at=at).rows


def _events(happened: Sequence[EventView], acts: Sequence[residence.ActView], at: datetime) -> Iterable[Moment]:
    """Return what happened to somebody, in both registers, the latest first."""
    lines = [
        (
            each.at,
            Moment(
                what=audit_words.act(f"population.{each.kind}"),
                at=each.on,
                who=_agency(each.agency_id),
                note=" · ".join(filter(None, (each.ground, each.dossier_code, changes_in_words(each)))),
            ),
        )
        for each in happened
    ]
    entered = {code for act in acts for code in act.categories}
    called = codelists.names_by_code(CodeList.SPECIAL_CATEGORIES, entered)
    for act in acts:
        place = _address(act.unit_id, act.address_line, at) if act.unit_id else ""
        said = (
            KINDS[act.kind] if act.kind else "",
            place,
            *(called[code] for code in act.categories if code in called),
            act.dossier_code,
            _("cancelled") if act.cancelled else "",
        )
        lines.append(
            (
                act.at,
                Moment(
                    what=str(DONE[act.done]),
                    at=act.on,
                    who=_agency(act.agency_id),
                    note=" · ".join(str(each) for each in said if each),
                ),
            )
        )
    return (moment for _at, moment in sorted(lines, key=lambda line: line[0], reverse=True))


def _agency(identifier: int | None) -> str:
    return offices.agency(identifier).name if identifier else ""
