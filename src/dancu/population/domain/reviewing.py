"""Two records that may be one person's: what officers may decide of them, and that it takes two officers."""

from enum import StrEnum

from dancu.kernel.errors import Conflict, Denied, Invalid


class PairState(StrEnum):
    WAITING = "waiting"
    PROPOSED = "proposed"
    APART = "apart"
    """They are two persons."""
    MERGED = "merged"


class Outcome(StrEnum):
    """What one officer proposes and another decides."""

    MERGE = "merge"
    """One person: one of the records goes on, the other leads to it."""
    APART = "apart"
    PART = "part"
    """The merge was wrong: both records stand again as they stood."""


_POSSIBLE = {
    PairState.WAITING: (Outcome.MERGE, Outcome.APART),
    PairState.PROPOSED: (),
    PairState.APART: (Outcome.MERGE,),
    PairState.MERGED: (Outcome.PART,),
}
AFTER = {Outcome.MERGE: PairState.MERGED, Outcome.APART: PairState.APART, Outcome.PART: PairState.APART}
"""Where a pair stands once an outcome is decided."""


class DecidedMeanwhile(Conflict):
    """A colleague was quicker: this can no longer be done to these two records. Look at them again."""

    code = "population.pair_decided_meanwhile"


class OwnProposal(Denied):
    """You proposed this yourself. Another officer must decide it."""

    code = "population.own_proposal"


class OwnRecord(Denied):
    """One of these records is your own. Leave it to a colleague."""

    code = "population.own_record"


class WhyMissing(Invalid):
    """Write by what you see it."""

    code = "population.why_missing"


class SurvivorMissing(Invalid):
    """Say which of the two records goes on."""

    code = "population.survivor_missing"


def possible(state: PairState) -> tuple[Outcome, ...]:
    """Return what may be proposed of a pair."""
    return _POSSIBLE[state]
