"""What who receives a dossier settles with its applicant: when it was received, when its result is due, that it costs nothing."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from dancu.casework.domain.filing import Channel
from dancu.casework.law import result_due
from dancu.casework.models import Dossier
from dancu.casework.procedures import Procedure
from dancu.codelists import queries as codelists
from dancu.kernel.errors import Conflict, Invalid

LONGEST_REASON = 300
"""Characters of why a time is promised that the law does not set, or why nothing is paid."""
_LAST_MINUTE = timedelta(hours=23, minutes=59)


class ReceptionTooEarly(Invalid):
    """The dossier was there since {earliest}, and was not received before."""

    code = "casework.reception_too_early"


class ReceptionTooLate(Invalid):
    """The papers were there by {latest}: a reception is written down when it is done or later, and with its own day."""

    code = "casework.reception_too_late"


class DueTooLate(Invalid):
    """By law the result is due by {lawful}. Promise that time or an earlier one."""

    code = "casework.due_too_late"


class DueTooEarly(Invalid):
    """This time is past already. By law the result is due by {lawful}."""

    code = "casework.due_too_early"


class DueOnADayOff(Invalid):
    """Public offices are shut on this day. Choose a day on which they work; by law the result is due by {lawful}."""

    code = "casework.due_on_a_day_off"


class DueReasonMissing(Invalid):
    """By law the result is due by {lawful}. Take that time, or write why another one is promised."""

    code = "casework.due_reason_missing"


class ReasonTooLong(Invalid):
    """Write at most {most} characters."""

    code = "casework.reason_too_long"


class GroundMissing(Invalid):
    """Choose the ground of the law by which nothing is paid."""

    code = "casework.exemption_ground_missing"


class ProofMissing(Invalid):
    """Write by which paper or register the ground was proved."""

    code = "casework.exemption_proof_missing"


class FeeAskedAlready(Conflict):
    """The fee was asked for or paid already. Pay it back instead where it is not owed."""

    code = "casework.fee_asked_already"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """When a dossier was received and when its result is due; what is not said is now, and the limit of the law."""

    received_at: datetime | None = None
    due_at: datetime | None = None
    reason: str = ""
    """Why it is due at another time than the law's limit ends."""


AS_THE_LAW_SETS_IT = Promised()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived:
    """That nothing is paid although the declaration named no ground for it."""

    exemption: str
    """The ground: the text `exemptions.<key>` of the procedure."""
    proof: str


def promise(
    dossier: Dossier, procedure: Procedure[Any], application: Any, said: Promised, *, at: datetime
) -> dict[str, object]:
    """Write down on a locked dossier when it was received and when its result is due; return what the audit keeps of it.

    Raises ReceptionTooEarly, ReceptionTooLate, DueTooLate, DueTooEarly, DueOnADayOff, DueReasonMissing, ReasonTooLong.
    """
    if said.received_at is not None:
        _ensure_received(dossier, said.received_at, at)
    received_at = said.received_at or at
    lawful = result_due(dossier, procedure, application, received_at=received_at, at=at)
    due_at, reason = said.due_at or lawful, ""
    if due_at != lawful:
        reason = said.reason.strip()
        _ensure_due(due_at, lawful, reason, at)
    dossier.received_at, dossier.due_at, dossier.due_reason = received_at, due_at, reason
    facts: dict[str, object] = {"received_at": _iso(received_at), "due_at": _iso(due_at)}
    return facts if due_at == lawful else facts | {"lawful_due_at": _iso(lawful)}


def waive(dossier: Dossier, procedure: Procedure[Any], said: Waived) -> dict[str, object]:
    """Write down on a locked dossier that nothing is paid for it, by which ground; return what the audit keeps of it.

    Raises FeeAskedAlready, GroundMissing, ProofMissing, ReasonTooLong.
    """
    if dossier.payment_asked_at is not None or dossier.paid_dong:
        raise FeeAskedAlready
    if said.exemption not in procedure.texts.under("exemptions"):
        raise GroundMissing(fields={"exemption": [GroundMissing.template()]})
    proof = said.proof.strip()
    if not proof:
        raise ProofMissing(fields={"exemption_proof": [ProofMissing.template()]})
    _ensure_short(proof, "exemption_proof")
    before = dossier.fee_dong
    dossier.fee_dong, dossier.fee_exemption, dossier.exemption_proof = 0, said.exemption, proof
    return {"fee_before": before, "exemption": said.exemption}


def _ensure_received(dossier: Dossier, received_at: datetime, at: datetime) -> None:
    earliest, latest = _there(dossier, at)
    if received_at < earliest:
        said = ReceptionTooEarly.template()
        raise ReceptionTooEarly(earliest=_shown(earliest), fields={"received_on": [said]})
    if received_at > latest:
        said = ReceptionTooLate.template()
        raise ReceptionTooLate(latest=_shown(latest), fields={"received_on": [said]})


def _there(dossier: Dossier, at: datetime) -> tuple[datetime, datetime]:
    """Return between which minutes a dossier that is received now can have been received.

    What a counter took on paper was there before it was entered, and is received on the day on which it came.
    """
    if dossier.channel == Channel.COUNTER and dossier.rounds == 1:
        midnight = datetime.combine(dossier.filed_on, time(), timezone.get_current_timezone())
        return midnight, min(at, midnight + _LAST_MINUTE)
    sent_at = dossier.submissions.get(round=dossier.rounds).submitted_at
    return sent_at.replace(second=0, microsecond=0), at


def _ensure_due(due_at: datetime, lawful: datetime, reason: str, at: datetime) -> None:
    refusal: type[Invalid] | None = None
    if due_at > lawful:
        refusal = DueTooLate
    elif due_at <= at:
        refusal = DueTooEarly
    elif not codelists.calendar(at).is_working(timezone.localtime(due_at).date()):
        refusal = DueOnADayOff
    if refusal:
        raise refusal(lawful=_shown(lawful), fields={"due_on": [refusal.template()]})
    if not reason:
        raise DueReasonMissing(lawful=_shown(lawful), fields={"due_reason": [DueReasonMissing.template()]})
    _ensure_short(reason, "due_reason")


def _ensure_short(text: str, field: str) -> None:
    if len(text) > LONGEST_REASON:
        raise ReasonTooLong(most=LONGEST_REASON, fields={field: [ReasonTooLong.template()]})


def _shown(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}"


def _iso(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="minutes")
