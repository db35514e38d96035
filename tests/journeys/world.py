"""A small world in which every page of both sites has something to show: the people, and what they have begun and filed."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localtime

from dancu.accounts import commands as accounts
from dancu.accounts.domain.realms import Kind
from dancu.accounts.models import PasswordReset, Session
from dancu.casework import commands as casework
from dancu.casework.domain.filing import Channel
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier, Opinion
from dancu.documents import commands as documents
from dancu.kernel.actor import Actor, ActorKind
from dancu.kernel.sex import Sex
from dancu.notices.models import DemoMail, Message
from dancu.offices.queries import OfficerView, forget_agencies
from dancu.places.queries import forget_directory, list_countries
from dancu.population.domain.person import PersonCard
from dancu.residence import commands
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.stays import Withdrawal
from dancu.residence.models import Stay
from dancu.sites.portal.guest_lists import GUESTS
from tests.builders.accounts import a_claim, a_session, an_account, an_officer_account, kept_letters
from tests.builders.citizens import Citizen, draft_id
from tests.builders.counters import Clerk, WalkIn
from tests.builders.documents import a_photo
from tests.builders.identity import a_verified_account, acting
from tests.builders.lists import lists_in_all_states
from tests.builders.lodging import HOTEL, STREET, a_facility, a_guest, notify_by
from tests.builders.notices import a_message
from tests.builders.offices import a_commune_agency, an_officer, the_centre
from tests.builders.own_motion import a_cancellation, a_deletion, opened, registered_by
from tests.builders.places import a_commune
from tests.builders.population import a_person
from tests.builders.procedures import Household, a_row
from tests.builders.residence import a_household, a_temporary_residence, an_absence
from tests.journeys.administrators import administrators
from tests.journeys.exports import exports
from tests.journeys.intakes import intakes
from tests.journeys.people import people
from tests.journeys.receivers import receivers
from tests.journeys.retained import retained
from tests.journeys.verifying import verifications

PROCEDURE = "1.004222"
ADDRESS = "Căn hộ 1204, số 25 phố Lý Thường Kiệt"


@dataclass
class World:
    """Ids and addresses that pages are reached by, and the session of each person who opens them."""

    facts: dict[str, Any] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    """What people are called and what they typed: words of no language."""

    def add(self, facts: dict[str, Any], names: list[str]) -> None:
        self.facts |= facts
        self.names += names

    def address(self, path: str) -> str:
        return path.format_map(self.facts)


def build() -> World:
    """Make the world; what is filed today is due later, one dossier is long overdue."""
    forget_directory()
    forget_agencies()
    now = datetime.now(UTC)
    world = World()
    family = _family(world)
    receiver = an_officer(family.agency, full_name="Phạm Thị Mai")
    leader = an_officer(family.agency, full_name="Lê Minh Đức")
    _sign_in(world, "citizen", family.account_id)
    _sign_in(world, "newcomer", an_account(full_name="Đỗ Văn Mới", username="001090777777"))
    _sign_in(world, "officer", receiver.account_id)
    _sign_in(world, "leader", leader.account_id)
    left = a_commune_agency(a_commune("Phường Ba Đình", code="00004"))
    neighbour = an_officer(left, full_name="Bùi Thị Hoa")
    _sign_in(world, "neighbour", neighbour.account_id)
    _sign_in(world, "clerk", an_officer(family.agency, rights=(), full_name="Võ Thị Lan").account_id)
    _sign_in(world, "locked", an_officer(family.agency, rights=(), full_name="Võ Thị Vắng").account_id)
    Session.objects.filter(pk=Session.objects.latest("id").pk).update(last_seen_at=now - timedelta(hours=1))
    _sign_in(world, "half", an_officer_account("hk.nuaduong"), half_open=True)
    _sign_in(world, "unenrolled", an_officer_account("hk.chuacoma", totp_secret=""), half_open=True)
    _dossiers(world, family, receiver, leader, now)
    _drafts(world, family, now)
    _counter(world, now)
    _own_motion(world, receiver, now)
    _lists(world, now)
    _accounts(world, now)
    _lodging(world, now)
    world.add(*receivers(receiver, now))
    world.add(*people(receiver, now))
    world.add(*exports(receiver, now))
    world.add(*intakes(receiver, now))
    _messages(world, family)
    centre = an_officer(the_centre(), full_name="Phan Thị Hồng")
    _sign_in(world, "administrator", centre.account_id)
    world.add(*administrators(receiver, leader, centre, now))
    world.add(*verifications(world.facts["overdue"], receiver, neighbour, now))
    world.names += [
        "Phạm Thị Mai",
        "Lê Minh Đức",
        "Võ Thị Lan",
        "Võ Thị Vắng",
        "Bùi Thị Hoa",
        "Đỗ Văn Mới",
        "Trần Văn Bình",
        ADDRESS,
    ]
    return world


def _family(world: World) -> Household:
    person = a_person("Nguyễn Thị Minh Anh", born="02/03/1990", sex=Sex.FEMALE, occupation="Kỹ sư")
    child = a_person("Trần Gia Bảo", born="19/05/2018", mother=person)
    old_home = a_commune("Phường Ba Đình", code="00004")
    a_household(person, (child, Relation.CHILD), unit=old_home, line="12 Phan Đình Phùng")
    world.names += ["Nguyễn Thị Minh Anh", "Trần Gia Bảo", "12 Phan Đình Phùng", "Kỹ sư"]
    world.facts["child"] = child
    return Household(person)


def _sign_in(world: World, who: str, account_id: int, *, half_open: bool = False) -> None:
    world.sessions[who] = a_session(account_id, half_open=half_open)


def _answers(family: Household, child: PersonCard) -> dict[str, dict[str, Any]]:
    return family.answers(
        agency={"case": "same_province_new"},
        place={"line": ADDRESS},
        members={"rows": [a_row(child, Relation.CHILD)]},
        request={"request": "Đăng ký thường trú lập hộ mới"},
    )


def _begin(
    family: Household,
    answers: Mapping[str, dict[str, Any]],
    at: datetime,
    code: str = PROCEDURE,
    document: str = "dwelling",
) -> UUID:
    by = family.actor
    draft = casework.begin_draft(procedure_code=code, by=by, at=at)
    for step, facts in answers.items():
        casework.save_step(draft_id=draft, step=step, typed={}, answers=facts, revision=None, by=by, at=at)
    if document:
        file = documents.store_upload(io.BytesIO(a_photo()), name="giay-chung-nhan.jpg", by=by, at=at)
        casework.attach(draft_id=draft, document=document, file_id=file.id, name=file.name, by=by, at=at)
    return draft


def _drafts(world: World, family: Household, now: datetime) -> None:
    barely = casework.begin_draft(procedure_code=PROCEDURE, by=family.actor, at=now)
    mover = Citizen()
    mover.fill_in()
    mover.attach()
    world.sessions["mover"] = mover.browser.cookies[settings.SESSION_COOKIE_NAME].value
    world.facts |= {"draft": draft_id(mover.draft), "empty_draft": barely, "mover": str(mover.person.pin)}
    world.names += [mover.person.name.full, mover.wife.name.full, "12 Lê Lợi"]
    lodging = {"new_household": True, "since": "2026-12-01", "until": "2027-11-30", "line": ADDRESS, "ground": "lent"}
    staying = {"expires": "2026-11-30", "until": "2027-11-30", "household": "new", "line": ADDRESS, "ground": "own"}
    drafts = (("lodger", "1.004194", lodging, "dwelling"), ("stayer", "1.002755", staying, ""))
    for name, code, place, document in drafts:
        answers = family.answers(agency={"case": "household"}, place=place, request={"request": "Đăng ký tạm trú"})
        world.facts[name] = _begin(family, answers, now, code, document)
    listing = family.answers(agency={"case": "list"}, place=lodging | {"new_household": False})
    world.facts["lister"] = _begin(family, listing, now, "1.004194", "")
    begun = (
        ("traveller", "1.003677", "other"),
        ("asker", "1.010041", "confirmation"),
        ("parting", "1.010038", "agreed"),
        ("successor", "1.010039", "new_head"),
        ("emigrant", "1.003197", "settled_abroad"),
        ("former_tenant", "1.010028", "lease_ended"),
        ("homeless", "1.010040", "lives_there"),
    )
    for name, code, case in begun:
        answers = family.answers(agency={"case": case})
        world.facts[name] = _begin(family, {step: answers[step] for step in ("agency", "subject")}, now, code, "")


def _dossiers(world: World, family: Household, receiver: OfficerView, leader: OfficerView, now: datetime) -> None:
    answers = _answers(family, world.facts["child"])

    def file(at: datetime, **changes: dict[str, Any]) -> str:
        declared = {step: facts | changes.get(step, {}) for step, facts in answers.items()}
        draft = _begin(family, declared, at)
        return casework.submit(draft_id=draft, channel=Channel.PORTAL, by=family.actor, at=at).code

    def act(action: Action, code: str, by: OfficerView, at: datetime = now, **more: str) -> None:
        casework.perform(action, code=code, by=acting(by), officer=by, at=at, note="Theo quy định", **more)

    long_ago = now - timedelta(days=40)
    overdue, submitted, returned, proposed, decided = (
        file(at) for at in (long_ago, now, now, now, now - timedelta(days=2))
    )
    refused = [file(now) for _ in range(6)]
    for code in refused:
        act(Action.REFUSE, code, receiver)
    act(Action.RETURN_FOR_SUPPLEMENT, returned, receiver)
    for code in (overdue, proposed, decided):
        at = {overdue: long_ago, decided: now - timedelta(days=2)}.get(code, now)
        act(Action.RECEIVE, code, receiver, at, received=casework.Received(provision="own"))
        act(Action.TAKE, code, receiver, at)
    act(Action.ASK_PAYMENT, overdue, receiver)
    for code in (proposed, decided):
        act(Action.PROPOSE, code, receiver, outcome="approve")
    act(Action.APPROVE, decided, leader)
    world.facts |= {
        "overdue": overdue,
        "submitted": submitted,
        "returned": returned,
        "proposed": proposed,
        "decided": decided,
        "paper": Dossier.objects.get(code=decided).papers.latest("id").pk,
        "attachment": Dossier.objects.get(code=submitted).attachments.latest("id").pk,
        "supplement": casework.begin_supplement(code=returned, by=family.actor, at=now),
    }
    world.add(*retained(refused, receiver, now))
    world.names += ["Đăng ký thường trú lập hộ mới", "Theo quy định"]
    _opinions(world, submitted, now)


def _opinions(world: World, code: str, now: datetime) -> None:
    """Let the owner of the dwelling be asked for his agreement to a dossier."""
    owner = a_person("Trần Quốc Thịnh", born="12/12/1960")
    _sign_in(world, "owner", a_verified_account(owner))
    dossier = Dossier.objects.get(code=code)
    asked = Opinion.objects.create(
        dossier=dossier, document="owner_consent", name="Trần Quốc Thịnh", pin=owner.pin, asked_at=now
    )
    world.facts["opinion"] = asked.pk
    world.names.append("Trần Quốc Thịnh")


def _counter(world: World, now: datetime) -> None:
    clerk, colleague = Clerk(), Clerk()
    _sign_in(world, "receptionist", clerk.officer.account_id)
    walk_in, another = WalkIn("Hoàng Văn Tư"), WalkIn("Vũ Thị Năm")
    returned = clerk.file(another)
    by = acting(clerk.officer)
    casework.perform(
        Action.RETURN_FOR_SUPPLEMENT, code=returned, by=by, officer=clerk.officer, at=now, note="Theo quy định"
    )
    colleague.begin(**another.card)
    world.facts |= {"returned_walk_in": returned, "held_walk_in": draft_id(colleague.draft)}
    for name in ("bare_walk_in", "walk_in"):
        clerk.fill_in(walk_in)
        world.facts[name] = draft_id(clerk.draft)
        if name == "bare_walk_in":
            clerk.browser.post(f"{clerk.draft}/documents", {"_strike": "dwelling"})
    world.names += [each.name.full for person in (walk_in, another) for each in (person.person, person.wife)]


def _own_motion(world: World, officer: OfficerView, now: datetime) -> None:
    """Let an officer examine what was registered in his commune: one cancellation is begun, another opened."""
    for name, line in (("Phan Văn Sáu", "36 phố Huế"), ("Đinh Thị Bảy", "7 phố Nhà Chung")):
        person = a_person(name)
        a_household(person, unit=a_commune("Phường Ba Đình", code="00004"))
        draft = a_cancellation(officer, person, registered_by(officer, person, line=line))
        world.names += [name, line, "Hợp đồng thuê nhà không có thật"]
        world.facts["cancellation"] = draft
        if "cancelling" not in world.facts:
            world.facts["cancelling"] = opened(officer, draft, at=now)
    world.facts["deletion"] = a_deletion(officer, person)
    world.names += ["Nhà đã phá dỡ", "12/BB"]


def _lists(world: World, now: datetime) -> None:
    """Let somebody's temporary residence end soon, and somebody be away."""
    day = localtime(now).date()
    lodger, away = a_person("Mai Thị Chín"), a_person("Tạ Văn Mười")
    a_temporary_residence(lodger, since=day - timedelta(days=300), until=day + timedelta(days=9))
    a_household(away)
    an_absence(away, since=day, until=day + timedelta(days=400))
    world.names += ["Mai Thị Chín", "Tạ Văn Mười"]


def _accounts(world: World, now: datetime) -> None:
    man = a_person("Trần Văn Bình", born="15/03/1991")
    unverified = an_account(username=str(man.pin), full_name="Trần Văn Bình", born=man.born.whole)
    stranger = an_account(username="001090888888", full_name="Trần Văn Bình")
    with kept_letters() as letters:
        expired = a_claim(at=now - timedelta(minutes=20), email="cu@example.com")
        claim = a_claim(at=now)
        link = letters.link_secret("registration_code")
        by = Actor(kind=ActorKind.CITIZEN, source="203.0.113.9")
        accounts.ask_password_reset(username=str(man.pin), by=by, at=now)
        accounts.send_reset(reset_id=PasswordReset.objects.latest("id").pk, at=now)
        token = letters.link_secret("password_reset")
    world.facts |= {
        "account": unverified,
        "unknown_account": stranger,
        "claim": claim,
        "link": link,
        "reset": token,
        "expired_claim": expired,
    }


def _lodging(world: World, now: datetime) -> None:
    """Let a facility have guests tonight: one told of in time, one late, one withdrawn."""
    hotel = a_facility(at=now)
    assert hotel.account_id
    _sign_in(world, "facility", hotel.account_id)
    stays: dict[str, Any] = {"arrives_at": now, "until": (now + timedelta(days=3)).date(), "room": "201"}
    notify_by(hotel, a_guest(**stays), at=now)
    late = stays | {"arrives_at": now - timedelta(days=2), "name": "John Roe"}
    notify_by(hotel, a_guest(**late), a_guest(**stays | {"name": "Max Roe"}), at=now)
    in_time, late_stay, withdrawn = Stay.objects.order_by("id")
    commands.withdraw_stay(stay=withdrawn.pk, because=Withdrawal.NOT_COME, by=hotel, at=now)
    with kept_letters():
        claim = a_claim(kind=Kind.FACILITY, organisation_name="Nhà nghỉ Hồ Tây", facility_key="x", at=now)
    world.facts |= {
        "notice": in_time.notice_id,
        "late_notice": late_stay.notice_id,
        "stay": in_time.pk,
        "withdrawn_stay": withdrawn.pk,
        "facility_claim": claim,
        **{f"list_{name}": kept for name, kept in lists_in_all_states(hotel.account_id, GUESTS, at=now).items()},
    }
    with translation.override("en"):
        world.names += [name for name in list_countries().values() if not name.isascii()]
    world.names += ["danh sách.xlsx", HOTEL, STREET, "Trần Thị Chủ", "Du lịch", "Jane Doe", "John Roe", "Max Roe"]


def _messages(world: World, family: Household) -> None:
    a_message("dossier_submit", account_id=family.account_id, ways=("inbox",))
    for notice, reason in (("dossier_submit", "no_such_address"), ("password_reset", "expired")):
        lost = a_message(notice, account_id=family.account_id, ways=("email",))
        Message.objects.filter(pk=lost.pk).update(state="failed", attempts=1, reason=reason, last_error="SMTP 550")
    mail = DemoMail.objects.create(
        way="email", to="a@example.com", subject="Hello", text="Read http://x.localhost/", sent_at=datetime.now(UTC)
    )
    world.names += ["Nguyễn Thị Hoà"]
    world.facts |= {"message": Message.objects.filter(way="inbox").latest("id").pk, "mail": mail.pk}
