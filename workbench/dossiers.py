"""Dossiers of years at every agency of the country: names, procedures, states and dates in likely proportions.

They hold what lists and searches read, with a file each, and nothing that was declared: no page of them can be opened. Python
says how many are filed on which day and what there is to draw from; the database draws, in one statement a table.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from dancu.accounts.models import Account
from dancu.casework.domain.states import BEFORE_RECEPTION, FINISHED, SUSPENDED, State
from dancu.casework.procedures import catalogue
from dancu.documents.models import StoredFile
from dancu.offices import queries as offices
from dancu.offices.models import Officer
from dancu.places.queries import directory
from dancu.platform.loading import bare, copy
from dancu.population.synthetic import tables
from dancu.population.synthetic.naming import FEMALE, MALE, POOL, naming, pool, weighted

_SPAN, _GROWTH = timedelta(days=5 * 365), 0.7
"""How far back they go; more are filed each year than in the one before."""
_SETTLED = timedelta(days=12)
"""After so long nearly every dossier is over."""
_OLD = (
    "delivered 890, refused 45, withdrawn 25, rejected 12, decided 18, awaiting_supplement 4, suspended 2, processing 4"
)
_NEW = (
    "submitted 220, resubmitted 30, received 130, processing 200, proposed 70, awaiting_supplement 50, suspended 8, decided 60,"
    " awaiting_supplement_in_process 12, suspended_in_process 5, rejected 5, refused 15, withdrawn 5, delivered 190"
)
_CASES = {"1.004222": 30, "1.004194": 35, "1.002755": 10, "1.010041": 8, "1.010040": 5, "1.010039": 4, "1.003677": 3}
"""How often each procedure is filed; what is not here, once."""
_SEXES = (FEMALE, MALE)
_LOT = 8 * 1024 * 1024
_Row = tuple[object, ...]

_DRAWN = {
    "drawn_day": "day date, begins timestamptz, ends timestamptz, before int, filed int",
    "drawn_agency": "id bigint, code text, south int, officers bigint[]",
    "drawn_kind": "procedure_code text, version int, which text, subsystem text",
    "drawn_state": "state text, received bool, suspended bool, finished bool, given bool",
    "drawn_surname": "name text, key text",
    "drawn_rest": "name text, key text",
}
"""What is drawn from, numbered from 0: an entry stands there as often as its weight says."""
_DOSSIERS = """
    select dice.id as id,
        agency.code || dice.day_code || lpad(dice.number::text, greatest(4, length(dice.number::text)), '0') as code,
        kind.procedure_code as procedure_code, kind.version as procedure_version, kind.which as "case",
        kind.subsystem as subsystem, agency.id as agency_id, agency.code as agency_code, state.state as state,
        3 as revision, 1 as rounds,
        surname.name || rest.name as subject_name, surname.key || rest.key as subject_key,
        dice.pin as subject_pin, array[dice.pin] as concerned_pins,
        case when dice.chance < 0.3 then to_char(dice.chance * 3e9, 'FM000000000') else '' end as subject_old_number,
        case when dice.chance > 0.9 then to_char((dice.chance - 0.9) * 1e8, '"C"FM0000000') else '' end as subject_passport,
        dice.day as filed_on, dice.at as submitted_at, dice.at + interval '9 days' as due_at,
        case when state.received then dice.at + interval '7 hours' end as received_at,
        case when state.suspended then dice.at + interval '2 days' end as clock_stopped_at,
        case when state.finished then dice.at + interval '6 days' end as closed_at,
        case when state.given then agency.officers[1 + dice.id %% nullif(cardinality(agency.officers), 0)] end as assignee_id,
        'portal' as channel, %(account)s as account_id, '' as declarer_pin, '' as on_behalf_of, 10000 as fee_dong,
        '{}' as contact, '' as fee_exemption, '' as provision, '' as proposed_outcome, 0 as paid_dong,
        '{}' as special_categories
    from (
        select before + number as id, day, to_char(day, '-YYMMDD-') as day_code, number,
            begins + (ends - begins) * number / (filed + 1) as at, random() as chance,
            to_char(random(1, 96), 'FM000') || to_char(random(0, 999999999), 'FM000000000') as pin,
            random(0, %(agencies)s - 1) as agency, random(0, %(pool)s - 1) as kind, random(0, %(pool)s - 1) as state,
            random(0, 1) as sex, random(0, %(pool)s - 1) as surname, random(0, %(rests)s - 1) as rest
        from drawn_day, generate_series(1, filed) as number
    ) as dice
    join drawn_agency as agency on agency.no = dice.agency
    join drawn_kind as kind on kind.no = dice.kind
    join drawn_state as state on state.no = dice.state + case when dice.at < %(settled)s then 0 else %(pool)s end
    join drawn_surname as surname on surname.no = dice.surname + %(pool)s * (2 * agency.south + dice.sex)
    join drawn_rest as rest on rest.no = dice.rest + %(rests)s * dice.sex
"""
_FILES = """
    select before + number as dossier_id, 1 as round, 'dwelling' as document, %(file)s as file_id, 'giay-to.pdf' as name,
        begins as added_at
    from drawn_day, generate_series(1, filed) as number
"""


@transaction.atomic
def make(count: int, *, at: datetime) -> None:
    """Put `count` dossiers in place of those that are there, the earliest first."""
    account = Account.objects.filter(realm="portal").values_list("pk", flat=True).first() or _account(at)
    facts = {"size": 1, "media_type": "application/pdf", "scan": "clean", "created_at": at}
    file, _ = StoredFile.objects.get_or_create(sha256="0" * 64, defaults=facts)
    with connection.cursor() as cursor:
        cursor.execute("delete from casework_attachment")
        cursor.execute("delete from casework_dossier")
    # One connection draws while the other takes in.
    with bare(("casework_dossier", "casework_attachment")), connection.copy().cursor() as drawing:
        drawn = _lay_out(drawing, count, at)
        values = {"account": account, "file": file.pk, "pool": POOL, "settled": at - _SETTLED} | drawn
        for table, rows in (("casework_dossier", _DOSSIERS), ("casework_attachment", _FILES)):
            _take_in(table, drawing, rows, values)
    with connection.cursor() as cursor:
        cursor.execute("select setval(pg_get_serial_sequence('casework_dossier', 'id'), %s)", [count])


def _take_in(table: str, drawing: CursorWrapper, rows: str, values: dict[str, Any]) -> None:
    """Send the rows that one connection draws to a table of the other's, lot by lot."""
    drawing.execute(f"{rows} limit 0", values)
    columns = ", ".join(f'"{each.name}"' for each in drawing.description)
    lot = bytearray()
    with drawing.copy(f"copy ({rows}) to stdout", values) as drawn:
        for row in drawn:
            lot += row
            if len(lot) > _LOT:
                copy(table, columns, bytes(lot), frozen=True)
                lot.clear()
    copy(table, columns, bytes(lot), frozen=True)


def _account(at: datetime) -> int:
    facts = {"kind": "individual", "full_name": "Nguyễn Văn An", "email": "an@example.com", "created_at": at}
    return Account.objects.create(realm="portal", username="001090000789", **facts).pk


def _lay_out(drawing: CursorWrapper, count: int, at: datetime) -> dict[str, int]:
    """Put down what is drawn from; return how many agencies there are and how many rests of names."""
    entries: dict[str, list[_Row]] = {
        "drawn_day": list(_days(count, at)),
        "drawn_agency": _agencies(at.date()),
        "drawn_kind": list(pool(_kinds(at.date()))),
        "drawn_state": [_state(name) for line in (_OLD, _NEW) for name in pool(weighted(line))],
        "drawn_surname": [
            (each.text.encode("latin-1").decode(), each.folded)
            for south in (False, True)
            for sex in _SEXES
            for each in naming("Kinh", south=south).surnames[sex]
        ],
        "drawn_rest": [
            (" " + each.columns.encode("latin-1").decode().replace("\t", " ").strip(), " " + each.folded)
            for sex in _SEXES
            for generation in naming("Kinh", south=False).rests[sex]
            for each in generation
        ],
    }
    for table, columns in _DRAWN.items():
        drawing.execute(f"create temporary table {table} (no int, {columns})")
        lines = ("\t".join(map(str, (number, *each))) for number, each in enumerate(entries[table]))
        with drawing.copy(f"copy {table} from stdin") as into:
            into.write("".join(f"{line}\n" for line in lines))
        drawing.execute(f"analyze {table}")
    # All of it in memory, so that rows are drawn as they were filed.
    drawing.execute("set work_mem = '64MB'")
    drawing.execute("select setseed(0.7)")
    return {"agencies": len(entries["drawn_agency"]), "rests": len(entries["drawn_rest"]) // len(_SEXES)}


def _days(count: int, at: datetime) -> Iterator[_Row]:
    """Yield the days on which dossiers are filed: when filing begins and ends, how many came before, and how many come."""
    begins, before = timezone.localtime(at - _SPAN), 0
    while begins < at:
        ends = min(datetime.combine(begins.date() + timedelta(days=1), time(), begins.tzinfo), at)
        until = round(count * (1 - (at - ends) / _SPAN) ** (1 / _GROWTH))
        yield begins.date(), begins, ends, before, until - before
        begins, before = ends, until


def _agencies(on: date) -> list[_Row]:
    """Return the agencies of all communes, each as often as it is filed at: some have many times what others have."""
    dice = Random(7)  # noqa: S311  # not a secret
    officers: dict[int, list[int]] = {}
    for officer, agency in Officer.objects.filter(active=True).values_list("pk", "agency_id"):
        officers.setdefault(agency, []).append(officer)
    found: list[_Row] = []
    for province in directory().provinces(on):
        communes = directory().children(province, on)
        share = tables.PROVINCES[province.code][0] / len(communes)
        for commune in communes:
            competent = offices.find_competent_agency(commune.id, on=on)
            if competent:
                south = int(competent.code[5:7] >= tables.SOUTH_FROM)
                those = "{" + ",".join(map(str, officers.get(competent.id, ()))) + "}"
                row = competent.id, competent.code, south, those
                found += [row] * round(share * dice.lognormvariate(0, 0.7))
    return found


def _kinds(on: date) -> list[tuple[_Row, int]]:
    """Return what can be filed, each case with its weight."""
    return [
        ((each.code, each.version, case, each.subsystem), 60 * _CASES.get(each.code, 1) // len(each.cases))
        for each in catalogue().of_dossiers(on)
        for case in each.cases
    ]


def _state(name: str) -> _Row:
    state = State(name)
    received = state not in BEFORE_RECEPTION
    given = received and state not in {State.RECEIVED, State.REFUSED, State.SUSPENDED}
    return name, received, state in SUSPENDED, state in FINISHED, given
