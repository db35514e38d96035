"""Web, job worker and database are killed at random moments while eight clients file dossiers and decide on them.

Clients are signed in and send real forms: a submit with its confirm code, then receiving, proposing and deciding as officers.
Whoever gets no answer sends the same form again. Afterwards, when the queue has done what is owed, the database is held
against what the clients were told: nothing acknowledged lost, nothing done twice, each notice sent, the audit whole.
"""

import json
import logging
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import click

from workbench import home

_AGENCIES = 20
_SHOWN = 100


@click.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--acts", default=1000, show_default=True, help="Submissions and decisions.")
@click.option("--kills", default=40, show_default=True)
@click.option("--clients", default=8, show_default=True)
@click.option("--seed", type=int, help="The same seed kills the same parts after the same number of acts.")
def main(port: int, acts: int, kills: int, clients: int, seed: int | None) -> None:
    """Kill what runs, at random moments, and say what was kept."""
    seed = random.randrange(10**6) if seed is None else seed
    with home.fresh("kill"), home.running(port, people=20 * _AGENCIES) as trunk:
        import django

        django.setup()
        logging.getLogger("dancu.request").setLevel(logging.WARNING)
        figures = _drill(trunk, port, acts, kills, clients, seed)
    click.echo(json.dumps(figures))
    sys.exit(any(count for name, count in figures.items() if name != "acknowledged"))


def _drill(trunk: int, port: int, acts: int, kills: int, clients: int, seed: int) -> dict[str, int]:
    from dancu.platform import clock
    from drills import courses, evidence, judging
    from drills.killer import Killer
    from workbench import filings

    dice, ledger, count = random.Random(seed), judging.Ledger(), -(-acts // courses.ACTS)
    agencies = min(_AGENCIES, count)
    click.echo(f"Making {count} drafts at {agencies} agencies, with two officers at each …")
    citizens = filings.open_for_filing(count, agencies=agencies, at=clock.now())
    queue = iter(courses.lay_out(citizens, count, at=clock.now()))
    moments = sorted(dice.randrange(count * courses.ACTS) for _ in range(kills))
    killer = Killer(trunk, moments, lambda: len(ledger.acts), dice)
    click.echo(
        f"{clients} clients do {count * courses.ACTS} acts, and {kills} times somebody is killed (seed {seed}) …"
    )
    began = time.monotonic()
    killer.start()
    try:
        interruptions = _work(queue, port, ledger, clients)
    finally:
        killer.finish()
    click.echo(
        f"{len(ledger.acts)} acts acknowledged in {time.monotonic() - began:.0f} s. "
        f"Killed: {_counts(killer.killed)}. Instead of an answer: {_counts(interruptions)}."
    )
    began = time.monotonic()
    owed = evidence.settle()
    click.echo(f"Waited {time.monotonic() - began:.0f} s for papers and messages; {owed:.0f} are still owed.")
    verdict = judging.judge(ledger, evidence.gather())
    for sentence in verdict.broken[:_SHOWN]:
        click.echo(sentence)
    return verdict.figures()


def _work(queue: Iterator[Any], port: int, ledger: Any, clients: int) -> Counter[str]:
    """Let the clients walk all courses; return what came instead of answers."""
    from drills.courses import Walk

    walks = [Walk(port, ledger) for _ in range(clients)]
    with ThreadPoolExecutor(clients) as pool:
        for done in [pool.submit(_walk, walk, queue) for walk in walks]:
            done.result()
    return sum((Counter(walk.interruptions) for walk in walks), Counter[str]())


def _walk(walk: Any, queue: Iterator[Any]) -> None:
    for course in queue:
        walk.through(course)


def _counts(counted: Counter[str]) -> str:
    return ", ".join(f"{what} {times} times" for what, times in sorted(counted.items())) or "nothing"


if __name__ == "__main__":
    main()
