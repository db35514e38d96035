"""Jobs of intakes."""

from uuid import UUID

from procrastinate.contrib.django import app

from dancu.intake import commands
from dancu.platform import clock
from dancu.platform.jobs import AGAIN


@app.task(name="intake.work_off", retry=AGAIN)
def work_off(batch_id: str) -> None:
    """Check or enter all lines of a batch, lot by lot; a job that was killed goes on where it was."""
    identifier = UUID(batch_id)
    while commands.check(identifier, at=clock.now()) or commands.enter(identifier, at=clock.now()):
        pass


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="intake.sweep")
def sweep(timestamp: int) -> None:
    """Forget the lines of old intakes, each night."""
    commands.sweep(at=clock.now())
