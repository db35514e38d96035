"""What an officer has in hand when he leaves goes back to his colleagues, and nothing else does."""

import pytest
from tests.builders import casework as build
from tests.builders.casework import NOW, Filer, act

from dancu.audit.models import AuditRow
from dancu.casework.commands import releasing
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier

pytestmark = pytest.mark.django_db


def test_what_he_has_in_hand_is_left_and_what_he_proposed_stays_his() -> None:
    filer = Filer(build.an_agency())
    leaves, stays = build.an_officer(filer.place), build.an_officer(filer.place)
    codes = {}
    for name, desk, last in (
        ("in hand", leaves, Action.TAKE),
        ("proposed", leaves, Action.PROPOSE),
        ("a colleague's", stays, Action.TAKE),
    ):
        codes[name] = code = filer.a_dossier()
        for each in (Action.RECEIVE, Action.TAKE, Action.PROPOSE):
            act(desk, each, code)
            if each is last:
                break
    for _ in range(2):
        releasing.release(officer_id=leaves.officer.id, agency_id=filer.place.id, at=NOW)
    held = {name: Dossier.objects.get(code=code).assignee_id for name, code in codes.items()}
    assert held == {"in hand": None, "proposed": leaves.officer.id, "a colleague's": stays.officer.id}
    assert AuditRow.objects.filter(act="casework.released").count() == 1
