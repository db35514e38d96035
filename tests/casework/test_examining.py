"""What who receives examines before: documents, special categories, the declaration beside the register."""

import pytest
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act

from dancu.audit.models import AuditRow
from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action, ActNotPossible
from dancu.casework.models import ExaminedDocument, RegisterCheck
from dancu.casework.queries import DossierForOfficer
from dancu.offices.domain.rights import Function

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parking_permit")]


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


@pytest.fixture
def desk(filer: Filer) -> Desk:
    return build.an_officer(filer.place)


def seen(desk: Desk, code: str) -> DossierForOfficer:
    return queries.get_dossier(code, officer=desk.officer, by=desk.actor, at=NOW)


def find(desk: Desk, code: str, *, sufficient: bool, document: str = "registration") -> None:
    found = {document: sufficient}
    casework.examine_documents(code=code, found=found, officer=desk.officer, by=desk.actor, at=NOW)


def test_a_finding_is_remembered_with_who_and_when(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier()
    find(desk, code, sufficient=False)
    found = seen(desk, code).examined["registration"]
    assert (found.sufficient, found.officer, found.at) == (False, desk.officer.full_name, NOW)


def test_the_last_finding_counts_and_the_audit_keeps_both(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier()
    find(desk, code, sufficient=False)
    find(build.an_officer(filer.place), code, sufficient=True)
    assert ExaminedDocument.objects.get().sufficient
    assert AuditRow.objects.filter(act="casework.documents_examined").count() == 2


def test_a_document_that_is_not_sufficient_stops_reception(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier()
    find(desk, code, sufficient=False)
    with pytest.raises(casework.DocumentsInsufficient):
        act(desk, Action.RECEIVE, code)
    find(desk, code, sufficient=True)
    assert act(desk, Action.RECEIVE, code) is State.RECEIVED


def test_what_is_sent_again_is_examined_anew(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier()
    find(desk, code, sufficient=False)
    act(desk, Action.RETURN_FOR_SUPPLEMENT, code)
    filer.supplements(code)
    assert not seen(desk, code).examined
    assert act(desk, Action.RECEIVE, code) is State.RECEIVED


def test_documents_of_another_case_are_not_examined(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier()
    find(desk, code, sufficient=False, document="unheard_of")
    assert not ExaminedDocument.objects.exists()


def test_who_may_neither_receive_nor_return_examines_nothing(filer: Filer) -> None:
    code = filer.a_dossier()
    leader = build.an_officer(filer.place, Function.APPROVAL)
    with pytest.raises(ActNotPossible):
        find(leader, code, sufficient=False)
    assert not seen(leader, code).may_examine


def test_several_categories_are_kept_at_reception(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier()
    act(desk, Action.RECEIVE, code, categories=["policy_family", "ethnic_minority"])
    assert seen(desk, code).special_categories == ("Dân tộc thiểu số", "Gia đình chính sách")


def test_a_category_that_is_not_in_the_list_is_refused(filer: Filer, desk: Desk) -> None:
    with pytest.raises(casework.NoSuchCategory):
        act(desk, Action.RECEIVE, filer.a_dossier(), categories=["test"])


def test_nobody_is_in_no_category_and_in_one(filer: Filer, desk: Desk) -> None:
    with pytest.raises(casework.CategoriesContradict):
        act(desk, Action.RECEIVE, filer.a_dossier(), categories=["none", "armed_forces"])


def test_a_comparison_is_written_down_with_what_came_of_it(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier(mismatch=True)
    casework.check_register(code=code, officer=desk.officer, by=desk.actor, at=NOW)
    check = seen(desk, code).last_check
    assert check
    assert (check.differing, check.blocking, check.officer) == (1, ("unknown_plate",), desk.officer.full_name)


def test_reception_compares_anew_in_its_own_transaction(filer: Filer, desk: Desk) -> None:
    right, wrong = filer.a_dossier(), filer.a_dossier(mismatch=True)
    act(desk, Action.RECEIVE, right)
    with pytest.raises(casework.Mismatched):
        act(desk, Action.RECEIVE, wrong)
    assert [check.dossier.code for check in RegisterCheck.objects.all()] == [right]
