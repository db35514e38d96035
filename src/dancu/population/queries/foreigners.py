"""Find foreigners by a number of theirs."""

from datetime import datetime

from django.db.models import Q

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.sex import Sex
from dancu.population.domain.foreigners import CardKind, ForeignerRecord, Standing
from dancu.population.domain.person import PlaceOf
from dancu.population.models import Foreigner


def find_foreigners(*, number: str, purpose: Purpose, by: Actor, at: datetime) -> tuple[ForeignerRecord, ...]:
    """Return who bears a number: his own, of his passport or of his residence card; two countries may give one passport's."""
    asked = (
        Q(number=number)
        | Q(passport_number=number) & ~Q(passport_number="")
        | Q(card_number=number) & ~Q(card_number="")
    )
    rows = list(Foreigner.objects.filter(asked).order_by("id")) if number else []
    audit.record_many(
        "population.foreigner_read",
        by=by,
        purpose=purpose,
        at=at,
        subjects=[("foreigner", row.pk) for row in rows],
    )
    return tuple(_record(row) for row in rows)


def _record(row: Foreigner) -> ForeignerRecord:
    return ForeignerRecord(
        id=row.pk,
        number=row.number,
        standing=Standing(row.standing),
        name=row.name,
        born=PartialDate(row.birth_year, row.birth_month, row.birth_day),
        sex=Sex(row.sex),
        nationality=row.nationality,
        passport_number=row.passport_number,
        passport_until=row.passport_until,
        card_kind=CardKind(row.card_kind) if row.card_kind else None,
        card_number=row.card_number,
        card_since=row.card_since,
        card_until=row.card_until,
        lives=PlaceOf(row.unit_id, row.address_line),
        left_on=row.left_on,
    )
