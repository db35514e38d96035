"""Agencies with made-up codes and phones, and officers whose passwords everybody may know."""

import hashlib
from base64 import b32encode
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from dancu.accounts import commands as accounts
from dancu.accounts.domain.realms import Realm
from dancu.accounts.queries import find_account
from dancu.kernel.actor import SYSTEM
from dancu.offices.commands.appointing import appoint_officer, open_group
from dancu.offices.domain import rights
from dancu.offices.domain.jurisdiction import CENTRE, AgencyLevel, Designation, of_commune, of_province
from dancu.offices.domain.rights import Action, Function, Right
from dancu.offices.models import Agency, Officer, PermissionGroup
from dancu.offices.queries import forget_agencies
from dancu.places.domain.units import Unit
from dancu.places.queries import directory
from dancu.platform import clock

_BATCH = 2000
_FACTS = ("scope", "level", "parent_id", "unit_id", "name", "phone", "opened_on", "demo")
_CENTRE_NAME = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
_SINCE = date(2021, 7, 1)
"""The day the Residence Law came into force; units that are older than the list know no day of their own."""
# After the trunk prefix no Vietnamese number begins with 0, and 000 abroad is no country: such a phone cannot ring.
_SILENT = "0000"

PASSWORD = "Dancu@2026"  # noqa: S105  # of a demonstration, printed by `dancu demo`


@transaction.atomic
def load_demo_agencies(*, on: date | None = None) -> int:
    """Make an agency for the centre, every province and every commune of a day (today); return how many were new or changed.

    Safe to repeat. Codes follow our own scheme and phones cannot ring: each is marked as demo data.
    """
    on = on or clock.today()
    known = directory()
    centre = _agency(CENTRE, AgencyLevel.CENTRAL, _CENTRE_NAME, None, None)
    changed = _store([centre])
    provinces = {
        unit.id: _agency(of_province(unit.code), AgencyLevel.PROVINCE, _name(unit), unit, centre.pk)
        for unit in known.provinces(on)
    }
    changed += _store(provinces.values())
    changed += _store(
        _agency(
            of_commune(known.province(unit).code, unit.code),
            AgencyLevel.COMMUNE,
            _name(unit),
            unit,
            provinces[known.province(unit).id].pk,
        )
        for unit in known.communes(on)
    )
    if changed:
        forget_agencies()
        transaction.on_commit(forget_agencies)
    return changed


def _agency(
    designation: Designation, level: AgencyLevel, name: str, unit: Unit | None, parent_id: int | None
) -> Agency:
    return Agency(
        code=designation.code,
        scope=designation.scope,
        level=level,
        parent_id=parent_id,
        unit_id=unit.id if unit else None,
        name=name,
        phone=_SILENT + designation.code.replace(".", "")[-6:],
        opened_on=(unit and unit.since) or _SINCE,
        demo=True,
    )


def _name(unit: Unit) -> str:
    return f"Công an {unit.title[0].lower()}{unit.title[1:]}"


def _store(agencies: Iterable[Agency]) -> int:
    """Write what is new or has changed, and give every agency its key."""
    agencies = list(agencies)
    stored = {agency.code: agency for agency in Agency.objects.filter(code__in=[agency.code for agency in agencies])}
    new = [agency for agency in agencies if agency.code not in stored]
    changed = []
    for agency in agencies:
        known = stored.get(agency.code)
        if known is None:
            continue
        agency.pk = known.pk
        if any(getattr(agency, fact) != getattr(known, fact) for fact in _FACTS):
            changed.append(agency)
    Agency.objects.bulk_create(new, batch_size=_BATCH)
    Agency.objects.bulk_update(changed, _FACTS, batch_size=_BATCH)
    return len(new) + len(changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    code: str
    name: str
    rights: frozenset[Right]


_OVERSIGHT = frozenset(
    right for right in rights.ALL if right.action in {Action.MENU, Action.VIEW, Action.SEARCH}
) - rights.of(
    Function.AUDIT,
    Function.MESSAGES,
    Function.PERMISSIONS,
    Function.OFFICERS,
    Function.CODE_LISTS,
    Function.RETENTION,
    Function.PERSONS_BEYOND,
)
_RECEIVER = _Group(
    code="TIEPNHAN",
    name="Tiếp nhận hồ sơ, trả kết quả",
    rights=rights.of(Function.RECEPTION, Function.RESULTS, Function.ACCOUNTS, Function.PERSONS),
)
_PROCESSOR = _Group(code="XULY", name="Xử lý hồ sơ", rights=rights.of(Function.PROCESSING, Function.PERSONS))
_LEADER = _Group(
    code="PHEDUYET",
    name="Phê duyệt hồ sơ",
    rights=rights.of(Function.APPROVAL, Function.PERSONS, Function.RETENTION),
)
_OVERSEER = _Group(code="THEODOI", name="Theo dõi hồ sơ của đơn vị cấp dưới", rights=_OVERSIGHT)
_AUDITOR = _Group(code="KIEMTRA", name="Kiểm tra nhật ký truy cập", rights=rights.of(Function.AUDIT))
_OPERATOR = _Group(code="VANHANH", name="Vận hành hệ thống", rights=rights.of(Function.MESSAGES))
_CHIEF = _Group(
    code="CHIHUY",
    name="Chỉ huy đơn vị: nghiệp vụ, cán bộ và phân quyền của đơn vị",
    rights=frozenset(rights.ALL)
    - rights.of(Function.AUDIT, Function.MESSAGES, Function.CODE_LISTS, Function.PERSONS_BEYOND),
)
_ADMINISTRATOR = _Group(code="QUANTRI", name="Quản trị ứng dụng", rights=frozenset(rights.ALL))
_GROUPS = (_RECEIVER, _PROCESSOR, _LEADER, _OVERSEER, _AUDITOR, _OPERATOR, _CHIEF, _ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class _Post:
    username: str
    full_name: str
    position: str
    groups: tuple[_Group, ...]


_STAFF = {
    of_commune("01", "00070"): (
        _Post("hk.tiepnhan", "Nguyễn Thu Hà", "Cán bộ tiếp nhận", (_RECEIVER,)),
        _Post("hk.xuly", "Trần Quốc Bảo", "Cán bộ xử lý", (_PROCESSOR,)),
        _Post("hk.lanhdao", "Lê Minh Đức", "Phó Trưởng Công an phường", (_LEADER, _OVERSEER)),
        _Post("hk.tonghop", "Phạm Thị Mai", "Cán bộ tổng hợp", (_RECEIVER, _PROCESSOR, _LEADER)),
        _Post("hk.chihuy", "Hoàng Văn Thịnh", "Trưởng Công an phường", (_CHIEF,)),
    ),
    of_commune("79", "26743"): (
        _Post("bt.tiepnhan", "Võ Ngọc Lan", "Cán bộ tiếp nhận", (_RECEIVER,)),
        _Post("bt.xuly", "Huỳnh Tấn Phát", "Cán bộ xử lý", (_PROCESSOR,)),
        _Post("bt.lanhdao", "Đặng Hoàng Nam", "Trưởng Công an phường", (_LEADER, _OVERSEER)),
        _Post("bt.tonghop", "Bùi Thanh Tâm", "Cán bộ tổng hợp", (_RECEIVER, _PROCESSOR, _LEADER)),
    ),
    of_commune("91", "31078"): (
        _Post("pq.tonghop", "Lâm Thị Kiều", "Cán bộ tổng hợp", (_RECEIVER, _PROCESSOR)),
        _Post("pq.lanhdao", "Danh Văn Sơn", "Trưởng Công an đặc khu", (_LEADER, _OVERSEER)),
    ),
    of_province("01"): (_Post("hanoi.theodoi", "Đỗ Anh Tuấn", "Cán bộ Phòng Cảnh sát QLHC về TTXH", (_OVERSEER,)),),
    of_province("79"): (_Post("hcm.theodoi", "Ngô Thị Hạnh", "Cán bộ Phòng Cảnh sát QLHC về TTXH", (_OVERSEER,)),),
    CENTRE: (
        _Post("c06.theodoi", "Vũ Hải Yến", "Cán bộ Trung tâm dữ liệu quốc gia về dân cư", (_OVERSEER,)),
        _Post("c06.kiemtra", "Tạ Văn Khải", "Cán bộ kiểm tra nhật ký", (_AUDITOR,)),
        _Post("c06.vanhanh", "Hồ Thanh Bình", "Cán bộ vận hành hệ thống", (_OPERATOR,)),
        _Post("c06.quantri", "Mai Anh Dũng", "Cán bộ quản trị ứng dụng", (_ADMINISTRATOR,)),
        _Post("c06.quantri2", "Phan Thị Hồng", "Cán bộ quản trị ứng dụng", (_ADMINISTRATOR,)),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOfficer:
    """How to sign in as an officer of the demonstration, and who he then is."""

    username: str
    password: str
    totp_secret: str
    """For an authenticator application, base32."""
    full_name: str
    position: str
    agency: str
    agency_code: str
    groups: tuple[str, ...]


@transaction.atomic
def load_demo_officers(*, at: datetime | None = None) -> list[DemoOfficer]:
    """Appoint the officers of the demonstration where they are missing; return all of them with their passwords.

    The agencies must be there. Refuses to work outside a demonstration, as these passwords are known to everybody.
    """
    if not settings.DEMO:
        raise RuntimeError(
            "The officers of the demonstration have published passwords: they belong in no other system."
        )
    at = at or clock.now()
    groups = {group: _group_id(group, at) for group in _GROUPS}
    agencies = {agency.code: agency for agency in Agency.objects.filter(code__in=[place.code for place in _STAFF])}
    listed = []
    for place, posts in _STAFF.items():
        agency = agencies[place.code]
        for post in posts:
            _fill(post, agency.pk, [groups[group] for group in post.groups], at)
            listed.append(_demo_officer(post, agency))
    return listed


def _group_id(group: _Group, at: datetime) -> int:
    known = PermissionGroup.objects.filter(agency=None, code=group.code).values_list("pk", flat=True).first()
    return known or open_group(code=group.code, name=group.name, rights=group.rights, by=SYSTEM, at=at)


def _fill(post: _Post, agency_id: int, group_ids: Collection[int], at: datetime) -> None:
    """Put the officer in his place, if he is not there yet."""
    account_id = _account_id(post, at)
    if not Officer.objects.filter(account_id=account_id).exists():
        appoint_officer(
            account_id=account_id,
            agency_id=agency_id,
            full_name=post.full_name,
            position=post.position,
            group_ids=group_ids,
            by=SYSTEM,
            at=at,
        )


def _account_id(post: _Post, at: datetime) -> int:
    account = find_account(realm=Realm.OFFICER, username=post.username)
    if account is not None:
        return account.id
    return accounts.create_officer_account(
        username=post.username,
        password=PASSWORD,
        full_name=post.full_name,
        email=f"{post.username}@example.com",
        totp_secret=_totp_secret(post.username),
        by=SYSTEM,
        at=at,
    )


def _demo_officer(post: _Post, agency: Agency) -> DemoOfficer:
    return DemoOfficer(
        username=post.username,
        password=PASSWORD,
        totp_secret=_totp_secret(post.username),
        full_name=post.full_name,
        position=post.position,
        agency=agency.name,
        agency_code=agency.code,
        groups=tuple(group.name for group in post.groups),
    )


def _totp_secret(username: str) -> str:
    """Return the same made-up secret for the same officer, 20 bytes as RFC 4226 recommends."""
    return b32encode(hashlib.sha256(f"dancu demo {username}".encode()).digest()[:20]).decode()
