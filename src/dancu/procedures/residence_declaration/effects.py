"""What approval does: who is new gets a number, and the place is entered as the current residence of subject and members."""

from dancu.casework.procedures import Decision
from dancu.declarations import effects
from dancu.declarations.settling import settled
from dancu.procedures.residence_declaration import newcomers
from dancu.procedures.residence_declaration.application import Application
from dancu.residence import commands


def enter(application: Application, decision: Decision) -> None:
    """Write an approved declaration to the register; raises what it refuses."""
    reading = effects.reading_of(decision)
    application = settled(application, reading)
    people = list(effects.people_of(application, reading).values())
    if application.newcomer:
        people.insert(0, newcomers.enter(application.newcomer, application, decision, reading))
    commands.declare_current(
        people=people,
        place=effects.address_in(application.unit_id, application.line, decision.on),
        since=decision.on,
        by=decision.by,
        at=decision.at,
        dossier=decision.dossier_id,
    )
    effects.classify(people, decision)
