"""Jobs of documents."""

from contextlib import suppress

from procrastinate.contrib.django import app

from dancu.documents import commands
from dancu.documents.scanner import ScannerAway
from dancu.platform import clock
from dancu.platform.jobs import AGAIN


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="documents.sweep")
def sweep(timestamp: int) -> None:
    """Delete what nobody holds, each night."""
    commands.sweep(at=clock.now())


@app.task(name="documents.forget", retry=AGAIN)
def forget(file_ids: list[int]) -> None:
    """Forget the files of what was thrown away, but for those that somebody holds still or again."""
    commands.forget(file_ids=file_ids)


@app.task(name="documents.scan", retry=AGAIN)
def scan(file_id: int) -> None:
    """Have a file scanned that has just come in; where the scanner is away, `scan_waiting` comes back to it."""
    with suppress(ScannerAway):
        commands.scan_file(file_id=file_id, at=clock.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="documents.scan_waiting", lock="documents.scan_waiting")
def scan_waiting(timestamp: int) -> None:
    """Come back to what is not scanned yet; while the scanner is away it is asked once a minute."""
    commands.scan_waiting(at=clock.now())
