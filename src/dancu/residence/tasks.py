"""Jobs of residence."""

from datetime import date

from procrastinate.contrib.django import app

from dancu.kernel.actor import SYSTEM
from dancu.platform import clock
from dancu.platform.events import subscribe
from dancu.platform.jobs import AGAIN
from dancu.population.events import PersonDied
from dancu.residence import commands


@app.task(name="residence.delete_after_death", retry=AGAIN)
def delete_after_death(person: int, on: str, at: str) -> None:
    """End what is registered of somebody who died."""
    commands.delete_after_death(person=person, on=date.fromisoformat(on), by=SYSTEM, at=clock.now())


subscribe(PersonDied, delete_after_death)
