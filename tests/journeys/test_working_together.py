"""At the desk: a chief assigns, a leader approves many at once, a colleague sees who writes, and a supplement comes back."""

from collections.abc import Callable

from django.conf import settings
from playwright.sync_api import Browser, expect

from dancu.casework import commands as casework
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier
from dancu.offices.queries import OfficerView, forget_agencies
from dancu.places.queries import forget_directory
from dancu.platform.clock import now, today
from dancu.platform.hosts import Site
from dancu.residence import queries as residence
from tests.builders.citizens import Citizen
from tests.builders.desks import browser_of
from tests.builders.identity import acting
from tests.builders.offices import an_officer
from tests.builders.residence import READ
from tests.journeys import roles
from tests.journeys.roles import PHONE, OfficerAtDesk

Sites = Callable[[Site], str]


def a_mover() -> tuple[Citizen, str]:
    """Return somebody who has filed, with the code of his dossier."""
    mover = Citizen()
    mover.fill_in()
    return mover, mover.file()


def act(officer: OfficerView, action: Action, code: str, **more: str) -> None:
    facts = {"note": "Theo quy định"} | more
    casework.perform(action, code=code, by=acting(officer), officer=officer, at=now(), **facts)  # type: ignore[arg-type]


def at_desk(browser: Browser, sites: Sites, who: OfficerView, *, script: bool = True) -> OfficerAtDesk:
    desk = OfficerAtDesk(browser, sites(Site.OFFICER), script=script)
    desk.brings(browser_of(who.account_id).cookies[settings.SESSION_COOKIE_NAME].value)
    return desk


def tick(desk: OfficerAtDesk, queue: str, *codes: str) -> None:
    desk.open(f"/?queue={queue}")
    for code in codes:
        desk.page.get_by_label(desk.said(code)).check()


def states(*codes: str) -> list[str]:
    return [Dossier.objects.get(code=code).state for code in codes]


def test_a_chief_assigns_and_a_leader_approves_many_at_once_without_javascript(
    sites: Sites, browser: Browser, transactional_db: None
) -> None:
    forget_directory()
    forget_agencies()
    (first, one), (_, two) = a_mover(), a_mover()
    officer, colleague = (an_officer(first.agency, full_name=name) for name in ("Phạm Thị Mai", "Lê Minh Đức"))
    chief = an_officer(first.agency, full_name="Đặng Hoàng Nam")
    for code in (one, two):
        act(officer, Action.RECEIVE, code, received=casework.Received(provision="own"))

    leader = at_desk(browser, sites, chief, script=False)
    tick(leader, "unassigned", one, two)
    leader.press("Phân công các hồ sơ đã chọn")
    leader.press("Phân công")
    leader.sees("Hãy chọn cán bộ.")
    leader.page.locator("select[name=assignee]").select_option(str(officer.id))
    leader.press("Phân công")
    leader.sees("đã thực hiện 2/2 hồ sơ")
    assert states(one, two) == [State.PROCESSING] * 2

    for code in (one, two):
        act(officer, Action.PROPOSE, code, outcome="approve")
    tick(leader, "to_decide", one, two)
    leader.press("Phê duyệt các hồ sơ đã chọn")
    leader.sees("Phạm Thị Mai: Theo quy định")
    act(colleague, Action.SEND_BACK, two)
    leader.press("Phê duyệt")
    leader.sees("đã thực hiện 1/2 hồ sơ")
    leader.sees(f"{first.agency.name} đã xử lý hồ sơ này lúc")
    assert states(one, two) == [State.DECIDED, State.PROCESSING]
    home = residence.find_permanent_residence(person=first.person.id, on=today(), **READ)
    assert home is not None
    assert home.address_line == "12 Lê Lợi"
    leader.page.reload()
    leader.sees("đã thực hiện 1/2 hồ sơ")
    leader.follow("Quay lại danh sách")
    leader.page.wait_for_url("**/?queue=to_decide*")


def test_a_supplement_asked_while_processing_comes_back_to_who_asked_for_it(
    sites: Sites, browser: Browser, transactional_db: None
) -> None:
    forget_directory()
    forget_agencies()
    mover, code = a_mover()
    officer, colleague = (an_officer(mover.agency, full_name=name) for name in ("Phạm Thị Mai", "Lê Minh Đức"))
    act(officer, Action.RECEIVE, code, received=casework.Received(provision="own"))
    act(officer, Action.TAKE, code)

    mai, duc = (at_desk(browser, sites, who) for who in (officer, colleague))
    mai.find(code)
    mai.turn_to("Trả lại để bổ sung giấy tờ")
    mai.fill("Nội dung cần bổ sung, hoàn thiện", "Đề nghị nộp trang 2 của hợp đồng.")
    duc.find(code)
    duc.sees("Phạm Thị Mai đang mở và soạn xử lý hồ sơ này từ")
    mai.do("Trả lại để bổ sung giấy tờ")
    mai.sees("CT05")
    duc.find(code)
    expect(duc.page.get_by_text("đang mở và soạn xử lý")).to_have_count(0)

    citizen = roles.Citizen(browser, sites(Site.PORTAL), PHONE, script=False)
    citizen.brings(mover.browser.cookies[settings.SESSION_COOKIE_NAME].value)
    citizen.open(f"/dossiers/{code}")
    citizen.sees("Đề nghị nộp trang 2 của hợp đồng.")
    citizen.press("Bổ sung hồ sơ")
    citizen.page.wait_for_url("**/drafts/*")
    citizen.open(citizen.page.url.removeprefix(citizen.origin) + "/review")
    citizen.submit()

    mai.open("/?queue=mine")
    mai.sees(code)
    mai.find(code)
    mai.pick("Đề xuất phê duyệt")
    mai.fill("Căn cứ đề xuất", "Đã bổ sung đủ")
    mai.do("Đề xuất")
    assert states(code) == [State.PROPOSED]
