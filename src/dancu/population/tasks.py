"""Jobs of the register of persons."""

import logging
from datetime import UTC, datetime

from procrastinate.contrib.django import app

from dancu.population.commands import finding

log = logging.getLogger("dancu.jobs")


@app.periodic(cron="20 1 * * *")
@app.task(name="population.find_duplicates", queueing_lock="population.find_duplicates")
def find_duplicates(timestamp: int) -> None:
    """Find whom the register may have twice among those who came or were corrected in the last nights."""
    if not finding.can_link():
        log.warning("duplicates are not looked for: install requirements-linkage.lock")
        return
    at = datetime.fromtimestamp(timestamp, UTC)
    finding.find_duplicates(since=at - finding.BACK, at=at)
