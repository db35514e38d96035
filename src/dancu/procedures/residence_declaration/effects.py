"""What approval does: the place is entered as the current residence of subject and members."""

from dancu.casework.procedures import Decision
from dancu.declarations import effects
from dancu.procedures.residence_declaration.application import Application
from dancu.residence import commands


def enter(application: Application, decision: Decision) -> None:
    """Write an approved declaration to the register; raises what it refuses."""
    commands.declare_current(
        people=list(effects.people_of(application, effects.reading_of(decision)).values()),
        place=effects.address_in(application.unit_id, application.line, decision.on),
        since=decision.on,
        by=decision.by,
        at=decision.at,
        dossier=decision.dossier_id,
    )
