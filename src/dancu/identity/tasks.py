"""Jobs of identity."""

from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from dancu.casework.events import OpinionAsked
from dancu.identity import commands
from dancu.identity.commands import telling
from dancu.kernel.actor import SYSTEM
from dancu.offices.commands import staffing
from dancu.platform import clock
from dancu.platform.events import subscribe
from dancu.platform.jobs import AGAIN
from dancu.population.events import PersonDied, PinChanged


@app.task(name="identity.tell_who_is_asked", retry=AGAIN)
def tell_who_is_asked(opinion: str, pin: str, at: str) -> None:
    """Tell the owner of the account that bears this number that his opinion is asked for."""
    telling.tell_who_is_asked(opinion=UUID(opinion), pin=pin, at=datetime.fromisoformat(at))


@app.task(name="identity.close_after_death", retry=AGAIN)
def close_after_death(person: int, on: str, at: str) -> None:
    """Close the account of somebody who died."""
    commands.close_after_death(person=person, by=SYSTEM, at=clock.now())


@app.task(name="identity.follow_pin", retry=AGAIN)
def follow_pin(person: int, former: str, pin: str, at: str) -> None:
    """Let an officer whose number is another now stay known by both."""
    staffing.follow_pin(former=former, pin=pin, by=SYSTEM, at=clock.now())


subscribe(OpinionAsked, tell_who_is_asked)
subscribe(PersonDied, close_after_death)
subscribe(PinChanged, follow_pin)
