"""Take up what the immigration authority tells of foreigners: the latest word stands, each change is an event."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.places.queries import directory, list_countries
from dancu.population.domain.civil import Fault, Problem, Unreadable
from dancu.population.domain.foreigners import Outcome, Taken, Word
from dancu.population.domain.foreigners_reading import read
from dancu.population.models import Foreigner, ForeignerEvent


def take_word(said: object, *, by: Actor, at: datetime) -> Taken:
    """Enter or change a foreigner's record; the same word again changes nothing, an older one than is known is refused."""
    number = said.get("number") if isinstance(said, Mapping) else ""
    number = number if isinstance(number, str) else ""
    try:
        word = read(said, localtime(at).date())
        return Taken(number=word.number, outcome=_enter(word, _columns(word), by, at))
    except Unreadable as refused:
        return Taken(number=number, outcome=Outcome.REFUSED, problems=refused.problems)


@transaction.atomic
def _enter(word: Word, columns: Mapping[str, object], by: Actor, at: datetime) -> Outcome:
    row, is_new = Foreigner.objects.select_for_update().get_or_create(number=word.number, defaults=columns)
    if is_new:
        _write(row, word, {}, columns, by, at)
        return Outcome.ENTERED
    if word.on < row.told_on:
        raise Unreadable((Problem(field="on", code=Fault.OLDER_THAN_KNOWN),))
    before = {name: getattr(row, name) for name, value in columns.items() if getattr(row, name) != value}
    if not before.keys() - {"told_on"}:
        return Outcome.UNCHANGED
    after = {name: columns[name] for name in before}
    Foreigner.objects.filter(id=row.pk).update(**after)
    _write(row, word, before, after, by, at)
    return Outcome.CHANGED


def _columns(word: Word) -> dict[str, object]:
    """Return what a word fills; raises Unreadable."""
    unit = directory().find_by_code(word.lives.code, on=word.on) if word.lives.code else None
    problems = []
    if word.lives.code and unit is None:
        problems.append(Problem(field="lives.commune", code=Fault.NO_SUCH_PLACE))
    if word.nationality and word.nationality not in list_countries():
        problems.append(Problem(field="nationality", code=Fault.NOT_ONE_OF_THEM))
    if problems:
        raise Unreadable(tuple(problems))
    return {
        "standing": word.standing.value,
        "name": word.name,
        "birth_year": word.born.year,
        "birth_month": word.born.month,
        "birth_day": word.born.day,
        "sex": word.sex.value,
        "nationality": word.nationality,
        "passport_number": word.passport_number,
        "passport_until": word.passport_until,
        "card_kind": word.card_kind.value if word.card_kind else "",
        "card_number": word.card_number,
        "card_since": word.card_since,
        "card_until": word.card_until,
        "unit_id": unit.id if unit else None,
        "address_line": word.lives.line,
        "left_on": word.left_on,
        "told_on": word.on,
    }


def _write(
    row: Foreigner, word: Word, before: Mapping[str, object], after: Mapping[str, object], by: Actor, at: datetime
) -> None:
    ForeignerEvent.objects.create(
        foreigner=row,
        at=at,
        on=word.on,
        ground=word.act,
        actor_kind=by.kind,
        officer_id=by.officer_id,
        agency_id=by.agency_id,
        before=_json(before),
        after=_json(after),
    )
    audit.record(
        "population.foreigner_told",
        by=by,
        purpose=Purpose.REGISTER_CHANGE,
        at=at,
        subject=("foreigner", row.pk),
        facts={"fields": sorted(after)},
    )


def _json(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
