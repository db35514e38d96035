"""What of residence goes over with a person whose records are merged, and comes back with him when they are parted.

Two chains become one, where no two of their periods hold at a time. What was superseded before stays in the history of the record
where it was written, and so do events.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from dancu.kernel.errors import Conflict
from dancu.population.commands.belongings import ChangedSince, Rows
from dancu.residence.commands.periods import boundaries_moving
from dancu.residence.commands.restoring import CHAINS, Chain, link
from dancu.residence.models import Departure, Household, Stay

_ROWS = {
    "households": Rows(Household, "head_id"),
    "stays": Rows(Stay),
    "departures": Rows(Departure),
}
_BESIDE = 200_000
"""Days from which a row that is between two chains says that the one before it ended: nobody lived then."""


class LivesInTwoPlaces(Conflict):
    """Both records have a registration or an absence at the same time. Let one of them be cancelled or ended first."""

    code = "residence.lives_in_two_places"


class HeadsTwoHouseholds(Conflict):
    """Both records head a household of the same kind. Let the householder of one of them be changed first."""

    code = "residence.heads_two_households"


class Residences:
    """Residence periods, absences, households, stays and departures."""

    def conflicts(self, *, duplicate: int, survivor: int) -> Iterator[Conflict]:
        """Yield what cannot be of one person."""
        if any(_overlap(chain, duplicate, survivor) for chain in CHAINS):
            yield LivesInTwoPlaces()
        heads = Household.objects.filter(head__in=[duplicate, survivor], closed_on__isnull=True)
        kinds = list(heads.values_list("kind", flat=True))
        if len(kinds) != len(set(kinds)):
            yield HeadsTwoHouseholds()

    def move(self, *, duplicate: int, survivor: int) -> dict[str, list[int]]:
        """Let all of it go over."""
        moved = {name: rows.move(duplicate=duplicate, survivor=survivor) for name, rows in _ROWS.items()}
        for chain in CHAINS:
            ids = list(chain.model.objects.filter(person=duplicate).order_by("since").values_list("id", flat=True))
            moved[chain.model._meta.model_name] = ids
            _join(chain, ids, survivor)
        return moved

    def restore(self, moved: Any, *, duplicate: int, survivor: int) -> None:
        """Let it come back; raises ChangedSince."""
        for name, rows in _ROWS.items():
            rows.restore(moved[name], duplicate=duplicate, survivor=survivor)
        for chain in CHAINS:
            ids = moved[chain.model._meta.model_name]
            if chain.model.objects.filter(id__in=ids, person=survivor).count() != len(ids):
                raise ChangedSince
            _join(chain, ids, duplicate, leaves=survivor)


def _join(chain: Chain, ids: list[int], person: int, *, leaves: int | None = None) -> None:
    """Let periods take their places in somebody's chain, and close the one that they leave."""
    with boundaries_moving():
        for place, identifier in enumerate(ids):
            beside = date.min + timedelta(days=_BESIDE + place)
            chain.model.objects.filter(id=identifier).update(person_id=person, previous_until=beside)
        for each in filter(None, (person, leaves)):
            kinds = (
                set(chain.model.objects.filter(person=each).values_list("kind", flat=True))
                if _has_kinds(chain)
                else {""}
            )
            for kind in kinds:
                link(chain, each, kind)


def _overlap(chain: Chain, one: int, other: int) -> bool:
    """Tell whether two chains have periods of one kind that hold at a time."""
    rows = sorted(
        chain.model.objects.filter(person__in=[one, other]), key=lambda row: (getattr(row, "kind", ""), row.since)
    )
    return any(
        getattr(row, "kind", "") == getattr(after, "kind", "")
        and row.person_id != after.person_id
        and (row.until is None or row.until > after.since)
        for row, after in pairwise(rows)
    )


def _has_kinds(chain: Chain) -> bool:
    return hasattr(chain.model, "kind")
