"""Jobs of residence."""

from datetime import UTC, date, datetime

from django.utils.timezone import localtime
from procrastinate.contrib.django import app

from dancu.accounts.events import AccountClosed
from dancu.kernel.actor import SYSTEM
from dancu.offices.events import AgencyMerged
from dancu.platform import clock
from dancu.platform.events import subscribe
from dancu.platform.jobs import AGAIN
from dancu.population.events import NationalityLost, PersonDied, PersonMissing
from dancu.residence import commands


@app.task(name="residence.delete_after_death", retry=AGAIN)
def delete_after_death(person: int, on: str, at: str) -> None:
    """End what is registered of somebody who died or was declared missing (Residence Law arts. 24.1 a, 29.1 a)."""
    commands.delete_after_death(person=person, on=date.fromisoformat(on), by=SYSTEM, at=clock.now())


@app.task(name="residence.close_facility", retry=AGAIN)
def close_facility(account_id: int, because: str) -> None:
    """Close the facility of a closed account."""
    commands.close_facility(account=account_id, by=SYSTEM, at=clock.now())


@app.task(name="residence.delete_after_nationality_loss", retry=AGAIN)
def delete_after_nationality_loss(person: int, on: str, at: str) -> None:
    """End what is registered of somebody who is no Vietnamese citizen any more."""
    commands.delete_after_nationality_loss(person=person, on=date.fromisoformat(on), by=SYSTEM, at=clock.now())


@app.task(name="residence.follow_agency", retry=AGAIN)
def follow_agency(agency_id: int, successor_id: int) -> None:
    """Give the notices that a merged agency wrote down to its successor."""
    commands.follow_agency(agency=agency_id, successor=successor_id)


@app.periodic(cron="7 * * * *")
@app.task(name="residence.work_off_calendar", queueing_lock="residence.work_off_calendar")
def work_off_calendar(timestamp: int) -> None:
    """Tell of temporary residences that may be extended now, and end those whose last day is over.

    Every hour, though one run a day would do: a run that was missed is made up for soon.
    """
    at = datetime.fromtimestamp(timestamp, UTC)
    commands.open_renewals(on=localtime(at).date(), at=at)
    commands.end_expired(on=localtime(at).date(), at=at)


subscribe(AgencyMerged, follow_agency)
subscribe(PersonDied, delete_after_death)
subscribe(PersonMissing, delete_after_death)
subscribe(AccountClosed, close_facility)
subscribe(NationalityLost, delete_after_nationality_loss)
