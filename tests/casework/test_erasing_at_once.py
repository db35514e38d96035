"""Two at one dossier whose time is over: one holds it back, two carry its list out, two put it on a list."""

import pytest
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer
from tests.builders.retention import (
    TEN_YEARS_LATER,
    a_refused_dossier,
    an_archivist,
    archive,
    decide,
    dispose,
    the,
)
from tests.builders.threads import at_once

from dancu.casework import commands
from dancu.casework.commands import ErasedAlready, NothingToDispose, disposing
from dancu.casework.domain.retention import Fate
from dancu.casework.models import Disposition, JournalEntry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("parking_permit")]


@pytest.fixture
def desks() -> tuple[Filer, Desk, Desk]:
    filer = Filer(build.an_agency())
    return filer, an_archivist(filer), an_archivist(filer)


def due(filer: Filer, desk: Desk) -> str:
    code = a_refused_dossier(filer)
    archive(desk, code)
    disposing.find_due(at=TEN_YEARS_LATER)
    return code


def test_a_dossier_is_held_back_or_erased_and_never_both(desks: tuple[Filer, Desk, Desk]) -> None:
    filer, proposer, decider = desks
    for _ in range(5):
        code = due(filer, proposer)
        disposition_id = dispose(proposer, Fate.ERASE, [code])
        decide(decider, disposition_id)
        held, erased = at_once(
            [
                lambda code=code: commands.hold_back(  # type: ignore[misc]
                    code=code, reason="Khiếu nại", officer=proposer.officer, by=proposer.actor, at=NOW
                ),
                lambda disposition_id=disposition_id: disposing.carry_out(  # type: ignore[misc]
                    disposition_id=disposition_id, at=TEN_YEARS_LATER
                ),
            ]
        )
        if isinstance(held, ErasedAlready):
            assert erased == 1
            assert the(code).erased_at == TEN_YEARS_LATER
        else:
            assert (held, erased) == (None, 0)
            assert the(code).erased_at is None


def test_two_jobs_carry_a_list_out_once(desks: tuple[Filer, Desk, Desk]) -> None:
    filer, proposer, decider = desks
    codes = [due(filer, proposer) for _ in range(3)]
    disposition_id = dispose(proposer, Fate.ERASE, codes)
    decide(decider, disposition_id)
    done = at_once([lambda: disposing.carry_out(disposition_id=disposition_id, at=TEN_YEARS_LATER)] * 2)
    assert sum(each for each in done if isinstance(each, int)) == len(codes), done
    assert JournalEntry.objects.filter(action=Fate.ERASE).count() == len(codes)


def test_a_dossier_comes_on_one_list_only(desks: tuple[Filer, Desk, Desk]) -> None:
    filer, proposer, decider = desks
    code = due(filer, proposer)
    made = at_once([lambda desk=desk: dispose(desk, Fate.ERASE, [code]) for desk in (proposer, decider)])  # type: ignore[misc]
    assert [type(each) for each in made if isinstance(each, Exception)] == [NothingToDispose]
    assert Disposition.objects.filter(fate=Fate.ERASE).count() == 1
