"""Hold two databases against each other, table by table: every row of the later one must be the earlier one's."""

from pathlib import Path

import psycopg
from psycopg import sql

from dancu.platform import postgres

_TABLES = {
    "audit_auditrow": "id",
    "casework_journalentry": "id",
    "casework_submission": "id",
    "population_person": "id",
    "population_personevent": "id",
    "residence_residenceperiod": "id",
}
"""To which rows are only added here, so that whatever is there is as it was."""


def compare(first: Path, second: Path) -> tuple[list[str], set[str]]:
    """Return what does not fit, and the dossiers of the first home that the second does not have."""
    broken = []
    with (
        psycopg.connect(postgres.url(first)) as one,
        postgres.running(second) as url,
        psycopg.connect(url) as other,
    ):
        for table, key in _TABLES.items():
            before, after = _rows(one, table, key), _rows(other, table, key)
            if strange := sum(1 for number, row in after.items() if before.get(number) != row):
                broken.append(f"{table}: {strange} of {len(after)} restored rows are not as they were.")
        codes = [{str(code) for (code,) in each.execute("select code from casework_dossier")} for each in (one, other)]
    return broken, codes[0] - codes[1]


def _rows(connection: psycopg.Connection, table: str, key: str) -> dict[object, str]:
    question = sql.SQL("select {}, md5(row::text) from {} as row").format(sql.Identifier(key), sql.Identifier(table))
    return dict(connection.execute(question).fetchall())
