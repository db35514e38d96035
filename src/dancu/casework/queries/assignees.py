"""Who of an agency can be given a dossier, and how much each has in hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from dancu.casework.authorisation import right_to_process
from dancu.casework.domain.states import IN_HAND
from dancu.casework.models import Dossier
from dancu.offices.queries import colleagues


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignable:
    id: int
    full_name: str
    in_hand: int
    """How many dossiers he has in hand."""
    me: bool
    """Whether it is who reads this."""


def assignable(dossier: Dossier, *, reader: int) -> tuple[Assignable, ...]:
    """Return who of its agency can be given a dossier: who may process it, does not have it, and is not concerned."""
    able = colleagues.list_able(agency_id=dossier.agency_id, right=right_to_process(dossier.subsystem))
    free = [each for each in able if each.id != dossier.assignee_id and each.pin not in dossier.concerned_pins]
    loads = _loads([each.id for each in free])
    return tuple(
        Assignable(id=each.id, full_name=each.full_name, in_hand=loads.get(each.id, 0), me=each.id == reader)
        for each in free
    )


def _loads(officer_ids: Sequence[int]) -> dict[int, int]:
    held = Dossier.objects.filter(assignee__in=officer_ids, state__in=sorted(IN_HAND))
    return dict(held.values_list("assignee").annotate(Count("pk")).order_by())
