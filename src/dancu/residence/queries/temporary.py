"""Read who lives somewhere temporarily, and until when."""

from datetime import date, datetime

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.places.queries import directory
from dancu.population import queries as population
from dancu.residence.domain.residence import Kind, Residence, Resident
from dancu.residence.domain.rules import same_line
from dancu.residence.domain.terms import UNENDED
from dancu.residence.models import ResidencePeriod
from dancu.residence.queries.homes import audit_people, periods_on, residence


def list_temporary_residents_at(
    *, unit: int, line: str, on: date, purpose: Purpose, by: Actor, at: datetime
) -> tuple[Resident, ...]:
    """Return who was registered temporarily at an address on a day, with a household and without one."""
    there = periods_on(on, Kind.TEMPORARY).filter(unit__in=directory().with_forerunners(unit))
    lines = there.values_list("id", "address_line")
    rows = there.filter(id__in=[row for row, written in lines if same_line(written, line)])
    return _listed(list(rows.order_by("until", "id")), purpose, by, at)


def find_last_term(*, person: int, on: date, purpose: Purpose, by: Actor, at: datetime) -> Residence | None:
    """Return the temporary residence of a person that runs beyond a day, by the term that ends last.

    An extension goes before the period that it follows, so that nobody extends what was extended already.
    """
    audit_people([person], purpose, by, at)
    terms = ResidencePeriod.objects.filter(person=person, kind=Kind.TEMPORARY, until__gt=on, end_ground__in=UNENDED)
    row = terms.select_related("household").order_by("-since").first()
    return residence(row) if row else None


def _listed(rows: list[ResidencePeriod], purpose: Purpose, by: Actor, at: datetime) -> tuple[Resident, ...]:
    """Return rows with the cards of their persons, each of whom is noted as read."""
    people = [row.person_id for row in rows]
    audit.record_many(
        "residence.read", by=by, purpose=purpose, at=at, subjects=[("person", person) for person in people]
    )
    cards = population.list_people(ids=people, purpose=purpose, by=by, at=at)
    return tuple(Resident(person=card, residence=residence(row)) for row, card in zip(rows, cards, strict=True))
