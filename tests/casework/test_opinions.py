"""Whoever must agree to a dossier may do so online: asked with it, answering once, and reception waits for him."""

from typing import Any
from uuid import UUID

import pytest
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, a_file, act
from tests.builders.jobs import forget_jobs, queued
from tests.builders.threads import at_once

from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.commands import Incomplete, NobodyToAsk, NotAskedAnyMore, OpinionGiven, RefusalReasonMissing
from dancu.casework.domain.duty import OpinionsOpen
from dancu.casework.domain.filing import Channel
from dancu.casework.domain.opinions import OpinionState
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier, Opinion
from dancu.casework.procedures import NoSuchProcedure
from dancu.casework.queries import NoSuchOpinion
from dancu.kernel.actor import Actor
from dancu.notices.models import Message

pytestmark = pytest.mark.django_db

OWNER, ANOTHER = "001070000222", "001070000333"


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


@pytest.fixture
def desk(filer: Filer) -> Desk:
    return build.an_officer(filer.place)


@pytest.fixture
def owner() -> Actor:
    return build.a_citizen()


def a_draft(filer: Filer, *, owner_pin: str = OWNER) -> UUID:
    return filer.a_draft(leased=True, owner_pin=owner_pin)


def ask(filer: Filer, draft: UUID, **whom: str) -> None:
    casework.ask_online(draft_id=draft, document="owner_consent", by=filer.citizen, at=NOW, **whom)


def submit(filer: Filer, draft: UUID) -> str:
    return casework.submit(draft_id=draft, channel=Channel.PORTAL, by=filer.citizen, at=NOW).code


def asked(filer: Filer) -> str:
    """Return a dossier whose owner is asked online."""
    draft = a_draft(filer)
    ask(filer, draft)
    return submit(filer, draft)


def give(owner: Actor, *, agrees: bool = True, note: str = "", pin: str = OWNER) -> None:
    casework.give_opinion(
        opinion_id=Opinion.objects.latest("asked_at", "pk").pk,
        proved_numbers=[pin],
        agrees=agrees,
        note=note,
        by=owner,
        at=NOW,
    )


def told(template: str) -> int:
    return Message.objects.filter(notice=template).count()


def test_without_paper_or_question_the_dossier_is_not_complete(filer: Filer) -> None:
    with pytest.raises(Incomplete) as refused:
        submit(filer, a_draft(filer))
    assert "document:owner_consent" in refused.value.fields


def test_reception_waits_for_the_opinion_and_goes_on_once_it_is_given(filer: Filer, desk: Desk, owner: Actor) -> None:
    code = asked(filer)
    offered = queries.get_dossier(code, officer=desk.officer, by=desk.actor, at=NOW).options
    assert Action.RECEIVE not in {arrow.action for arrow in offered}
    with pytest.raises(OpinionsOpen):
        act(desk, Action.RECEIVE, code)
    give(owner, note="Đồng ý cho thuê")
    assert told("dossier_opinion_agreed") == 1
    (view,) = queries.get_dossier(code, officer=desk.officer, by=desk.actor, at=NOW).opinions
    assert (view.name, view.state, view.note) == ("Trần Văn Chủ", OpinionState.AGREED, "Đồng ý cho thuê")
    assert act(desk, Action.RECEIVE, code) is State.RECEIVED


def test_a_refusal_says_why_and_the_dossier_can_only_be_returned_or_refused(
    filer: Filer, desk: Desk, owner: Actor
) -> None:
    code = asked(filer)
    with pytest.raises(RefusalReasonMissing):
        give(owner, agrees=False, note="  ")
    give(owner, agrees=False, note="Tôi không cho thuê")
    assert told("dossier_opinion_refused") == 1
    with pytest.raises(OpinionsOpen):
        act(desk, Action.RECEIVE, code)
    act(desk, Action.RETURN_FOR_SUPPLEMENT, code)
    draft = casework.begin_supplement(code=code, by=filer.citizen, at=NOW)
    casework.attach(
        draft_id=draft, document="owner_consent", file_id=a_file().pk, name="dong-y.pdf", by=filer.citizen, at=NOW
    )
    submit(filer, draft)
    assert not Opinion.objects.exists()
    assert act(desk, Action.RECEIVE, code) is State.RECEIVED


def test_who_agreed_is_not_asked_again_in_the_next_round(filer: Filer, desk: Desk, owner: Actor) -> None:
    code = asked(filer)
    give(owner)
    act(desk, Action.RETURN_FOR_SUPPLEMENT, code)
    filer.supplements(code)
    assert Opinion.objects.get().state == OpinionState.AGREED
    assert act(desk, Action.RECEIVE, code) is State.RECEIVED


def test_who_has_not_answered_or_refused_is_asked_anew(filer: Filer, desk: Desk, owner: Actor) -> None:
    code = asked(filer)
    before = Opinion.objects.get().pk
    give(owner, agrees=False, note="Không")
    act(desk, Action.RETURN_FOR_SUPPLEMENT, code)
    filer.supplements(code)
    again = Opinion.objects.get()
    assert (again.state, again.pk != before) == (OpinionState.ASKED, True)
    assert Dossier.objects.get(code=code).opinions_open == 1
    give(owner)
    assert Dossier.objects.get(code=code).opinions_open == 0


def test_only_who_has_proved_the_number_may_read_and_answer(filer: Filer, owner: Actor) -> None:
    asked(filer)
    for pin in (ANOTHER, ""):
        with pytest.raises(NoSuchOpinion):
            give(owner, pin=pin)
        with pytest.raises(NoSuchOpinion):
            queries.get_asked(Opinion.objects.get().pk, proved_numbers=[pin], by=owner, at=NOW)
        assert queries.list_asked_of([pin or "-"], by=owner, at=NOW) == ()
    found, _sections = queries.get_asked(Opinion.objects.get().pk, proved_numbers=[OWNER], by=owner, at=NOW)
    assert (found.applicant, found.open) == ("Nguyễn Thị Ánh", True)
    assert [each.code for each in queries.list_asked_of([OWNER], by=owner, at=NOW)] == [found.code]


def test_an_opinion_is_given_once(filer: Filer, owner: Actor) -> None:
    asked(filer)
    give(owner)
    with pytest.raises(OpinionGiven):
        give(owner, agrees=False, note="Doch nicht")


def test_nobody_is_waited_for_once_the_dossier_has_ended(filer: Filer, desk: Desk, owner: Actor) -> None:
    code = asked(filer)
    act(desk, Action.REFUSE, code)
    with pytest.raises(NotAskedAnyMore):
        give(owner)
    found, _sections = queries.get_asked(Opinion.objects.get().pk, proved_numbers=[OWNER], by=owner, at=NOW)
    assert (found.ended, found.open) == (True, False)


def test_whom_the_declaration_does_not_name_the_applicant_names(filer: Filer) -> None:
    draft = a_draft(filer, owner_pin="")
    for whom in ({}, {"name": "Trần Văn Chủ"}, {"name": "T", "pin": OWNER}, {"name": "Trần Văn Chủ", "pin": "0123"}):
        with pytest.raises(NobodyToAsk):
            ask(filer, draft, **whom)
    ask(filer, draft, name="  Trần   Văn Chủ ", pin="001 070 000 222")
    submit(filer, draft)
    row = Opinion.objects.get()
    assert (row.name, row.pin) == ("Trần Văn Chủ", OWNER)


def test_whom_the_declaration_names_is_asked_whatever_the_page_says(filer: Filer) -> None:
    draft = a_draft(filer)
    ask(filer, draft, name="Ai Khác", pin=ANOTHER)
    submit(filer, draft)
    assert Opinion.objects.get().pin == OWNER


@pytest.mark.parametrize(("document", "refusal"), [("registration", NobodyToAsk), ("no_such", NoSuchProcedure)])
def test_only_an_opinion_is_asked_for_online(filer: Filer, document: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        casework.ask_online(draft_id=a_draft(filer), document=document, by=filer.citizen, at=NOW)


def test_a_question_can_be_taken_back_and_a_paper_stands_in_for_it(filer: Filer) -> None:
    draft = a_draft(filer)
    ask(filer, draft)
    casework.ask_on_paper(draft_id=draft, document="owner_consent", by=filer.citizen, at=NOW)
    with pytest.raises(Incomplete):
        submit(filer, draft)
    ask(filer, draft)
    casework.attach(
        draft_id=draft, document="owner_consent", file_id=a_file().pk, name="dong-y.pdf", by=filer.citizen, at=NOW
    )
    submit(filer, draft)
    assert not Opinion.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_agreeing_and_refusing_at_once_is_one_answer(filer: Filer, owner: Actor) -> None:
    code = asked(filer)
    answers: list[Any] = at_once(
        [lambda: give(owner), lambda: give(owner, agrees=False, note="Không"), lambda: give(owner)]
    )
    assert [type(each) for each in answers].count(OpinionGiven) == 2
    row, dossier = Opinion.objects.get(), Dossier.objects.get(code=code)
    assert dossier.opinions_open == (0 if row.state == OpinionState.AGREED else 1)
    forget_jobs()


@pytest.mark.django_db(transaction=True)
def test_who_is_asked_is_told_after_the_submission_has_committed(filer: Filer) -> None:
    forget_jobs()
    asked(filer)
    (job,) = queued("identity.tell_who_is_asked")
    assert (job["pin"], job["opinion"]) == (OWNER, str(Opinion.objects.get().pk))
    forget_jobs()
