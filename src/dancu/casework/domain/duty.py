"""Who may not do what although his rights would allow it: separation of duty, and acts that answer something asked."""

from dataclasses import dataclass
from enum import StrEnum

from dancu.casework.domain.workflow import Action
from dancu.kernel.errors import Conflict, Denied, DomainError

_DECISIONS = frozenset({Action.APPROVE, Action.REJECT, Action.SEND_BACK, Action.DROP})
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


class InHand(Denied):
    """{officer} has this dossier in hand. Who may approve can assign it to somebody else."""

    code = "casework.in_hand"


class NotInYourHands(Denied):
    """You hand over only what you have in hand yourself. Who may approve can assign this dossier."""

    code = "casework.not_in_your_hands"


class LeadersRound(Denied):
    """This dossier was returned once already. Only who may approve can return it again."""

    code = "casework.leaders_round"


class OpinionsOpen(Conflict):
    """Opinions that were asked for online are not all in, or were refused. Wait for them, or return the dossier."""

    code = "casework.opinions_open"


class ExtendedAlready(Conflict):
    """The time limit of this dossier was extended once already."""

    code = "casework.extended_already"


class PaymentNotOwed(Conflict):
    """Nothing is owed for this dossier: it is free of charge, asked for already, or paid."""

    code = "casework.payment_not_owed"


class NothingOwed(Conflict):
    """Nothing is owed for this dossier: it is free of charge, or all of it was paid."""

    code = "casework.nothing_owed"


class PaymentDue(Conflict):
    """The fee is not paid yet. Write down the receipt first; the result waits for it."""

    code = "casework.payment_due"


class NothingToRefund(Conflict):
    """Nothing was paid online for this dossier. What was paid at the counter is paid back there."""

    code = "casework.nothing_to_refund"


class WithdrawalAsked(Conflict):
    """The withdrawal of this dossier was asked for already. The agency will answer."""

    code = "casework.withdrawal_asked"


class WithdrawalNotAsked(Conflict):
    """Nobody asks to withdraw this dossier."""

    code = "casework.withdrawal_not_asked"


class WithdrawalFirst(Conflict):
    """The applicant asks to withdraw this dossier. Grant or decline that first."""

    code = "casework.withdrawal_first"


class Payment(StrEnum):
    """How a dossier stands with its fee."""

    NONE = "none"
    """It is free of charge."""
    NOT_ASKED = "not_asked"
    DUE = "due"
    PAID = "paid"


def payment(*, fee_dong: int, asked: bool, paid_dong: int) -> Payment:
    """Return how a dossier with this fee stands."""
    if not fee_dong:
        return Payment.NONE
    if paid_dong >= fee_dong:
        return Payment.PAID
    return Payment.DUE if asked else Payment.NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What of a dossier bears on who may act."""

    rounds: int
    withdrawal_asked: bool
    payment: Payment
    paid_online: bool
    """Whether something came online that was not paid back."""
    opinions_open: bool
    """Whether somebody's opinion that was asked for online is missing or against it."""
    extended: bool
    """Whether the longer limit of a complex case was taken."""
    assignee_id: int | None
    """Who has it in hand."""
    proposer_id: int | None
    proposed_outcome: str


def refusal(
    action: Action, standing: Standing, *, officer_id: int | None, own: bool, may_approve: bool
) -> DomainError | None:
    """Return why this act is refused to this officer (None: the applicant), or None when nothing stands against it.

    `own` is a dossier about himself or his household.
    """
    if own:
        return OwnDossier()
    if action in _DECISIONS and standing.proposer_id == officer_id:
        return OwnProposal()
    if action is Action.APPROVE and standing.proposed_outcome != Outcome.APPROVE:
        return ProposedOtherwise()
    if action is Action.RETURN_FOR_SUPPLEMENT and standing.rounds > 1 and not may_approve:
        return LeadersRound()
    if action is Action.RECEIVE and standing.opinions_open:
        return OpinionsOpen()
    if action is Action.EXTEND and standing.extended:
        return ExtendedAlready()
    if action is Action.REFUND and not standing.paid_online:
        return NothingToRefund()
    return (
        _of_hands(action, standing.assignee_id, officer_id)
        or _of_payment(action, standing.payment)
        or _of_withdrawal(action, asked=standing.withdrawal_asked)
    )


def _of_hands(action: Action, assignee_id: int | None, officer_id: int | None) -> DomainError | None:
    if action is Action.TAKE and assignee_id is not None:
        return InHand()
    if action is Action.PROPOSE and assignee_id not in {None, officer_id}:
        return InHand()
    return NotInYourHands() if action is Action.HAND_OVER and assignee_id != officer_id else None


def _of_payment(action: Action, payment: Payment) -> DomainError | None:
    match action:
        case Action.ASK_PAYMENT if payment is not Payment.NOT_ASKED:
            return PaymentNotOwed()
        case Action.RECORD_PAYMENT if payment in {Payment.NONE, Payment.PAID}:
            return NothingOwed()
        case Action.DELIVER if payment is Payment.DUE:
            return PaymentDue()
        case _:
            return None


def _of_withdrawal(action: Action, *, asked: bool) -> DomainError | None:
    if action is Action.ASK_WITHDRAWAL and asked:
        return WithdrawalAsked()
    # Once a decision is proposed nobody can withdraw any more, so the question must not be left open before.
    if action is Action.PROPOSE and asked:
        return WithdrawalFirst()
    return WithdrawalNotAsked() if action in _ANSWERS_TO_WITHDRAWAL and not asked else None
