"""Duplicates are found among made-up people of whom some were entered twice, with the truth known.

What is timed is all that the night's job does on one machine: read the register, make the traits, compare and score.
Precision and recall are those of the pairs that officers are shown.
"""

import json
import time
from collections.abc import Iterable

import click

from workbench import home

GOAL_PRECISION, GOAL_RECALL = 0.95, 0.95
SEED = 23
_AGAIN = 1 << 40
"""From here on are the ids of those who were entered once more."""


@click.command()
@click.option("--people", default=200_000, show_default=True, help="People to make up.")
@click.option("--share", default=0.02, show_default=True, help="How many of them are entered twice.")
def main(people: int, share: float) -> None:
    """Measure how fast and how well duplicates are found."""
    from dancu.config import environment

    with home.fresh("dedup"), environment.django():
        from django.core.management import call_command

        from dancu.config import demo, prepare
        from dancu.platform import clock

        call_command("migrate", interactive=False, verbosity=0)
        prepare.load_lists()
        demo.make_people(people, seed=SEED, at=clock.now())
        truth, found, rows, seconds = _measure(share)
    right = len(truth & found)
    precision, recall = right / max(len(found), 1), right / len(truth)
    click.echo(
        f"{rows:,} records, {len(truth):,} of them entered twice; {len(found):,} pairs found in {seconds:,.1f} s."
    )
    click.echo(f"Goals: precision {GOAL_PRECISION}, recall {GOAL_RECALL}.")
    told = {"rows_per_s": round(rows / seconds), "precision": round(precision, 4), "recall": round(recall, 4)}
    click.echo(json.dumps(told))


def _measure(share: float) -> tuple[set[tuple[int, int]], set[tuple[int, int]], int, float]:
    """Return the pairs that are one person, those that were found, how many records there were, and the seconds it took."""
    from dancu.places.queries import directory
    from dancu.platform import clock
    from dancu.population.linkage import extract, linking, model, traits
    from workbench.duplicates import with_duplicates

    on, places, truth, rows = clock.today(), directory(), set[tuple[int, int]](), 0
    began = time.perf_counter()

    def entered() -> Iterable[traits.Known]:
        nonlocal rows
        twice = with_duplicates(extract.people(), share=share, first_id=_AGAIN, places=places, on=on, seed=SEED)
        for person, first in twice:
            rows += 1
            if first is not None:
                truth.add((first, person.id))
            yield person

    pairs = linking.link_all(traits.traits_of(entered(), places=places, on=on), model.load())
    return truth, {(pair.one, pair.other) for pair in pairs}, rows, time.perf_counter() - began


if __name__ == "__main__":
    main()
