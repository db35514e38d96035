"""Two officers on one dossier, many times: one wins each time, and the other is told who did what when.

`make races` lets them race a thousand times.
"""

import os
import random
import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act

from dancu.casework.commands import ActedMeanwhile
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier

RACES = int(os.environ.get("RACES", "100"))
pytestmark = pytest.mark.django_db(transaction=True)

_ACTS = {
    State.PROCESSING: (Action.ASSIGN, Action.SUSPEND, Action.ASK_PAYMENT),
    State.SUSPENDED_IN_PROCESS: (Action.ASSIGN, Action.RESUME),
}


class Racer(threading.Thread):
    """An officer who, at each start, does what he was told on a connection of his own, and keeps what came of it."""

    def __init__(self, desk: Desk, code: str, start: threading.Barrier, end: threading.Barrier) -> None:
        super().__init__(daemon=True)
        self.desk, self.code, self.start_line, self.finish_line = desk, code, start, end
        self.action, self.assignee, self.seen, self.at = Action.ASSIGN, 0, 0, NOW
        self.got: State | Exception | None = None
        self.over = False

    def run(self) -> None:
        try:
            while True:
                self.start_line.wait(timeout=60)
                if self.over:
                    return
                self.got = self._act()
                self.finish_line.wait(timeout=60)
        finally:
            connection.close()

    def _act(self) -> State | Exception:
        try:
            return act(self.desk, self.action, self.code, at=self.at, seen=self.seen, assignee=self.assignee)
        except Exception as error:
            return error


def test_of_two_officers_one_wins_and_the_other_is_told_who_did_what_when() -> None:
    filer, chance = Filer(build.an_agency()), random.Random(20261127)
    code, worker = filer.a_dossier(), build.an_officer(filer.place)
    colleagues = [build.an_officer(filer.place).officer.id for _ in range(3)]
    for action in (Action.RECEIVE, Action.TAKE):
        act(worker, action, code)
    start, end = threading.Barrier(3), threading.Barrier(3)
    racers = [Racer(build.an_officer(filer.place), code, start, end) for _ in range(2)]
    for racer in racers:
        racer.start()
    for race in range(1, RACES + 1):
        before, at = Dossier.objects.get(code=code), NOW + timedelta(minutes=race)
        free = [each for each in colleagues if each != before.assignee_id]
        for racer in racers:
            racer.action, racer.assignee = chance.choice(_possible(before)), chance.choice(free)
            racer.seen, racer.at = before.revision, at
        start.wait(timeout=60)
        end.wait(timeout=60)
        _judge(filer, code, racers, before.revision, at)
    for racer in racers:
        racer.over = True
    start.wait(timeout=60)
    for racer in racers:
        racer.join()
    assert Dossier.objects.get(code=code).journal.count() == RACES + 3


def _possible(dossier: Dossier) -> list[Action]:
    """Return what can be done to it now: payment is asked for once."""
    asked = dossier.payment_asked_at is not None
    return [action for action in _ACTS[State(dossier.state)] if not (asked and action is Action.ASK_PAYMENT)]


def _judge(filer: Filer, code: str, racers: list[Racer], seen: int, at: datetime) -> None:
    won = [racer for racer in racers if isinstance(racer.got, State)]
    lost = [racer.got for racer in racers if isinstance(racer.got, Exception)]
    assert len(won) == len(lost) == 1, [(racer.action, racer.got) for racer in racers]
    line = Dossier.objects.get(code=code).journal.get(revision=seen + 1)
    assert (line.officer_id, line.action, line.at) == (won[0].desk.officer.id, won[0].action, at)
    assert isinstance(lost[0], ActedMeanwhile), lost
    when = f"{timezone.localtime(at):%H:%M %d/%m/%Y}"
    assert lost[0].facts == {"agency": filer.place.name, "at": when, "action": won[0].action}
