"""The permission matrix and the list of officers, as their administrators use them."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders.accounts import kept_letters
from tests.builders.desks import browser_of
from tests.builders.offices import NOW, a_commune_agency, an_officer, the_centre
from tests.builders.places import a_commune

from dancu.accounts import commands as accounts
from dancu.accounts.models import Account, PasswordReset, SecondFactor
from dancu.kernel.actor import SYSTEM
from dancu.offices import commands as offices
from dancu.offices import queries
from dancu.offices.domain import rights
from dancu.offices.domain.rights import Function
from dancu.offices.models import Officer
from dancu.offices.queries import AgencyView, OfficerView
from dancu.offices.queries.groups import rights_of
from dancu.platform import clock

pytestmark = pytest.mark.django_db

LETTERS = "?subsystem=permanent_residence"


@pytest.fixture
def here() -> AgencyView:
    return a_commune_agency()


@pytest.fixture
def chief(here: AgencyView) -> OfficerView:
    """Who may administer, and receive and process dossiers, but not approve them."""
    held = rights.of(Function.RECEPTION, Function.PROCESSING, Function.PERMISSIONS, Function.OFFICERS)
    return an_officer(here, rights=held, full_name="Hoàng Văn Thịnh")


@pytest.fixture
def desk(chief: OfficerView) -> Client:
    return browser_of(chief.account_id)


@pytest.fixture
def group(here: AgencyView) -> int:
    return offices.open_group(code="TN", name="Tiếp nhận", rights=(), agency_id=here.id, by=SYSTEM, at=NOW)


def address(group: int) -> str:
    return f"/permissions/{group}{LETTERS}"


def test_a_chief_opens_a_group_and_gives_it_rights(desk: Client, here: AgencyView) -> None:
    made = desk.post("/permissions/new", {"code": "tn.portal", "name": "Tiếp nhận trực tuyến"})
    group = int(made["Location"].removeprefix("/permissions/"))
    saved = desk.post(address(group), {"box": ["reception.view", "reception.receive"]}, follow=True)
    assert "Đã ghi phân quyền" in saved.content.decode()
    assert {right.action.value for right in rights_of(group)} == {"view", "receive"}
    assert "TN.PORTAL" in desk.get("/permissions?name=trực").content.decode()


def test_what_the_chief_does_not_hold_cannot_be_ticked(desk: Client, group: int) -> None:
    page = desk.get(address(group)).content.decode()
    assert re.search(r'value="approval.approve"\s+disabled', page)
    assert re.search(r'value="reception.receive">', page)
    answer = desk.post(address(group), {"box": ["approval.approve"]})
    assert answer.status_code == 403
    assert "những quyền mà chính mình có" in answer.content.decode()
    assert not rights_of(group)


def test_what_he_does_not_hold_stays_as_it_is(desk: Client, here: AgencyView) -> None:
    group = offices.open_group(
        code="PD", name="Phê duyệt", rights=rights.of(Function.APPROVAL), agency_id=here.id, by=SYSTEM, at=NOW
    )
    before = rights_of(group)
    desk.post(address(group), {"seen": [f"approval.{each}" for each in ("menu", "view", "search", "approve")],
                               "box": ["reception.view"]})  # fmt: skip
    assert before < rights_of(group)


def test_the_second_to_save_is_told_what_changed_and_keeps_his_ticks(
    desk: Client, here: AgencyView, group: int
) -> None:
    other = an_officer(here, full_name="Trần Quốc Bảo")
    desk.post(address(group), {"box": ["reception.view"]})
    answer = browser_of(other.account_id).post(address(group), {"box": ["processing.view"]})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Hoàng Văn Thịnh đã ghi bảng phân quyền này" in page
    assert re.search(r'value="reception.view">.*?vừa được cấp', page, re.DOTALL)
    assert re.search(r'value="processing.view" checked', page)
    assert {right.function for right in rights_of(group)} == {Function.RECEPTION}
    seen = re.findall(r'name="seen" value="([^"]+)"', page)
    again = browser_of(other.account_id).post(address(group), {"seen": seen, "box": ["processing.view"]})
    assert again.status_code == 302
    assert {right.function for right in rights_of(group)} == {Function.PROCESSING}


def test_the_centres_groups_are_seen_and_not_changed(desk: Client) -> None:
    group = offices.open_group(code="TW", name="Trung ương", rights=(), by=SYSTEM, at=NOW)
    assert "Nhóm quyền này của đơn vị khác" in desk.get(address(group)).content.decode()
    assert desk.post(address(group), {"box": ["reception.view"]}).status_code == 403


def test_another_communes_groups_are_not_there(desk: Client) -> None:
    there = a_commune_agency(a_commune("Phường Cửa Nam", code="00082"))
    group = offices.open_group(code="CN", name="Cửa Nam", rights=(), agency_id=there.id, by=SYSTEM, at=NOW)
    assert desk.get(address(group)).status_code == 404
    assert "Cửa Nam" not in desk.get("/permissions").content.decode()


def test_a_group_that_is_used_is_not_deleted(desk: Client, here: AgencyView, group: int) -> None:
    member = an_officer(here)
    Officer.objects.get(pk=member.id).groups.add(group)
    assert desk.post(f"/permissions/{group}/delete").status_code == 409
    Officer.objects.get(pk=member.id).groups.clear()
    assert desk.post(f"/permissions/{group}/delete", follow=True).status_code == 200
    assert desk.get(address(group)).status_code == 404


def test_a_code_is_taken_once_an_agency(desk: Client, group: int) -> None:
    page = desk.post("/permissions/new", {"code": "TN", "name": "Lần nữa"}).content.decode()
    assert "Đơn vị đã có nhóm quyền mang mã này" in page
    assert "Lần nữa" in page


def test_who_may_not_administer_sees_none_of_it(here: AgencyView, group: int) -> None:
    other = browser_of(an_officer(here, rights=rights.of(Function.RECEPTION)).account_id)
    for path in ("/permissions", f"/permissions/{group}", "/permissions/new", "/officers", "/officers/new"):
        assert other.get(path).status_code == 403, path
    assert 'href="/permissions"' not in other.get("/").content.decode()


def new_officer(here: AgencyView, group: int, **changes: object) -> dict[str, object]:
    return {
        "username": "hk.moi",
        "full_name": "Nguyễn Văn Mới",
        "position": "Cán bộ",
        "email": "hk.moi@example.com",
        "pin": "",
        "agency": here.name.lower(),
        "groups": [str(group)],
    } | changes


def test_an_officer_is_appointed_and_chooses_his_password_himself(desk: Client, here: AgencyView, group: int) -> None:
    with kept_letters() as letters:
        answer = desk.post("/officers/new", new_officer(here, group))
        assert answer.status_code == 302, answer.content.decode()
        accounts.send_reset(reset_id=PasswordReset.objects.get().pk, at=clock.now())
    link = letters.link_secret("officer_password")
    stranger = Client(headers={"host": settings.SITE_HOSTS["officer"]})
    chosen = stranger.post(f"/password/{link}", {"password": "Mat-khau-9@", "password_again": "Mat-khau-9@"})
    assert chosen["Location"] == "/sign-in"
    signed = stranger.post("/sign-in", {"username": "hk.moi", "password": "Mat-khau-9@"})
    assert signed["Location"].startswith("/sign-in/app")
    found = Officer.objects.get(full_name="Nguyễn Văn Mới")
    assert list(found.groups.values_list("pk", flat=True)) == [group]


def test_a_user_name_is_taken_once_and_what_was_typed_stays(desk: Client, here: AgencyView, group: int) -> None:
    taken = Account.objects.filter(realm="officer").values_list("username", flat=True)[0]
    page = desk.post("/officers/new", new_officer(here, group, username=taken)).content.decode()
    assert "Tên đăng nhập này đã có cán bộ khác sử dụng" in page
    assert "Nguyễn Văn Mới" in page


def test_an_officer_is_dismissed_at_once(desk: Client, here: AgencyView) -> None:
    member = an_officer(here, rights=rights.of(Function.RECEPTION))
    his = browser_of(member.account_id)
    assert his.get("/").status_code == 200
    desk.post(f"/officers/{member.id}/dismiss")
    assert his.get("/").status_code == 302
    with pytest.raises(queries.NotAnOfficer):
        queries.officer_of(member.account_id)
    desk.post(f"/officers/{member.id}/take-back")
    assert queries.officer_of(member.account_id).id == member.id


def test_nobody_changes_his_own_place(desk: Client, chief: OfficerView) -> None:
    assert desk.post(f"/officers/{chief.id}/dismiss").status_code == 403
    assert desk.post(f"/officers/{chief.id}/second-factor", {"reason": "mất máy"}).status_code == 403


def test_a_second_factor_is_set_anew_by_two(desk: Client, here: AgencyView, chief: OfficerView) -> None:
    member = an_officer(here, rights=rights.of(Function.RECEPTION))
    SecondFactor.objects.create(account_id=member.account_id, sealed="x", created_at=NOW, confirmed_at=NOW)
    page = desk.post(f"/officers/{member.id}/second-factor", {"reason": ""}).content.decode()
    assert "Nêu rõ đã xác minh" in page
    desk.post(f"/officers/{member.id}/second-factor", {"reason": "Gặp trực tiếp, mất điện thoại"})
    decide = f"/officers/{member.id}/second-factor/decide"
    assert desk.post(decide, {"grant": "1"}).status_code == 403
    assert SecondFactor.objects.filter(account_id=member.account_id).exists()
    second = browser_of(an_officer(here).account_id)
    assert "Gặp trực tiếp" in second.get(f"/officers/{member.id}").content.decode()
    assert second.post(decide, {"grant": "1"}).status_code == 302
    assert not SecondFactor.objects.filter(account_id=member.account_id).exists()
    assert second.post(decide, {"grant": "1"}).status_code == 409


def test_who_is_transferred_loses_groups_of_the_old_agency(here: AgencyView) -> None:
    there = a_commune_agency(a_commune("Phường Cửa Nam", code="00082"))
    centre = browser_of(an_officer(the_centre()).account_id)
    group = offices.open_group(code="TN", name="Tiếp nhận", rights=(), agency_id=here.id, by=SYSTEM, at=NOW)
    member = an_officer(here, rights=())
    row = Officer.objects.get(pk=member.id)
    row.groups.set([group])
    sent = {
        "full_name": member.full_name,
        "position": "Cán bộ",
        "pin": "",
        "agency": there.code,
        "seen_groups": str(group),
    }
    refused = centre.post(f"/officers/{member.id}", sent | {"groups": [str(group)]})
    assert refused.status_code == 200
    assert Officer.objects.get(pk=member.id).agency_id == here.id
    moved = centre.post(f"/officers/{member.id}", sent)
    assert moved.status_code == 302, moved.content.decode()
    row.refresh_from_db()
    assert (row.agency_id, list(row.groups.all())) == (there.id, [])


def test_a_list_of_officers_costs_the_same_however_long(desk: Client, here: AgencyView) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as statements:
            desk.get("/officers")
        return len(statements)

    few = asked()
    for _ in range(5):
        an_officer(here)
    assert asked() == few


def test_who_may_ask_for_a_second_factor_may_withdraw_it_without_the_right_to_grant(here: AgencyView) -> None:
    asks = an_officer(here, rights=rights.of(Function.OFFICERS) - {rights.RESET_SECOND_FACTORS})
    desk, member = browser_of(asks.account_id), an_officer(here, rights=())
    desk.post(f"/officers/{member.id}/second-factor", {"reason": "Mất điện thoại"})
    decide = f"/officers/{member.id}/second-factor/decide"
    assert desk.post(decide, {"grant": "1"}).status_code == 403
    assert desk.post(decide, {"decline": "1"}).status_code == 302
    assert "Mất điện thoại" not in desk.get(f"/officers/{member.id}").content.decode()


def test_an_officer_keeps_a_group_that_his_chief_could_not_give(desk: Client, here: AgencyView) -> None:
    member = an_officer(here)  # with every right, which the chief has not
    held = [str(pk) for pk in Officer.objects.get(pk=member.id).groups.values_list("pk", flat=True)]
    sent = {"full_name": "Lê Minh Đức", "position": "Đội trưởng", "pin": "", "agency": here.code, "groups": held}
    changed = desk.post(f"/officers/{member.id}", sent | {"seen_groups": " ".join(held)})
    assert changed.status_code == 302, changed.content.decode()
    row = Officer.objects.get(pk=member.id)
    assert (row.position, [str(pk) for pk in row.groups.values_list("pk", flat=True)]) == ("Đội trưởng", held)
