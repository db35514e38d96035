"""What the registers say of the deletion of a registration: what stands against filing it, and the officer's comparison."""

from collections.abc import Iterator, Sequence

from dancu.casework.procedures import Reading
from dancu.casework.showing import Comparison, Section
from dancu.declarations import checking, register, words
from dancu.declarations import compare as declarations
from dancu.declarations.domain import deletion as law
from dancu.declarations.domain.deletion import Deletion
from dancu.declarations.domain.rules import Refusal
from dancu.declarations.papers import written
from dancu.declarations.register import Own
from dancu.declarations.settling import settled
from dancu.declarations.whereabouts import is_there, within
from dancu.declarations.words import address, number_of, relation
from dancu.kernel.errors import Invalid
from dancu.kernel.period import Period
from dancu.population.domain.person import Life, PersonRecord
from dancu.residence import queries as residence
from dancu.residence.domain.deletion import RegisteredAway, check_away, grounds_of
from dancu.residence.domain.residence import EndGround, Kind, Residence


class NotRegisteredThere(Invalid):
    """Somebody has no such registration at this address. Check the address, or whether it was deleted already."""

    code = "declarations.not_registered_there"


class OtherCommune(Invalid):
    """The registration in the register lies in another commune. Choose the commune again."""

    code = "declarations.other_commune"


def check(deletion: Deletion, reading: Reading) -> None:
    """Raise NotInOrder with everything that law or register refuse, by step."""
    known = settled(deletion, reading)
    checking.refuse((*law.refusals(deletion), *checking.of_people(known, reading), *_told(known, reading)))


def is_known(ground: EndGround, person: PersonRecord | None, filer: Own | None) -> bool:
    """Tell whether the population register itself says why the registration is to be deleted, to who may see it."""
    if person is None or filer is None:
        return False
    said = {
        EndGround.DEAD_OR_MISSING: person.life is not Life.ALIVE,
        EndGround.NATIONALITY_LOST: person.nationality_lost_on is not None,
    }
    return said.get(ground, False) and register.in_sight(filer, person.id)


def _told(deletion: Deletion, reading: Reading) -> Iterator[Refusal]:
    """Yield what only a proved filer may be told."""
    filer = register.own(reading, deletion.home)
    if filer is None:
        return
    if deletion.known and not is_known(deletion.ground, register.find(deletion.subject.pin, reading), filer):
        yield "place", checking.RegisterChanged()
    for mover in deletion.movers:
        person = register.find(mover.pin, reading)
        if person is None or not register.in_sight(filer, person.id):
            continue
        step = "place" if mover is deletion.subject else "members"
        present = _present(person, deletion, reading)
        if present is not None and not within(present, deletion.place.unit_id, register.day(reading)):
            yield "agency", OtherCommune()
        elif not _lives_there(present, deletion, reading):
            yield step, NotRegisteredThere()
        if _was_registered_away(person, deletion, reading):
            yield "agency", RegisteredAway()
    yield from checking.of_household_left(deletion, filer, reading)


def section(deletion: Deletion) -> Section:
    """Return which registration is deleted, and since when the ground."""
    head = deletion.householder
    rows = [
        ("address", address(deletion.place, deletion.on)),
        ("happened_on", written(deletion.happened_on)),
        ("head", head.name),
        ("head_pin", number_of(head)),
        ("relation", relation(deletion.subject.relation)),
    ]
    return words.section("place", rows)


def compare(deletion: Deletion, reading: Reading) -> Sequence[Comparison]:
    """Return every declared fact that the register knows, with what stands against reception."""
    deletion, rows = settled(deletion, reading), list[Comparison]()
    for mover in deletion.movers:
        part = declarations.section_of(mover, deletion)
        rows += declarations.of_mover(part, mover, reading, gone=deletion.ground)
        if person := register.find(mover.pin, reading):
            rows.append(_registration(part, person, deletion, reading))
    if deletion.head and deletion.head.number:
        rows += declarations.of_named("head", deletion.head, reading)
    return rows


def _registration(part: str, person: PersonRecord, deletion: Deletion, reading: Reading) -> Comparison:
    """Return where somebody is registered beside what was declared, and why it cannot be deleted so."""
    present = _present(person, deletion, reading)
    there, reason = _lives_there(present, deletion, reading), ""
    if not there:
        reason = "not_registered_there"
    elif _was_registered_away(person, deletion, reading):
        reason = "registered_away"
    elif present and declarations.leaves_headless(person, present, deletion, reading):
        reason = "new_head"
    return Comparison(
        section=part,
        label="registration",
        declared=address(deletion.place, deletion.on),
        registered=declarations.written(present, reading),
        verdict=declarations.verdict_of(there),
        blocking=bool(reason),
        reason=reason,
    )


def _present(person: PersonRecord, deletion: Deletion, reading: Reading) -> Residence | None:
    home = register.home_of(person.id, reading, deletion.home)
    return home.residence if home else None


def _lives_there(present: Residence | None, deletion: Deletion, reading: Reading) -> bool:
    return present is not None and is_there(present, deletion.place, None, register.day(reading))


def _was_registered_away(person: PersonRecord, deletion: Deletion, reading: Reading) -> bool:
    """Tell whether a registration or a declared absence speaks against somebody's being away without a word."""
    if deletion.ground is not EndGround.AWAY or deletion.home is not Kind.PERMANENT:
        return False
    ground = next(each for each in grounds_of(deletion.home, deletion.on) if each.ground is deletion.ground)
    facts = register.asking(reading)
    lived = residence.list_residences(person=person.id, **facts)
    spans = [Period(each.since, each.until) for each in lived if each.kind is Kind.TEMPORARY]
    spans += [Period(each.since, each.until) for each in residence.list_absences(person=person.id, **facts)]
    try:
        check_away(ground, spans, register.day(reading))
    except RegisteredAway:
        return True
    return False
