"""What was promised to people, and what is left of it: no act lost, none done twice, every notice sent."""

import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

Act = tuple[str, str]
"""Code of the dossier, and what was done to it."""

PAPERS = {"submit": "CT01", "receive": "CT04", "approve": "CT08", "reject": "CT06"}
"""What each act issues."""
TOLD = frozenset({"submit", "receive", "approve", "reject"})
"""Acts that the applicant is told of."""
WAYS = ("inbox", "email")
"""How he wishes to be told."""


@dataclass
class Ledger:
    """What clients were told is done; many write into it at once."""

    drafts: dict[UUID, str] = field(default_factory=dict)
    """Which dossier a draft became."""
    acts: list[Act] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def submitted(self, draft_id: UUID, code: str) -> None:
        with self._lock:
            self.drafts[draft_id] = code
            self.acts.append((code, "submit"))

    def acted(self, code: str, act: str) -> None:
        with self._lock:
            self.acts.append((code, act))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the database holds afterwards, each thing with how often it is there."""

    dossiers: Counter[str]
    """By code."""
    drafts: Mapping[UUID, Iterable[str]]
    """The codes of the dossiers that each draft became."""
    journal: Counter[Act]
    audit: Counter[Act]
    papers: Counter[tuple[str, str]]
    """Code of the dossier and form."""
    signed: Counter[tuple[str, str]]
    """How often those papers were signed and kept."""
    messages: Counter[tuple[str, str, str]]
    """Code of the dossier, act, and way."""
    arrived: frozenset[tuple[str, str, str]]
    """Those of them that are delivered, and really lie where they were sent."""
    broken_seals: int = 0
    """What `dancu audit verify` finds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How many promises were made, and the broken ones, each as a sentence."""

    acknowledged: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    notices_missing: tuple[str, ...]
    unsigned: tuple[str, ...]
    unsealed: tuple[str, ...]

    @property
    def broken(self) -> tuple[str, ...]:
        return (*self.lost, *self.doubled, *self.notices_missing, *self.unsigned, *self.unsealed)

    def figures(self) -> dict[str, int]:
        return {
            "acknowledged": self.acknowledged,
            "lost": len(self.lost),
            "doubled": len(self.doubled),
            "notices_missing": len(self.notices_missing),
            "papers_unsigned": len(self.unsigned),
            "audit_findings": len(self.unsealed),
        }


def judge(promised: Ledger, found: Evidence) -> Verdict:
    """Hold what was promised against what is there; what was done and never answered must be whole too."""
    return Verdict(
        acknowledged=len(promised.acts),
        lost=tuple(_lost(promised, found)),
        doubled=tuple(_doubled(promised, found)),
        notices_missing=tuple(_untold(found)),
        unsigned=tuple(f"{code}: {form} was never signed" for code, form in found.papers - found.signed),
        unsealed=tuple(_unsealed(found)),
    )


def _lost(promised: Ledger, found: Evidence) -> Iterable[str]:
    for code, act in promised.acts:
        if not found.journal[code, act]:
            yield f"{code}: {act} was acknowledged and is not in its course"
    for draft, code in promised.drafts.items():
        if code not in found.drafts.get(draft, ()):
            yield f"{code}: acknowledged for draft {draft}, which did not become it"
    for code, act in found.journal:
        form = PAPERS.get(act)
        if form and not found.papers[code, form]:
            yield f"{code}: {act} has issued no {form}"


def _doubled(promised: Ledger, found: Evidence) -> Iterable[str]:
    told = Counter(promised.acts)
    yield from (f"{code}: {act} was acknowledged as {n} acts" for (code, act), n in told.items() if n > 1)
    yield from (f"{code}: {n} dossiers have this code" for code, n in found.dossiers.items() if n > 1)
    for draft, codes in found.drafts.items():
        if len(became := list(codes)) > 1:
            yield f"draft {draft} became {', '.join(became)}"
    for what, counted in (("in its course", found.journal), ("issued", found.papers), ("signed", found.signed)):
        yield from (f"{code}: {thing} is {what} {n} times" for (code, thing), n in counted.items() if n > 1)
    for (code, act, way), n in found.messages.items():
        if n > 1:
            yield f"{code}: {n} messages by {way} tell of {act}"


def _untold(found: Evidence) -> Iterable[str]:
    for code, act in found.journal:
        for way in WAYS if act in TOLD else ():
            if (code, act, way) not in found.messages:
                yield f"{code}: no message by {way} tells of {act}"
            elif (code, act, way) not in found.arrived:
                yield f"{code}: the message by {way} that tells of {act} has not arrived"


def _unsealed(found: Evidence) -> Iterable[str]:
    for act in found.journal | found.audit:
        if found.journal[act] != found.audit[act]:
            yield f"{act[0]}: {act[1]} is {found.audit[act]} times in the audit, {found.journal[act]} times in its course"
    if found.broken_seals:
        yield f"dancu audit verify finds {found.broken_seals} things that do not fit"
