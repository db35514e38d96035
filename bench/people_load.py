"""Made-up people fill an empty register, from empty tables until every constraint holds and the planner knows the tables.

Persons come with their kin, households, residence periods and search keys. The peer is PostgreSQL taking in the same rows by
COPY and nothing else: into tables of the same columns, without an index or a constraint.
"""

import json
import time
from collections.abc import Iterable, Iterator

import click

from workbench import home

GOAL_PER_S = 60_000
_TABLES = ("population_person", "population_issuedpin", "residence_household", "residence_residenceperiod")


@click.command()
@click.option("--people", default=1_000_000, show_default=True, help="People to make up.")
@click.option("--seed", default=7, show_default=True)
def main(people: int, seed: int) -> None:
    """Measure how fast an empty register is filled."""
    from dancu.config import environment

    with home.fresh("people_load"), environment.django():
        from django.core.management import call_command

        from dancu.config import prepare

        call_command("migrate", interactive=False, verbosity=0)
        prepare.load_lists()
        per_s = people / _fill(people, seed)
        bare = people / sum(_copied(table) for table in _TABLES)
    click.echo(f"{people:,} people: {per_s:,.0f} a second; their rows by COPY alone: {bare:,.0f} a second.")
    click.echo(f"Goal: {GOAL_PER_S:,} a second.")
    click.echo(json.dumps({"per_s": round(per_s), "ratio": round(per_s / bare, 3)}))


def _fill(people: int, seed: int) -> float:
    """Fill the register, and return the seconds until its keys are checked and its tables analysed."""
    from dancu.config import demo
    from dancu.platform import clock

    began = time.perf_counter()
    demo.make_people(people, seed=seed, at=clock.now())
    return time.perf_counter() - began


def _copied(table: str) -> float:
    """Copy the rows of a table into a bare one, and return the seconds that taking them in took."""
    from django.db import connection

    _execute(f"create table bench_{table} as table {table} with no data")
    taking = 0.0
    with (
        connection.cursor() as out,
        connection.copy().cursor() as into,
        out.copy(f"copy {table} to stdout") as rows,
        into.copy(f"copy bench_{table} from stdin") as copy,
    ):
        for block in _blocks(rows):
            began = time.perf_counter()
            copy.write(block)
            taking += time.perf_counter() - began
        began = time.perf_counter()
    taking += time.perf_counter() - began
    _execute(f"drop table bench_{table}")
    return taking


def _blocks(rows: Iterable[bytes | memoryview], size: int = 4 * 1024 * 1024) -> Iterator[bytes]:
    """Gather rows into blocks, so that what is timed is the taking in."""
    block = bytearray()
    for row in rows:
        block += row
        if len(block) >= size:
            yield bytes(block)
            block.clear()
    yield bytes(block)


def _execute(*statements: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


if __name__ == "__main__":
    main()
