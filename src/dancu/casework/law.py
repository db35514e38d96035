"""The day whose law holds for a draft, the version of its procedure that judges it, and from when the law's time limit runs."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from dancu.casework.domain import deadline
from dancu.casework.domain.filing import Channel
from dancu.casework.models import Dossier, Draft
from dancu.casework.procedures import Procedure, catalogue
from dancu.codelists import queries as codelists


def law_day(draft: Draft, at: datetime) -> date:
    """Return the day whose law and units a draft is judged by: today, or the day of first filing.

    That is the day its dossier was first submitted, or on which a counter received it on paper.
    """
    if draft.dossier:
        return draft.dossier.filed_on
    received = draft.filed_on if draft.declarer_name else None
    return received or timezone.localtime(at).date()


def version_for(draft: Draft, at: datetime) -> Procedure[Any]:
    """Return the version that judges a draft: that of the law of its day, or the one that its dossier was filed under.

    Raises NoSuchProcedure where the procedure was not in force on that day.
    """
    if draft.dossier:
        return catalogue().version(draft.dossier.procedure_code, draft.dossier.procedure_version)
    return catalogue().current(draft.procedure_code, law_day(draft, at))


def had_since(dossier: Dossier, received_at: datetime) -> date | None:
    """Return the earlier day on which a counter had the papers of a dossier that is received now; None where it has them now.

    What was returned and comes back is complete only now.
    """
    on_paper = dossier.channel == Channel.COUNTER and dossier.rounds == 1
    return dossier.filed_on if on_paper and dossier.filed_on < timezone.localtime(received_at).date() else None


def limit_starts(dossier: Dossier, received_at: datetime) -> datetime:
    """Return from when the time limit of a dossier runs that is received now: now, or the day its counter had it on paper."""
    local = timezone.localtime(received_at)
    since = had_since(dossier, received_at)
    return datetime.combine(since, local.timetz()) if since else local


def result_due(
    dossier: Dossier, procedure: Procedure[Any], application: Any, *, received_at: datetime, at: datetime
) -> datetime:
    """Return when the law's time limit of a dossier ends that was received at some time; by the calendar as it is known now."""
    limit = procedure.time_limit(application, dossier.filed_on)
    return codelists.calendar(at).due(limit_starts(dossier, received_at), limit)


def due_if_complex(dossier: Dossier, procedure: Procedure[Any], application: Any, *, at: datetime) -> datetime | None:
    """Return when a dossier is due once the limit of a complex case is taken; None where the law knows no longer limit."""
    usual = procedure.time_limit(application, dossier.filed_on)
    longest = procedure.complex_limit(application, dossier.filed_on) if procedure.complex_limit else usual
    if longest == usual:
        return None
    return deadline.longer(
        timezone.localtime(dossier.due_at),
        usual=usual,
        complex_case=longest,
        calendar=codelists.calendar(at),
    )
