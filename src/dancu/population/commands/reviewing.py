"""Pairs of records that may be one person's: noted by the linkage, proposed by one officer, decided by another."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.offices.domain.rights import DECIDE_DUPLICATES, PROPOSE_DUPLICATES, Right
from dancu.offices.queries import OfficerView
from dancu.platform import statement
from dancu.population.commands.chronicle import Chronicle
from dancu.population.commands.merging import merge, part
from dancu.population.domain.reviewing import (
    AFTER,
    DecidedMeanwhile,
    Outcome,
    OwnProposal,
    OwnRecord,
    PairState,
    SurvivorMissing,
    WhyMissing,
    possible,
)
from dancu.population.models import LikelyPair, Person
from dancu.population.queries.pairs import NoSuchPair, ensure_may

LONGEST_REASON = 200
_NOTE = """
    insert into population_likelypair (one_id, other_id, weight, found_at, state, proposal)
    select one, other, weight, %(at)s, 'waiting', ''
    from unnest(%(ones)s::bigint[], %(others)s::bigint[], %(weights)s::float8[]) as found (one, other, weight)
    on conflict (one_id, other_id) do update set weight = excluded.weight
"""


def note_pairs(found: Iterable[tuple[int, int, float]], *, at: datetime) -> None:
    """Note pairs, the lesser id first, with the weight of what speaks for each; one that is known gets the new weight."""
    pairs = list(found)
    if pairs:
        ones, others, weights = (list(column) for column in zip(*pairs, strict=True))
        statement.execute(_NOTE, ones=ones, others=others, weights=weights, at=at)


@transaction.atomic
def propose_outcome(
    *, pair_id: int, outcome: Outcome, survivor: int | None, reason: str, officer: OfficerView, by: Actor, at: datetime
) -> None:
    """Propose what two records are.

    Raises what `ensure_may` does, NoSuchPair, OwnRecord, DecidedMeanwhile, WhyMissing or SurvivorMissing.
    """
    row = _held(pair_id, officer, PROPOSE_DUPLICATES)
    if outcome not in possible(PairState(row.state)):
        raise DecidedMeanwhile
    if not reason.strip():
        raise WhyMissing(fields={"reason": [WhyMissing.template()]})
    if outcome is Outcome.MERGE:
        if survivor not in {row.one_id, row.other_id}:
            raise SurvivorMissing(fields={"survivor": [SurvivorMissing.template()]})
        row.survivor_id = survivor
    row.before = row.state
    row.state, row.proposal, row.reason = PairState.PROPOSED, outcome, reason.strip()[:LONGEST_REASON]
    row.proposed_by_id, row.proposed_at, row.decided_by_id, row.decided_at = officer.id, at, None, None
    row.save()
    _record("population.outcome_proposed", row, by, at)


@transaction.atomic
def decide_outcome(*, pair_id: int, agreed: bool, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Agree to what a colleague proposed, which is carried out at once, or decline it: then it stands as before.

    Raises what `ensure_may` does, NoSuchPair, OwnRecord, DecidedMeanwhile, OwnProposal, and what `merge` and `part` refuse.
    """
    row = _held(pair_id, officer, DECIDE_DUPLICATES)
    if row.state != PairState.PROPOSED:
        raise DecidedMeanwhile
    if row.proposed_by_id == officer.id:
        raise OwnProposal
    outcome = Outcome(row.proposal)
    row.state = AFTER[outcome] if agreed else row.before
    if agreed:
        _carry_out(row, outcome, Chronicle(on=localtime(at).date(), ground=row.reason, by=by, at=at))
    row.proposal, row.before = "", ""
    row.decided_by_id, row.decided_at = officer.id, at
    row.save()
    _record("population.outcome_agreed" if agreed else "population.outcome_declined", row, by, at)


def _carry_out(row: LikelyPair, outcome: Outcome, chronicle: Chronicle) -> None:
    if outcome is Outcome.APART or row.survivor_id is None:
        return
    duplicate = row.other_id if row.survivor_id == row.one_id else row.one_id
    if outcome is Outcome.MERGE:
        merge(duplicate=duplicate, survivor=row.survivor_id, chronicle=chronicle)
    else:
        part(duplicate=duplicate, chronicle=chronicle)


def _held(pair_id: int, officer: OfficerView, right: Right) -> LikelyPair:
    ensure_may(officer, right)
    row = LikelyPair.objects.select_for_update().filter(pk=pair_id).first()
    if row is None:
        raise NoSuchPair
    if officer.is_among(Person.objects.filter(id__in=[row.one_id, row.other_id]).values_list("pin", flat=True)):
        raise OwnRecord
    return row


def _record(act: str, row: LikelyPair, by: Actor, at: datetime) -> None:
    audit.record(act, by=by, purpose=Purpose.REGISTER_CHANGE, at=at, subject=("pair", row.pk))
