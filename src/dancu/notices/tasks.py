"""Jobs of notices."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from dancu.notices import commands
from dancu.platform import clock


# Waits of 4, 16, 64 ... seconds, up to four and a half hours; the command knows when to stop.
@app.task(name="notices.deliver", retry=RetryStrategy(exponential_wait=4))
def deliver(message_id: int) -> None:
    """Deliver one message."""
    commands.deliver(message_id=message_id, at=clock.now())
