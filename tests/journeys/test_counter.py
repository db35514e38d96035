"""Somebody without an account comes to the counter: entered, left half done, taken over, submitted, received with its receipt."""

from collections.abc import Callable

from playwright.sync_api import Browser, expect

from dancu.casework.models import Dossier, Draft
from dancu.offices.commands import load_demo_agencies, load_demo_officers
from dancu.offices.queries import forget_agencies
from dancu.places.queries import directory, forget_directory
from dancu.platform.clock import today
from dancu.platform.hosts import Site
from tests.builders.citizens import moving_in
from tests.builders.counters import Clerk, WalkIn
from tests.builders.places import the_whole_country
from tests.journeys.roles import OfficerAtDesk
from tests.journeys.test_working_together import at_desk


def test_a_walk_in_is_entered_by_two_officers_and_gets_his_receipt(
    sites: Callable[[Site], str], browser: Browser, work: Callable[[], None], transactional_db: None
) -> None:
    the_whole_country()
    load_demo_agencies()
    officers = {officer.username: officer for officer in load_demo_officers()}
    walk_in = WalkIn(unit=directory().by_code("00070", on=today()))

    def signed_in(username: str) -> OfficerAtDesk:
        desk, known = OfficerAtDesk(browser, sites(Site.OFFICER)), officers[username]
        desk.sign_in(username, known.password, known.totp_secret)
        return desk

    clerk = signed_in("bt.tonghop")
    clerk.follow("Tiếp nhận trực tiếp")
    clerk.sees("Không có hồ sơ nào đang nhập")
    clerk.follow("Nhập hồ sơ trực tiếp")
    clerk.choose("Thủ tục", "Đăng ký thường trú")
    clerk.fill("Họ và tên người khai báo", "Lê Văn Khác")
    clerk.fill("Số định danh cá nhân/CMND của người khai báo", str(walk_in.person.pin))
    clerk.pick("Tôi đã kiểm tra thẻ")
    clerk.press("Bắt đầu nhập")
    clerk.sees("số này mang họ tên khác")
    clerk.fill("Họ và tên người khai báo", walk_in.person.name.full)
    clerk.press("Bắt đầu nhập")
    clerk.page.wait_for_url("**/drafts/*")
    clerk.sees("Đã kiểm tra thẻ")
    clerk.follow("Cơ quan thực hiện")
    clerk.choose("Trường hợp", "Đăng ký thường trú – Nhân khẩu từ ngoài tỉnh đến – Lập hộ mới")
    clerk.press("Lưu và làm tiếp sau")
    clerk.page.wait_for_url("**/counter")

    colleague = signed_in("bt.tiepnhan")
    colleague.follow("Tiếp nhận trực tiếp")
    colleague.sees(walk_in.person.name.full)
    colleague.page.get_by_role("button", name="Nhận nhập tiếp").click()
    colleague.page.wait_for_url("**/drafts/*")
    clerk.follow(walk_in.person.name.full)
    clerk.sees("đang nhập hồ sơ này")

    colleague.follow("Cơ quan thực hiện")
    for step in ("subject", "place"):
        go_on(colleague, f"steps/{step}")
        if step == "subject":
            colleague.fill("Số điện thoại liên hệ", "0912345678")
    colleague.fill("Địa chỉ", "12 Lê Lợi")
    colleague.pick("Chỗ ở hợp pháp thuộc quyền sở hữu của mình")
    go_on(colleague, "steps/members")
    go_on(colleague, "steps/request")
    colleague.field("Chủ hộ mới của hộ nơi đi").select_option(str(walk_in.wife.pin))
    go_on(colleague, "documents")
    go_on(colleague, "documents")
    colleague.sees("Hãy ghi nhận bản giấy đã nộp")
    card = colleague.page.locator("section.dc-card").filter(has_text="chứng minh chỗ ở hợp pháp")
    card.get_by_label("Bản giấy đã nộp").select_option(label="Bản chính")
    card.get_by_role("button", name="Ghi nhận").click()
    colleague.sees("Bản chính, 1 bản")
    go_on(colleague, "review")
    colleague.page.locator("#promise").check()
    colleague.press("Nộp hồ sơ")
    colleague.page.wait_for_url("**/dossiers/*")
    code = colleague.code_in_address()
    assert Dossier.objects.get(code=code).account_id is None

    clerk.find(code)
    clerk.choose("Thông tin điều khoản", "Khoản 1 Điều 20 Luật Cư trú")
    clerk.do("Tiếp nhận")
    work()
    clerk.open(f"/dossiers/{code}")
    expect(clerk.page.get_by_role("link", name="CT04")).to_be_visible()
    clerk.sees("Đã nộp bản giấy: Bản chính, 1 bản")


def test_wrong_words_are_kept_going_back_changes_nothing_and_sent_twice_is_one_dossier(
    sites: Callable[[Site], str], browser: Browser, transactional_db: None
) -> None:
    forget_directory()
    forget_agencies()
    clerk, walk_in = Clerk(), WalkIn()
    desk = at_desk(browser, sites, clerk.officer)
    desk.open("/counter/new")
    desk.press("Bắt đầu nhập")
    expect(desk.page.locator(".govuk-error-summary")).to_be_visible()
    desk.choose("Thủ tục", "Đăng ký thường trú")
    desk.fill("Họ và tên người khai báo", walk_in.person.name.full)
    desk.fill("Số định danh cá nhân/CMND của người khai báo", "123")
    desk.press("Bắt đầu nhập")
    expect(desk.field("Họ và tên người khai báo")).to_have_value(walk_in.person.name.full)
    expect(desk.field("Số định danh cá nhân/CMND của người khai báo")).to_have_value("123")
    desk.fill("Số định danh cá nhân/CMND của người khai báo", str(walk_in.person.pin))
    desk.press("Bắt đầu nhập")
    desk.sees("Hãy đối chiếu thẻ với người xuất trình")

    desk.open("/counter/new")
    desk.choose("Thủ tục", "Đăng ký thường trú")
    desk.fill("Họ và tên người khai báo", walk_in.person.name.full)
    desk.fill("Số định danh cá nhân/CMND của người khai báo", str(walk_in.person.pin))
    desk.pick("Tôi đã kiểm tra thẻ")
    desk.press("Bắt đầu nhập")
    desk.page.wait_for_url("**/drafts/*")
    begun = desk.page.url

    # Back to the form, which keeps no number of anybody, and sent once more: it is the same draft.
    desk.page.go_back()
    desk.fill("Số định danh cá nhân/CMND của người khai báo", str(walk_in.person.pin))
    desk.press("Bắt đầu nhập")
    desk.page.wait_for_url("**/drafts/*")
    assert (desk.page.url, Draft.objects.count()) == (begun, 1)

    clerk.draft = "/drafts/" + begun.rsplit("/", 1)[1]
    steps = moving_in(walk_in.wife)
    clerk.fill("agency", **steps["agency"])
    desk.open(f"{clerk.draft}/steps/subject")
    desk.fill("Số điện thoại liên hệ", "12")
    desk.press("Đồng ý và tiếp tục")
    expect(desk.page.locator(".govuk-error-summary")).to_be_visible()
    expect(desk.field("Số điện thoại liên hệ")).to_have_value("12")
    desk.fill("Số điện thoại liên hệ", "0912345678")
    go_on(desk, "steps/place")
    desk.follow("Quay lại")
    desk.page.wait_for_url("**/steps/subject*")
    expect(desk.field("Số điện thoại liên hệ")).to_have_value("0912345678")

    clerk.fill_in_all({key: steps[key] for key in ("subject", "place", "members", "request")})
    clerk.write_down()
    desk.open(f"{clerk.draft}/review")
    desk.press("Nộp hồ sơ")
    desk.sees("Hãy tích xác nhận")
    desk.page.locator("#promise").check()
    desk.page.get_by_role("button", name="Nộp hồ sơ").last.dblclick(no_wait_after=True)
    desk.page.wait_for_url("**/dossiers/*")
    code = desk.code_in_address()
    desk.open(f"{clerk.draft}/review")
    assert desk.code_in_address() == code
    assert list(Dossier.objects.values_list("code", flat=True)) == [code]


def go_on(desk: OfficerAtDesk, to: str) -> None:
    """Save the part that is open and come to the next one."""
    desk.press("Đồng ý và tiếp tục")
    desk.page.wait_for_url(f"**/{to}*")
