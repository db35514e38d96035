"""CT07: what the registers say on the day it is issued of what was asked for; what was not asked for stays empty."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from dancu.casework.procedures import PaperFacts, Reading
from dancu.declarations import papers, register, words
from dancu.declarations.papers import written
from dancu.places.queries import directory
from dancu.population import queries as population
from dancu.population import texts as population_texts
from dancu.population.domain.person import PersonRecord
from dancu.procedures.residence_confirmation import rules
from dancu.procedures.residence_confirmation.application import Application, Content
from dancu.procedures.residence_confirmation.words import TEXTS
from dancu.residence import queries as residence
from dancu.residence.domain.residence import Kind, Member, Residence
from dancu.residence.papers import Confirmation
from dancu.residence.papers import Member as Written


def confirmation(application: Application, facts: PaperFacts) -> Confirmation:
    """Return what stands in CT07; raises NoSuchPerson."""
    reading, on = facts.reading, facts.issued_at.date()
    person = population.get_person(number=application.subject.number, **register.asking(reading))
    periods = residence.list_residences(person=person.id, **register.asking(reading))
    present = {period.kind: period for period in periods if _runs(period, on)}
    wanted = application.contents
    members = _household(present, reading, on) if Content.HOUSEHOLD in wanted else ()
    head = next((each for each in members if each.relation == "head"), None)
    own = next((each for each in members if each.person.id == person.id), None)
    shown = present if Content.PRESENT in wanted else {}
    return Confirmation(
        **papers.head(application, facts),
        **_identity(person, on),
        requester=application.filer.name,
        requester_pin=application.filer.number,
        permanent=_address(shown.get(Kind.PERMANENT), on),
        temporary=_address(shown.get(Kind.TEMPORARY), on),
        current=_address(_current(shown), on),
        householder=head.person.name.full if head else "",
        relation=words.relation(own.relation, "vi") if own else "",
        householder_pin=str(head.person.pin) if head else "",
        members=tuple(_written(each) for each in members if each is not own),
        further=tuple(_further(periods, wanted, on)),
        valid_until=rules.last_day(
            on, filed_on=application.on, registered=bool({Kind.PERMANENT, Kind.TEMPORARY} & present.keys())
        ),
        signatory=facts.officer_name,
    )


def _identity(person: PersonRecord, on: date) -> dict[str, Any]:
    units = directory()
    town, birth = person.home_town, person.birth_registration_unit_id
    return {
        "born": str(person.born),
        "sex": words.sex(person.sex, "vi"),
        "ethnicity": population_texts.ethnicity(person.ethnicity),
        "religion": population_texts.religion(person.religion),
        "origin": units.address_today(town.unit_id, town.line, on) if town.unit_id else town.line,
        "birth_registered_at": units.full_name(units.unit(birth)) if birth else "",
    }


def _runs(period: Residence, on: date) -> bool:
    return period.since <= on and (period.until is None or on < period.until)


def _current(present: dict[Kind, Residence]) -> Residence | None:
    """Return where somebody lives now: as declared, else where he is registered temporarily, else permanently."""
    return next((present[kind] for kind in (Kind.CURRENT, Kind.TEMPORARY, Kind.PERMANENT) if kind in present), None)


def _household(present: dict[Kind, Residence], reading: Reading, on: date) -> Sequence[Member]:
    """Return who belongs to somebody's household, himself among them: the permanent one, else the temporary."""
    for kind in (Kind.PERMANENT, Kind.TEMPORARY):
        home = present.get(kind)
        if home and home.household_id:
            return residence.list_members(household=home.household_id, on=on, kind=kind, **register.asking(reading))
    return ()


def _written(member: Member) -> Written:
    person = member.person
    return Written(
        name=person.name.full,
        born=str(person.born),
        sex=words.sex(person.sex, "vi"),
        pin=str(person.pin),
        relation=words.relation(member.relation, "vi"),
    )


def _further(periods: Sequence[Residence], wanted: frozenset[Content], on: date) -> Iterator[str]:
    """Yield since when somebody lives where he does, and where he lived before, as far as it was asked for."""
    for period in sorted(periods, key=lambda each: each.since, reverse=True):
        asked = Content.PRESENT if _runs(period, on) else Content.FORMER
        if period.since > on or asked not in wanted:
            continue
        line = TEXTS(f"papers.{period.kind}_{'span' if period.until else 'since'}", "vi")
        last = written(period.until - timedelta(days=1)) if period.until else ""
        yield line.format(place=_address(period, on), since=written(period.since), until=last)


def _address(period: Residence | None, on: date) -> str:
    return directory().address_today(period.unit_id, period.address_line, on) if period else ""
