"""That somebody has a dossier open for an act is told to his colleagues, keeps nobody out, and ends by itself."""

from datetime import datetime, timedelta

import pytest
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act

from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.commands.editing import LEASE
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Editing
from dancu.casework.queries import EditorView

pytestmark = pytest.mark.django_db


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


def others(desk: Desk, code: str, at: datetime = NOW) -> tuple[EditorView, ...]:
    return queries.get_dossier(code, officer=desk.officer, by=desk.actor, at=at).editors


def test_colleagues_read_who_is_at_it_since_when_and_may_act_all_the_same(filer: Filer) -> None:
    writes, reads, code = build.an_officer(filer.place), build.an_officer(filer.place), filer.a_dossier()
    later = NOW + timedelta(minutes=5)
    for at in (NOW, later):
        casework.begin_editing(code=code, officer=writes.officer, at=at)
    assert others(reads, code, later) == (EditorView(officer=writes.officer.full_name, since=NOW),)
    assert others(writes, code, later) == ()
    act(reads, Action.RECEIVE, code)


def test_it_ends_by_itself_or_when_he_is_done_and_begins_anew(filer: Filer) -> None:
    writes, reads, code = build.an_officer(filer.place), build.an_officer(filer.place), filer.a_dossier()
    casework.begin_editing(code=code, officer=writes.officer, at=NOW)
    over = NOW + LEASE
    assert others(reads, code, over) == ()
    casework.begin_editing(code=code, officer=writes.officer, at=over)
    assert [each.since for each in others(reads, code, over)] == [over]
    casework.end_editing(code=code, officer=writes.officer)
    assert not Editing.objects.exists()


def test_nothing_is_told_of_a_dossier_that_one_may_not_see(filer: Filer) -> None:
    stranger, code = build.an_officer(build.an_agency("79", "26740")), filer.a_dossier()
    with pytest.raises(NoSuchDossier):
        casework.begin_editing(code=code, officer=stranger.officer, at=NOW)
    assert not Editing.objects.exists()
