"""The judge of the drills finds what is lost, doubled or not told, and lets pass what is whole."""

from collections import Counter
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from drills.judging import PAPERS, TOLD, WAYS, Evidence, Ledger, Verdict, judge

CODE = "G01.001.002.003-261127-0001"
OTHER = "G01.001.002.003-261127-0002"
ACTS = ("submit", "receive", "take", "propose", "approve")
DRAFT = uuid4()


@pytest.fixture
def promised() -> Ledger:
    ledger = Ledger()
    ledger.submitted(DRAFT, CODE)
    for act in ACTS[1:]:
        ledger.acted(CODE, act)
    return ledger


@pytest.fixture
def kept() -> Evidence:
    """All that a whole course leaves."""
    course = Counter((CODE, act) for act in ACTS)
    papers = Counter((CODE, PAPERS[act]) for act in ACTS if act in PAPERS)
    messages = Counter((CODE, act, way) for act in ACTS if act in TOLD for way in WAYS)
    return Evidence(
        dossiers=Counter([CODE]),
        drafts={DRAFT: [CODE]},
        journal=course,
        audit=course.copy(),
        papers=papers,
        signed=papers.copy(),
        messages=messages,
        arrived=frozenset(messages),
    )


def counts(verdict: Verdict) -> tuple[int, int, int, int]:
    return len(verdict.lost), len(verdict.doubled), len(verdict.notices_missing), len(verdict.unsealed)


def test_what_is_whole_passes(promised: Ledger, kept: Evidence) -> None:
    verdict = judge(promised, kept)
    assert not verdict.broken
    assert verdict.figures() == {
        "acknowledged": 5,
        "lost": 0,
        "doubled": 0,
        "notices_missing": 0,
        "papers_unsigned": 0,
        "audit_findings": 0,
    }


def test_an_acknowledged_act_that_left_no_line_is_lost(promised: Ledger, kept: Evidence) -> None:
    del kept.journal[CODE, "take"], kept.audit[CODE, "take"]
    assert counts(judge(promised, kept)) == (1, 0, 0, 0)


@pytest.mark.parametrize("drafts", [{}, {DRAFT: [OTHER]}])
def test_a_draft_that_did_not_become_what_its_filer_was_told_is_lost(
    promised: Ledger, kept: Evidence, drafts: dict[UUID, list[str]]
) -> None:
    assert counts(judge(promised, replace(kept, drafts=drafts))) == (1, 0, 0, 0)


def test_a_paper_that_was_not_issued_is_lost(promised: Ledger, kept: Evidence) -> None:
    del kept.papers[CODE, "CT08"], kept.signed[CODE, "CT08"]
    assert counts(judge(promised, kept)) == (1, 0, 0, 0)


def test_a_paper_that_nobody_has_signed_is_told(promised: Ledger, kept: Evidence) -> None:
    del kept.signed[CODE, "CT08"]
    verdict = judge(promised, kept)
    assert verdict.unsigned == verdict.broken == (f"{CODE}: CT08 was never signed",)


def test_what_was_done_but_never_answered_must_be_whole_too(promised: Ledger, kept: Evidence) -> None:
    promised.acts.remove((CODE, "approve"))
    del kept.papers[CODE, "CT08"], kept.signed[CODE, "CT08"]
    assert counts(judge(promised, kept)) == (1, 0, 0, 0)


@pytest.mark.parametrize("what", ["papers", "signed", "dossiers", "messages"])
def test_what_is_there_twice_is_doubled(promised: Ledger, kept: Evidence, what: str) -> None:
    counted = getattr(kept, what)
    counted[next(iter(counted))] += 1
    assert counts(judge(promised, kept)) == (0, 1, 0, 0)


def test_an_act_that_is_done_twice_is_doubled(promised: Ledger, kept: Evidence) -> None:
    kept.journal[CODE, "approve"] = kept.audit[CODE, "approve"] = 2
    assert counts(judge(promised, kept)) == (0, 1, 0, 0)


def test_a_draft_that_became_two_dossiers_is_doubled(promised: Ledger, kept: Evidence) -> None:
    assert counts(judge(promised, replace(kept, drafts={DRAFT: [CODE, OTHER]}))) == (0, 1, 0, 0)


def test_two_filers_who_were_told_the_same_code_are_doubled(promised: Ledger, kept: Evidence) -> None:
    another = uuid4()
    promised.submitted(another, CODE)
    found = replace(kept, drafts={DRAFT: [CODE], another: [CODE]})
    assert counts(judge(promised, found)) == (0, 1, 0, 0)


def test_a_message_that_does_not_exist_or_has_not_arrived_is_missing(promised: Ledger, kept: Evidence) -> None:
    mail = (CODE, "approve", "email")
    assert counts(judge(promised, replace(kept, arrived=kept.arrived - {mail}))) == (0, 0, 1, 0)
    del kept.messages[mail]
    assert counts(judge(promised, kept)) == (0, 0, 1, 0)


def test_an_act_that_the_audit_does_not_know_and_a_broken_seal_are_told(promised: Ledger, kept: Evidence) -> None:
    del kept.audit[CODE, "take"]
    assert counts(judge(promised, replace(kept, broken_seals=1))) == (0, 0, 0, 2)
