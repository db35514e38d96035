"""One act on many dossiers: each is judged and done on its own, so that what stands against one keeps no other back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dancu.casework.commands.acts import ActedMeanwhile, perform
from dancu.casework.domain.workflow import GIVING, Action, ActNotPossible
from dancu.casework.models import JournalEntry
from dancu.kernel.actor import Actor
from dancu.kernel.errors import DomainError
from dancu.offices.queries import OfficerView

TOGETHER = frozenset({Action.APPROVE, Action.ASSIGN, Action.HAND_OVER})
"""Acts that need nothing of each dossier but to have been read."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of one dossier."""

    code: str
    refused: DomainError | None
    """Why nothing was done to it; None where it was."""


def perform_each(
    action: Action,
    seen: Mapping[str, int],
    *,
    officer: OfficerView,
    by: Actor,
    at: datetime,
    note: str = "",
    assignee: int | None = None,
) -> tuple[Judged, ...]:
    """Do an act on dossiers, by their codes and the revisions that the officer saw, each in a transaction of its own.

    Sent once more it does nothing twice: what this officer has done by it counts as done. Raises ActNotPossible for other acts
    than those of TOGETHER.
    """
    if action not in TOGETHER:
        raise ActNotPossible
    return tuple(
        Judged(code, _refusal(action, code, revision, officer, by, at, note, assignee))
        for code, revision in seen.items()
    )


def _refusal(
    action: Action,
    code: str,
    seen: int,
    officer: OfficerView,
    by: Actor,
    at: datetime,
    note: str,
    assignee: int | None,
) -> DomainError | None:
    try:
        perform(action, code=code, by=by, at=at, officer=officer, note=note, assignee=assignee, seen=seen)
    except ActedMeanwhile as refused:
        return None if _done_by_it(action, code, seen, officer, assignee) else refused
    except DomainError as refused:
        return refused
    return None


def _done_by_it(action: Action, code: str, seen: int, officer: OfficerView, assignee: int | None) -> bool:
    return JournalEntry.objects.filter(
        dossier__code=code,
        revision=seen + 1,
        action=action,
        officer=officer.id,
        assignee=assignee if action in GIVING else None,
    ).exists()
