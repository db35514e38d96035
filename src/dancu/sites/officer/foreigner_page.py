"""What a search shows of a foreigner: what the immigration authority told of him, and where he was a guest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dancu.places.queries import directory
from dancu.population.domain.foreigners import CardKind, ForeignerRecord, Standing
from dancu.residence.queries import ForeignerFound
from dancu.sites.filing.guest_forms import SEXES
from dancu.sites.officer.person_changes import nationality_of
from dancu.sites.officer.person_page import Period, stay_line
from dancu.sites.ui.parts import Row
from dancu.sites.ui.templatetags.ui import day

_STANDINGS = {
    Standing.FOREIGNER: gettext_lazy("Foreigner with residence"),
    Standing.UNDETERMINED: gettext_lazy("Of Vietnamese origin, nationality not determined"),
}
_CARDS = {
    CardKind.PERMANENT: gettext_lazy("Permanent residence card"),
    CardKind.TEMPORARY: gettext_lazy("Temporary residence card"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignerPart:
    name: str
    standing: Any
    facts: tuple[Row, ...]
    stays: tuple[Period, ...]


def part(found: ForeignerFound, at: datetime) -> ForeignerPart:
    """Return a foreigner as a search shows him."""
    record = found.record
    return ForeignerPart(
        name=record.name,
        standing=_STANDINGS[record.standing],
        facts=tuple(Row(label=label, value=value or _("Not recorded")) for label, value in _facts(record, at)),
        stays=tuple(stay_line(each, at) for each in found.stays),
    )


def _facts(record: ForeignerRecord, at: datetime) -> Iterable[tuple[str, Any]]:
    lives, today = record.lives, localtime(at).date()
    yield _("Number of the foreigner"), record.number
    yield _("Date of birth"), str(record.born)
    yield _("Sex"), SEXES[record.sex]
    yield _("Nationality"), nationality_of(record.nationality) or _("Not determined")
    yield _("Passport"), _until(record.passport_number, day(record.passport_until))
    if record.card_kind:
        yield str(_CARDS[record.card_kind]), _until(record.card_number, day(record.card_until))
    yield _("Address"), directory().address_today(lives.unit_id, lives.line, today) if lives.unit_id else lives.line
    if record.left_on:
        yield _("Left the country on"), day(record.left_on)


def _until(number: str, last: str) -> str:
    return _("%(number)s, good until %(day)s") % {"number": number, "day": last} if number and last else number
