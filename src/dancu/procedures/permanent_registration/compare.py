"""The declaration beside the population and residence registers, for the officer who receives it."""

from collections.abc import Iterator, Sequence

from django.utils import timezone

from dancu.casework.procedures import Comparison, Reading, Verdict
from dancu.kernel.names import Likeness
from dancu.kernel.names import compare as compare_names
from dancu.places.queries import directory
from dancu.population import queries as population
from dancu.population.domain.person import Life, PersonRecord, RecordStatus
from dancu.procedures.permanent_registration import register, rules
from dancu.procedures.permanent_registration.application import Application, Mover, Named
from dancu.procedures.permanent_registration.whereabouts import fits_origin, is_there
from dancu.procedures.permanent_registration.words import TEXTS, address, number, relation, sex
from dancu.residence import queries as residence
from dancu.residence.domain.residence import HouseholdView, Residence
from dancu.residence.domain.rules import same_line

_LIKENESS = {
    Likeness.EXACT: Verdict.SAME,
    Likeness.EQUIVALENT: Verdict.EQUIVALENT,
    Likeness.DIFFERENT: Verdict.DIFFERENT,
}


def compare(application: Application, reading: Reading) -> Sequence[Comparison]:
    """Return every declared fact that the register knows, with what stands against reception."""
    home = register.find_home(application, reading)
    rows: list[Comparison] = []
    for mover in application.movers:
        section = "subject" if mover is application.subject else "members"
        rows += _of_mover(section, mover, application, home, reading)
    rows += _of_new_householder(application, reading)
    rows += _of_head(application, home, reading)
    if application.owner and application.owner.pin:
        rows += _of_named("owner", application.owner, reading)
    return rows


def _of_mover(
    section: str, mover: Mover, application: Application, home: HouseholdView | None, reading: Reading
) -> Iterator[Comparison]:
    person = register.find(mover.pin, reading)
    yield _pin(section, mover.pin, person)
    yield _name(section, mover.name, person)
    yield _row(
        section, "born", str(mover.born), str(person.born) if person else "", same=_same(mover.born, person, "born")
    )
    yield _row(section, "sex", sex(mover.sex), sex(person.sex) if person else "", same=_same(mover.sex, person, "sex"))
    if mover.old_number:
        registered = person.old_id_number if person else ""
        verdict = _verdict(mover.old_number == registered if registered else None)
        yield Comparison(
            section=section, label="old_number", declared=mover.old_number, registered=registered, verdict=verdict
        )
    if person:
        yield _residence(section, mover, person, application, home, reading)


def _pin(section: str, pin: str, person: PersonRecord | None) -> Comparison:
    reason = ""
    if person is None or person.status is not RecordStatus.IN_FORCE:
        reason = "not_in_register"
    elif person.life is Life.DEAD:
        reason = "dead"
    # A number that was annulled leads to its successor, which then is the registered one.
    same = person is not None and not reason and str(person.pin) == pin
    return Comparison(
        section=section,
        label="pin",
        declared=number(pin),
        registered=number(person.pin) if person else "",
        verdict=Verdict.SAME if same else Verdict.DIFFERENT,
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
        verdict=_verdict(same),
        blocking=differs,
        reason=label if differs else "",
    )


def _same(declared: object, person: PersonRecord | None, fact: str) -> bool | None:
    return getattr(person, fact) == declared if person else None


def _verdict(same: bool | None) -> Verdict:
    if same is None:
        return Verdict.UNKNOWN
    return Verdict.SAME if same else Verdict.DIFFERENT


def _residence(
    section: str,
    mover: Mover,
    person: PersonRecord,
    application: Application,
    home: HouseholdView | None,
    reading: Reading,
) -> Comparison:
    """Hold the case that was chosen against where the person lives."""
    on = timezone.localtime(reading.at).date()
    present = residence.find_permanent_residence(person=person.id, on=on, **register.asking(reading))
    reason = ""
    if present and is_there(present, application.place, home, on):
        reason = "already_there"
    elif mover is application.subject and not fits_origin(
        application.origin, present, application.place.unit_id, application.on
    ):
        reason = "origin"
    elif present and _leaves_headless(person, present, application, reading):
        reason = "new_head"
    return Comparison(
        section=section,
        label="residence",
        declared=TEXTS(f"cases.{application.case}") if mover is application.subject else "",
        registered=directory().address_today(present.unit_id, present.address_line, on) if present else "",
        verdict=Verdict.UNKNOWN if present is None else _verdict(not reason),
        # Where people come from decides nothing but the case, which reception can set right with them.
        blocking=reason in {"already_there", "new_head"},
        reason=reason,
    )


def _leaves_headless(person: PersonRecord, present: Residence, application: Application, reading: Reading) -> bool:
    """Tell whether somebody leaves a household that he heads, others stay, and none who may head it is named."""
    facts = register.asking(reading)
    home = residence.household_headed_by(person=person.id, **facts)
    if home is None or present.household_id != home.id:
        return False
    on = timezone.localtime(reading.at).date()
    members = residence.list_members(household=home.id, on=on, **facts)
    return not register.is_followed(members, application, reading)


def _of_head(application: Application, home: HouseholdView | None, reading: Reading) -> Iterator[Comparison]:
    head = application.head
    if head is None:
        return
    yield from _of_named("head", head, reading)
    registered = directory().address_today(home.unit_id, home.address_line, application.on) if home else ""
    same = home is not None and same_line(home.address_line, application.place.line)
    yield Comparison(
        section="head",
        label="head_of",
        declared=address(application.place, application.on),
        registered=registered,
        verdict=_verdict(same),
        blocking=home is None,
        reason="" if home else "not_householder",
    )


def _of_named(section: str, named: Named, reading: Reading) -> Iterator[Comparison]:
    person = register.find(named.pin, reading)
    yield _pin(section, named.pin, person)
    yield _name(section, named.name, person)


def _of_new_householder(application: Application, reading: Reading) -> Iterator[Comparison]:
    """Say so where the new household's head has a guardian while somebody else could head it (art. 10.2)."""
    head = application.new_householder
    if head is None or len(application.movers) == 1:
        return
    people = {person.id: mover.pin for mover in application.movers if (person := register.find(mover.pin, reading))}
    wards = {people[each] for each in population.wards_among(people)}
    if head.pin not in wards or head in rules.may_head(application.movers, application.on, wards):
        return
    yield Comparison(
        section="subject" if head is application.subject else "members",
        label="householder",
        declared=relation(head.relation),
        registered=TEXTS("comparison.has_guardian"),
        verdict=Verdict.DIFFERENT,
        blocking=True,
        reason="unfit_head",
    )
