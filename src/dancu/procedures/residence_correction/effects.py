"""What approval does: another head, other relations or another address of a household, or another record of a person."""

from dancu.casework.procedures import Decision, Reading
from dancu.declarations import effects, register
from dancu.declarations.civil import enter
from dancu.declarations.settling import settled
from dancu.kernel.errors import Conflict
from dancu.procedures.residence_correction.application import Application, Case
from dancu.procedures.residence_correction.household import home_at
from dancu.residence import commands
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Home


class HouseholdChanged(Conflict):
    """The person lives in this household no more, or it has another householder by now. Return the dossier, or reject it."""

    code = "residence_correction.household_changed"


def correct(application: Application, decision: Decision) -> None:
    """Write an approved application to the register; raises what it refuses."""
    reading = effects.reading_of(decision)
    application = settled(application, reading)
    people = effects.people_of(application, reading)
    if application.civil_status is not None:
        enter(application.civil_status, application.subject, people[application.subject.pin], decision, reading)
        return
    home = home_at(people[application.subject.pin], application.kind, reading)
    if home is None:
        raise HouseholdChanged
    if application.case is Case.ADDRESS:
        commands.change_addresses(
            unit=home.residence.unit_id,
            lines={home.residence.address_line: application.new_line},
            on=decision.on,
            ground="renamed",
            by=decision.by,
            at=decision.at,
            dossier=decision.dossier_id,
        )
        return
    household = _as_declared(application, home, reading)
    if application.case is Case.RELATION:
        commands.change_relations(
            household=household,
            relations={people[mover.pin]: Relation(mover.relation) for mover in application.movers},
            on=decision.on,
            ground="civil_status",
            by=decision.by,
            at=decision.at,
            dossier=decision.dossier_id,
        )
        return
    commands.change_head(
        household=household,
        new_head=people[application.subject.pin],
        relations={people[mover.pin]: Relation(mover.relation) for mover in application.members},
        on=decision.on,
        ground=application.reason or "agreed",
        by=decision.by,
        at=decision.at,
        dossier=decision.dossier_id,
    )


def _as_declared(application: Application, home: Home, reading: Reading) -> int:
    """Return the household, whose head is still the one who was named; raises HouseholdChanged."""
    named = application.present_head
    head = register.find(named.pin, reading) if named else None
    if home.household is None or head is None or home.household.head != head.id:
        raise HouseholdChanged
    return home.household.id
