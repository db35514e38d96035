"""Officers search among the dossiers of years: those of one commune, of a province, of the whole country.

Each kind of search goes through the queries that the page asks, its audit row with it; so do the counts in the tabs. How many
statements one takes is counted with one dossier and with all of them.
"""

import json
import statistics
import time

import click

from workbench import home

GOAL_P95_MS = 20
_TO_WARM_UP = 10
"""Searches of each kind by each officer before the clock runs: a server that has been at work has read its indexes."""


@click.command()
@click.option("--dossiers", default=5_000_000, show_default=True, help="Dossiers to make up.")
@click.option("--times", default=40, show_default=True, help="Searches of each kind by each officer.")
def main(dossiers: int, times: int) -> None:
    """Measure how fast officers find dossiers."""
    from dancu.config import environment

    with home.fresh("queue_search"):
        few = _prepared(dossiers)
        # Started again, the server takes the memory that so much data deserves.
        with environment.django():
            _measure(_TO_WARM_UP)
            measured = _measure(times)
    _show(measured)
    many = max(statements for _, statements in measured.values())
    if many != few:
        raise SystemExit(f"With one dossier a search takes {few} statements at most, with all of them {many}.")
    slowest = max(p95 for times, _ in measured.values() for _, p95 in times.values())
    click.echo(json.dumps({"dossiers": dossiers, "p95_ms": round(slowest, 1), "queries": many}))


def _prepared(dossiers: int) -> int:
    """Fill the home, and return how many statements a search takes while there is one dossier."""
    from dancu.config import environment

    with environment.django():
        from django.core.management import call_command
        from django.db import connection

        from dancu.config import prepare
        from dancu.offices.commands.demo import load_demo_officers

        call_command("migrate", interactive=False, verbosity=0)
        prepare.load_lists()
        load_demo_officers()
        _fill(1)
        few = max(statements for _, statements in _measure(1).values())
        _fill(dossiers)
        connection.close()
    return few


def _fill(dossiers: int) -> None:
    from dancu.platform import clock
    from workbench import dossiers as made

    began = time.perf_counter()
    made.make(dossiers, at=clock.now())
    click.echo(f"Dossiers: {dossiers:,}, made in {time.perf_counter() - began:,.0f} s.")


def _measure(times: int) -> dict[str, tuple[dict[str, tuple[float, float]], int]]:
    """Return of each kind of search half of its times and 95 of 100, by officer, and how many statements it takes."""
    from bench import searches
    from dancu.platform import clock

    measured: dict[str, tuple[dict[str, tuple[float, float]], int]] = {}
    for level in searches.OFFICERS:
        for kind, each in searches.of(searches.officer_at(level), times=times, at=clock.now()).items():
            spent, statements = searches.time_each(each)
            percentiles = statistics.quantiles([*spent, *spent[-1:]], n=100, method="inclusive")
            known, most = measured.get(kind, ({}, 0))
            measured[kind] = known | {level: (percentiles[49], percentiles[94])}, max(most, statements)
    return measured


def _show(measured: dict[str, tuple[dict[str, tuple[float, float]], int]]) -> None:
    click.echo("Milliseconds of half of the searches, and of 95 of 100:")
    for kind, (times, statements) in measured.items():
        shown = "".join(f"{level:>12} {p50:6.1f} {p95:7.1f}" for level, (p50, p95) in times.items())
        click.echo(f"{kind:<26}{shown}   {statements} statements")
    click.echo(f"Goal: 95 of 100 of every kind within {GOAL_P95_MS} ms.")


if __name__ == "__main__":
    main()
