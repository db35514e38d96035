"""Who stands where in the small world of `test_entitled.py`, and what lies where that addresses of the officer site name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.utils.timezone import localdate
from tests.builders.citizens import BEN_THANH, draft_id
from tests.builders.counters import Clerk, WalkIn
from tests.builders.declaring import typed_days
from tests.builders.desks import browser_of
from tests.builders.notices import a_lost_message
from tests.builders.offices import a_commune_agency, a_province_agency, an_officer, the_centre
from tests.builders.papers import sign_papers
from tests.builders.places import a_commune, a_province
from tests.journeys.world import World
from tests.sites.entitled import ROLES, Entitled, Reach

from dancu.accounts.domain.realms import Realm
from dancu.accounts.models import Passkey, Session
from dancu.accounts.queries import find_session
from dancu.casework.domain.filing import Channel
from dancu.casework.domain.states import State
from dancu.casework.models import Attachment, Dossier, Paper, Submission, Verification
from dancu.casework.procedures import catalogue
from dancu.kernel.actor import SYSTEM
from dancu.offices import commands as offices_commands
from dancu.offices import queries as offices
from dancu.offices.domain.jurisdiction import AgencyLevel
from dancu.offices.models import Officer
from dancu.offices.queries import AgencyView, OfficerView
from dancu.platform.clock import now
from dancu.residence.models import Departure

_AWAY = {
    "commune": None,
    "country": "FRA",
    "line": "Paris",
    "since": "2026-12-01",
    "until": "2027-06-01",
    "reason": "Học",
}
_ABSENCE = {"members": {"rows": []}, "absence": _AWAY}


@dataclass(frozen=True)
class Person:
    """An officer: his role, where he works, and whether the dossiers of the world are about him."""

    name: str
    role: str
    officer: OfficerView
    browser: Client
    concerned: bool = False


@dataclass(frozen=True)
class Thing:
    """What an address names: its parameters, the agency where it lies, in whose hands it is."""

    names: dict[str, Any]
    agency: AgencyView | None = None
    holder: int | None = None
    about: bool = False
    """Whether it is about the officer whom the world's dossiers are about."""
    sends: str = ""
    """What a form of it sends."""
    counter: AgencyView | None = None
    """Which took it at its counter for that agency."""


def may(person: Person, wanted: Entitled, thing: Thing | None) -> bool:
    """Tell whether a person is entitled, by the tree of the agencies and not by their codes."""
    if person.role not in wanted.roles:
        return False
    if thing and ((person.concerned and thing.about) or (wanted.by_another and person.officer.id == thing.holder)):
        return False
    return _reaches(person.officer, wanted.reach, thing)


def _reaches(officer: OfficerView, reach: Reach, thing: Thing | None) -> bool:
    where, lies = officer.agency, thing.agency if thing else None
    return {
        Reach.ANYWHERE: True,
        Reach.COMMUNE: where.level is AgencyLevel.COMMUNE,
        Reach.CENTRE: where.level is AgencyLevel.CENTRAL,
        Reach.ABOVE: where.level is not AgencyLevel.COMMUNE and (lies is None or where.id in _chain(lies)),
        Reach.JURISDICTION: where.id in _chain(lies),
        Reach.COUNTER: where.id in {*_chain(lies), thing.counter.id if thing and thing.counter else None},
        Reach.AGENCY: lies is not None and where.id == lies.id,
        Reach.HANDS: thing is not None and officer.id == thing.holder,
    }[reach]


def _chain(agency: AgencyView | None) -> Iterator[int]:
    """Yield an agency and all above it."""
    if agency:
        yield agency.id
        yield from _chain(offices.agency(agency.parent_id) if agency.parent_id else None)


def people(world: World) -> list[Person]:
    """Return one officer of each role in the commune where most things lie, some elsewhere, and one whom it all is about."""
    dossier = Dossier.objects.get(code=world.facts["submitted"])
    here = offices.agency(dossier.agency_id)
    neighbour = a_commune_agency(a_commune("Phường Ba Đình", code="00004"))
    places: list[tuple[AgencyView, Iterable[str]]] = [
        (here, ROLES.keys() - {"administrator"}),
        (neighbour, ["administrator"]),
        (a_province_agency(a_province()), ["administrator", "overseer"]),
        (the_centre(), ["administrator"]),
    ]
    found = [_appointed(f"{role}, {place.name}", role, place) for place, roles in places for role in roles]
    found.append(_appointed("whom it is about", "administrator", here, pin=dossier.concerned_pins[0]))
    return [*found, *(_known(world, who) for who in ("officer", "receptionist"))]


def _appointed(name: str, role: str, place: AgencyView, pin: str = "") -> Person:
    officer = an_officer(place, rights=ROLES[role], pin=pin)
    return Person(name, role, officer, browser_of(officer.account_id), concerned=bool(pin))


def _known(world: World, who: str) -> Person:
    """Return somebody who has done something in the world, and may do everything."""
    session = find_session(token=world.sessions[who], realm=Realm.OFFICER, at=now())
    assert session
    officer = offices.officer_of(session.account.id)
    return Person(who, "administrator", officer, browser_of(officer.account_id))


def things(world: World) -> dict[str, Thing]:
    """Return what addresses are tried with; a dossier stands where just one act after it could be done."""
    facts = world.facts
    officer, clerk = (_known(world, who).officer for who in ("officer", "receptionist"))
    here, there = officer.agency, clerk.agency
    neighbour = offices.agency(Verification.objects.get(pk=facts["waiting"]).agency_id)
    codes = {
        name: facts[name] for name in ("submitted", "proposed", "decided", "overdue", "returned_walk_in", "cancelling")
    }
    codes |= _further(codes)
    sign_papers(codes["decided"], at=now())
    found = {name: Thing({"code": code}, here, about=name != "cancelling") for name, code in codes.items()}
    found["returned_walk_in"] = Thing({"code": codes["returned_walk_in"]}, there)
    found["overdue"] = Thing({"code": codes["overdue"]}, here, holder=officer.id, about=True)
    found["proposed"] = Thing({"code": codes["proposed"]}, here, holder=officer.id, about=True)
    group = offices_commands.open_group(code="CHUNG", name="Nhóm", rights=(), agency_id=here.id, by=SYSTEM, at=now())
    member = Officer.objects.get(pk=facts["officer_id"])
    departure = Departure.objects.filter(unit=neighbour.unit_id).latest("id")
    key = Passkey.objects.create(
        account_id=officer.account_id, credential="BBBB", public_key=b"x", sign_count=0, name="Khóa", made_at=now()
    )
    session = Session.objects.filter(account=officer.account_id).latest("id")
    found |= _taken(codes, neighbour, here)
    return found | {
        "attachment": Thing({"attachment_id": facts["attachment"]}, here, about=True),
        "paper": Thing({"paper_id": facts["paper"]}, here, about=True),
        "draft": Thing({"draft_id": facts["cancellation"], "key": "act"}, here, officer.id),
        "list_draft": Thing({"draft_id": _list_draft(clerk), "key": "members", "form": "csv"}, there, clerk.id),
        "saved_search": Thing({"search_id": facts["saved_search"]}),
        "export": Thing({"export_id": facts["export"]}, here, officer.id),
        "form": Thing({"form": "dc01"}),
        "intake": Thing({"batch_id": facts["intake_doubtful"]}, here),
        "doubt": Thing({"batch_id": facts["intake_doubtful"], "number": 3}, here),
        "disposition": Thing({"disposition_id": facts["disposition"]}, here, officer.id, about=True),
        "retained": Thing({"code": facts["held_back"]}, here, about=True),
        "own_motion": Thing({}, sends="procedure=own.35"),
        "question": Thing({"verification_id": facts["waiting"]}, neighbour),
        "pair": Thing({"pair_id": facts["pair"]}),
        "departure": Thing({"departure_id": departure.pk}, neighbour),
        "facility": Thing({"facility_id": facts["lodging_facility"]}, here),
        "notice": Thing({"notice": facts["written_down"]}, here),
        "stay": Thing({"stay_id": facts["stay_written_down"]}, here),
        "together": Thing({"act": "approve"}),
        "person": Thing({"sight": facts["person_sight"]}, here, officer.id),
        "household": Thing({"sight": facts["household_sight"]}, here, officer.id),
        "passkey": Thing({"passkey_id": key.pk}, here, officer.id),
        "session": Thing({"session_id": session.pk}, here, officer.id),
        "lost_message": Thing({"message_id": a_lost_message().pk}),
        "template": Thing({"notice": "dossier_refuse", "language": "vi"}),
        "group": Thing({"group_id": group}, here),
        "agency": Thing({"agency_id": here.id}, here),
        "coming_name": Thing({"agency_id": here.id, "since": "2099-01-01"}, here),
        "officer": Thing({"officer_id": member.pk}, here),
        "dismissed": Thing({"officer_id": facts["dismissed"]}, here),
        "code": Thing({"name": "special_categories", "code": "disabled", "since": _later(40)}),
        "account": Thing({"account_id": facts["account"]}),
    }


def _further(codes: dict[str, str]) -> dict[str, str]:
    """Return dossiers in the states that the world has not: copies of those that it has."""
    submitted, decided, at_work, at = codes["submitted"], codes["decided"], codes["overdue"], now()
    absence = catalogue().current("1.003677", localdate(at))
    of_absence = {"procedure_code": absence.code, "procedure_version": absence.version, "case": "other"}
    answers = {"agency": {"agency": Dossier.objects.get(code=at_work).agency_id, "case": "other"}, **_ABSENCE}
    return {
        "received": _copy(at_work, state=State.RECEIVED, payment_asked_at=None, assignee=None),
        "suspended": _copy(at_work, state=State.SUSPENDED_IN_PROCESS, clock_stopped_at=at),
        "to_withdraw": _copy(submitted, withdrawal_asked_at=at),
        "paid_online": _copy(decided, paid_online_dong=10_000),
        "complex": _copy(at_work, answers, **of_absence, provision=absence.provisions[0].key),
    }


def _taken(codes: dict[str, str], counter: AgencyView, agency: AgencyView) -> dict[str, Thing]:
    """Return dossiers that a counter has taken for another agency: copies of those that came on the portal."""
    at_counter = {"channel": Channel.COUNTER, "counter_agency_id": counter.id, "account_id": None}
    copies = {
        "taken": _copy(codes["submitted"], **at_counter),
        "taken_returned": _copy(codes["submitted"], **at_counter, state=State.AWAITING_SUPPLEMENT),
        "taken_received": _copy(codes["received"], **at_counter),
        "taken_processing": _copy(codes["received"], **at_counter, state=State.PROCESSING),
        "taken_decided": _copy(codes["decided"], **at_counter),
        "taken_to_withdraw": _copy(codes["to_withdraw"], **at_counter),
    }
    file = Attachment.objects.filter(dossier__code=codes["submitted"]).latest("pk")
    file.pk, file.dossier = None, Dossier.objects.get(code=copies["taken"])
    file.save()
    paper = Paper.objects.filter(dossier__code=codes["decided"], form="CT08").latest("pk")
    paper.pk, paper.dossier = None, Dossier.objects.get(code=copies["taken_decided"])
    paper.save()
    found = {name: Thing({"code": code}, agency, about=True, counter=counter) for name, code in copies.items()}
    return found | {
        "taken_attachment": Thing({"attachment_id": file.pk}, agency, about=True, counter=counter),
        "taken_paper": Thing({"paper_id": paper.pk}, agency, about=True, counter=counter),
    }


def _copy(code: str, answers: dict[str, Any] | None = None, **changes: Any) -> str:
    dossier = Dossier.objects.get(code=code)
    rows = [*dossier.submissions.all(), *dossier.journal.all()]
    dossier.pk, dossier.code = None, f"{code[:-4]}{Dossier.objects.count() + 5000}"
    for name, value in changes.items():
        setattr(dossier, name, value)
    dossier.save()
    for row in rows:
        row.pk, row.dossier = None, dossier
        if isinstance(row, Submission):
            row.draft_id = uuid4()
            row.answers |= answers or {}
        row.save()
    return dossier.code


def _later(days: int) -> str:
    return (now() + timedelta(days=days)).date().isoformat()


def _list_draft(officer: OfficerView) -> UUID:
    """Begin at the counter to register people by a list, as far as the step that takes one."""
    clerk, walk_in, day = Clerk(officer), WalkIn("Đỗ Thị Tám"), localdate()
    clerk.begin(**walk_in.card, procedure="1.004194")
    clerk.fill("agency", **BEN_THANH, case="list")
    first = walk_in.wife
    facts = {"name": first.name.full, "sex": first.sex.value, "pin": str(first.pin), "phone": "0912345678"}
    clerk.fill("subject", **facts, **typed_days(born=first.born.whole or day))
    term = typed_days(since=day, until=day + timedelta(days=300))
    clerk.fill("place", **term, line="12 Lê Lợi", ground="lent", obstacle="none")
    return draft_id(clerk.draft)
