"""Households and residence periods for tests."""

from datetime import UTC, date, datetime

from dancu.kernel.actor import SYSTEM, Purpose
from dancu.places.domain.units import Address, Unit
from dancu.population.domain.person import PersonCard
from dancu.residence import commands, queries
from dancu.residence.domain.absence import Category
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Ground, Joining, Kind, Registered
from dancu.residence.models import ResidencePeriod
from tests.builders.places import a_commune
from tests.builders.population import AT, a_person

SINCE = date(2020, 1, 1)
READ = {"purpose": Purpose.OPERATIONS, "by": SYSTEM, "at": AT}


def a_household(
    head: PersonCard | None = None,
    *members: tuple[PersonCard, Relation],
    unit: Unit | None = None,
    line: str = "Số 1 phố Hàng Bạc",
    since: date = SINCE,
    at: datetime = datetime(2020, 1, 2, tzinfo=UTC),
) -> Registered:
    """Return a household that people live in permanently."""
    return commands.register_permanent(
        joining=[
            Joining((head or a_person()).id, Relation.HEAD),
            *(Joining(person.id, relation) for person, relation in members),
        ],
        place=Address((unit or a_commune()).id, line),
        since=since,
        ground=Ground.OWN_DWELLING,
        by=SYSTEM,
        at=at,
    )


def a_temporary_residence(
    person: PersonCard, *, since: date, until: date, unit: Unit | None = None, line: str = "Số 9 phố Huế"
) -> None:
    """Register a person temporarily; his earlier temporary periods must be over."""
    last = ResidencePeriod.objects.filter(person=person.id, kind=Kind.TEMPORARY).order_by("-since").first()
    ResidencePeriod.objects.create(
        person_id=person.id,
        kind=Kind.TEMPORARY,
        unit_id=(unit or a_commune()).id,
        address_line=line,
        since=since,
        until=until,
        previous_until=last.until if last else None,
        ground=Ground.TEMPORARY_STAY,
        recorded_at=AT,
    )


def members(household: int, on: date) -> dict[int, Relation]:
    """Return who lived in a household on a day, and as what."""
    return {member.person.id: member.relation for member in queries.list_members(household=household, on=on, **READ)}


def an_absence(person: PersonCard, *, since: date, until: date) -> None:
    """Declare that somebody goes to Korea."""
    commands.declare_absence(
        person=person.id,
        category=Category.OTHER,
        country="KOR",
        since=since,
        until=until,
        reason="Đi học",
        by=SYSTEM,
        at=AT,
    )
