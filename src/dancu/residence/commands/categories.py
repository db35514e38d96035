"""Enter by which special categories people are managed apart, as they were chosen when their dossier was received."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from dancu.kernel.actor import Actor
from dancu.residence.commands.chronicle import Chronicle
from dancu.residence.commands.periods import hold
from dancu.residence.domain.residence import EventKind, Kind
from dancu.residence.models import ResidencePeriod
from dancu.residence.queries.categories import standing
from dancu.residence.queries.homes import lasting_on

_GROUND = "reception"


@transaction.atomic
def classify(
    *, people: Collection[int], categories: Collection[str], on: date, by: Actor, at: datetime, dossier: int | None
) -> None:
    """Enter the categories of people from a day on, in place of those before; who is in just these is left as he is.

    Without any nothing is entered: then nobody said which. Raises NoSuchPerson.
    """
    if not categories:
        return
    chronicle, chosen = Chronicle(by=by, at=at, on=on, dossier=dossier), tuple(sorted(set(categories)))
    hold(people, chronicle)
    before = standing(people, on, at)
    homes = _households(people, on)
    for person in sorted(people):
        if before.get(person) != chosen:
            chronicle.write(
                EventKind.CLASSIFIED,
                ground=_GROUND,
                person=person,
                household=homes.get(person),
                before={"categories": list(before.get(person, ()))},
                after={"categories": list(chosen)},
            )


def _households(people: Collection[int], on: date) -> dict[int, int | None]:
    """Return the household of each on a day: the permanent one, where he has none the temporary one."""
    found = ResidencePeriod.objects.filter(lasting_on(on), person__in=people, household__isnull=False)
    by_kind = sorted(found, key=lambda period: period.kind == Kind.PERMANENT)
    return {period.person_id: period.household_id for period in by_kind}
