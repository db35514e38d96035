"""The declaration beside the population and residence registers, for the officer who receives it."""

from collections.abc import Iterator, Sequence

from dancu.casework.procedures import Reading
from dancu.casework.showing import Comparison
from dancu.declarations import compare as declarations
from dancu.declarations import register, words
from dancu.declarations.settling import settled
from dancu.procedures.household_split import rules
from dancu.procedures.household_split.application import Application
from dancu.procedures.household_split.checking import home_of, is_headed, is_succeeded, strangers, wards
from dancu.residence.domain.residence import Home


def compare(application: Application, reading: Reading) -> Sequence[Comparison]:
    """Return every declared fact that the register knows, with what stands against reception."""
    application = settled(application, reading)
    person = register.find(application.subject.pin, reading)
    home = home_of(person.id, application, reading) if person else None
    outside = strangers(home, application) if home else frozenset()
    rows: list[Comparison] = []
    for mover in application.movers:
        section = declarations.section_of(mover, application)
        rows += declarations.of_mover(section, mover, reading)
        if mover is application.subject or mover.pin in outside:
            rows.append(_household(section, home, reading, reason=_reason(home, mover.pin in outside)))
    if home and rules.capacity_refusal(application, wards(home)):
        rows.append(_row("subject", "capacity", "", words.COMMON("comparison.has_guardian"), "no_capacity"))
    rows += declarations.of_new_householder(application, reading)
    rows += declarations.of_named("head", application.former_head, reading)
    if home:
        rows += _head(home, application, reading)
    if application.owner and application.owner.number:
        rows += declarations.of_named("owner", application.owner, reading)
    return rows


def _reason(home: Home | None, is_outside: bool) -> str:
    return "no_household_here" if home is None else "other_household" if is_outside else ""


def _household(section: str, home: Home | None, reading: Reading, *, reason: str) -> Comparison:
    registered = declarations.written(home.residence, reading) if home and not reason else ""
    return _row(section, "household", "", registered, reason)


def _head(home: Home, application: Application, reading: Reading) -> Iterator[Comparison]:
    """Yield who heads the household, and whether somebody is left in it with a head."""
    head = home.members[0].person
    declared, registered = words.named(application.former_head), f"{head.name.full} – {words.number(str(head.pin))}"
    yield _row("head", "head_of", declared, registered, "" if is_headed(home, application) else "other_head")
    if len(home.members) <= len(application.movers):
        yield _row("head", "remaining", "", "", "nobody_remains")
    elif not is_succeeded(home, application, reading):
        yield _row("head", "successor", words.named(application.new_head), "", "new_head")


def _row(section: str, label: str, declared: str, registered: str, reason: str) -> Comparison:
    return Comparison(
        section=section,
        label=label,
        declared=declared,
        registered=registered,
        verdict=declarations.verdict_of(not reason),
        blocking=bool(reason),
        reason=reason,
    )
