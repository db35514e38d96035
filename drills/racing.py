"""Two officers who act on one dossier at the same moment, again and again: one wins, and the other is told who did what when."""

import random
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from dancu.casework import commands as casework
from dancu.casework.commands import ActedMeanwhile
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier
from dancu.kernel.actor import Actor, ActorKind
from dancu.offices.queries import OfficerView

_PATIENCE = 60.0
_ACTS = {
    State.PROCESSING: (Action.ASSIGN, Action.SUSPEND, Action.ASK_PAYMENT),
    State.SUSPENDED_IN_PROCESS: (Action.ASSIGN, Action.RESUME),
}
"""What both of them may do to a dossier that is processed; each act leaves it where another one can be done."""


@dataclass(slots=True)
class Tally:
    """How races ended; all but `races` count what must not be."""

    races: int = 0
    both_won: int = 0
    nobody_won: int = 0
    untold: int = 0
    """The loser was told something else than who did what when."""
    unwritten: int = 0
    """The course does not have one more line, which is the winner's."""
    broken: list[str] = field(default_factory=list)
    """What must not have been, each race as a sentence."""

    def figures(self) -> dict[str, int]:
        return {name: count for name, count in asdict(self).items() if name != "broken"}


class _Racer(threading.Thread):
    """An officer who, at each start, does what he was told on a connection of his own, and keeps what came of it."""

    def __init__(self, officer: OfficerView, code: str, start: threading.Barrier, end: threading.Barrier) -> None:
        super().__init__(daemon=True)
        self.officer, self.code, self.start_line, self.finish_line = officer, code, start, end
        self.action, self.assignee, self.seen, self.at = Action.ASSIGN, 0, 0, timezone.now()
        self.got: State | Exception | None = None
        self.over = False

    def run(self) -> None:
        try:
            while True:
                self.start_line.wait(timeout=_PATIENCE)
                if self.over:
                    return
                self.got = self._act()
                self.finish_line.wait(timeout=_PATIENCE)
        finally:
            connection.close()

    def _act(self) -> State | Exception:
        try:
            return casework.perform(
                self.action,
                code=self.code,
                by=actor(self.officer),
                officer=self.officer,
                at=self.at,
                note="Theo quy định",
                assignee=self.assignee,
                seen=self.seen,
            ).state
        except Exception as error:
            return error


def actor(officer: OfficerView) -> Actor:
    """Return as whom an officer acts."""
    return Actor(
        kind=ActorKind.OFFICER, account_id=officer.account_id, officer_id=officer.id, agency_id=officer.agency.id
    )


def race(
    code: str,
    rivals: tuple[OfficerView, OfficerView],
    colleagues: Sequence[int],
    *,
    times: int,
    dice: random.Random,
    at: datetime,
) -> Tally:
    """Let two officers race for a dossier that is processed, each time a minute later; return how the races ended.

    `colleagues` are at least three officers whom it can be given, so that each of the two always has another one to choose.
    """
    tally, start, end = Tally(), threading.Barrier(len(rivals) + 1), threading.Barrier(len(rivals) + 1)
    racers = [_Racer(officer, code, start, end) for officer in rivals]
    for racer in racers:
        racer.start()
    for number in range(1, times + 1):
        before = Dossier.objects.get(code=code)
        free = [each for each in colleagues if each != before.assignee_id]
        for racer in racers:
            racer.action, racer.assignee = dice.choice(_possible(before)), dice.choice(free)
            racer.seen, racer.at = before.revision, at + timedelta(minutes=number)
        start.wait(timeout=_PATIENCE)
        end.wait(timeout=_PATIENCE)
        _judge(tally, code, racers, before.revision)
    for racer in racers:
        racer.over = True
    start.wait(timeout=_PATIENCE)
    for racer in racers:
        racer.join()
    return tally


def _possible(dossier: Dossier) -> list[Action]:
    """Return what can be done to it now: payment is asked for once, where something is owed."""
    payable = dossier.fee_dong > 0 and dossier.payment_asked_at is None
    return [action for action in _ACTS[State(dossier.state)] if payable or action is not Action.ASK_PAYMENT]


def _judge(tally: Tally, code: str, racers: Sequence[_Racer], seen: int) -> None:
    won = [racer for racer in racers if isinstance(racer.got, State)]
    lost = [racer.got for racer in racers if not isinstance(racer.got, State)]
    lines = Dossier.objects.get(code=code).journal.filter(revision__gt=seen)
    written = [(line.revision, line.officer_id, line.action, line.at) for line in lines]
    untold = len(won) == 1 and not (isinstance(lost[0], ActedMeanwhile) and lost[0].facts == _told_of(won[0]))
    unwritten = written != [(seen + 1, racer.officer.id, racer.action, racer.at) for racer in won]
    tally.races += 1
    tally.both_won += not lost
    tally.nobody_won += not won
    tally.untold += untold
    tally.unwritten += unwritten
    if untold or unwritten or not (won and lost):
        ends = ", ".join(f"{racer.action} ended in {racer.got!r}" for racer in racers)
        tally.broken.append(f"Race {tally.races}: {ends}; the course has {len(written)} more lines.")


def _told_of(winner: _Racer) -> dict[str, str]:
    """Return what whoever comes second is told."""
    when = f"{timezone.localtime(winner.at):%H:%M %d/%m/%Y}"
    return {"agency": winner.officer.agency.name, "at": when, "action": winner.action}
