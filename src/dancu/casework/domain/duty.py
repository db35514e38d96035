"""Who may not do what although his rights would allow it: separation of duty, and acts that answer something asked."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from dancu.casework.domain.workflow import Action
from dancu.kernel.errors import Conflict, Denied, DomainError

_DECISIONS = frozenset({Action.APPROVE, Action.REJECT, Action.SEND_BACK})
_ANSWERS_TO_WITHDRAWAL = frozenset({Action.GRANT_WITHDRAWAL, Action.DECLINE_WITHDRAWAL})


class Outcome(StrEnum):
    """What a processor proposes."""

    APPROVE = "approve"
    REJECT = "reject"


class OwnDossier(Denied):
    """This dossier concerns you or your household. A colleague must handle it."""

    code = "casework.own_dossier"


class OwnProposal(Denied):
    """You proposed this decision. Another officer must decide it."""

    code = "casework.own_proposal"


class ProposedOtherwise(Conflict):
    """Rejection was proposed. Reject the dossier, or send it back for another proposal."""

    code = "casework.proposed_otherwise"


class LeadersRound(Denied):
    """This dossier was returned once already. Only who may approve can return it again."""

    code = "casework.leaders_round"


class WithdrawalAsked(Conflict):
    """The withdrawal of this dossier was asked for already. The agency will answer."""

    code = "casework.withdrawal_asked"


class WithdrawalNotAsked(Conflict):
    """Nobody asks to withdraw this dossier."""

    code = "casework.withdrawal_not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What of a dossier bears on who may act."""

    concerned_pins: Collection[str]
    rounds: int
    withdrawal_asked: bool
    proposer_id: int | None
    proposed_outcome: str


def refusal(
    action: Action, standing: Standing, *, officer_id: int | None, officer_pin: str, may_approve: bool
) -> DomainError | None:
    """Return why this act is refused to this officer (None: the applicant), or None when nothing stands against it."""
    if officer_pin and officer_pin in standing.concerned_pins:
        return OwnDossier()
    if action in _DECISIONS and standing.proposer_id == officer_id:
        return OwnProposal()
    if action is Action.APPROVE and standing.proposed_outcome != Outcome.APPROVE:
        return ProposedOtherwise()
    if action is Action.RETURN_FOR_SUPPLEMENT and standing.rounds > 1 and not may_approve:
        return LeadersRound()
    if action is Action.ASK_WITHDRAWAL and standing.withdrawal_asked:
        return WithdrawalAsked()
    if action in _ANSWERS_TO_WITHDRAWAL and not standing.withdrawal_asked:
        return WithdrawalNotAsked()
    return None
