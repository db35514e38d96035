"""Two officers of an agency act on one dossier at the same moment, a thousand times.

Each time one of them must win, his act must be the one line that the course has more, and the other must be told who did
what when.
"""

import json
import logging
import random
import sys
from typing import TYPE_CHECKING

import click

from workbench import home

if TYPE_CHECKING:
    from drills.racing import Tally

_SHOWN = 100
_AGENCIES = 1
_OFFICERS = 5
"""The two that race, and three to whom they give the dossier."""


@click.command()
@click.option("--races", default=1000, show_default=True)
@click.option("--seed", type=int, help="The same seed lets them try the same acts.")
def main(races: int, seed: int | None) -> None:
    """Let two officers race for one dossier, and say how often both or nobody won."""
    from dancu.config import environment

    seed = random.randrange(10**6) if seed is None else seed
    with home.fresh("races"), environment.django():
        from dancu.config import prepare

        logging.getLogger("dancu.request").setLevel(logging.WARNING)
        prepare.prepare(people=200, say=click.echo)
        click.echo(f"Two officers race {races} times for one dossier (seed {seed}) …")
        tally = _drill(races, random.Random(seed))
    for sentence in tally.broken[:_SHOWN]:
        click.echo(sentence)
    click.echo(json.dumps(tally.figures()))
    sys.exit(bool(tally.broken))


def _drill(races: int, dice: random.Random) -> "Tally":
    from dancu.casework import commands as casework
    from dancu.casework.domain.workflow import Action
    from dancu.casework.models import Dossier
    from dancu.offices import queries as offices
    from dancu.platform import clock
    from drills import racing, staffing
    from workbench import filings

    at = clock.now()
    code = filings.submit_one(filings.open_for_filing(1, agencies=_AGENCIES, at=at))
    agency_id = Dossier.objects.get(code=code).agency_id
    officers = [offices.officer_of(each.pk) for each in staffing.appoint(agency_id, _OFFICERS, at=at)]
    first, second, *others = officers
    for action in (Action.RECEIVE, Action.TAKE):
        received = casework.Received(provision="own")
        casework.perform(action, code=code, by=racing.actor(first), officer=first, at=at, received=received)
    colleagues = [officer.id for officer in others]
    return racing.race(code, (first, second), colleagues, times=races, dice=dice, at=at)


if __name__ == "__main__":
    main()
