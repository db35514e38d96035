"""The one place that says who may do what to a dossier: rights of groups × jurisdiction × separation of duty × state."""

from collections.abc import Collection
from typing import Any

from dancu.casework.domain.duty import InHand, OwnDossier, Standing, payment, refusal
from dancu.casework.domain.filing import Channel
from dancu.casework.domain.states import FINISHED, IN_PROCESS, State
from dancu.casework.domain.workflow import AT_COUNTER, STANDARD, Action, ActNotPossible, Arrow, Right, RightMissing
from dancu.casework.models import Dossier
from dancu.casework.procedures import Procedure
from dancu.kernel.errors import Denied, DomainError, Missing
from dancu.offices.domain import rights as office
from dancu.offices.domain.jurisdiction import covers
from dancu.offices.queries import AgencyView, OfficerView, agency, names_of

_GRANTS = {
    Right.RECEIVE: (office.Function.RECEPTION, office.Action.RECEIVE),
    Right.PROCESS: (office.Function.PROCESSING, office.Action.PROCESS),
    Right.APPROVE: (office.Function.APPROVAL, office.Action.APPROVE),
    Right.DELIVER: (office.Function.RESULTS, office.Action.PROCESS),
}


class NoSuchDossier(Missing):
    """There is no such dossier among those you may see. Check the code."""

    code = "casework.no_such_dossier"


class MayNotEnter(Denied):
    """Your permissions do not include entering dossiers of this kind."""

    code = "casework.may_not_enter"


class BeyondJurisdiction(Denied):
    """This dossier belongs to an agency outside your jurisdiction. Choose a place that your agency is in charge of."""

    code = "casework.beyond_jurisdiction"


class ForItsAgency(Denied):
    """This dossier was taken here for another agency, which alone does that."""

    code = "casework.for_its_agency"


def taken_here(officer: OfficerView, dossier: Dossier) -> bool:
    """Tell whether an officer knows a dossier only as the counter that took it for an agency outside his jurisdiction."""
    return dossier.counter_agency_id == officer.agency.id and not covers(officer.scope, dossier.agency_code)


def acting_agency(officer: OfficerView | None, dossier: Dossier) -> AgencyView:
    """Return in whose name an officer acts on a dossier: his counter's, where that took it for another, else its agency's."""
    if officer is not None and taken_here(officer, dossier):
        return officer.agency
    return agency(dossier.agency_id)


def rights(officer: OfficerView, dossier: Dossier) -> frozenset[Right]:
    """Return what an officer's groups let him do to a dossier of his jurisdiction, or of that what its counter may do."""
    held = frozenset(
        right
        for right, (function, action) in _GRANTS.items()
        if office.Right(dossier.subsystem, function, action) in officer.rights
    )
    if covers(officer.scope, dossier.agency_code):
        return held
    return held & {Right.RECEIVE, Right.DELIVER} if taken_here(officer, dossier) else frozenset()


def may_view(officer: OfficerView, *, subsystem: str) -> bool:
    """Tell whether an officer may open dossiers of this subsystem in his jurisdiction."""
    return any(right.subsystem == subsystem and right.action is office.Action.VIEW for right in officer.rights)


def subsystems_exported(officer: OfficerView) -> frozenset[str]:
    """Return the subsystems whose dossiers an officer may see and export lists of."""
    return frozenset(
        right.subsystem
        for right in officer.rights
        if right.action is office.Action.EXPORT and may_view(officer, subsystem=right.subsystem)
    )


def may_enter(officer: OfficerView, procedure: Procedure[Any]) -> bool:
    """Tell whether an officer may enter dossiers of this procedure: who may receive them, or work on the authority's own."""
    right = Right.PROCESS if procedure.own_motion else Right.RECEIVE
    return office.Right(procedure.subsystem, *_GRANTS[right]) in officer.rights


def ensure_may_enter(officer: OfficerView, procedure: Procedure[Any], *, concerned_pins: Collection[str]) -> None:
    """Raise MayNotEnter without the right, OwnDossier where the officer's own household is concerned."""
    if not may_enter(officer, procedure):
        raise MayNotEnter
    if officer.is_among(concerned_pins):
        raise OwnDossier


def takes_for_others(officer: OfficerView, procedure: Procedure[Any]) -> bool:
    """Tell whether an officer may take dossiers for agencies beyond his jurisdiction: any commune's counter may."""
    return officer.at_commune and not procedure.own_motion


def ensure_may_file(officer: OfficerView, dossier: Dossier, procedure: Procedure[Any]) -> None:
    """Raise what stands against this officer's opening of a dossier, at his counter or of his authority's own motion."""
    ensure_may_enter(officer, procedure, concerned_pins=dossier.concerned_pins)
    if not (covers(officer.scope, dossier.agency_code) or takes_for_others(officer, procedure)):
        raise BeyondJurisdiction


def ensure_visible(officer: OfficerView, dossier: Dossier, *, at_counter: bool = False) -> None:
    """Raise NoSuchDossier outside jurisdiction or rights, OwnDossier where the officer's own household is concerned.

    `at_counter`: what is asked for is known to the counter too that took the dossier for another agency.
    """
    reached = covers(officer.scope, dossier.agency_code) or (at_counter and taken_here(officer, dossier))
    if not reached or not may_view(officer, subsystem=dossier.subsystem):
        raise NoSuchDossier
    if officer.is_among(dossier.concerned_pins):
        raise OwnDossier


def verification_refusal(officer: OfficerView, dossier: Dossier) -> DomainError | None:
    """Return why an officer who may see a dossier may not ask another agency about it: that is for who processes it."""
    if Right.PROCESS not in rights(officer, dossier):
        return RightMissing()
    return None if dossier.state in IN_PROCESS else ActNotPossible()


def inspection_refusal(officer: OfficerView, dossier: Dossier) -> DomainError | None:
    """Return why an officer who may see a dossier may not note an inspection: that is for who processes it, before it ends."""
    if Right.PROCESS not in rights(officer, dossier):
        return RightMissing()
    return ActNotPossible() if dossier.state in FINISHED else None


def may_somewhere(action: Action, officer: OfficerView) -> bool:
    """Tell whether an officer holds the right to an act in any subsystem, so that offering it makes sense."""
    boxes = {_GRANTS[arrow.right] for arrow in STANDARD.arrows if arrow.action is action and arrow.right in _GRANTS}
    return any((right.function, right.action) in boxes for right in officer.rights)


def right_to_process(subsystem: str) -> office.Right:
    """Return the box of the matrix that whoever gets a dossier of this subsystem in hand must hold."""
    return office.Right(subsystem, *_GRANTS[Right.PROCESS])


def subsystems_processed(officer: OfficerView) -> frozenset[str]:
    """Return the subsystems whose dossiers an officer may process, and other agencies' questions answer."""
    return frozenset(
        right.subsystem for right in officer.rights if (right.function, right.action) == _GRANTS[Right.PROCESS]
    )


def standing(dossier: Dossier) -> Standing:
    """Return what of this dossier bears on who may act."""
    return Standing(
        rounds=dossier.rounds,
        withdrawal_asked=dossier.withdrawal_asked_at is not None,
        payment=payment(
            fee_dong=dossier.fee_dong, asked=dossier.payment_asked_at is not None, paid_dong=dossier.paid_dong
        ),
        paid_online=dossier.paid_online_dong > 0,
        opinions_open=dossier.opinions_open > 0,
        extended=dossier.extended_at is not None,
        assignee_id=dossier.assignee_id,
        proposer_id=dossier.proposer_id,
        proposed_outcome=dossier.proposed_outcome,
    )


def arrow(action: Action, *, dossier: Dossier, procedure: Procedure[Any], officer: OfficerView | None) -> Arrow:
    """Return the arrow that the officer, or without one the applicant, follows by this act; raises why he may not."""
    held = _held(dossier, officer)
    found = procedure.workflow.step(State(dossier.state), action, held)
    if refused := _refusal(action, dossier, officer, held):
        raise InHand(officer=_holder(dossier)) if isinstance(refused, InHand) else refused
    return found


def options(*, dossier: Dossier, procedure: Procedure[Any], officer: OfficerView | None) -> tuple[Arrow, ...]:
    """Return every arrow that `arrow` would allow now, in the workflow's order: a page's buttons."""
    held = _held(dossier, officer)
    return tuple(
        option
        for option in procedure.workflow.options(State(dossier.state), held)
        if not _refusal(option.action, dossier, officer, held)
    )


def may_examine(options: Collection[Arrow]) -> bool:
    """Tell whether somebody with these arrows before him finds documents sufficient or not: who may receive or return."""
    return any(option.action in {Action.RECEIVE, Action.RETURN_FOR_SUPPLEMENT} for option in options)


def _holder(dossier: Dossier) -> str:
    """Return the name of who has a dossier in hand."""
    return names_of([dossier.assignee_id])[dossier.assignee_id] if dossier.assignee_id else ""


def _held(dossier: Dossier, officer: OfficerView | None) -> frozenset[Right]:
    if officer is None:
        return frozenset({Right.APPLICANT})
    held = rights(officer, dossier)
    # What was filed at a counter goes on there: who may receive also does what the applicant before him asks for.
    at_counter = dossier.channel == Channel.COUNTER and Right.RECEIVE in held
    return held | {Right.APPLICANT} if at_counter else held


def _refusal(action: Action, dossier: Dossier, officer: OfficerView | None, held: frozenset[Right]) -> Exception | None:
    if officer is not None and action not in AT_COUNTER and taken_here(officer, dossier):
        return ForItsAgency()
    return refusal(
        action,
        standing(dossier),
        officer_id=officer.id if officer else None,
        own=officer is not None and officer.is_among(dossier.concerned_pins),
        may_approve=Right.APPROVE in held,
    )
