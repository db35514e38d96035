"""A record is read by its number, with the audit row that says so, beside the same row by pgbench.

What pgbench does is the raw indexed read: one prepared statement, one client, no Python. The register is the one of
`person_search`.
"""

import json
import statistics
from functools import partial
from random import Random

import click

from workbench import people as register

_SAMPLE = """
    drop table if exists bench_number;
    create table bench_number as
    select row_number() over () as id, pin from (select pin from population_person tablesample system (2) limit 100000) as drawn
"""
_RAW = r"""
\set person random(1, {last})
select pin from bench_number where id = :person \gset
select * from population_person where pin = :pin;
"""


@click.command()
@click.option("--people", default=1_000_000, show_default=True, help="People in the register.")
@click.option("--times", default=5_000, show_default=True, help="Reads.")
def main(people: int, times: int) -> None:
    """Measure how fast a record is read by its number."""
    with register.register_of(people):
        spent = _read(times)
        alone = _alone(times)
    percentiles = statistics.quantiles(spent, n=100, method="inclusive")
    per_s = times / sum(spent) * 1000
    click.echo(f"Reads by number: {percentiles[49]:.2f} ms half of them, {percentiles[94]:.2f} ms 95 of 100.")
    click.echo(f"{per_s:,.0f} a second one after another; the rows alone by pgbench: {alone:,.0f}.")
    click.echo(json.dumps({"people": people, "p95_ms": round(percentiles[94], 2), "ratio": round(per_s / alone, 3)}))


def _read(times: int) -> list[float]:
    from bench.searches import time_each
    from dancu.kernel.actor import SYSTEM, Purpose
    from dancu.platform import clock
    from dancu.population import queries
    from dancu.population.models import Person

    dice, last = Random(7), Person.objects.latest("pk").pk  # noqa: S311  # not a secret
    drawn = [dice.randint(1, last) for _ in range(times)]
    pins = list(Person.objects.filter(pk__in=drawn).values_list("pin", flat=True))
    dice.shuffle(pins)
    read = partial(queries.get_person, purpose=Purpose.OPERATIONS, by=SYSTEM, at=clock.now())
    return time_each([partial(read, number=pin) for pin in dice.choices(pins, k=times)])[0]


def _alone(times: int) -> float:
    """Return how many rows a second pgbench reads by number; what it draws its numbers from is not counted."""
    from django.db import connection

    from bench import raw
    from dancu.config import environment

    with connection.cursor() as cursor:
        cursor.execute(_SAMPLE)
        cursor.execute("alter table bench_number add primary key (id)")
        cursor.execute("select count(*) from bench_number")
        (count,) = cursor.fetchone()
    told = raw.run(_RAW.format(last=count), home=environment.home(), transactions=times)
    with connection.cursor() as cursor:
        cursor.execute("drop table bench_number")
    return 1000 / raw.ms_of(told, "select * from population_person")


if __name__ == "__main__":
    main()
