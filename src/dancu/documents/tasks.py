"""Jobs of documents."""

from procrastinate.contrib.django import app

from dancu.documents import commands
from dancu.platform import clock


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="documents.sweep")
def sweep(timestamp: int) -> None:
    """Delete what nobody holds, each night."""
    commands.sweep(at=clock.now())
