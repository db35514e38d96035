"""What an officer finds and a leader decides of the authority's own motion: without JavaScript.

What was registered unlawfully is cancelled, and the former commune is told; who lives there no more is deleted.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Browser

from dancu.casework.domain.states import State
from dancu.casework.models import Dossier, Paper
from dancu.offices.queries import OfficerView, forget_agencies
from dancu.places.queries import forget_directory
from dancu.platform.clock import today
from dancu.platform.hosts import Site
from dancu.residence import queries as residence
from dancu.residence.models import Departure
from tests.builders.desks import browser_of
from tests.builders.documents import a_pdf
from tests.builders.offices import a_commune_agency, an_officer
from tests.builders.own_motion import LINE, registered_by
from tests.builders.places import a_commune, a_province
from tests.builders.population import a_person
from tests.builders.residence import READ, a_household
from tests.journeys.roles import OfficerAtDesk
from tests.journeys.test_permanent_registration import text_of


def test_a_registration_is_cancelled_by_two_officers_and_the_former_commune_is_told(
    sites: Callable[[Site], str], browser: Browser, work: Callable[[], None], transactional_db: None
) -> None:
    forget_directory()
    forget_agencies()
    place = a_commune_agency(a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79")))
    officer, leader = an_officer(place), an_officer(place, full_name="Đặng Hoàng Nam")
    neighbour = an_officer(a_commune_agency(), full_name="Bùi Thị Hoa")
    person = a_person("Nguyễn Văn An")
    a_household(person)
    registered_by(officer, person)

    def at_desk(who: OfficerView) -> OfficerAtDesk:
        desk = OfficerAtDesk(browser, sites(Site.OFFICER), script=False)
        desk.brings(session_of(who))
        return desk

    clerk = at_desk(officer)
    clerk.open("/own-motion")
    clerk.press("Hủy bỏ đăng ký cư trú")
    clerk.follow("Người có đăng ký cần hủy bỏ")
    clerk.fill("Số định danh cá nhân/CMND", "001099999999")
    clerk.press("Đồng ý và tiếp tục")
    clerk.sees("Không có ai mang số này")
    clerk.fill("Số định danh cá nhân/CMND", str(person.pin))
    clerk.press("Đồng ý và tiếp tục")
    clerk.sees("Nguyễn Văn An")
    clerk.page.get_by_label(LINE).check()
    clerk.pick("Không đúng điều kiện")
    clerk.press("Đồng ý và tiếp tục")
    clerk.sees("Kết quả kiểm tra, xác minh")
    clerk.fill("Kết quả kiểm tra, xác minh", "Hợp đồng thuê nhà không có thật")
    clerk.press("Đồng ý và tiếp tục")
    clerk.press("Đồng ý và tiếp tục")
    clerk.page.locator("#promise").check()
    clerk.press("Nộp hồ sơ")
    clerk.page.wait_for_url("**/dossiers/*")
    code = clerk.code_in_address()
    clerk.sees("Sẽ được khôi phục")
    clerk.sees("Số 1 phố Hàng Bạc")
    clerk.pick("Đề xuất phê duyệt")
    clerk.fill("Căn cứ đề xuất", "Chủ nhà xác nhận không cho thuê")
    clerk.do("Đề xuất")
    assert Dossier.objects.get(code=code).state == State.PROPOSED

    chief = at_desk(leader)
    chief.open(f"/dossiers/{code}")
    chief.do("Phê duyệt")
    assert Dossier.objects.get(code=code).state == State.DECIDED
    home = residence.find_permanent_residence(person=person.id, on=today(), **READ)
    assert home is not None
    assert home.address_line == "Số 1 phố Hàng Bạc"
    work()
    assert set(Paper.objects.exclude(file=None).values_list("form", flat=True)) == {"CT08", "CT09"}

    former = at_desk(neighbour)
    former.open("/departures")
    former.sees("được khôi phục đăng ký tại đây")
    former.page.get_by_role("button", name="Ghi nhận").click()
    former.page.wait_for_url("**/departures")
    assert Departure.objects.get().noted_at is not None


def test_who_is_registered_where_no_house_stands_is_deleted_with_its_minutes(
    sites: Callable[[Site], str], browser: Browser, work: Callable[[], None], transactional_db: None, tmp_path: Path
) -> None:
    forget_directory()
    forget_agencies()
    place = a_commune_agency()
    officer, leader = an_officer(place), an_officer(place, full_name="Đặng Hoàng Nam")
    person, minutes = a_person("Nguyễn Văn An"), tmp_path / "bien-ban.pdf"
    a_household(person)
    minutes.write_bytes(a_pdf())

    clerk = OfficerAtDesk(browser, sites(Site.OFFICER), script=False)
    clerk.brings(session_of(officer))
    clerk.open("/own-motion")
    clerk.press("Xóa đăng ký cư trú do cơ quan tự thực hiện")
    clerk.follow("Người có đăng ký cần xóa")
    clerk.fill("Số định danh cá nhân/CMND", str(person.pin))
    clerk.press("Đồng ý và tiếp tục")
    clerk.page.get_by_label("Số 1 phố Hàng Bạc").check()
    clerk.page.locator("[name=ground]").select_option("dwelling_gone")
    clerk.fill_day("Ngày phát sinh lý do", f"{today():%d/%m/%Y}")
    clerk.fill("Số biên bản", "12/BB")
    clerk.fill_day("Ngày lập biên bản", f"{today():%d/%m/%Y}")
    clerk.fill("Kết quả kiểm tra, xác minh", "Nhà đã phá dỡ")
    clerk.press("Đồng ý và tiếp tục")
    clerk.sees("bảy ngày")
    clerk.fill_day("Ngày phát sinh lý do", f"{today() - timedelta(days=30):%d/%m/%Y}")
    clerk.press("Đồng ý và tiếp tục")
    clerk.attach("Biên bản về việc không thực hiện thủ tục xóa đăng ký", minutes)
    clerk.press("Đồng ý và tiếp tục")
    clerk.page.locator("#promise").check()
    clerk.press("Nộp hồ sơ")
    clerk.page.wait_for_url("**/dossiers/*")
    code = clerk.code_in_address()
    clerk.pick("Đề xuất phê duyệt")
    clerk.fill("Căn cứ đề xuất", "Có biên bản")
    clerk.do("Đề xuất")

    chief = OfficerAtDesk(browser, sites(Site.OFFICER), script=False)
    chief.brings(session_of(leader))
    chief.open(f"/dossiers/{code}")
    chief.do("Phê duyệt")
    assert Dossier.objects.get(code=code).state == State.DECIDED
    assert residence.find_permanent_residence(person=person.id, on=today(), **READ) is None
    work()
    chief.open(f"/dossiers/{code}")
    assert "theo biên bản số 12/BB" in text_of(chief.download("CT08"), tmp_path)


def session_of(officer: OfficerView) -> str:
    """Return the session of an officer who has signed in."""
    return browser_of(officer.account_id).cookies[settings.SESSION_COOKIE_NAME].value
