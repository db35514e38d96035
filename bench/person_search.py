"""Officers look people up in a register of millions: by numbers, names, years, places and relatives.

Each kind of search goes through the queries that the page asks, its audit rows with it. The register is made as `people_load`
makes it and stays in `.bench/`, so that the next run need not fill it again.
"""

import json
import os
import statistics
import time

import click

from workbench import people as register

GOAL_P95_MS = 30
_SIZES = """
    select relname, pg_relation_size(oid), relkind from pg_class
    where relkind in ('r', 'i') and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > %(least)s
    order by 2 desc
"""
_MIB = 1024 * 1024


@click.command()
@click.option("--people", default=1_000_000, show_default=True, help="People in the register.")
@click.option("--times", default=100, show_default=True, help="Searches of each kind.")
def main(people: int, times: int) -> None:
    """Measure how fast officers find people."""
    with register.register_of(people):
        _show_sizes(people)
        slowest = _measure(times)
        _show_audit()
    click.echo(f"Goal: 95 of 100 of every kind within {GOAL_P95_MS} ms.")
    click.echo(json.dumps({"people": people, "p95_ms": round(slowest, 1)}))


def _measure(times: int) -> float:
    """Show each kind of search, and return the time within which 95 of 100 of the slowest kind end."""
    from bench import cost, lookups
    from bench.searches import time_each
    from dancu.platform import clock

    slowest = 0.0
    click.echo("Milliseconds of half of the searches, of 95 of 100, and of processor: Python's and the database's:")
    for kind, searches in lookups.of(times=times, at=clock.now()).items():
        time_each(searches[:3])
        before, python = cost.spent(os.getpid())["database"], time.process_time()
        spent, statements = time_each(searches)
        python, database = time.process_time() - python, cost.spent(os.getpid())["database"] - before
        percentiles = statistics.quantiles(spent, n=100, method="inclusive")
        each = [percentiles[49], percentiles[94], 1000 * python / times, 1000 * database / times]
        click.echo(f"{kind:<24}" + "".join(f"{value:8.1f}" for value in each) + f"   {statements} statements")
        slowest = max(slowest, percentiles[94])
    return slowest


def _show_sizes(people: int) -> None:
    from dancu.platform import statement

    ((whole,),) = statement.rows("select pg_database_size(current_database())")
    millions = people / 1_000_000
    click.echo(f"Disk: {whole / _MIB / millions:,.0f} MiB a million people. Of it tables and indexes:")
    for name, size, kind in statement.rows(_SIZES, least=people * 4):
        click.echo(f"  {name:<44}{size / _MIB / millions:8.0f} MiB{'' if kind == 'r' else '  index'}")
    click.echo(f"Memory: {_memory() / _MIB:,.0f} MiB, of this process and of the database with what they share.")


def _show_audit() -> None:
    from dancu.platform import statement

    ((rows, size),) = statement.rows("select count(*), pg_total_relation_size('audit_auditrow') from audit_auditrow")
    ((searches,),) = statement.rows("select count(*) from audit_auditrow where act = 'residence.persons_searched'")
    click.echo(f"Audit: {rows / searches:.1f} rows a search, {size / rows:,.0f} bytes a row with its indexes.")


def _memory() -> int:
    """Return the bytes that this process and those below it hold, what they share divided among them."""
    from workbench import processes

    held = 0
    for process in (os.getpid(), *processes.below(os.getpid())):
        with open(f"/proc/{process}/smaps_rollup") as rollup:
            held += sum(int(line.split()[1]) for line in rollup if line.startswith("Pss:")) * 1024
    return held


if __name__ == "__main__":
    main()
