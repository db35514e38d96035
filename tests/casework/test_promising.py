"""What who receives a dossier settles: when it was received, when its result is due, that nothing is paid."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, a_receipt, act
from tests.builders.walk_ins import a_walk_in

from dancu.audit.models import AuditRow
from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.commands import promising
from dancu.casework.commands.promising import Promised, Waived
from dancu.casework.domain.filing import Channel
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier
from dancu.kernel.errors import DomainError
from dancu.offices.domain.rights import Function

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=3)
LAWFUL = "17:00 03/12/2026"


@pytest.fixture
def desk() -> Desk:
    return build.an_officer(build.an_agency())


@pytest.fixture
def filer(desk: Desk) -> Filer:
    return Filer(desk.officer.agency)


def local(text: str) -> datetime:
    return datetime.strptime(text, "%H:%M %d/%m/%Y").replace(tzinfo=timezone.get_current_timezone())


def shown(at: datetime | None) -> str:
    assert at
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}"


def received(desk: Desk, code: str, *, at: datetime = LATER, **said: object) -> Dossier:
    act(desk, Action.RECEIVE, code, at=at, **said)
    return Dossier.objects.get(code=code)


def test_nothing_said_is_now_and_the_limit_of_the_law(filer: Filer, desk: Desk) -> None:
    found = received(desk, filer.a_dossier())
    assert (found.received_at, shown(found.due_at), found.due_reason) == (LATER, LAWFUL, "")


def test_what_was_said_stands_on_dossier_receipt_and_audit(filer: Filer, desk: Desk) -> None:
    said = Promised(received_at=local("10:15 24/11/2026"), due_at=local("14:00 02/12/2026"), reason="Hẹn buổi chiều")
    found = received(desk, filer.a_dossier(), promised=said)
    assert (shown(found.received_at), shown(found.due_at)) == ("10:15 24/11/2026", "14:00 02/12/2026")
    assert found.due_reason == "Hẹn buổi chiều"
    assert found.papers.get(form="CT04").facts["received_at"] == "2026-11-24T10:15:00+07:00"
    facts = AuditRow.objects.get(act="casework.receive").facts
    assert facts["received_at"] == "2026-11-24T10:15+07:00"
    assert facts["due_at"] == "2026-12-02T14:00+07:00"
    assert facts["lawful_due_at"] == "2026-12-03T17:00+07:00"
    assert found.journal.latest("revision").at == LATER


@pytest.mark.parametrize(
    ("said", "refusal", "field"),
    [
        (Promised(received_at=local("08:59 24/11/2026")), promising.ReceptionTooEarly, "received_on"),
        (Promised(received_at=local("12:01 24/11/2026")), promising.ReceptionTooLate, "received_on"),
        (Promised(due_at=local("17:01 03/12/2026"), reason="Bận"), promising.DueTooLate, "due_on"),
        (Promised(due_at=local("12:00 24/11/2026"), reason="Nhanh"), promising.DueTooEarly, "due_on"),
        (Promised(due_at=local("10:00 29/11/2026"), reason="Nhanh"), promising.DueOnADayOff, "due_on"),
        (Promised(due_at=local("14:00 02/12/2026"), reason="  "), promising.DueReasonMissing, "due_reason"),
        (Promised(due_at=local("14:00 02/12/2026"), reason="x" * 301), promising.ReasonTooLong, "due_reason"),
    ],
)
def test_times_outside_the_law_are_refused_at_their_field_and_nothing_is_written(
    filer: Filer, desk: Desk, said: Promised, refusal: type[DomainError], field: str
) -> None:
    code = filer.a_dossier()
    with pytest.raises(refusal) as refused:
        received(desk, code, promised=said)
    assert list(refused.value.fields) == [field]
    found = Dossier.objects.get(code=code)
    assert (found.state, found.received_at) == ("submitted", None)


def test_the_limit_runs_from_when_it_is_said_to_have_been_received(filer: Filer, desk: Desk) -> None:
    tomorrow = NOW + timedelta(days=1)
    yesterday = Promised(received_at=local("16:00 24/11/2026"))
    assert shown(received(desk, filer.a_dossier(), at=tomorrow, promised=yesterday).due_at) == LAWFUL
    assert shown(received(desk, filer.a_dossier(), at=tomorrow).due_at) == "17:00 04/12/2026"
    moved = Promised(received_at=local("16:00 24/11/2026"), due_at=local("17:00 04/12/2026"), reason="Bận")
    with pytest.raises(promising.DueTooLate):
        received(desk, filer.a_dossier(), at=tomorrow, promised=moved)


def test_a_later_round_is_received_after_it_was_sent_again(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier()
    act(desk, Action.RETURN_FOR_SUPPLEMENT, code)
    draft = casework.begin_supplement(code=code, by=filer.citizen, at=NOW)
    casework.submit(draft_id=draft, channel=Channel.PORTAL, by=filer.citizen, at=LATER)
    with pytest.raises(promising.ReceptionTooEarly):
        received(desk, code, at=LATER + timedelta(hours=1), promised=Promised(received_at=NOW))
    assert received(desk, code, promised=Promised(received_at=LATER)).received_at == LATER


class TestPapersThatACounterHadBefore:
    FILED = date(2026, 11, 20)

    @pytest.fixture
    def code(self, desk: Desk) -> str:
        return a_walk_in(desk, filed_on=self.FILED, late_reason="Mất điện")

    def test_they_are_received_on_the_day_on_which_they_came(self, desk: Desk, code: str) -> None:
        seen = queries.get_dossier(code, officer=desk.officer, by=desk.actor, at=NOW)
        assert seen.had_on == self.FILED
        found = received(desk, code, promised=Promised(received_at=local("08:30 20/11/2026")))
        assert found.papers.get(form="CT04").facts["received_at"] == "2026-11-20T08:30:00+07:00"
        assert shown(found.due_at) == "17:00 02/12/2026"

    @pytest.mark.parametrize("text", ["23:59 19/11/2026", "00:00 21/11/2026"])
    def test_and_on_no_other(self, desk: Desk, code: str, text: str) -> None:
        with pytest.raises((promising.ReceptionTooEarly, promising.ReceptionTooLate)):
            received(desk, code, promised=Promised(received_at=local(text)))


class TestNothingIsPaid:
    WAIVED = Waived(exemption="disabled", proof="Giấy xác nhận khuyết tật số 12/UBND")

    def test_by_a_ground_of_the_law_and_what_proves_it(self, filer: Filer, desk: Desk) -> None:
        found = received(desk, filer.a_dossier(), waived=self.WAIVED)
        assert (found.fee_dong, found.fee_exemption, found.exemption_proof) == (0, "disabled", self.WAIVED.proof)
        facts = AuditRow.objects.get(act="casework.receive").facts
        assert (facts["fee_before"], facts["exemption"]) == (10_000, "disabled")
        assert self.WAIVED.proof not in str(facts)

    @pytest.mark.parametrize(
        ("said", "refusal"),
        [
            (Waived(exemption="", proof="Giấy"), promising.GroundMissing),
            (Waived(exemption="friend", proof="Giấy"), promising.GroundMissing),
            (Waived(exemption="disabled", proof=" "), promising.ProofMissing),
        ],
    )
    def test_not_without_them(self, filer: Filer, desk: Desk, said: Waived, refusal: type[DomainError]) -> None:
        code = filer.a_dossier()
        with pytest.raises(refusal):
            received(desk, code, waived=said)
        assert Dossier.objects.get(code=code).fee_dong == 10_000

    def test_and_not_with_a_receipt(self, filer: Filer, desk: Desk) -> None:
        with pytest.raises(casework.PaidTooMuch):
            received(desk, filer.a_dossier(), waived=self.WAIVED, receipts=(a_receipt(),))

    def test_nor_once_it_was_asked_for(self, filer: Filer, desk: Desk) -> None:
        code = filer.a_dossier()
        Dossier.objects.filter(code=code).update(payment_asked_at=NOW)
        with pytest.raises(promising.FeeAskedAlready):
            received(desk, code, waived=self.WAIVED)


def test_only_one_of_two_who_receive_at_once_sets_the_times(filer: Filer, desk: Desk) -> None:
    code, other = filer.a_dossier(), build.an_officer(desk.officer.agency, Function.RECEPTION)
    received(desk, code, seen=1, promised=Promised(received_at=local("10:15 24/11/2026")))
    with pytest.raises(casework.ActedMeanwhile):
        received(other, code, seen=1, promised=Promised(received_at=local("11:00 24/11/2026")))
    assert shown(Dossier.objects.get(code=code).received_at) == "10:15 24/11/2026"
