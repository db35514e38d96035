"""What approval does: those who move live at the new place from this day on, and no longer at the old one."""

from dancu.casework.procedures import Decision
from dancu.declarations import effects
from dancu.declarations.settling import settled
from dancu.procedures.permanent_registration.application import Application, Ground
from dancu.residence import commands
from dancu.residence.domain.residence import Ground as RegisterGround

GROUNDS = {
    Ground.OWN: RegisterGround.OWN_DWELLING,
    Ground.KIN_CLOSE: RegisterGround.WITH_KIN,
    Ground.KIN_ELDERLY: RegisterGround.WITH_KIN,
    Ground.KIN_DISABLED: RegisterGround.WITH_KIN,
    Ground.KIN_MINOR: RegisterGround.WITH_KIN,
    Ground.RENTED: RegisterGround.RENTED_OR_LENT,
    Ground.RELIGIOUS: RegisterGround.RELIGIOUS_PLACE,
    Ground.RELIGIOUS_HELPLESS: RegisterGround.RELIGIOUS_PLACE,
    Ground.FACILITY: RegisterGround.CARE,
    Ground.CARE_FAMILY: RegisterGround.CARE,
    Ground.VEHICLE: RegisterGround.VEHICLE,
    Ground.POLICE: RegisterGround.BARRACKS,
    Ground.ARMY: RegisterGround.BARRACKS,
}


def register(application: Application, decision: Decision) -> None:
    """Write an approved application to the registers; raises HouseholdGone and what the registers refuse."""
    reading = effects.reading_of(decision)
    application = settled(application, reading)
    home = effects.home_of(application, reading)
    people = effects.people_of(application, reading)
    commands.register_permanent(
        joining=effects.joining(application, people),
        place=None if home else effects.place_of(application, decision.on),
        household=home.id if home else None,
        since=decision.on,
        ground=GROUNDS[application.place.ground],
        new_heads=effects.new_heads(application, people, decision, reading),
        by=decision.by,
        at=decision.at,
        dossier=decision.dossier_id,
    )
    effects.classify(people.values(), decision)
