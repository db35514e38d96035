"""A chief gives rights and the officer has them at once; an officer signs in by a passkey that a real browser keeps."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from dancu.accounts.commands.sessions import open_session
from dancu.accounts.models import Account, Passkey
from dancu.casework.models import Dossier
from dancu.kernel.actor import SYSTEM
from dancu.offices import commands as offices
from dancu.offices.domain import rights
from dancu.offices.domain.rights import Action, Function
from dancu.offices.models import Officer
from dancu.offices.queries import forget_agencies
from dancu.places.queries import forget_directory
from dancu.platform.clock import now
from dancu.platform.hosts import Site
from tests.builders.offices import a_commune_agency, an_officer
from tests.journeys.test_every_page import a_tab
from tests.journeys.test_working_together import a_mover, at_desk


@contextmanager
def an_authenticator(tab: Page) -> Iterator[None]:
    """Give the browser of a page a platform authenticator whose owner is there and says yes."""
    devtools = tab.context.new_cdp_session(tab)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield
    devtools.detach()


def session_of(account_id: int, *, half_open: bool = False) -> str:
    opened = open_session(
        Account.objects.get(pk=account_id),
        device="",
        browser="Firefox",
        source="203.0.113.7",
        half_open=half_open,
        at=datetime.now(UTC),
    )
    return opened.token


def test_a_chief_gives_a_right_and_takes_it_away(sites: Callable[[Site], str], browser: Browser) -> None:
    forget_directory()
    origin, here = sites(Site.OFFICER), a_commune_agency()
    chief = an_officer(here, rights=rights.of(Function.RECEPTION, Function.PERMISSIONS))
    group = offices.create_group(code="TIEPNHAN", name="Tiếp nhận", officer=chief, by=SYSTEM, at=now())
    member = an_officer(here, rights=())
    Officer.objects.get(pk=member.id).groups.set([group])
    his, hers = (a_tab(browser, origin, session_of(each.account_id)) for each in (chief, member))
    counter = hers.get_by_role("link", name="Tiếp nhận trực tiếp")

    hers.goto(origin)
    expect(counter).to_have_count(0)
    his.goto(f"{origin}/permissions/{group}")
    his.get_by_role("checkbox", name="Tất cả").first.check()
    with his.expect_navigation():
        his.get_by_role("button", name="Ghi", exact=True).click()
    expect(his.get_by_text("Đã ghi phân quyền")).to_be_visible()
    hers.reload()
    expect(counter).to_be_visible()

    his.get_by_role("checkbox", name="Tất cả").first.uncheck()
    with his.expect_navigation():
        his.get_by_role("button", name="Ghi", exact=True).click()
    expect(his.get_by_text("Đã ghi phân quyền")).to_be_visible()
    hers.reload()
    expect(counter).to_have_count(0)


def test_an_officer_gains_an_act_at_once_and_loses_it_at_once_with_nothing_lost_that_he_typed(
    sites: Callable[[Site], str], browser: Browser
) -> None:
    forget_directory()
    forget_agencies()
    mover, code = a_mover()
    origin, here = sites(Site.OFFICER), mover.agency
    chief = an_officer(here, rights=rights.of(Function.RECEPTION, Function.PERMISSIONS))
    group = offices.create_group(code="TIEPNHAN", name="Tiếp nhận", officer=chief, by=SYSTEM, at=now())
    looks = {right for right in rights.of(Function.RECEPTION) if right.action is Action.VIEW}
    member = an_officer(here, rights=looks)
    Officer.objects.get(pk=member.id).groups.add(group)
    his = a_tab(browser, origin, session_of(chief.account_id))
    desk = at_desk(browser, sites, member)

    def gives(wanted: bool) -> None:
        his.goto(f"{origin}/permissions/{group}")
        his.get_by_role("checkbox", name="Tất cả").first.set_checked(wanted)
        with his.expect_navigation():
            his.get_by_role("button", name="Ghi", exact=True).click()
        expect(his.get_by_text("Đã ghi phân quyền")).to_be_visible()

    desk.open(f"/dossiers/{code}")
    desk.sees("Không có việc dành cho bạn")
    gives(wanted=True)
    desk.page.reload()
    assert desk.is_offered("Tiếp nhận")
    desk.choose("Thông tin điều khoản", "Khoản 1 Điều 20 Luật Cư trú")
    desk.fill("Ý kiến tiếp nhận hồ sơ", "Đã xem đủ giấy tờ")
    gives(wanted=False)
    desk.do("Tiếp nhận")
    desk.sees("chưa được phân quyền thực hiện thao tác này")
    desk.sees("Đã xem đủ giấy tờ")
    assert not desk.is_offered("Tiếp nhận")
    assert Dossier.objects.get(code=code).state == "submitted"


def test_an_officer_signs_in_by_a_passkey(sites: Callable[[Site], str], browser: Browser) -> None:
    forget_directory()
    origin = sites(Site.OFFICER)
    officer = an_officer(a_commune_agency())
    account = Account.objects.get(pk=officer.account_id)
    tab = a_tab(browser, origin, session_of(account.pk))
    with an_authenticator(tab):
        tab.goto(f"{origin}/account/passkeys")
        add = tab.get_by_role("button", name="Thêm khóa truy cập")
        add.click()
        expect(tab.get_by_text("Hãy đặt tên để nhận biết").first).to_be_visible()
        tab.locator("#id_name").fill("Máy tính bàn tiếp nhận")
        add.click()
        expect(tab.get_by_role("cell", name="Máy tính bàn tiếp nhận", exact=True)).to_be_visible()

        tab.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session_of(account.pk, half_open=True), "url": origin}]
        )
        tab.goto(f"{origin}/sign-in/code?next=/account/passkeys")
        tab.get_by_role("button", name="Dùng khóa truy cập").click()
        tab.wait_for_url(lambda url: "/sign-in" not in url)
        assert Passkey.objects.get(account=account).used_at

        with tab.expect_navigation():
            tab.get_by_role("button", name="Xóa").click()
        expect(tab.get_by_text("Chưa có khóa truy cập")).to_be_visible()
    assert not Passkey.objects.exists()
