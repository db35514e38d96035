"""Who processes a dossier asks another agency; an officer there, and nobody else, answers once."""

import pytest
from django.db import IntegrityError, transaction
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act

from dancu.audit.models import AuditRow
from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.commands import (
    AnsweredMeanwhile,
    AnswerMissing,
    AskedAlready,
    AsksItself,
    NoteTooLong,
    NotWaitedFor,
    QuestionMissing,
)
from dancu.casework.domain.duty import OwnDossier
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action, ActNotPossible, RightMissing
from dancu.casework.models import Dossier, Verification
from dancu.casework.queries import NoSuchVerification
from dancu.offices.domain.rights import Function

pytestmark = pytest.mark.django_db


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


@pytest.fixture
def desk(filer: Filer) -> Desk:
    return build.an_officer(filer.place)


@pytest.fixture
def other() -> Desk:
    return build.an_officer(build.an_agency("79", "26743"), Function.PROCESSING)


@pytest.fixture
def code(filer: Filer, desk: Desk) -> str:
    found = filer.a_dossier()
    act(desk, Action.RECEIVE, found)
    act(desk, Action.TAKE, found)
    return found


def ask(code: str, desk: Desk, other: Desk, question: str = "Có ở đó không?") -> int:
    return casework.ask_verification(
        code=code, agency_id=other.officer.agency.id, question=question, officer=desk.officer, by=desk.actor, at=NOW
    )


def answer(asked: int, desk: Desk, text: str = "Có ở đó") -> None:
    casework.answer_verification(verification_id=asked, answer=text, officer=desk.officer, by=desk.actor, at=NOW)


def listed(desk: Desk) -> tuple[queries.AskedOfAgency, ...]:
    return queries.list_verifications(officer=desk.officer, by=desk.actor, at=NOW)[0]


def shown(code: str, desk: Desk) -> queries.DossierForOfficer:
    return queries.get_dossier(code, officer=desk.officer, by=desk.actor, at=NOW)


def test_the_answer_of_the_other_agency_stands_on_the_dossier(code: str, desk: Desk, other: Desk) -> None:
    asked = ask(code, desk, other)
    assert shown(code, desk).verifications_open == (other.officer.agency.name,)
    answer(asked, other)
    (found,) = shown(code, desk).verifications
    assert (found.question, found.answer, found.answered_by) == ("Có ở đó không?", "Có ở đó", other.officer.full_name)
    assert shown(code, desk).verifications_open == ()


def test_a_question_stops_neither_the_proposal_nor_the_clock(code: str, desk: Desk, other: Desk) -> None:
    before = Dossier.objects.get().due_at
    ask(code, desk, other)
    assert act(desk, Action.PROPOSE, code) is State.PROPOSED
    assert Dossier.objects.get().due_at == before


def test_the_asked_agency_sees_the_question_and_not_the_dossier(code: str, desk: Desk, other: Desk) -> None:
    ask(code, desk, other)
    (found,) = listed(other)
    assert (found.code, found.question, found.open) == (code, "Có ở đó không?", True)
    with pytest.raises(NoSuchDossier):
        shown(code, other)


def test_an_open_question_stands_before_answered_ones(code: str, desk: Desk, other: Desk) -> None:
    first = ask(code, desk, other)
    answer(first, other)
    second = ask(code, desk, other)
    assert [each.id for each in listed(other)] == [second, first]


def test_neither_a_third_agency_nor_who_does_not_process_reads_or_answers(code: str, desk: Desk, other: Desk) -> None:
    asked = ask(code, desk, other)
    third = build.an_officer(build.an_agency("01", "00004"))
    receiver = build.an_officer(other.officer.agency, Function.RECEPTION)
    for stranger in (third, receiver, desk):
        assert listed(stranger) == ()
        with pytest.raises(NoSuchVerification):
            queries.get_verification(asked, officer=stranger.officer, by=stranger.actor, at=NOW)
        with pytest.raises(NoSuchVerification):
            answer(asked, stranger)


def test_who_is_concerned_himself_does_not_answer(code: str, desk: Desk, other: Desk) -> None:
    asked = ask(code, desk, other)
    pin = Dossier.objects.get().concerned_pins[0]
    himself = build.an_officer(other.officer.agency, Function.PROCESSING, pin=pin)
    assert listed(himself) == ()
    with pytest.raises(OwnDossier):
        answer(asked, himself)


def test_only_who_processes_asks_and_only_while_it_is_processed(
    filer: Filer, code: str, desk: Desk, other: Desk
) -> None:
    with pytest.raises(RightMissing):
        ask(code, build.an_officer(filer.place, Function.RECEPTION), other)
    with pytest.raises(NoSuchDossier):
        ask(code, other, desk)
    act(desk, Action.PROPOSE, code)
    assert not shown(code, desk).may_ask_verification
    with pytest.raises(ActNotPossible):
        ask(code, desk, other)


def test_what_is_asked_and_answered_is_written_and_not_endless(code: str, desk: Desk, other: Desk) -> None:
    with pytest.raises(QuestionMissing):
        ask(code, desk, other, " ")
    with pytest.raises(NoteTooLong):
        ask(code, desk, other, "x" * 4001)
    with pytest.raises(AsksItself):
        ask(code, desk, desk)
    asked = ask(code, desk, other)
    with pytest.raises(AskedAlready):
        ask(code, desk, other)
    with pytest.raises(AnswerMissing):
        answer(asked, other, "  ")


def test_the_first_answer_stands_and_the_second_officer_is_told(code: str, desk: Desk, other: Desk) -> None:
    asked = ask(code, desk, other)
    answer(asked, other)
    with pytest.raises(AnsweredMeanwhile) as refused:
        answer(asked, build.an_officer(other.officer.agency), "Không ở đó")
    assert refused.value.facts["officer"] == other.officer.full_name
    assert Verification.objects.get().answer == "Có ở đó"


def test_nobody_waits_for_an_answer_once_the_dossier_has_ended(
    filer: Filer, code: str, desk: Desk, other: Desk
) -> None:
    asked = ask(code, desk, other)
    casework.perform(Action.ASK_WITHDRAWAL, code=code, by=filer.citizen, at=NOW, note="Thôi")
    act(desk, Action.GRANT_WITHDRAWAL, code)
    assert listed(other) == ()
    with pytest.raises(NotWaitedFor):
        answer(asked, other)


def test_asking_reading_and_answering_are_audited(code: str, desk: Desk, other: Desk) -> None:
    asked = ask(code, desk, other)
    queries.get_verification(asked, officer=other.officer, by=other.actor, at=NOW)
    listed(other)
    answer(asked, other)
    acts = set(AuditRow.objects.values_list("act", flat=True))
    wanted = {"verification_asked", "verification_read", "verifications_listed", "verification_answered"}
    assert {f"casework.{each}" for each in wanted} <= acts


def test_the_database_holds_no_answer_of_nobody(code: str, desk: Desk, other: Desk) -> None:
    ask(code, desk, other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Verification.objects.update(answer="Có", answered_at=NOW)


class TestAsAPaper:
    """The parking permit draws no CT10; residence procedures do."""

    def test_a_procedure_without_the_form_asks_without_a_paper(self, code: str, desk: Desk, other: Desk) -> None:
        assert Verification.objects.get(pk=ask(code, desk, other)).paper is None
