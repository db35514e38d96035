"""Many at once: whoever comes second is told who was first, nothing is done twice, and nothing that was sent is lost."""

import itertools
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act
from tests.builders.payments import pay
from tests.builders.threads import Signal, at_once, until_somebody_waits
from tests.fakes.parking_permit import PROCEDURE

from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.authorisation import options
from dancu.casework.commands import paying
from dancu.casework.domain.codes import is_dossier_code
from dancu.casework.domain.duty import InHand
from dancu.casework.domain.filing import Channel
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import GIVING, Action, ActNotPossible
from dancu.casework.models import Attachment, Dossier, DossierCounter, Draft, Paper, Submission, Verification
from dancu.casework.queries import DossierFilters, NoSuchDraft, Queue
from dancu.kernel.money import Money
from dancu.notices.models import Message
from dancu.payments import commands as payments
from dancu.payments.models import TransferRow

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 24)


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


def submit(filer: Filer, draft: UUID) -> str:
    return casework.submit(draft_id=draft, channel=Channel.PORTAL, by=filer.citizen, at=NOW).code


def test_fifty_submits_of_one_draft_make_one_dossier_and_get_fifty_equal_answers(filer: Filer) -> None:
    draft = filer.a_draft()
    answers = at_once([lambda: submit(filer, draft)] * 50)
    assert answers == [f"{filer.place.code}-261124-0001"] * 50
    assert Dossier.objects.count() == Submission.objects.count() == Paper.objects.count() == 1
    assert Message.objects.count() == 1


def test_codes_are_unique_and_rise_past_9999_a_day_under_sixteen_writers(filer: Filer) -> None:
    DossierCounter.objects.create(agency_id=filer.place.id, day=DAY, last=9_983)
    drafts = [(filer.a_draft(), filer.a_draft()) for _ in range(16)]
    both = at_once([lambda pair=pair: [submit(filer, draft) for draft in pair] for pair in drafts])
    codes = [f"{filer.place.code}-261124-{number}" for number in range(9_984, 10_016)]
    assert sorted(itertools.chain(*both), key=len_and_text) == codes  # type: ignore[arg-type]
    assert all(len_and_text(first) < len_and_text(second) for first, second in both)  # type: ignore[misc]
    assert list(Dossier.objects.order_by("pk").values_list("code", flat=True)) == codes
    assert all(is_dossier_code(code) for code in codes)


def len_and_text(code: str) -> tuple[int, str]:
    return len(code), code


def test_lists_and_searches_hold_their_order_past_9999_a_day(filer: Filer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dancu.casework.queries.search.PAGE", 2)
    DossierCounter.objects.create(agency_id=filer.place.id, day=DAY, last=9_997)
    codes, desk = [filer.a_dossier() for _ in range(5)], build.an_officer(filer.place)
    assert [code.rpartition("-")[2] for code in codes] == ["9998", "9999", "10000", "10001", "10002"]
    seen, after = [], ""
    for _ in range(3):
        page = _search(desk, after=after)
        seen, after = [*seen, *(row.code for row in page.rows)], page.after
    assert (seen, after) == (codes[::-1], "")
    assert [row.code for row in _search(desk, code=codes[3]).rows] == [codes[3]]
    assert queries.get_own_dossier(codes[4], by=filer.citizen, at=NOW).code == codes[4]


def _search(desk: Desk, *, after: str = "", code: str = "") -> queries.Page:
    filters = DossierFilters(queue=Queue.ALL, code=code)
    return queries.search_dossiers(officer=desk.officer, filters=filters, by=desk.actor, at=NOW, after=after)


def attach(filer: Filer, draft: UUID, file: int) -> int:
    return casework.attach(
        draft_id=draft, document="registration", file_id=file, name="them.pdf", by=filer.citizen, at=NOW
    )


def test_files_attached_while_submitting_are_in_the_dossier_or_refused(filer: Filer) -> None:
    draft, files = filer.a_draft(), [build.a_file().pk for _ in range(8)]
    acts: list[Callable[[], Any]] = [lambda file=file: attach(filer, draft, file) for file in files]
    *answers, code = at_once([*acts, lambda: submit(filer, draft)])
    taken = {answer for answer in answers if isinstance(answer, int)}
    assert all(isinstance(answer, (int, NoSuchDraft)) for answer in answers)
    kept = Attachment.objects.filter(dossier__code=code, name="them.pdf").values_list("pk", flat=True)
    assert set(kept) == taken


def test_a_file_whose_attaching_the_submission_waited_for_is_in_the_dossier(filer: Filer) -> None:
    draft, file, attached = filer.a_draft(), build.a_file().pk, Signal()

    def first() -> int:
        with transaction.atomic():
            taken = attach(filer, draft, file)
            attached.give()
            until_somebody_waits()
        return taken

    def second() -> str:
        attached.wait()
        return submit(filer, draft)

    taken, code = at_once([first, second])
    assert Attachment.objects.get(pk=taken).dossier == Dossier.objects.get(code=code)


def test_a_file_detached_while_submitting_is_gone_or_its_detaching_refused(filer: Filer) -> None:
    draft = filer.a_draft()
    extra = attach(filer, draft, build.a_file().pk)

    def detach() -> None:
        casework.detach(draft_id=draft, attachment_id=extra, by=filer.citizen, at=NOW)

    refused, code = at_once([detach, lambda: submit(filer, draft)])
    assert refused is None or isinstance(refused, NoSuchDraft)
    assert Attachment.objects.filter(dossier__code=code, pk=extra).exists() is (refused is not None)


def test_the_only_required_file_is_not_taken_off_a_draft_that_is_being_submitted(filer: Filer) -> None:
    draft = filer.a_draft()
    only = queries.get_draft(draft, by=filer.citizen, at=NOW).attachments["registration"][0].id

    def detach() -> None:
        casework.detach(draft_id=draft, attachment_id=only, by=filer.citizen, at=NOW)

    _, answer = at_once([detach, lambda: submit(filer, draft)])
    made = Dossier.objects.first()
    assert isinstance(answer, casework.Incomplete) if made is None else made.attachments.count() == 1


def test_a_supplement_begun_in_eight_windows_is_one_draft(filer: Filer) -> None:
    code = filer.a_dossier()
    act(build.an_officer(filer.place), Action.RETURN_FOR_SUPPLEMENT, code)
    begun = at_once([lambda: casework.begin_supplement(code=code, by=filer.citizen, at=NOW)] * 8)
    assert set(begun) == {Draft.objects.get().pk}


def test_a_draft_discarded_while_submitting_is_a_dossier_or_gone(filer: Filer) -> None:
    draft = filer.a_draft()
    discard = lambda: casework.discard_draft(draft_id=draft, by=filer.citizen, at=NOW)  # noqa: E731
    gone, answer = at_once([discard, lambda: submit(filer, draft)])
    assert isinstance(gone, NoSuchDraft) is isinstance(answer, str)
    assert Dossier.objects.count() == (1 if isinstance(answer, str) else 0)


def test_papers_are_numbered_without_gap_or_double_under_sixteen_writers(filer: Filer) -> None:
    desk, codes = build.an_officer(filer.place), [filer.a_dossier() for _ in range(16)]
    at_once([lambda code=code: act(desk, Action.RECEIVE, code) for code in codes])
    numbers = Paper.objects.filter(form="CT04").values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, 17))


class Course:
    """A way through the workflow's own table: it leads a new dossier to any state, and knows what can be done there."""

    def __init__(self, filer: Filer) -> None:
        self.filer, self.worker, self.leader = filer, build.an_officer(filer.place), build.an_officer(filer.place)
        self.rival, self.idle = build.an_officer(filer.place), build.an_officer(filer.place)
        self.paths = build.paths()

    def dossier(self, state: State, *, withdrawal_asked: bool = False, payment_asked: bool = False) -> str:
        code = self.filer.a_dossier()
        for action in self.paths[state]:
            if action is Action.GRANT_WITHDRAWAL:
                self.do(Action.ASK_WITHDRAWAL, code)
            self.do(action, code)
        # In nobody's hands: so any of them may propose, and none hand it over.
        Dossier.objects.filter(code=code).update(assignee=None)
        if withdrawal_asked:
            self.do(Action.ASK_WITHDRAWAL, code)
        if payment_asked:
            # A part of it came online, so that it can be paid back as well.
            Dossier.objects.filter(code=code).update(payment_asked_at=NOW)
            pay(payments.ask_for(Money(1_000), about=code, at=NOW).memo, 1_000)
            paying.settle(transfer_id=TransferRow.objects.latest("pk").pk, about=code, at=NOW)
        return code

    def do(self, action: Action, code: str, *, by: Desk | None = None, seen: int | None = None) -> object:
        if action is Action.RESUBMIT:
            return self.filer.supplements(code)
        if action is Action.ASK_WITHDRAWAL:
            return casework.perform(action, code=code, by=self.filer.citizen, at=NOW, seen=seen)
        desk = by or (self.leader if action in {Action.APPROVE, Action.REJECT, Action.SEND_BACK} else self.worker)
        more = {
            Action.RECORD_PAYMENT: {"receipts": (build.a_receipt(),)},
            Action.REFUND: {"refund": Money(1_000)},
            **{giving: {"assignee": self.idle.officer.id} for giving in GIVING},
        }.get(action, {})
        return act(desk, action, code, seen=seen, **more)

    def rivalries(self) -> list[tuple[str, Action, Action, int]]:
        """Make one dossier for each pair of acts that could be done to it now, in each state."""
        found, done = [], set()
        for state, asked, owed in itertools.product(self.paths, (False, True), (False, True)):
            if asked and not any(
                a.source is state and a.action is Action.ASK_WITHDRAWAL for a in PROCEDURE.workflow.arrows
            ):
                continue
            if owed and not any(
                a.source is state and a.action is Action.RECORD_PAYMENT for a in PROCEDURE.workflow.arrows
            ):
                continue
            example = Dossier.objects.get(code=self.dossier(state, withdrawal_asked=asked, payment_asked=owed))
            acts = [
                arrow.action
                for officer in (self.leader.officer, None)
                for arrow in options(dossier=example, procedure=PROCEDURE, officer=officer)
            ]
            for pair in itertools.combinations_with_replacement(acts, 2):
                if (state, *pair) not in done:
                    done.add((state, *pair))
                    code = self.dossier(state, withdrawal_asked=asked, payment_asked=owed)
                    found.append((code, *pair, Dossier.objects.get(code=code).revision))
        return found


def test_of_any_two_acts_at_once_one_wins_and_the_other_is_told_who_did_what_and_when(filer: Filer) -> None:
    course = Course(filer)
    rivalries = course.rivalries()
    tried = {action for _, first, second, _ in rivalries for action in (first, second)}
    assert tried == {arrow.action for arrow in PROCEDURE.workflow.arrows} - {Action.HAND_OVER}
    for code, first, second, seen in rivalries:
        answers = at_once(
            [
                lambda code=code, first=first, seen=seen: course.do(first, code, by=course.leader, seen=seen),
                lambda code=code, second=second, seen=seen: course.do(second, code, by=course.rival, seen=seen),
            ]
        )
        told = [answer for answer in answers if isinstance(answer, Exception)]
        dossier = Dossier.objects.get(code=code)
        assert dossier.journal.count() == dossier.revision
        if Action.RESUBMIT in {first, second}:
            # A submission answers the agency, not a page: after a request to withdraw it still stands.
            assert len(told) <= 1, (code, first, second, answers)
            assert all(isinstance(each, (casework.ActedMeanwhile, ActNotPossible, NoSuchDraft)) for each in told), told
            continue
        assert len(told) == 1, (dossier.state, first, second, answers)
        last = dossier.journal.latest("revision")
        assert isinstance(told[0], casework.ActedMeanwhile), (first, second, told)
        agency = filer.place.name if last.agency_id else ""
        assert told[0].facts == {"agency": agency, "at": "09:00 24/11/2026", "action": last.action}


def test_who_proposes_while_his_chief_assigns_it_anew_is_first_or_told_who_has_it_now(filer: Filer) -> None:
    worker, other, chief = (build.an_officer(filer.place) for _ in range(3))
    for _ in range(10):
        code = filer.a_dossier()
        act(worker, Action.RECEIVE, code)
        act(worker, Action.TAKE, code)
        proposed, assigned = at_once(
            [
                lambda code=code: act(worker, Action.PROPOSE, code),
                lambda code=code: act(chief, Action.ASSIGN, code, assignee=other.officer.id),
            ]
        )
        dossier = Dossier.objects.get(code=code)
        if proposed is State.PROPOSED:
            assert isinstance(assigned, ActNotPossible)
            assert (dossier.state, dossier.proposer_id) == (State.PROPOSED, worker.officer.id)
        else:
            assert isinstance(proposed, InHand)
            assert proposed.facts == {"officer": other.officer.full_name}
            assert (dossier.state, dossier.assignee_id) == (State.PROCESSING, other.officer.id)


def test_of_two_answers_to_one_question_one_stands_and_the_other_is_told(filer: Filer) -> None:
    desk, other = build.an_officer(filer.place), build.an_officer(build.an_agency("79", "26743"))
    code = filer.a_dossier()
    act(desk, Action.RECEIVE, code)
    act(desk, Action.TAKE, code)
    asked = casework.ask_verification(
        code=code, agency_id=other.officer.agency.id, question="?", officer=desk.officer, by=desk.actor, at=NOW
    )

    def answer(text: str) -> str:
        facts = {"officer": other.officer, "by": other.actor, "at": NOW}
        casework.answer_verification(verification_id=asked, answer=text, **facts)
        return text

    answers = at_once([lambda: answer("Có"), lambda: answer("Không")])
    assert [type(each) for each in answers].count(casework.AnsweredMeanwhile) == 1
    assert Verification.objects.get().answer in answers
