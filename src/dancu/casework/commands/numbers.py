"""Running numbers: of an agency's dossiers in a day, and of its papers of one form in a year.

Each number comes from an upsert whose row lock lasts until the transaction ends, so the numbers of an agency rise in the order
of commits and none is missing; who takes them does so last, and holds the next one up for an instant only.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

_DOSSIER = """
    insert into casework_dossiercounter as counter (agency_id, day, last) values (%(agency)s, %(day)s, 1)
    on conflict on constraint one_counter_an_agency_and_day do update set last = counter.last + 1
    returning last
"""
_PAPER = """
    insert into casework_papercounter as counter (agency_id, form, year, last) values (%(agency)s, %(form)s, %(year)s, 1)
    on conflict on constraint one_counter_a_form_and_year do update set last = counter.last + 1
    returning last
"""
_OPENING = f"""
    with dossier as ({_DOSSIER}), paper as ({_PAPER})
    select dossier.last, paper.last, nextval(pg_get_serial_sequence('casework_dossier', 'id')) from dossier, paper
"""  # noqa: S608

_UNDECLARED = f"""
    with dossier as ({_DOSSIER})
    select dossier.last, 0, nextval(pg_get_serial_sequence('casework_dossier', 'id')) from dossier
"""  # noqa: S608


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a new dossier is called by: its number of the day, its declaration's number of the year, its row."""

    dossier: int
    paper: int
    """0 where nobody declares anything."""
    row: int


def next_opening(agency_id: int, form: str, *, at: datetime) -> Opening:
    """Take the numbers of a new dossier and of the form that declares it; without a form, of the dossier alone."""
    local = timezone.localtime(at)
    numbers = _OPENING if form else _UNDECLARED
    dossier, paper, row = _take(numbers, agency=agency_id, day=local.date(), form=form, year=local.year)
    return Opening(dossier=dossier, paper=paper, row=row)


def next_paper(agency_id: int, form: str, *, at: datetime) -> int:
    """Take the next number of a form."""
    return _take(_PAPER, agency=agency_id, form=form, year=timezone.localtime(at).year)[0]


def _take(text: str, **values: Any) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        taken: tuple[int, ...] = cursor.fetchone()
        return taken
