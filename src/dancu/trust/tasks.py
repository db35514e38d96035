"""Jobs of trust."""

from procrastinate.contrib.django import app

from dancu.platform import clock
from dancu.trust import commands


@app.periodic(cron="41 2 * * *")
@app.task(queueing_lock="trust.renew")
def renew(timestamp: int) -> None:
    """Let the next keys take over where the present ones have had their term, each night."""
    commands.renew(at=clock.now())
