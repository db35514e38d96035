"""Whom the subject moves to, and whether the register knows them as kin."""

from dancu.casework.procedures import Reading
from dancu.declarations.domain.declaration import Named
from dancu.declarations.domain.registration import Entry
from dancu.declarations.register import Own, find, in_sight, named_so
from dancu.population import queries as population
from dancu.population.domain.person import KinRole
from dancu.procedures.permanent_registration import rules
from dancu.procedures.permanent_registration.application import Application, Ground

_CLOSE = frozenset(
    {
        KinRole.FATHER,
        KinRole.MOTHER,
        KinRole.ADOPTIVE_PARENT,
        KinRole.SPOUSE,
        KinRole.CHILD,
        KinRole.ADOPTED_CHILD,
    }
)


def knows_kin(filer: Own | None, *, subject_pin: str, other: Named | None, ground: Ground, reading: Reading) -> bool:
    """Tell a proved filer whether the register knows the subject as such kin of the other as the ground asks for.

    It answers only for himself, his kin and his household, and only about somebody whose name he knows with the number.
    """
    if filer is None or other is None or not other.number or ground not in rules.WITH_KIN:
        return False
    subject = find(subject_pin, reading)
    found = find(other.number, reading)
    if subject is None or found is None or not in_sight(filer, subject.id) or not named_so(found, other.name):
        return False
    if ground is not Ground.KIN_CLOSE:
        return population.find_kinship(person=subject.id, other=found.id) is not None
    # Art. 20.2.a asks for kin in the dwelling, who need not head its household; of the filer's own it is known who lives there.
    living_there = {member.person.id for member in filer.members} if str(found.pin) == filer.head_pin else set()
    return any(population.find_kinship(person=subject.id, other=each) in _CLOSE for each in {found.id, *living_there})


def kin_of(application: Application) -> Named | None:
    """Return whom the subject moves to: the householder, or the owner where a household is new there."""
    return application.head if application.entry is Entry.JOIN else application.owner
