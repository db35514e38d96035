"""Tells the household of somebody who died that his registration was deleted (Decree 58/2026/NĐ-CP)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localtime
from procrastinate.contrib.django import app

from dancu.identity.commands import telling
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.platform.events import subscribe
from dancu.platform.jobs import AGAIN
from dancu.population.events import PersonDied
from dancu.residence import queries as residence
from dancu.residence.domain.deletion import AUTOMATIC_SINCE
from dancu.residence.domain.residence import Kind

SLUG = "population-entry"
_DAY = timedelta(days=1)


@app.task(name="population_entry.tell_household", retry=AGAIN)
def tell_household(person: int, on: str, at: str) -> None:
    """Tell each adult who lives in his household still and has a verified account."""
    told_at = datetime.fromisoformat(at)
    today = localtime(told_at).date()
    if today < AUTOMATIC_SINCE:
        return
    ask: dict[str, Any] = {"purpose": Purpose.REGISTER_CHANGE, "by": SYSTEM, "at": told_at}
    for kind in (Kind.PERMANENT, Kind.TEMPORARY):
        home = residence.household_of(person=person, on=date.fromisoformat(on) - _DAY, kind=kind, **ask)
        for member in residence.list_members(household=home.id, on=today, kind=kind, **ask) if home else ():
            if member.person.id != person and member.person.is_adult(today):
                telling.tell_person(
                    person=member.person.id,
                    template="household_member_deleted",
                    facts={"slug": "residence-confirmation"},
                    at=told_at,
                )


subscribe(PersonDied, tell_household)
