"""Who of an agency can be given a dossier, and how much each has in hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count

from dancu.casework.authorisation import right_to_process
from dancu.casework.domain.states import IN_HAND
from dancu.casework.models import Dossier
from dancu.offices.queries import colleagues
from dancu.offices.queries.colleagues import Colleague


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
    able = _able(dossier.agency_id, dossier.subsystem)
    return _loaded(
        [each for each in able if each.id != dossier.assignee_id and each.numbers.isdisjoint(dossier.concerned_pins)],
        reader,
    )


def assignable_to_some(dossiers: Iterable[Dossier], *, reader: int) -> tuple[Assignable, ...]:
    """Return who can be given some of these, by their names; each dossier is judged on its own then."""
    kinds = {(each.agency_id, each.subsystem) for each in dossiers}
    able = {each.id: each for agency_id, subsystem in kinds for each in _able(agency_id, subsystem)}
    return _loaded(sorted(able.values(), key=lambda each: (each.full_name, each.id)), reader)


def _able(agency_id: int, subsystem: str) -> list[Colleague]:
    return colleagues.list_able(agency_id=agency_id, right=right_to_process(subsystem))


def _loaded(able: Sequence[Colleague], reader: int) -> tuple[Assignable, ...]:
    held = Dossier.objects.filter(assignee__in=[each.id for each in able], state__in=sorted(IN_HAND))
    loads = dict(held.values_list("assignee").annotate(Count("pk")).order_by())
    return tuple(
        Assignable(id=each.id, full_name=each.full_name, in_hand=loads.get(each.id, 0), me=each.id == reader)
        for each in able
    )
