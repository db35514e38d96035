"""What approval does: the register says that somebody is away, where, from when until when."""

from dancu.casework.procedures import Decision
from dancu.declarations import effects
from dancu.declarations.settling import settled
from dancu.procedures.temporary_absence.application import Application
from dancu.procedures.temporary_absence.rules import day_after
from dancu.residence import commands


def register(application: Application, decision: Decision) -> None:
    """Enter an approved declaration; raises what the registers refuse."""
    reading = effects.reading_of(decision)
    application = settled(application, reading)
    people = effects.people_of(application, reading)
    unit = application.unit_id
    commands.declare_absence(
        person=people[application.subject.pin],
        category=application.case,
        place=effects.address_in(unit, application.line, decision.on) if unit else None,
        country=application.country,
        since=application.since,
        until=day_after(application.until),
        reason=application.reason,
        by=decision.by,
        at=decision.at,
        dossier=decision.dossier_id,
    )
