"""Agencies, people and dossiers of the parking permit, the procedure that only tests know."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from dancu.accounts.models import Account
from dancu.casework import commands as casework
from dancu.casework import procedures
from dancu.casework.domain.filing import Channel
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action
from dancu.codelists import queries as codelists
from dancu.documents.models import StoredFile
from dancu.kernel.actor import SYSTEM, Actor, ActorKind
from dancu.kernel.money import Money
from dancu.offices import commands as offices
from dancu.offices.domain.jurisdiction import CENTRE, AgencyLevel, Designation, of_commune, of_province
from dancu.offices.domain.rights import Function, of
from dancu.offices.models import Agency
from dancu.offices.queries import AgencyView, OfficerView, agency, forget_agencies, officer_of
from dancu.payments.domain import Receipt
from dancu.places.models import AdministrativeUnit
from tests.fakes.parking_permit import PROCEDURE, REGISTRY

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # Tuesday, nine in the morning in Viet Nam
REFORM = date(2025, 7, 1)
EVERYTHING = (Function.RECEPTION, Function.PROCESSING, Function.APPROVAL, Function.RESULTS)
_numbers = itertools.count(1)


@contextmanager
def installed() -> Iterator[None]:
    """Install the parking permit alone, with an empty registry."""
    before = procedures.catalogue()
    REGISTRY.permits.clear()
    procedures.install([PROCEDURE])
    codelists.forget()
    try:
        yield
    finally:
        procedures._installed = before
        codelists.forget()


def an_agency(province: str = "01", commune: str = "00070") -> AgencyView:
    """Return the agency of a commune, with its province's and the centre above it."""
    centre = _agency(CENTRE, AgencyLevel.CENTRAL, None, None)
    province_unit = _unit(province, 1, "province", None)
    of_the_province = _agency(of_province(province), AgencyLevel.PROVINCE, centre, province_unit)
    commune_unit = _unit(commune, 3, "ward", province_unit)
    made = _agency(of_commune(province, commune), AgencyLevel.COMMUNE, of_the_province, commune_unit)
    forget_agencies()
    return agency(made.pk)


def _unit(code: str, level: int, kind: str, parent: AdministrativeUnit | None) -> AdministrativeUnit:
    facts = {"level": level, "kind": kind, "parent": parent, "name": f"Đơn vị {code}"}
    return AdministrativeUnit.objects.get_or_create(code=code, since=REFORM, defaults=facts)[0]


def _agency(
    designation: Designation, level: AgencyLevel, parent: Agency | None, unit: AdministrativeUnit | None
) -> Agency:
    facts = {
        "scope": designation.scope,
        "level": level,
        "parent": parent,
        "unit": unit,
        "name": f"Công an {designation.code}",
        "opened_on": REFORM,
        "demo": True,
    }
    return Agency.objects.get_or_create(code=designation.code, defaults=facts)[0]


@dataclass(frozen=True)
class Desk:
    """An officer at work."""

    officer: OfficerView
    actor: Actor


def an_officer(place: AgencyView, *functions: Function, pin: str = "", group: str | None = None) -> Desk:
    """Return an officer of an agency whose one group holds every right of these functions; of all, without any."""
    number = next(_numbers)
    account = _account("officer", f"canbo{number}")
    group_id = offices.open_group(
        code=group or f"G{number}", name="Nhóm", rights=of(*(functions or EVERYTHING)), by=SYSTEM, at=NOW
    )
    offices.appoint_officer(
        account_id=account.pk,
        agency_id=place.id,
        full_name=f"Cán bộ {number}",
        position="Cán bộ",
        group_ids=[group_id],
        pin=pin,
        by=SYSTEM,
        at=NOW,
    )
    officer = officer_of(account.pk)
    return Desk(
        officer,
        Actor(kind=ActorKind.OFFICER, account_id=account.pk, officer_id=officer.id, agency_id=officer.agency.id),
    )


def a_citizen() -> Actor:
    """Return somebody with a portal account."""
    account = _account("portal", f"{next(_numbers):012d}")
    return Actor(kind=ActorKind.CITIZEN, account_id=account.pk)


def _account(realm: str, username: str) -> Account:
    return Account.objects.create(
        realm=realm,
        kind="individual",
        username=username,
        full_name=username,
        email=f"{username}@example.com",
        created_at=NOW,
    )


@dataclass
class Filer:
    """A citizen who files parking permits at one agency."""

    place: AgencyView
    citizen: Actor = field(default_factory=a_citizen)

    def answers(self, **changes: Any) -> dict[str, Any]:
        number = next(_numbers)
        facts = {
            "agency": self.place.id,
            "name": "Nguyễn Thị Ánh",
            "pin": "001199000001",
            "plate": f"30A-{number:05d}",
            "mismatch": False,
        }
        return facts | changes

    def a_draft(self, *, complete: bool = True, **changes: Any) -> UUID:
        draft = casework.begin_draft(procedure_code=PROCEDURE.code, by=self.citizen, at=NOW)
        answers = self.answers(**changes)
        casework.save_step(
            draft_id=draft,
            step="request",
            typed={name: [str(value)] for name, value in answers.items()},
            answers=answers if complete else None,
            revision=None,
            by=self.citizen,
            at=NOW,
        )
        casework.attach(
            draft_id=draft, document="registration", file_id=a_file().pk, name="dang-ky.pdf", by=self.citizen, at=NOW
        )
        return draft

    def a_dossier(self, **changes: Any) -> str:
        draft = self.a_draft(**changes)
        return casework.submit(draft_id=draft, channel=Channel.PORTAL, by=self.citizen, at=NOW).code

    def supplements(self, code: str) -> str:
        """Send a returned dossier again, as it was."""
        draft = casework.begin_supplement(code=code, by=self.citizen, at=NOW)
        return casework.submit(draft_id=draft, channel=Channel.PORTAL, by=self.citizen, at=NOW).code


def a_file() -> StoredFile:
    number = next(_numbers)
    return StoredFile.objects.create(sha256=f"{number:064x}", size=1000, media_type="application/pdf", created_at=NOW)


def a_receipt(amount: int = 1_000) -> Receipt:
    """Return a receipt whose number nobody used."""
    return Receipt(book="AB/26", number=f"{next(_numbers):07d}", amount=Money(amount), description="Thu lệ phí")


def act(
    desk: Desk, action: Action, code: str, *, at: datetime = NOW, note: str = "Theo quy định", **more: Any
) -> State:
    """Do an act as an officer, with whatever it needs."""
    facts: dict[str, Any] = {}
    if action is Action.RECEIVE:
        said = {name: more.pop(name) for name in ("provision", "categories", "promised", "waived") if name in more}
        facts["received"] = casework.Received(**{"provision": "article_1"} | said)
    facts |= {"outcome": "approve"} if action is Action.PROPOSE else {}
    return casework.perform(
        action, code=code, by=desk.actor, officer=desk.officer, at=at, note=note, **(facts | more)
    ).state


def paths() -> dict[State, tuple[Action, ...]]:
    """Return the shortest course that leads a new dossier to each state, from the table of the workflow itself."""
    found: dict[State, tuple[Action, ...]] = {State.SUBMITTED: ()}
    ahead = [State.SUBMITTED]
    for state in ahead:
        for arrow in PROCEDURE.workflow.arrows:
            if arrow.source is state and arrow.target not in found:
                found[arrow.target] = (*found[state], arrow.action)
                ahead.append(arrow.target)
    return found
