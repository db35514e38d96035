"""Jobs of identity."""

from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from dancu.casework.events import OpinionAsked
from dancu.identity.commands import telling
from dancu.platform.events import subscribe
from dancu.platform.jobs import AGAIN


@app.task(name="identity.tell_who_is_asked", retry=AGAIN)
def tell_who_is_asked(opinion: str, pin: str, at: str) -> None:
    """Tell the owner of the account that bears this number that his opinion is asked for."""
    telling.tell_who_is_asked(opinion=UUID(opinion), pin=pin, at=datetime.fromisoformat(at))


subscribe(OpinionAsked, tell_who_is_asked)
