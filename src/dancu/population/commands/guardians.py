"""Enter who is whose guardian or adoptive parent, and that he is it no more.

Who is not in the register is known by name and number. The events say who was it before and after, as `explain` reads them.
"""

from datetime import date, datetime

from django.db import transaction

from dancu.kernel.actor import Actor
from dancu.kernel.errors import Conflict, Invalid
from dancu.population.commands.chronicle import Chronicle
from dancu.population.commands.persons import hold_people
from dancu.population.domain.facts import KinOf
from dancu.population.domain.person import EventKind
from dancu.population.models import Adoption, Guardianship
from dancu.population.queries.kin import adopters_of, guardians_of


class AlreadyGuardian(Conflict):
    """This person is already the guardian."""

    code = "population.already_guardian"


class NoGuardian(Conflict):
    """The register does not know this guardian of this person. Check both persons."""

    code = "population.no_guardian"


class AlreadyAdopted(Conflict):
    """This adoption is already in the register."""

    code = "population.already_adopted"


class NotAdopted(Conflict):
    """The register does not know that this person is adopted so. Check both persons."""

    code = "population.not_adopted"


class OwnAdopter(Invalid):
    """Nobody adopts himself, or is his own guardian. Check who is named."""

    code = "population.own_adopter"


@transaction.atomic
def appoint_guardian(
    *,
    ward: int,
    guardian: int | None = None,
    named: KinOf | None = None,
    since: date,
    ground: str,
    by: Actor,
    at: datetime,
) -> None:
    """Enter that a person, by id or `named`, is the guardian of another; raise NoSuchPerson, OwnAdopter or AlreadyGuardian."""
    kin = _held(ward, named or KinOf(id=guardian))
    row = {"guardian_id": kin.id, "guardian_name": kin.name, "guardian_number": kin.number}
    if Guardianship.objects.filter(ward=ward, until__isnull=True, **row).exists():
        raise AlreadyGuardian
    before = guardians_of(ward)
    Guardianship.objects.create(ward_id=ward, since=since, ground=ground, **row)
    _tell_guardians(
        EventKind.GUARDIAN_APPOINTED, ward, before, kin.id, Chronicle(on=since, ground=ground, by=by, at=at)
    )


@transaction.atomic
def end_guardianship(*, ward: int, guardian: KinOf, on: date, ground: str, by: Actor, at: datetime) -> None:
    """Enter that somebody is another's guardian no more; raise NoSuchPerson or NoGuardian."""
    kin = _held(ward, guardian)
    row = {"guardian_id": kin.id, "guardian_name": kin.name}
    if not end_guardianships(Chronicle(on=on, ground=ground, by=by, at=at), ward, **row):
        raise NoGuardian


def end_guardianships(chronicle: Chronicle, ward: int, **of: object) -> int:
    """End the open guardianships of somebody who is held; return how many there were."""
    ending = Guardianship.objects.filter(ward=ward, until__isnull=True, since__lt=chronicle.on, **of)
    ended = list(ending)
    for guardianship in ended:
        before = guardians_of(ward)
        Guardianship.objects.filter(id=guardianship.pk).update(until=chronicle.on)
        _tell_guardians(EventKind.GUARDIANSHIP_ENDED, ward, before, guardianship.guardian_id, chronicle)
    return len(ended)


@transaction.atomic
def record_adoption(*, child: int, parent: KinOf, on: date, ground: str, by: Actor, at: datetime) -> None:
    """Enter that somebody adopted a child on a day (Adoption Law 52/2010/QH12); raise NoSuchPerson, OwnAdopter or AlreadyAdopted.

    The child's parents stay in his record.
    """
    kin = _held(child, parent)
    row = {"parent_id": kin.id, "parent_name": kin.name, "parent_number": kin.number}
    if Adoption.objects.filter(child=child, until__isnull=True, **row).exists():
        raise AlreadyAdopted
    before = adopters_of(child)
    Adoption.objects.create(child_id=child, since=on, ground=ground, **row)
    _tell_adopters(EventKind.ADOPTED, child, before, Chronicle(on=on, ground=ground, by=by, at=at))


@transaction.atomic
def end_adoption(*, child: int, parent: KinOf, on: date, ground: str, by: Actor, at: datetime) -> None:
    """Enter that an adoption was ended on a day; raise NoSuchPerson or NotAdopted."""
    kin = _held(child, parent)
    before = adopters_of(child)
    open_ones = Adoption.objects.filter(child=child, until__isnull=True, since__lte=on)
    if not open_ones.filter(parent_id=kin.id, parent_name=kin.name).update(until=on):
        raise NotAdopted
    _tell_adopters(EventKind.ADOPTION_ENDED, child, before, Chronicle(on=on, ground=ground, by=by, at=at))


def _held(person: int, kin: KinOf) -> KinOf:
    if kin.id == person:
        raise OwnAdopter
    hold_people(ids=[person, kin.id or person])
    return kin


def _tell_guardians(
    kind: EventKind, ward: int, before: list[dict[str, object]], guardian: int | None, chronicle: Chronicle
) -> None:
    after = {"guardians": guardians_of(ward), "guardian": guardian}
    chronicle.write(kind, ward, before={"guardians": before}, after=after)


def _tell_adopters(kind: EventKind, child: int, before: list[dict[str, object]], chronicle: Chronicle) -> None:
    chronicle.write(kind, child, before={"adopters": before}, after={"adopters": adopters_of(child)})
