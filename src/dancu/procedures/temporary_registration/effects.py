"""What approval does: those who register live at the place from the first day to the last, and no longer elsewhere for a time."""

from dancu.casework.procedures import Decision
from dancu.declarations import effects
from dancu.declarations.domain.temporary import Case, day_after
from dancu.declarations.settling import settled
from dancu.procedures.temporary_registration.application import Application
from dancu.residence import commands
from dancu.residence.domain.residence import Ground


def register(application: Application, decision: Decision) -> None:
    """Write an approved application to the registers; raises HouseholdGone and what the registers refuse."""
    reading = effects.reading_of(decision)
    application = settled(application, reading)
    home = effects.home_of(application, reading)
    people = effects.people_of(application, reading)
    commands.register_temporary(
        joining=effects.joining(application, people),
        place=None if home else effects.place_of(application, decision.on),
        household=home.id if home else None,
        since=application.since,
        until=day_after(application.until),
        ground=Ground.BARRACKS if application.case is Case.BARRACKS else Ground.TEMPORARY_STAY,
        by=decision.by,
        at=decision.at,
        dossier=decision.dossier_id,
    )
    effects.classify(people.values(), decision)
