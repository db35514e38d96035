"""Personal numbers are issued to many who ask at once: no two of them ever get the same.

Every worker is a process with a connection of its own and commits each number by itself, as entering a person does. They ask for
few provinces, years and sexes, so that draws of the same number happen. Beside it PostgreSQL alone: the same inserts, prepared,
by pgbench with as many clients.
"""

import json
import multiprocessing
import time
from random import Random

import click

from workbench import home

_BIRTHS = [(f"{province:03d}", year) for province in (1, 79) for year in range(1996, 2000)]
_RAW = r"""
\set start random(0, 3)
\set drawn random(0, 999999)
insert into population_issuedpin (number, issued_at)
values (lpad((790090 + :start)::text, 6, '0') || lpad(:drawn::text, 6, '0'), now()) on conflict do nothing;
"""


@click.command()
@click.option("--numbers", default=100_000, show_default=True, help="Numbers to issue.")
@click.option("--workers", default=16, show_default=True)
def main(numbers: int, workers: int) -> None:
    """Measure how fast personal numbers are issued."""
    from dancu.config import environment

    with home.fresh("pin") as folder, environment.django():
        from django.core.management import call_command

        from bench import raw
        from dancu.population.models import IssuedPin

        call_command("migrate", interactive=False, verbosity=0)
        each = numbers // workers
        began = time.perf_counter()
        # A worker begins as a program of its own: a connection that is forked is nobody's.
        with multiprocessing.get_context("spawn").Pool(workers) as pool:
            ready = time.perf_counter() - began
            issued = [
                number for share in pool.starmap(_issue, [(each, seed) for seed in range(workers)]) for number in share
            ]
        spent = max(time.perf_counter() - began - ready, 0.001)
        if len(set(issued)) != each * workers or IssuedPin.objects.count() != each * workers:
            raise SystemExit("A number was issued twice.")
        alone = raw.per_s(raw.run(_RAW, home=folder, clients=workers, transactions=each))
    per_s = each * workers / spent
    click.echo(
        f"{each * workers:,} numbers by {workers} workers, no two the same: {per_s:,.0f} a second; by pgbench {alone:,.0f}."
    )
    click.echo(json.dumps({"numbers": each * workers, "per_s": round(per_s), "ratio": round(per_s / alone, 3)}))


def _issue(count: int, seed: int) -> list[str]:
    """Issue numbers, each in a transaction of its own, and return them."""
    import django

    django.setup()
    from dancu.kernel.sex import Sex
    from dancu.platform import clock
    from dancu.population import commands

    dice = Random(seed)  # noqa: S311  # not a secret
    issued = []
    for _ in range(count):
        province, year = dice.choice(_BIRTHS)
        sex = dice.choice([Sex.MALE, Sex.FEMALE])
        issued.append(str(commands.allocate_pin(province=province, birth_year=year, sex=sex, at=clock.now())))
    return issued


if __name__ == "__main__":
    main()
