"""Jobs of accounts: letters whose sending must not show in the time of an answer, and the nightly sweep."""

from datetime import UTC, datetime
from uuid import UUID

from procrastinate.contrib.django import app

from dancu.accounts import commands
from dancu.accounts.events import PasswordResetAsked, RegistrationBegun, RegistrationConfirmed
from dancu.platform.clock import now
from dancu.platform.events import subscribe
from dancu.platform.jobs import AGAIN


@app.task(name="accounts.tell_owner", retry=AGAIN)
def tell_owner(claim_id: str) -> None:
    commands.tell_owner(claim_id=UUID(claim_id), at=now())


@app.task(name="accounts.send_reset", retry=AGAIN)
def send_reset(reset_id: int) -> None:
    commands.send_reset(reset_id=reset_id, at=now())


@app.periodic(cron="17 2 * * *")
@app.task(name="accounts.sweep", queueing_lock="accounts.sweep")
def sweep(timestamp: int) -> None:
    commands.sweep(at=datetime.fromtimestamp(timestamp, UTC))


subscribe(RegistrationBegun, tell_owner)
subscribe(RegistrationConfirmed, tell_owner)
subscribe(PasswordResetAsked, send_reset)
