"""Tells people that their temporary residence soon ends, as soon as they may ask for its extension."""

from datetime import date, datetime

from procrastinate.contrib.django import app

from dancu.declarations.domain.temporary import last_day
from dancu.declarations.papers import written
from dancu.identity.commands import telling
from dancu.platform.events import subscribe
from dancu.platform.jobs import AGAIN
from dancu.residence.events import RenewalOpened

SLUG = "temporary-extension"


@app.task(name="temporary_extension.tell_of_renewal", retry=AGAIN)
def tell_of_renewal(person: int, unit: int, until: str, dossier: int | None, at: str) -> None:
    """Tell somebody, where he has a verified account, on which day his temporary residence ends and where to extend it."""
    facts = {"until": written(last_day(date.fromisoformat(until))), "slug": SLUG}
    telling.tell_person(person=person, template="renewal_opened", facts=facts, at=datetime.fromisoformat(at))


subscribe(RenewalOpened, tell_of_renewal)
