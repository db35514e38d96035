"""What was registered of somebody, and what cancelling it would come to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.html import format_html

from dancu.casework.procedures import Reading
from dancu.casework.showing import Comparison, Verdict
from dancu.declarations import checking, own_motion, register
from dancu.declarations.domain.own_motion import ActGone, NotCompetent
from dancu.kernel.errors import DomainError
from dancu.offices import queries as offices
from dancu.platform import problems
from dancu.procedures.registration_cancellation.application import Application
from dancu.procedures.registration_cancellation.words import TEXTS, kind_of, where_and_when
from dancu.residence import commands
from dancu.residence import queries as residence
from dancu.residence.domain.cancellation import CancelGround
from dancu.residence.domain.residence import Cancelled
from dancu.residence.queries import ActView


def acts_of(pin: str, reading: Reading) -> tuple[ActView, ...]:
    """Return what was registered of a person and can be cancelled, the latest first."""
    person = register.find(pin, reading)
    if person is None:
        return ()
    acts = reading.once(("acts", pin), lambda: residence.list_acts(person=person.id, **register.asking(reading)))
    return tuple(each for each in acts if each.cancellable)


def described(act: ActView, on: date) -> str:
    """Return an act in a line to choose, with the authority that decided it; addresses and names are Vietnamese on any page."""
    said = where_and_when(act.unit_id, act.address_line, act.on, act.dossier_code, on=on)
    if act.agency_id:
        said += f" – {offices.agency(act.agency_id).name}"
    return format_html('{}, <span lang="vi">{}</span>', kind_of(act.done, act.kind), said)


def check(application: Application, reading: Reading) -> None:
    """Raise NotInOrder where it is no longer to be cancelled, NotCompetent, or what stands in the way."""
    act = next((each for each in acts_of(application.subject.pin, reading) if each.act == application.act), None)
    if act is None:
        checking.refuse([("act", ActGone())])
        return
    if not is_competent(act, application.agency_id, reading):
        raise NotCompetent
    rehearsed(application, reading)


def is_competent(act: ActView, agency: int, reading: Reading) -> bool:
    """Art. 35: the authority that registered it, or the one above."""
    return own_motion.is_competent(agency, decided_by=act.agency_id, unit=act.unit_id, on=register.day(reading))


def rehearsed(application: Application, reading: Reading) -> Cancelled:
    """Return what a cancellation would do; raises what stands in its way."""
    return outcome(application.act, application.ground, reading)


def outcome(act: object, ground: CancelGround, reading: Reading) -> Cancelled:
    """Return what cancelling an act would do; raises what stands in its way."""
    return commands.rehearse_cancelling(act=act, ground=ground, by=reading.by, at=reading.at)  # type: ignore[arg-type]


def compare(application: Application, reading: Reading) -> Sequence[Comparison]:
    """Return what the register would say instead of what it says now, and what cannot be undone."""
    on = register.day(reading)
    if all(act.act != application.act for act in acts_of(application.subject.pin, reading)):
        return (_row("act", TEXTS("comparison.done"), ""),)
    try:
        done = rehearsed(application, reading)
    except DomainError as refusal:
        return (replace(_row("act", problems.message(refusal), ""), verdict=Verdict.DIFFERENT),)
    return (
        *(_row("taken_away", "", own_motion.described(each, on)) for each in done.taken_away),
        *(_row("restored", own_motion.described(each, on), "") for each in done.restored),
        _row("lasting", TEXTS("comparison.cannot_be_undone"), ""),
    )


def _row(label: str, then: str, now: str) -> Comparison:
    return Comparison(section="effect", label=label, declared=then, registered=now, verdict=Verdict.UNKNOWN)
