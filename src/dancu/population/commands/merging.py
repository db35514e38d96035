"""Let two records of one person become one, and part them again as they stood.

The record that ends keeps its number, which leads to the other one's. Kin, guardianships and what rooms above keep of a person
go over; the event says what went, so that it can come back.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q

from dancu.kernel.errors import Conflict, DomainError
from dancu.platform.events import publish
from dancu.population import events
from dancu.population.commands.belongings import ChangedSince, Rows, rooms
from dancu.population.commands.chronicle import Chronicle
from dancu.population.commands.correcting import NoLongerInForce
from dancu.population.commands.persons import hold_people
from dancu.population.domain.person import EventKind, RecordStatus
from dancu.population.models import Adoption, Guardianship, IssuedPin, Person, PersonEvent

_ROLES = ("father_id", "mother_id", "spouse_id")
_WARDSHIPS = {
    "wards": Rows(Guardianship, "ward_id"),
    "guardians": Rows(Guardianship, "guardian_id"),
    "adopted": Rows(Adoption, "child_id"),
    "adopters": Rows(Adoption, "parent_id"),
}


class KinOfEachOther(Conflict):
    """The register says that these two are kin, or guardian and ward. Let that be corrected first."""

    code = "population.kin_of_each_other"


class OneOfThemDied(Conflict):
    """Only one of the two records says that this person died or is missing. Let that be corrected first."""

    code = "population.one_of_them_died"


class MarriedToTwo(Conflict):
    """The two records name different wives or husbands. Let that be corrected first."""

    code = "population.married_to_two"


class SameGuardian(Conflict):
    """Both records have the same guardian or ward. Let one of the guardianships end first."""

    code = "population.same_guardian"


class NotMerged(Conflict):
    """This record does not lead to another one. Look at it again."""

    code = "population.not_merged"


def conflicts(*, duplicate: int, survivor: int) -> Iterator[DomainError]:
    """Yield everything that keeps two records from becoming one, in this register and in the rooms above."""
    rows = {row.pk: row for row in Person.objects.filter(id__in=[duplicate, survivor])}
    one, other = rows[duplicate], rows[survivor]
    if any(row.status != RecordStatus.IN_FORCE for row in rows.values()):
        yield NoLongerInForce()
    if _are_kin(one, other) or _are_kin(other, one) or _guarded(Q(ward=duplicate, guardian=survivor)):
        yield KinOfEachOther()
    if one.life != other.life:
        yield OneOfThemDied()
    if one.spouse_id and other.spouse_id and one.spouse_id != other.spouse_id:
        yield MarriedToTwo()
    if _same_ends(duplicate, survivor):
        yield SameGuardian()
    for room in rooms().values():
        yield from room.conflicts(duplicate=duplicate, survivor=survivor)


def merge(*, duplicate: int, survivor: int, chronicle: Chronicle) -> None:
    """Let a record end and lead to the one that goes on; raise the first of its `conflicts`."""
    kin = Person.objects.filter(Q(father=duplicate) | Q(mother=duplicate) | Q(spouse=duplicate))
    hold_people(ids={duplicate, survivor, *kin.values_list("id", flat=True)})
    for conflict in conflicts(duplicate=duplicate, survivor=survivor):
        raise conflict
    one, other = Person.objects.get(id=duplicate), Person.objects.get(id=survivor)
    moved: dict[str, Any] = {role: _kin_follow(role, duplicate, survivor, chronicle) for role in _ROLES}
    moved |= {name: rows.move(duplicate=duplicate, survivor=survivor) for name, rows in _WARDSHIPS.items()}
    moved["rooms"] = {name: room.move(duplicate=duplicate, survivor=survivor) for name, room in rooms().items()}
    filled = _spouse_of(one) if one.spouse_id and not other.spouse_id else {}
    before = {name: getattr(other, name) for name in filled}
    _set(duplicate, {"status": RecordStatus.ANNULLED.value})
    _set(survivor, filled)
    IssuedPin.objects.filter(number=one.pin).update(annulled_at=chronicle.at, successor=other.pin)
    chronicle.write(
        EventKind.MERGED,
        duplicate,
        before={"status": RecordStatus.IN_FORCE.value},
        after={"status": RecordStatus.ANNULLED.value, "into": survivor, "moved": moved},
    )
    chronicle.write(EventKind.MERGED, survivor, before=before, after={**filled, "with": duplicate})
    publish(events.RecordsMerged(person=duplicate, into=survivor, at=chronicle.at))


def part(*, duplicate: int, chronicle: Chronicle) -> None:
    """Let both records stand again as they stood before they were merged; raise NotMerged, NoLongerInForce or ChangedSince."""
    event = PersonEvent.objects.filter(person=duplicate, kind=EventKind.MERGED, after__has_key="into").last()
    if event is None or not Person.objects.filter(id=duplicate, status=RecordStatus.ANNULLED).exists():
        raise NotMerged
    survivor, moved = event.after["into"], event.after["moved"]
    hold_people(ids={duplicate, survivor, *(each for role in _ROLES for each in moved[role])})
    one, other = Person.objects.get(id=duplicate), Person.objects.get(id=survivor)
    if other.status != RecordStatus.IN_FORCE:
        raise NoLongerInForce
    told = PersonEvent.objects.get(person=survivor, kind=EventKind.MERGED, at=event.at, after__with=duplicate)
    filled = {name: told.after[name] for name in told.before}
    if any(getattr(other, name) != value for name, value in filled.items()):
        raise ChangedSince
    for role in _ROLES:
        _kin_return(role, moved[role], duplicate, survivor, chronicle)
    for name, rows in _WARDSHIPS.items():
        rows.restore(moved[name], duplicate=duplicate, survivor=survivor)
    for name, room in rooms().items():
        if name in moved["rooms"]:
            room.restore(moved["rooms"][name], duplicate=duplicate, survivor=survivor)
    _set(survivor, told.before)
    _set(duplicate, {"status": RecordStatus.IN_FORCE.value})
    IssuedPin.objects.filter(number=one.pin).update(annulled_at=None, successor=None)
    chronicle.write(EventKind.PARTED, duplicate, before={"status": one.status}, after=dict(event.before))
    chronicle.write(EventKind.PARTED, survivor, before=filled, after={**told.before, "from": duplicate})
    publish(events.RecordsParted(person=duplicate, survivor=survivor, at=chronicle.at))


def _set(person: int, columns: Mapping[str, object]) -> None:
    if columns:
        Person.objects.filter(id=person).update(**columns)


def _spouse_of(row: Person) -> dict[str, object]:
    return {"spouse_id": row.spouse_id, "marital_status": row.marital_status}


def _kin_follow(role: str, duplicate: int, survivor: int, chronicle: Chronicle) -> list[int]:
    """Let whose father, mother or spouse somebody is name the other record; return their ids."""
    kin = list(Person.objects.filter(**{role: duplicate}).order_by("id").values_list("id", flat=True))
    for each in kin:
        _set(each, {role: survivor})
        chronicle.write(EventKind.KIN_FOLLOWED, each, before={role: duplicate}, after={role: survivor})
    return kin


def _kin_return(role: str, kin: list[int], duplicate: int, survivor: int, chronicle: Chronicle) -> None:
    if Person.objects.filter(id__in=kin, **{role: survivor}).count() != len(kin):
        raise ChangedSince
    for each in kin:
        _set(each, {role: duplicate})
        chronicle.write(EventKind.KIN_FOLLOWED, each, before={role: survivor}, after={role: duplicate})


def _are_kin(one: Person, other: Person) -> bool:
    return other.pk in {one.father_id, one.mother_id, one.spouse_id}


def _guarded(ends: Q) -> bool:
    return Guardianship.objects.filter(ends, until__isnull=True).exists()


def _same_ends(one: int, other: int) -> bool:
    """Tell whether both have one guardian, or one ward, now, or are so to each other."""
    open_ones = Guardianship.objects.filter(until__isnull=True)
    pairs = (("ward", "guardian"), ("guardian", "ward"))
    return _guarded(Q(ward=other, guardian=one)) or any(
        open_ones.filter(**{mine: one}, **{f"{its}__in": open_ones.filter(**{mine: other}).values(its)}).exists()
        for mine, its in pairs
    )
