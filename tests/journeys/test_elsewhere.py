"""Somebody files at the counter of the commune where he is what another one settles, and collects the result where he filed."""

from collections.abc import Callable

from playwright.sync_api import Browser, expect

from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier
from dancu.offices.domain import rights
from dancu.offices.domain.rights import Function
from dancu.offices.queries import forget_agencies
from dancu.places.queries import directory, forget_directory
from dancu.platform.hosts import Site
from tests.builders.counters import WalkIn, ben_thanh
from tests.builders.offices import a_commune_agency, an_officer
from tests.journeys.roles import OfficerAtDesk
from tests.journeys.test_counter import go_on
from tests.journeys.test_working_together import act, at_desk


def test_a_dossier_is_taken_for_another_commune_settled_there_and_delivered_where_it_was_filed(
    sites: Callable[[Site], str], browser: Browser, work: Callable[[], None], transactional_db: None
) -> None:
    forget_directory()
    forget_agencies()
    there, here, walk_in = ben_thanh(), a_commune_agency(), WalkIn()
    receives = rights.of(Function.RECEPTION, Function.RESULTS)
    clerk = at_desk(browser, sites, an_officer(here, rights=receives, full_name="Nguyễn Thu Hà"))
    processor = an_officer(there, rights=rights.of(Function.PROCESSING), full_name="Huỳnh Tấn Phát")
    worker = at_desk(browser, sites, processor)

    clerk.open("/counter/new")
    clerk.choose("Thủ tục", "Đăng ký thường trú")
    clerk.fill("Họ và tên người khai báo", walk_in.person.name.full)
    clerk.fill("Số định danh cá nhân/CMND của người khai báo", str(walk_in.person.pin))
    clerk.pick("Tôi đã kiểm tra thẻ")
    clerk.press("Bắt đầu nhập")
    clerk.page.wait_for_url("**/drafts/*")
    clerk.follow("Cơ quan thực hiện")
    unit = directory().unit(there.unit_id or 0)
    clerk.choose_commune(directory().province(unit).title, unit.title)
    clerk.choose("Trường hợp", "Đăng ký thường trú – Nhân khẩu từ ngoài tỉnh đến – Lập hộ mới")
    go_on(clerk, "steps/subject")
    clerk.fill("Số điện thoại liên hệ", "0912345678")
    go_on(clerk, "steps/place")
    clerk.fill("Địa chỉ", "12 Lê Lợi")
    clerk.pick("Chỗ ở hợp pháp thuộc quyền sở hữu của mình")
    go_on(clerk, "steps/members")
    go_on(clerk, "steps/request")
    clerk.field("Chủ hộ mới của hộ nơi đi").select_option(str(walk_in.wife.pin))
    expect(clerk.page.get_by_label("Nhận trực tiếp tại nơi nộp hồ sơ")).to_be_checked()
    go_on(clerk, "documents")
    card = clerk.page.locator("section.dc-card").filter(has_text="chứng minh chỗ ở hợp pháp")
    card.get_by_label("Bản giấy đã nộp").select_option(label="Bản chính")
    card.get_by_role("button", name="Ghi nhận").click()
    clerk.sees("Bản chính, 1 bản")
    go_on(clerk, "review")
    clerk.sees(there.name)
    clerk.page.locator("#promise").check()
    clerk.press("Nộp hồ sơ")
    clerk.page.wait_for_url("**/dossiers/*")
    code = clerk.code_in_address()
    assert code.startswith(there.code)

    clerk.sees("nộp tại cơ quan bạn cho cơ quan khác giải quyết")
    clerk.do("Kiểm tra thông tin")
    clerk.choose("Thông tin điều khoản", "Khoản 1 Điều 20 Luật Cư trú")
    assert not clerk.is_offered("Trả lại")
    clerk.do("Tiếp nhận")
    work()
    clerk.open(f"/dossiers/{code}")
    expect(clerk.page.get_by_role("link", name="CT04")).to_be_visible()
    clerk.fill("Quyển số", "AB/26")
    clerk.fill("Số biên lai", "0000001")
    clerk.do("Ghi biên lai thu lệ phí")
    clerk.sees("Quyển AB/26")

    in_hand(worker, "Chưa phân công", code)
    worker.sees(here.name)
    worker.do("Xử lý")
    worker.turn_to("Đề xuất")
    worker.pick("Đề xuất phê duyệt")
    worker.fill("Căn cứ đề xuất", "Đủ điều kiện")
    worker.do("Đề xuất")
    act(an_officer(there), Action.APPROVE, code)
    work()

    in_hand(clerk, "Nhận cho nơi khác", code)
    expect(clerk.page.get_by_role("link", name="CT08")).to_be_visible()
    clerk.do("Trả kết quả")
    clerk.sees("Đã trả kết quả")
    last = Dossier.objects.get(code=code).journal.latest("revision")
    assert (last.action, last.agency_id) == ("deliver", here.id)


def in_hand(desk: OfficerAtDesk, queue: str, code: str) -> None:
    """Open a dossier from the list that it lies in."""
    desk.open("/")
    desk.follow(queue)
    desk.follow(code)
    desk.page.wait_for_url("**/dossiers/**")
