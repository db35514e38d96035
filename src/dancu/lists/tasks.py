"""Jobs of lists."""

from uuid import UUID

from procrastinate.contrib.django import app

from dancu.lists import commands
from dancu.platform import clock
from dancu.platform.jobs import AGAIN


@app.task(name="lists.take_up", retry=AGAIN)
def take_up(list_id: str) -> None:
    """Take up all rows of a list, batch by batch; a job that was killed goes on where it was."""
    while commands.take_up(UUID(list_id), at=clock.now()):
        pass


@app.periodic(cron="27 3 * * *")
@app.task(queueing_lock="lists.sweep")
def sweep(timestamp: int) -> None:
    """Forget old lists, each night."""
    commands.sweep(at=clock.now())
