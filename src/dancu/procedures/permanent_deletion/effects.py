"""What approval does: the permanent registration ends on this day, and whoever is named heads the household that stays."""

from dancu.casework.procedures import Decision
from dancu.declarations import effects
from dancu.declarations.settling import settled
from dancu.procedures.permanent_deletion.application import Application
from dancu.residence import commands
from dancu.residence.domain.deletion import Basis


def delete(application: Application, decision: Decision) -> None:
    """Write an approved application to the register; raises what it refuses."""
    reading = effects.reading_of(decision)
    application = settled(application, reading)
    people = effects.people_of(application, reading)
    commands.delete_permanent(
        people=list(people.values()),
        ground=application.ground,
        basis=Basis.DECLARED,
        on=decision.on,
        new_heads=effects.new_heads(application, people, decision, reading),
        by=decision.by,
        at=decision.at,
        dossier=decision.dossier_id,
    )
