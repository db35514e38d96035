"""Courses of dossiers, each from its draft to the decision: what citizens and officers do, and what they were told is done."""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from dancu.accounts.commands.sessions import open_session
from dancu.accounts.models import Account
from dancu.casework.models import Draft
from dancu.casework.procedures import catalogue
from dancu.platform.hosts import Site
from dancu.sites.portal import confirm_code
from drills import staffing
from drills.browsing import Answer, Browser, NotAsPromised
from drills.judging import Ledger
from workbench.filings import Citizen

ACTS = 5
"""Acts of a course: it is submitted, received, taken, proposed and decided."""
_NOTE = "Theo quy định"


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who is signed in: what his browser holds."""

    session: str
    csrf: str


@dataclass(frozen=True, slots=True)
class Course:
    """A draft, whose it is, who decides on it at its agency, and how."""

    draft_id: UUID
    citizen: Seat
    processor: Seat
    leader: Seat
    decision: str


@dataclass
class Walk:
    """One client, who walks courses one after another and notes what he is told."""

    port: int
    ledger: Ledger
    interruptions: dict[str, int] = field(default_factory=dict)

    def through(self, course: Course) -> None:
        """Walk a course from its draft to its decision."""
        citizen = self._browser(Site.PORTAL, course.citizen)
        processor, leader = (self._browser(Site.OFFICER, seat) for seat in (course.processor, course.leader))
        try:
            code = self._submit(citizen, course.draft_id)
            received = {"provision": "own", "onward": "1", "note": ""}
            self._act(processor, code, "receive", received, told=("receive", "take"))
            self._act(processor, code, "propose", {"outcome": course.decision, "note": _NOTE}, told=("propose",))
            self._act(leader, code, course.decision, {"note": _NOTE}, told=(course.decision,))
        finally:
            for browser in (citizen, processor, leader):
                browser.close()
                for what, times in browser.interruptions.items():
                    self.interruptions[what] = self.interruptions.get(what, 0) + times

    def _browser(self, site: Site, seat: Seat) -> Browser:
        return Browser(site, self.port, seat.session, seat.csrf)

    def _submit(self, browser: Browser, draft_id: UUID) -> str:
        path = f"/drafts/{draft_id}/review"
        token = _field("token", browser.get(path))
        letters = confirm_code.answer_in_demonstration(draft_id, token)
        answer = browser.post(path, {"token": token, "confirm_code": letters, "promise": "1"})
        submitted = re.fullmatch(r"/dossiers/([^/]+)/submitted", answer.where)
        if submitted is None:
            raise NotAsPromised(f"A submit was answered {answer.status} {answer.where}.")
        self.ledger.submitted(draft_id, submitted[1])
        return submitted[1]

    def _act(self, browser: Browser, code: str, act: str, fields: Mapping[str, str], *, told: Iterable[str]) -> None:
        seen = _field("seen", browser.get(f"/dossiers/{code}"))
        answer = browser.post(f"/dossiers/{code}/acts/{act}", {"seen": seen, **fields})
        # Nobody else acts on it: somebody who "has acted meanwhile" is ourselves, whose first answer was lost.
        if answer.status != HTTPStatus.FOUND and not (answer.again and answer.status == HTTPStatus.CONFLICT):
            raise NotAsPromised(f"To {act} a dossier was answered {answer.status}.")
        for each in told:
            self.ledger.acted(code, each)


def lay_out(citizens: Mapping[int, Citizen], count: int, *, at: datetime) -> list[Course]:
    """Return a course for each of `count` drafts, whose agencies get officers.

    One of each citizen's is approved, which moves him, after all the others are rejected.
    """
    drafts = Draft.objects.filter(account_id__in=citizens).order_by("id")[:count]
    desks: dict[int, tuple[Seat, Seat]] = {}
    rejected: list[Course] = []
    approved: list[Course] = []
    for draft in drafts:
        procedure = catalogue().version(draft.procedure_code, draft.procedure_version)
        agency = procedure.agency_of(procedure.read(draft.answers, at.date()))
        if agency not in desks:
            desks[agency] = _staff(agency, at)
        citizen = citizens[draft.account_id or 0]
        seats = (Seat(citizen.session, citizen.csrf), *desks[agency])
        is_approved = all(seats[0] != course.citizen for course in approved)
        course = Course(draft.pk, *seats, decision="approve" if is_approved else "reject")
        (approved if is_approved else rejected).append(course)
    return rejected + approved


def _staff(agency_id: int, at: datetime) -> tuple[Seat, Seat]:
    """Appoint two officers of an agency: who proposes a decision does not take it."""
    first, second = (_signed_in(account, at) for account in staffing.appoint(agency_id, 2, at=at))
    return first, second


def _signed_in(account: Account, at: datetime) -> Seat:
    opened = open_session(account, device="", browser="Firefox", source="127.0.0.1", half_open=False, at=at)
    return Seat(opened.token, secrets.token_hex(16))


def _field(name: str, page: Answer) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    if found is None:
        raise NotAsPromised(f"A page was answered {page.status} and asks for no {name}.")
    return found[1]
