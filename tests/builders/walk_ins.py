"""Parking permits asked for at a counter: begun, filled in and submitted by an officer for somebody whose card he checked."""

from datetime import date
from typing import Any
from uuid import UUID

from dancu.casework import commands as casework
from dancu.casework.domain.filing import Channel, Declarer, Presented
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk
from tests.fakes.parking_permit import PROCEDURE

TODAY = date(2026, 11, 24)
DECLARER = Declarer(name="Nguyễn Thị Ánh", pin="001199000001", on_behalf_of="person:42")


def begin(desk: Desk, **changes: Any) -> UUID:
    facts: dict[str, Any] = {
        "procedure_code": PROCEDURE.code,
        "filed_on": TODAY,
        "late_reason": "",
        "declarer": DECLARER,
        "concerned_pins": {DECLARER.pin},
    }
    return casework.begin_counter_draft(**(facts | changes), officer=desk.officer, by=desk.actor, at=NOW)


def fill_in(desk: Desk, draft: UUID, *, agency: int | None = None, **changes: Any) -> UUID:
    answers = build.Filer(desk.officer.agency).answers(agency=agency or desk.officer.agency.id, **changes)
    casework.save_step(
        draft_id=draft,
        step="request",
        typed={name: [str(value)] for name, value in answers.items()},
        answers=answers,
        revision=None,
        by=desk.actor,
        officer=desk.officer,
        at=NOW,
    )
    hand_in(desk, draft)
    return draft


def hand_in(desk: Desk, draft: UUID, presented: Presented = Presented.ORIGINAL, copies: int = 1) -> None:
    casework.hand_in(
        draft_id=draft,
        document="registration",
        presented=presented,
        copies=copies,
        officer=desk.officer,
        by=desk.actor,
        at=NOW,
    )


def submit(desk: Desk, draft: UUID, account_id: int | None = None) -> str:
    return casework.submit(
        draft_id=draft, channel=Channel.COUNTER, officer=desk.officer, account_id=account_id, by=desk.actor, at=NOW
    ).code


def a_walk_in(desk: Desk, **changes: Any) -> str:
    return submit(desk, fill_in(desk, begin(desk, **changes)))
