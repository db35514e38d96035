"""What approval does: the entry in the population register, and with it the deletion of what is registered."""

from typing import Any

from dancu.casework.procedures import Decision
from dancu.declarations import civil, effects, register
from dancu.population import commands as population
from dancu.population.queries import NoSuchPerson
from dancu.procedures.population_entry.application import Application, Case
from dancu.residence import commands as residence


def enter(application: Application, decision: Decision) -> None:
    """Enter what was decided; raises what the registers refuse."""
    reading = effects.reading_of(decision)
    found = register.find(application.subject.pin, reading)
    if found is None:
        raise NoSuchPerson
    if application.civil_status:
        civil.enter(application.civil_status, application.subject, found.id, decision, reading)
        return
    happened_on = application.happened_on or application.registered_on
    facts: dict[str, Any] = {"person": found.id, "on": happened_on, "by": decision.by, "at": decision.at}
    proved: dict[str, Any] = {"ground": application.ground, "dossier_code": decision.dossier_code}
    if application.case is Case.DEATH:
        population.record_death(**facts, **proved)
        residence.delete_after_death(**facts, dossier=decision.dossier_id)
    elif application.lost_by:
        population.record_nationality_loss(
            **facts, **proved, way=application.lost_by, nationality=application.nationality
        )
        residence.delete_after_nationality_loss(**facts, dossier=decision.dossier_id)
