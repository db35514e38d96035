"""Read the pairs of records that may be one person's."""

from dataclasses import dataclass
from datetime import datetime

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Denied, Missing
from dancu.offices.domain.rights import SEE_DUPLICATES, Right
from dancu.offices.queries import OfficerView
from dancu.population.domain.person import PersonCard
from dancu.population.domain.reviewing import Outcome, PairState
from dancu.population.models import LikelyPair
from dancu.population.queries.records import list_people

PAGE = 50


class NoSuchPair(Missing):
    """These two records are not on the list any more. Go back to it."""

    code = "population.no_such_pair"


class OnlyTheCentre(Denied):
    """Records of the whole country are compared at the centre, by officers who have the right to."""

    code = "population.only_the_centre"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """Two records, and how far officers have come with them."""

    id: int
    one: PersonCard
    other: PersonCard
    weight: float
    state: PairState
    proposal: Outcome | None
    survivor: int | None
    reason: str
    proposed_by: int | None
    proposed_at: datetime | None
    decided_at: datetime | None


def ensure_may(officer: OfficerView, right: Right) -> None:
    """Raise OnlyTheCentre unless it is an officer of the centre with this right."""
    if not officer.at_centre or not officer.may(right):
        raise OnlyTheCentre


def list_pairs(
    *, state: PairState, page: int = 1, officer: OfficerView, by: Actor, at: datetime
) -> tuple[tuple[PairView, ...], bool]:
    """Return a page of pairs, those first for which most speaks, and whether there are more; raises OnlyTheCentre."""
    ensure_may(officer, SEE_DUPLICATES)
    facts = {"state": state.value, "page": page}
    audit.record(
        "population.pairs_listed", by=by, purpose=Purpose.REGISTER_CHANGE, at=at, subject=("pair", "list"), facts=facts
    )
    first = (page - 1) * PAGE
    rows = list(LikelyPair.objects.filter(state=state).order_by("-weight", "id")[first : first + PAGE + 1])
    return _views(rows[:PAGE], by, at), len(rows) > PAGE


def get_pair(pair_id: int, *, officer: OfficerView, by: Actor, at: datetime) -> PairView:
    """Return a pair; raises OnlyTheCentre or NoSuchPair."""
    ensure_may(officer, SEE_DUPLICATES)
    rows = list(LikelyPair.objects.filter(pk=pair_id))
    if not rows:
        raise NoSuchPair
    audit.record("population.pair_read", by=by, purpose=Purpose.REGISTER_CHANGE, at=at, subject=("pair", pair_id))
    return _views(rows, by, at)[0]


def _views(rows: list[LikelyPair], by: Actor, at: datetime) -> tuple[PairView, ...]:
    ids = {each for row in rows for each in (row.one_id, row.other_id)}
    cards = {card.id: card for card in list_people(ids=ids, purpose=Purpose.REGISTER_CHANGE, by=by, at=at)}
    return tuple(
        PairView(
            id=row.pk,
            one=cards[row.one_id],
            other=cards[row.other_id],
            weight=row.weight,
            state=PairState(row.state),
            proposal=Outcome(row.proposal) if row.proposal else None,
            survivor=row.survivor_id,
            reason=row.reason,
            proposed_by=row.proposed_by_id,
            proposed_at=row.proposed_at,
            decided_at=row.decided_at,
        )
        for row in rows
    )
