"""What approval does: the registration ends on this day."""

from dancu.casework.procedures import Decision
from dancu.declarations import effects
from dancu.procedures.registration_deletion import register
from dancu.procedures.registration_deletion.application import Application
from dancu.residence import commands
from dancu.residence.domain.deletion import Basis
from dancu.residence.domain.residence import Kind


def delete(application: Application, decision: Decision) -> None:
    """Delete a registration by its minutes; raises what stands in the way."""
    reading = effects.reading_of(decision)
    people = register.people_of(application, reading)
    act = commands.delete_permanent if application.kind is Kind.PERMANENT else commands.delete_temporary
    act(
        people=people,
        ground=application.ground,
        basis=Basis.OWN_MOTION,
        minutes=application.minutes,
        on=decision.on,
        new_heads=register.new_heads(application, people, reading),
        by=decision.by,
        at=decision.at,
        dossier=decision.dossier_id,
    )
