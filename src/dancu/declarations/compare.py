"""Declared facts beside the population and residence registers, for the officer who receives the declaration."""

from collections.abc import Iterator

from dancu.casework.procedures import Reading
from dancu.casework.showing import Comparison, Verdict
from dancu.declarations import register
from dancu.declarations.domain import rules
from dancu.declarations.domain.declaration import Declaration, Mover, Named, Numbered
from dancu.declarations.domain.registration import Registration
from dancu.declarations.words import COMMON, address, number, number_of, relation, sex
from dancu.kernel.names import Likeness
from dancu.kernel.names import compare as compare_names
from dancu.places.queries import directory
from dancu.population import queries as population
from dancu.population.domain.person import Life, PersonRecord, RecordStatus
from dancu.residence import queries as residence
from dancu.residence.domain.residence import EndGround, HouseholdView, Residence
from dancu.residence.domain.rules import same_line

_LIKENESS = {
    Likeness.EXACT: Verdict.SAME,
    Likeness.EQUIVALENT: Verdict.EQUIVALENT,
    Likeness.DIFFERENT: Verdict.DIFFERENT,
}


def of_mover(section: str, mover: Mover, reading: Reading, *, gone: EndGround | None = None) -> Iterator[Comparison]:
    """Yield what CT01 says of somebody whose residence changes beside his record; `gone` is as for a declaration."""
    person = register.find(mover.number, reading)
    yield _pin(section, mover, person, gone=gone)
    yield _name(section, mover.name, person)
    yield _row(
        section, "born", str(mover.born), str(person.born) if person else "", same=_same(mover.born, person, "born")
    )
    yield _row(section, "sex", sex(mover.sex), sex(person.sex) if person else "", same=_same(mover.sex, person, "sex"))
    if mover.old_number and mover.pin and not mover.found:
        registered = person.old_id_number if person else ""
        verdict = verdict_of(mover.old_number == registered if registered else None)
        yield Comparison(
            section=section, label="old_number", declared=mover.old_number, registered=registered, verdict=verdict
        )


def section_of(mover: Mover, registration: Registration) -> str:
    return "subject" if mover is registration.subject else "members"


def written(present: Residence | None, reading: Reading) -> str:
    """Return the address of a residence in the units of today."""
    return directory().address_today(present.unit_id, present.address_line, register.day(reading)) if present else ""


def leaves_headless(person: PersonRecord, present: Residence, declaration: Declaration, reading: Reading) -> bool:
    """Tell whether somebody leaves a household that he heads, others stay, and none who may head it is named."""
    facts = register.asking(reading)
    home = residence.household_headed_by(person=person.id, kind=declaration.home, **facts)
    if home is None or present.household_id != home.id:
        return False
    members = residence.list_members(household=home.id, on=register.day(reading), kind=declaration.home, **facts)
    return not register.is_followed(members, declaration, reading)


def _pin(section: str, said: Numbered, person: PersonRecord | None, *, gone: EndGround | None = None) -> Comparison:
    reason = ""
    if person is None and not said.number:
        reason = "unnumbered"
    elif person is None or person.status is not RecordStatus.IN_FORCE:
        reason = "not_in_register"
    elif person.life is Life.DEAD and gone is not EndGround.DEAD_OR_MISSING:
        reason = "dead"
    elif person.nationality_lost_on is not None and gone is not EndGround.NATIONALITY_LOST:
        reason = "no_citizen"
    # A number that was annulled leads to its successor, which then is the registered one.
    same = person is not None and not reason and str(person.pin) == said.pin
    return Comparison(
        section=section,
        label="pin",
        declared=number_of(said),
        registered=number(person.pin) if person else "",
        verdict=(Verdict.EQUIVALENT if said.found else Verdict.SAME) if same else Verdict.DIFFERENT,
        blocking=bool(reason),
        reason=reason,
    )


def _name(section: str, name: str, person: PersonRecord | None) -> Comparison:
    verdict = _LIKENESS[compare_names(person.name, name).likeness] if person else Verdict.UNKNOWN
    differs = verdict is Verdict.DIFFERENT
    return Comparison(
        section=section,
        label="name",
        declared=name,
        registered=person.name.full if person else "",
        verdict=verdict,
        blocking=differs,
        reason="name" if differs else "",
    )


def _row(section: str, label: str, declared: str, registered: str, *, same: bool | None) -> Comparison:
    differs = same is False
    return Comparison(
        section=section,
        label=label,
        declared=declared,
        registered=registered,
        verdict=verdict_of(same),
        blocking=differs,
        reason=label if differs else "",
    )


def _same(declared: object, person: PersonRecord | None, fact: str) -> bool | None:
    return getattr(person, fact) == declared if person else None


def verdict_of(same: bool | None) -> Verdict:
    """Return a verdict; None is for what the register does not hold."""
    if same is None:
        return Verdict.UNKNOWN
    return Verdict.SAME if same else Verdict.DIFFERENT


def of_head(registration: Registration, home: HouseholdView | None, reading: Reading) -> Iterator[Comparison]:
    """Yield who is said to head the household that is joined beside who does, and where it lives."""
    head = registration.head
    if head is None:
        return
    yield from of_named("head", head, reading)
    registered = directory().address_today(home.unit_id, home.address_line, registration.on) if home else ""
    same = home is not None and same_line(home.address_line, registration.place.line)
    yield Comparison(
        section="head",
        label="head_of",
        declared=address(registration.place, registration.on),
        registered=registered,
        verdict=verdict_of(same),
        blocking=home is None,
        reason="" if home else "not_householder",
    )


def of_named(section: str, named: Named, reading: Reading) -> Iterator[Comparison]:
    """Yield number and name of somebody else whom the declaration names beside his record."""
    person = register.find(named.number, reading)
    yield _pin(section, named, person)
    yield _name(section, named.name, person)


def of_new_householder(registration: Registration, reading: Reading) -> Iterator[Comparison]:
    """Say so where the new household's head has a guardian while somebody else could head it (art. 10.2)."""
    head = registration.new_householder
    if head is None or len(registration.movers) == 1:
        return
    people = {person.id: mover.pin for mover in registration.movers if (person := register.find(mover.pin, reading))}
    wards = {people[each] for each in population.wards_among(people)}
    if head.pin not in wards or head in rules.may_head(registration.movers, registration.on, wards):
        return
    yield Comparison(
        section=section_of(head, registration),
        label="householder",
        declared=relation(head.relation),
        registered=COMMON("comparison.has_guardian"),
        verdict=Verdict.DIFFERENT,
        blocking=True,
        reason="unfit_head",
    )
