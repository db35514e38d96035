"""Two officers on one dossier, many times: one wins each time, and the other is told who did what when.

`make drill DRILL=races` lets them race a thousand times.
"""

import random

import pytest
from tests.builders import casework as build
from tests.builders.casework import NOW, Filer, act

from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier
from drills.racing import Tally, race

RACES = 100
pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_officers_one_wins_and_the_other_is_told_who_did_what_when() -> None:
    filer = Filer(build.an_agency())
    code, worker = filer.a_dossier(), build.an_officer(filer.place)
    for action in (Action.RECEIVE, Action.TAKE):
        act(worker, action, code)
    before = Dossier.objects.get(code=code).journal.count()
    rivals = (build.an_officer(filer.place).officer, build.an_officer(filer.place).officer)
    colleagues = [build.an_officer(filer.place).officer.id for _ in range(3)]
    found = race(code, rivals, colleagues, times=RACES, dice=random.Random(20261127), at=NOW)
    assert found == Tally(races=RACES)
    assert Dossier.objects.get(code=code).journal.count() == before + RACES
