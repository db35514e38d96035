"""What approval does: those who part live on in the same dwelling, in a household of their own."""

from dancu.casework.procedures import Decision
from dancu.declarations import effects, register
from dancu.declarations.settling import settled
from dancu.kernel.errors import Conflict
from dancu.procedures.household_split.application import Application
from dancu.procedures.household_split.checking import home_of, is_headed
from dancu.residence import commands


class HouseholdChanged(Conflict):
    """The household has another householder by now, or is gone. Return the dossier, or reject it."""

    code = "household_split.household_changed"


def split(application: Application, decision: Decision) -> None:
    """Write an approved application to the registers; raises HouseholdChanged and what the registers refuse."""
    reading = effects.reading_of(decision)
    application = settled(application, reading)
    people = effects.people_of(application, reading)
    home = home_of(people[application.subject.pin], application, reading)
    if home is None or home.household is None or not is_headed(home, application):
        raise HouseholdChanged
    commands.split_household(
        household=home.household.id,
        joining=effects.joining(application, people),
        on=register.day(reading),
        new_heads=effects.new_heads(application, people, decision, reading),
        by=decision.by,
        at=decision.at,
        dossier=decision.dossier_id,
    )
    effects.classify(people.values(), decision)
