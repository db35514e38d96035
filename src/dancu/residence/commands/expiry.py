"""What the calendar does: temporary residences end on their day, and before it comes the time to extend them."""

import logging
from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from dancu.kernel.actor import SYSTEM
from dancu.platform.events import publish
from dancu.residence import events
from dancu.residence.commands.chronicle import Chronicle, stated
from dancu.residence.commands.households import hold_households, settle
from dancu.residence.commands.periods import hold
from dancu.residence.domain.residence import EndGround, EventKind, Kind
from dancu.residence.domain.terms import ends_in_renewal, renewal
from dancu.residence.models import ResidenceEvent, ResidencePeriod

log = logging.getLogger("dancu.residence")

_AT_ONCE = 500


def open_renewals(*, on: date, at: datetime) -> int:
    """Tell of each temporary residence whose time to extend has come, once; return of how many."""
    ends = ends_in_renewal(on)
    told = 0
    for rows in _unnoted(until__gte=ends.since, until__lt=ends.until):
        with transaction.atomic():
            told += _open_renewals(rows, at)
    return told


def end_expired(*, on: date, at: datetime) -> int:
    """Note of each temporary residence whose last day is over that it ended, and settle its household; return how many.

    Each person is an act of his own, so that nothing which goes wrong with one keeps the others back; the next run finds him.
    """
    ended = 0
    for rows in _unnoted(until__lte=on):
        for person, period in {row.person_id: row.pk for row in rows}.items():
            try:
                ended += _end_expired(person, on, at)
            except Exception:
                log.exception("an expired residence could not be ended", extra={"facts": {"period": period}})
    return ended


def _unnoted(**ends: date | None) -> Iterator[list[ResidencePeriod]]:
    """Return, some at a time, the temporary periods that end within these days and whose end nobody has noted."""
    rows = ResidencePeriod.objects.filter(kind=Kind.TEMPORARY, end_ground="", **ends).order_by("id")
    last = 0
    while found := list(rows.filter(id__gt=last)[:_AT_ONCE]):
        yield found
        last = found[-1].pk


def _open_renewals(rows: list[ResidencePeriod], at: datetime) -> int:
    people = [row.person_id for row in rows]
    told = ResidenceEvent.objects.filter(kind=EventKind.RENEWAL_OPENED, person__in=people)
    known = {(person, after["until"]) for person, after in told.values_list("person", "after")}
    new = [row for row in rows if row.until and (row.person_id, row.until.isoformat()) not in known]
    for row in new:
        assert row.until is not None  # noqa: S101  # temporary periods have an end
        chronicle = Chronicle(by=SYSTEM, at=at, on=renewal(row.until).since, dossier=None)
        after = {"until": row.until.isoformat()}
        chronicle.write(EventKind.RENEWAL_OPENED, person=row.person_id, ground=row.ground, after=after)
        publish(
            events.RenewalOpened(person=row.person_id, unit=row.unit_id, until=row.until, dossier=row.dossier_id, at=at)
        )
    return len(new)


@transaction.atomic
def _end_expired(person: int, on: date, at: datetime) -> int:
    rows = ResidencePeriod.objects.filter(person=person, kind=Kind.TEMPORARY, end_ground="", until__lte=on)
    hold([person], Chronicle(by=SYSTEM, at=at, on=on, dossier=None))
    held = hold_households({row.household_id for row in rows if row.household_id})
    expired = list(rows.all())
    for row in expired:
        assert row.until is not None  # noqa: S101  # temporary periods have an end
        chronicle = Chronicle(by=SYSTEM, at=at, on=row.until, dossier=None)
        event = chronicle.write(
            EventKind.PERIOD_EXPIRED,
            person=person,
            household=row.household_id,
            ground=EndGround.EXPIRED,
            before=stated(row),
        )
        chronicle.supersede(row, event, end_ground=EndGround.EXPIRED)
        publish(
            events.TemporaryResidenceEnded(
                person=person, unit=row.unit_id, on=row.until, ground=EndGround.EXPIRED, dossier=row.dossier_id, at=at
            )
        )
        settle({row.household_id}, held, None, ground=EndGround.EXPIRED, chronicle=chronicle)
    return len(expired)
