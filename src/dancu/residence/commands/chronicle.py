"""Write down what happens to residences: the event, the audit row, and in the history what no longer stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import models

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.residence.domain.residence import EventKind
from dancu.residence.models import (
    AbsenceFacts,
    AbsencePeriod,
    AbsencePeriodHistory,
    PeriodFacts,
    ResidenceEvent,
    ResidencePeriod,
    ResidencePeriodHistory,
)


def _facts(kind: type[PeriodFacts | AbsenceFacts]) -> list[str]:
    return [field.attname for field in kind._meta.get_fields() if hasattr(field, "attname")]


PERIOD_FACTS = _facts(PeriodFacts)
"""What a period and its history have in common, column by column."""
ABSENCE_FACTS = _facts(AbsenceFacts)
_NOT_STATED = {"person_id", "dossier_id", "end_ground"}
"""Said by the event itself."""
_HISTORIES: dict[type[models.Model], tuple[type[ResidencePeriodHistory | AbsencePeriodHistory], list[str]]] = {
    ResidencePeriod: (ResidencePeriodHistory, PERIOD_FACTS),
    AbsencePeriod: (AbsencePeriodHistory, ABSENCE_FACTS),
}


def stated(period: PeriodFacts | AbsenceFacts) -> dict[str, object]:
    """Return what a period says, as events keep it: enough to write the period anew."""
    names = PERIOD_FACTS if isinstance(period, PeriodFacts) else ABSENCE_FACTS
    values = {name: getattr(period, name) for name in names if name not in _NOT_STATED}
    return {
        name.removesuffix("_id"): value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """Who acts, when, from which day, for which dossier: the same for everything that one command writes."""

    by: Actor
    at: datetime
    on: date
    dossier: int | None
    act: UUID = field(default_factory=uuid4)

    def write(
        self,
        kind: EventKind,
        *,
        ground: str,
        person: int | None = None,
        household: int | None = None,
        unit: int | None = None,
        notice: int | None = None,
        before: Mapping[str, object] | None = None,
        after: Mapping[str, object] | None = None,
    ) -> ResidenceEvent:
        """Add an event and its audit row; it is about a person, a household, a notice, or all of a unit or an intake."""
        facts = {"before": dict(before or {}), "after": dict(after or {})}
        subjects = {"person": person, "household": household, "unit": unit, "lodging_notice": notice}
        audit.record(
            f"residence.{kind}",
            by=self.by,
            purpose=Purpose.REGISTER_CHANGE,
            at=self.at,
            subject=next((each for each in subjects.items() if each[1]), ("intake", self.on)),
            facts=facts,
        )
        event = self.event(kind, ground=ground, person=person, household=household, notice=notice, **facts)
        event.save(force_insert=True)
        return event

    def event(
        self,
        kind: EventKind,
        *,
        ground: str,
        person: int | None = None,
        household: int | None = None,
        notice: int | None = None,
        before: Mapping[str, object] | None = None,
        after: Mapping[str, object] | None = None,
    ) -> ResidenceEvent:
        """Return an event that nobody has saved yet."""
        return ResidenceEvent(
            kind=kind,
            act=self.act,
            person_id=person,
            household_id=household,
            notice_id=notice,
            at=self.at,
            on=self.on,
            ground=ground,
            dossier_id=self.dossier,
            actor_kind=self.by.kind,
            account_id=self.by.account_id,
            officer_id=self.by.officer_id,
            agency_id=self.by.agency_id,
            before=dict(before or {}),
            after=dict(after or {}),
        )

    def supersede(self, period: ResidencePeriod | AbsencePeriod, event: ResidenceEvent, **changes: object) -> None:
        """Keep a period in its history as it stood, and let it stand with `changes` from now; without any, take it away."""
        history, names = _HISTORIES[type(period)]
        facts = {name: getattr(period, name) for name in names}
        history.objects.create(**facts, recorded_from=period.recorded_at, recorded_until=self.at, event=event)
        rows = type(period).objects.filter(id=period.pk)
        if changes:
            rows.update(**changes, recorded_at=self.at)
        else:
            rows.delete()
