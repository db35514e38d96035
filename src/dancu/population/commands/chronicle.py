"""Write down what happens to persons: the event, and the audit row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.platform import statement
from dancu.population.domain.person import EventKind
from dancu.population.models import PersonEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """Who acts, when, from which day, why, for which dossier: the same for everything that one command writes."""

    on: date
    ground: str
    by: Actor
    at: datetime
    dossier_code: str = ""

    def write(
        self,
        kind: EventKind,
        person: int | None,
        *,
        before: Mapping[str, object] | None = None,
        after: Mapping[str, object],
    ) -> None:
        """Add an event and its audit row; without a person it is about an intake."""
        self.event(kind, person, before=before or {}, after=after).save(force_insert=True)
        audit.record(
            f"population.{kind}",
            by=self.by,
            purpose=Purpose.REGISTER_CHANGE,
            at=self.at,
            subject=("person", person) if person else ("intake", self.on.isoformat()),
            # What stood there is in the event; the audit says no more than what was touched.
            facts={"fields": sorted({*(before or {}), *after})},
        )

    def event(
        self, kind: EventKind, person: int | None, *, before: Mapping[str, object], after: Mapping[str, object]
    ) -> PersonEvent:
        """Return an event that nobody has saved yet."""
        return PersonEvent(
            person_id=person,
            kind=kind,
            at=self.at,
            on=self.on,
            ground=self.ground,
            actor_kind=self.by.kind,
            account_id=self.by.account_id,
            officer_id=self.by.officer_id,
            agency_id=self.by.agency_id,
            dossier_code=self.dossier_code,
            before=dict(before),
            after=dict(after),
        )


def write_many(kind: EventKind, happened: Sequence[tuple[Chronicle, int, Mapping[str, object]]]) -> None:
    """Add the same event of several persons at one instant, with what each says now, and their audit rows."""
    rows = [each.event(kind, person, before={}, after=after) for each, person, after in happened]
    statement.write([statement.insert("events", rows)])
    first, _, after = happened[0]
    audit.record_many(
        f"population.{kind}",
        by=first.by,
        purpose=Purpose.REGISTER_CHANGE,
        at=first.at,
        subjects=[("person", person) for _, person, _ in happened],
        facts={"fields": sorted(after)},
    )
