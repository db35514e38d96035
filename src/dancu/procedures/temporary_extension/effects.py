"""What approval does: the temporary residence goes on at the same place, without a gap, to the last day asked for."""

from dancu.casework.procedures import Decision
from dancu.declarations import effects
from dancu.declarations.domain.temporary import day_after
from dancu.declarations.settling import settled
from dancu.procedures.temporary_extension.application import Application
from dancu.residence import commands


def extend(application: Application, decision: Decision) -> None:
    """Write an approved application to the registers; raises what they refuse."""
    reading = effects.reading_of(decision)
    people = list(effects.people_of(settled(application, reading), reading).values())
    commands.extend_temporary(
        people=people,
        until=day_after(application.until),
        asked_on=application.on,
        by=decision.by,
        at=decision.at,
        dossier=decision.dossier_id,
    )
    effects.classify(people, decision)
