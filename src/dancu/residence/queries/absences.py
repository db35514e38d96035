"""Read who is declared absent."""

from datetime import date, datetime

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.residence.domain.absence import Category
from dancu.residence.domain.residence import AbsenceView, EndGround
from dancu.residence.models import AbsencePeriod


def find_absence(*, person: int, on: date, purpose: Purpose, by: Actor, at: datetime) -> AbsenceView | None:
    """Return the declared absence of a person that a day lies in, as known now."""
    audit.record("residence.absence_read", by=by, purpose=purpose, at=at, subject=("person", person))
    row = AbsencePeriod.objects.filter(person=person, since__lte=on, until__gt=on).first()
    return view(row) if row else None


def list_absences(*, person: int, purpose: Purpose, by: Actor, at: datetime) -> tuple[AbsenceView, ...]:
    """Return all declared absences of a person as known now, the latest first."""
    audit.record("residence.absence_read", by=by, purpose=purpose, at=at, subject=("person", person))
    return tuple(view(row) for row in AbsencePeriod.objects.filter(person=person).order_by("-since"))


def view(row: AbsencePeriod) -> AbsenceView:
    """Return a row as others may see it."""
    return AbsenceView(
        person=row.person_id,
        category=Category(row.category),
        unit_id=row.unit_id,
        address_line=row.address_line,
        country=row.country,
        reason=row.reason,
        since=row.since,
        until=row.until,
        end_ground=EndGround(row.end_ground) if row.end_ground else None,
        dossier_id=row.dossier_id,
    )
