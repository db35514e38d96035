"""What stands against filing a request: everything that law or register refuses, by step."""

from dancu.casework.procedures import Reading
from dancu.declarations import checking
from dancu.declarations.settling import settled
from dancu.procedures.residence_confirmation import rules
from dancu.procedures.residence_confirmation.application import Application


def check(application: Application, reading: Reading) -> None:
    """Raise NotInOrder with everything that law or register refuse, by step."""
    checking.refuse((*rules.refusals(application), *checking.of_people(settled(application, reading), reading)))
