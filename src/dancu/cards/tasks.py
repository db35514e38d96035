"""Jobs of cards."""

from datetime import date

from procrastinate.contrib.django import app

from dancu.cards import commands
from dancu.kernel.actor import SYSTEM
from dancu.platform import clock
from dancu.platform.events import subscribe
from dancu.platform.jobs import AGAIN
from dancu.population.events import PersonDied


@app.task(name="cards.end_with_holder", retry=AGAIN)
def end_with_holder(person: int, on: str, at: str) -> None:
    """End the cards of somebody who died."""
    commands.end_with_holder(person=person, on=date.fromisoformat(on), by=SYSTEM, at=clock.now())


subscribe(PersonDied, end_with_holder)
