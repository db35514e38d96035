"""The same writes without any Python of ours: the statements of one real submit, driven by pgbench.

pgbench sends them as prepared statements, for one draft after another, to agencies drawn at random; numbers, codes and ids are
those of each submit. What is judged and read before is left out: it shows what the writing alone could reach.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

from bench import raw

_POOL = """
    create table bench_draft as
    select row_number() over () as number, id from casework_draft where dossier_id is null;
    alter table bench_draft add primary key (number);
    create table bench_place as
    select row_number() over () as number, agency_id, (select code from offices_agency where id = agency_id) as code
    from casework_dossiercounter;
    alter table bench_place add primary key (number);
    create sequence bench_next;
    analyze bench_draft, bench_place
"""
_SCRIPT = r"""
\set place random(1, {places})
begin;
select agency_id as agency, code as office from bench_place where number = :place \gset
select id as draft from bench_draft where number = (select nextval('bench_next')) \gset
select id from casework_draft where id = :draft::uuid for update;
{numbers} \gset
{writes};
commit;
"""


class Recorder:
    """Keeps what is asked of the database, with its values."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.asked.append((sql, params))
        return execute(sql, params, many, context)

    def of(self, table: str) -> tuple[str, dict[str, Any]]:
        return next((sql, values) for sql, values in self.asked if f"into {table}" in sql)


def measure(submit: Callable[[], str], *, transactions: int, clients: int, home: Path) -> float:
    """Return how many submits a second PostgreSQL takes from pgbench; `submit` does one for real and returns its code."""
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        code = submit()
    with connection.cursor() as cursor:
        for statement in _POOL.split(";"):
            cursor.execute(statement)
        cursor.execute("select count(*) from bench_place")
        (places,) = cursor.fetchone()
    script = _script(recorder, code, places)
    return raw.per_s(raw.run(script, home=home, clients=clients, transactions=transactions // clients))


def _script(recorder: Recorder, code: str, places: int) -> str:
    numbers, taken = recorder.of("casework_dossiercounter as counter")
    writes, written = recorder.of("casework_submission")
    own = {
        code: ":office || '-bench-' || :number",
        str(written["draft"]): ":draft",
        f'"dossier_id": {written["dossier_id"]},': "'\"dossier_id\": ' || :row || ','",
        f'"id": {written["dossier_id"]},': "'\"id\": ' || :row || ','",
    }
    values = {name: _text(value, own) for name, value in written.items()} | {"draft": ":draft", "dossier_id": ":row"}
    return _SCRIPT.format(
        places=places,
        numbers=_bound(numbers, {name: _text(value, {}) for name, value in taken.items()} | {"agency": ":agency"})
        .replace("dossier.last,", "dossier.last as number,")
        .replace("paper.last,", "paper.last as paper,")
        .replace("'id'))", "'id')) as row"),
        writes=_bound(writes, values),
    )


def _bound(sql: str, values: dict[str, str]) -> str:
    return re.sub(r"%\((\w+)\)s", lambda name: f"({values[name[1]]})", sql).strip()


def _text(value: object, own: dict[str, str]) -> str:
    """Write a value as SQL in which what is each submit's own is put in when it runs."""
    # A colon before a letter would be a variable of pgbench.
    text = str(value).replace("\\", "\\\\").replace("'", "''").replace(":", "\\x3a")
    sql = str(value) if isinstance(value, int) else f"E'{text}'"
    for given, asked in own.items():
        if given in str(value):
            sql = f"replace({sql}, E'{given.replace(':', chr(92) + 'x3a')}', {asked})"
    return sql
