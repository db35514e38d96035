"""What an officer found on the spot: added by who processes, read by officers alone, never twice and never changed."""

from datetime import date, timedelta

import pytest
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act

from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.domain.duty import OwnDossier
from dancu.casework.domain.workflow import Action, ActNotPossible, RightMissing
from dancu.casework.models import Inspection
from dancu.offices.domain.rights import Function

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


def note(desk: Desk, code: str, *, place: str = "12 Hàng Bạc", on: date = DAY, finding: str = "Có ở thật") -> int:
    facts = {"place": place, "inspected_on": on, "finding": finding, "at": NOW}
    return casework.note_inspection(code=code, officer=desk.officer, by=desk.actor, **facts)  # type: ignore[arg-type]


def test_a_note_is_read_by_officers_and_by_no_applicant(filer: Filer) -> None:
    desk, code = build.an_officer(filer.place), filer.a_dossier()
    note(desk, code)
    (shown,) = queries.get_dossier(code, officer=desk.officer, by=desk.actor, at=NOW).inspections
    assert (shown.place, shown.inspected_on, shown.finding) == ("12 Hàng Bạc", DAY, "Có ở thật")
    assert (shown.officer, shown.agency) == (desk.officer.full_name, filer.place.name)
    assert "Có ở thật" not in repr(queries.get_own_dossier(code, by=filer.citizen, at=NOW))


def test_the_same_note_sent_twice_is_one_and_another_one_stands_beside_it(filer: Filer) -> None:
    desk, code = build.an_officer(filer.place), filer.a_dossier()
    assert note(desk, code) == note(desk, code)
    note(desk, code, finding="Đã chuyển đi")
    assert Inspection.objects.count() == 2


def test_what_is_missing_or_cannot_be_is_refused(filer: Filer) -> None:
    desk, code = build.an_officer(filer.place), filer.a_dossier()
    with pytest.raises(casework.PlaceMissing):
        note(desk, code, place=" ")
    with pytest.raises(casework.FindingMissing):
        note(desk, code, finding=" ")
    with pytest.raises(casework.NoteTooLong):
        note(desk, code, finding="x" * (casework.LONGEST_NOTE + 1))
    with pytest.raises(casework.InspectedLater):
        note(desk, code, on=NOW.date() + timedelta(days=1))
    assert not Inspection.objects.exists()


def test_who_does_not_process_it_or_is_concerned_writes_none_and_none_is_written_once_it_ended(filer: Filer) -> None:
    code, desk = filer.a_dossier(pin="001099000077"), build.an_officer(filer.place)
    with pytest.raises(RightMissing):
        note(build.an_officer(filer.place, Function.RECEPTION), code)
    with pytest.raises(OwnDossier):
        note(build.an_officer(filer.place, pin="001099000077"), code)
    act(desk, Action.REFUSE, code)
    with pytest.raises(ActNotPossible):
        note(desk, code)
