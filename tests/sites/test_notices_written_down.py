"""The officer's pages on which lodging notices are written down that came by telephone or on paper, without JavaScript."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import localtime
from tests.builders.desks import browser_of
from tests.builders.lodging import CALLER, HOTEL, STREET, a_facility, a_guest, notify_by, write_down_by
from tests.builders.offices import a_commune_agency, an_officer
from tests.builders.pages import Form
from tests.builders.places import a_commune, a_province

from dancu.accounts.models import Account
from dancu.audit.models import AuditRow
from dancu.offices.domain.rights import SEE_GUESTS, VERIFY_ACCOUNTS, WRITE_DOWN_NOTICES
from dancu.offices.queries import OfficerView
from dancu.places.domain.units import Address, Unit
from dancu.platform.clock import now, today
from dancu.residence.models import LodgingFacility, LodgingNotice, Stay

pytestmark = pytest.mark.django_db
NOTIFY = "/lodging/notify"
GUEST = {
    "rows-0-name": "Jane Doe",
    "rows-0-born_year": "1990",
    "rows-0-sex": "female",
    "rows-0-nationality": "GBR",
    "rows-0-id_kind": "passport",
    "rows-0-id_number": "c 1234567",
    "rows-0-reason": "Du lịch",
}
CALL = {"notifier": CALLER, "way": "phone"}
PLACE = {"kind": "family", "place_province": "01", "place_commune": "00070", "place_line": STREET}


@pytest.fixture
def officer() -> OfficerView:
    return an_officer(rights=[WRITE_DOWN_NOTICES])


@pytest.fixture
def desk(officer: OfficerView) -> Client:
    return browser_of(officer.account_id)


def far() -> Unit:
    return a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79"))


def text(response: HttpResponse) -> str:
    return response.content.decode()


def send(desk: Client, address: str = NOTIFY, **typed: Any) -> HttpResponse:
    return desk.post(address, Form(text(desk.get(address))).filled_in(**typed))  # type: ignore[return-value]


def test_a_household_that_calls_is_written_down_and_gets_a_receipt(desk: Client, officer: OfficerView) -> None:
    answer = send(desk, **GUEST, **CALL, **PLACE)
    notice, stay = LodgingNotice.objects.get(), Stay.objects.get()
    assert answer.url == f"/lodging/notices/{notice.pk}"
    assert (notice.way, notice.notifier, notice.officer_id, notice.facility_id) == ("phone", CALLER, officer.id, None)
    assert (stay.name, stay.id_number, stay.account_id) == ("Jane Doe", "C1234567", None)
    receipt = text(desk.get(answer.url))
    for said in ("LT-", CALLER, "Qua điện thoại", "Jane Doe", STREET, officer.agency.name):
        assert said in receipt, said
    assert f"/lodging/notices/{notice.pk}" in text(desk.get("/lodging"))


def test_a_facility_is_found_and_its_notice_written_down_without_asking_for_its_place(desk: Client) -> None:
    a_facility()
    facility = LodgingFacility.objects.get()
    found = text(send(desk, "/lodging/facilities", text="song hong"))
    address = f"/lodging/facilities/{facility.pk}/notify"
    assert address in found
    assert "Không tìm thấy" in text(send(desk, "/lodging/facilities", text="Bến Thành"))
    assert "Nhập tên hoặc tên đăng nhập" in text(send(desk, "/lodging/facilities", text=""))
    page = text(desk.get(address))
    assert HOTEL in page
    assert "place_line" not in page
    send(desk, address, **GUEST, **CALL)
    notice = LodgingNotice.objects.get()
    assert (notice.facility_id, notice.facility_name, notice.address_line) == (facility.pk, HOTEL, STREET)
    assert notice.account_id is None


def test_the_time_of_receipt_tells_what_is_late(desk: Client) -> None:
    came = localtime(now()) - timedelta(days=2)
    arrival = {
        "rows-0-arrives_on_day": str(came.day),
        "rows-0-arrives_on_month": str(came.month),
        "rows-0-arrives_on_year": str(came.year),
        "rows-0-arrives_time": "15:00",
    }
    received = {f"received_on_{part}": str(getattr(came, part)) for part in ("day", "month", "year")}
    for hour, late in (("22:30", False), ("23:00", True)):
        send(desk, **GUEST, **CALL, **PLACE, **arrival, **received, received_time=hour)
        assert Stay.objects.latest("id").late is late


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"notifier": " "}, "Nhập người thông báo"),
        ({"way": ""}, "Chọn hình thức thông báo"),
        ({"received_time": ""}, "Nhập giờ tiếp nhận"),
        ({"received_on_year": "2040"}, "Thời điểm này chưa đến"),
        ({"received_on_year": "2020"}, "cách đây hơn 30 ngày"),
        ({"place_line": ""}, "số nhà"),
        ({"rows-0-reason": ""}, "lý do lưu trú"),
        ({"rows-0-id_kind": "pin", "rows-0-id_number": "12"}, "12"),
    ],
)
def test_what_is_wrong_is_told_at_the_field_and_nothing_typed_is_lost(
    desk: Client, typed: dict[str, str], said: str
) -> None:
    given = GUEST | CALL | PLACE | typed
    answer = send(desk, **given)
    assert answer.status_code == 200
    assert "govuk-error-summary" in text(answer)
    assert said in text(answer)
    again = Form(text(answer))
    for name, value in given.items():
        if value.strip():
            assert again.values[name] == [value], name
    assert not LodgingNotice.objects.exists()


def test_a_further_guest_is_asked_for_without_a_word_against_what_is_not_filled_in_yet(desk: Client) -> None:
    answer = send(desk, **CALL, **PLACE, **GUEST, _add="1")
    page = Form(text(answer))
    assert "govuk-error-summary" not in text(answer)
    assert (page.values["notifier"], page.values["rows-TOTAL_FORMS"]) == ([CALLER], ["2"])
    assert page.values["way"] == ["phone"]
    second = {name.replace("rows-0-", "rows-1-"): value for name, value in GUEST.items()}
    desk.post(NOTIFY, page.filled_in(**second | {"rows-1-name": "John Roe"}))
    assert [stay.name for stay in Stay.objects.order_by("id")] == ["Jane Doe", "John Roe"]


def test_the_page_sent_twice_is_one_notice_and_changed_meanwhile_it_is_asked_about(desk: Client) -> None:
    page = Form(text(desk.get(NOTIFY)))
    first, again = (desk.post(NOTIFY, page.filled_in(**GUEST, **CALL, **PLACE)) for _ in range(2))
    assert first.url == again.url
    changed = desk.post(NOTIFY, page.filled_in(**GUEST, **PLACE, **CALL | {"notifier": "Người khác"}))
    assert "LT-" in text(changed)
    assert Form(text(changed)).values["notifier"] == ["Người khác"]
    assert LodgingNotice.objects.count() == 1


def test_a_place_outside_the_jurisdiction_is_refused_and_nothing_typed_is_lost(desk: Client) -> None:
    far()
    answer = send(desk, **GUEST, **CALL, **PLACE | {"place_province": "79", "place_commune": "26743"})
    assert answer.status_code == 200
    assert "ngoài địa bàn" in text(answer)
    assert Form(text(answer)).values["rows-0-name"] == ["Jane Doe"]
    assert not LodgingNotice.objects.exists()


def test_who_may_only_read_the_list_of_guests_gets_none_of_these_pages() -> None:
    reader, officer = browser_of(an_officer(rights=[SEE_GUESTS]).account_id), an_officer()
    a_facility()
    notice = write_down_by(officer, a_guest(arrives_at=now(), until=today() + timedelta(2)), at=now()).id
    stay, facility = Stay.objects.get().pk, LodgingFacility.objects.get().pk
    for address in (
        "/lodging",
        NOTIFY,
        "/lodging/facilities",
        f"/lodging/facilities/{facility}/notify",
        f"/lodging/notices/{notice}",
        f"/lodging/stays/{stay}",
        f"/lodging/stays/{stay}/end",
        f"/lodging/stays/{stay}/withdraw",
    ):
        assert reader.get(address).status_code == 403, address
    assert 'href="/lodging"' not in text(reader.get("/lists/guests"))


def test_an_officer_corrects_ends_and_withdraws_what_his_agency_wrote_down(desk: Client, officer: OfficerView) -> None:
    facts: dict[str, Any] = {"arrives_at": now(), "until": today() + timedelta(2)}
    colleague = an_officer(officer.agency)
    write_down_by(colleague, a_guest(**facts), a_guest(**facts | {"name": "John Roe"}), at=now())
    first, second = Stay.objects.order_by("id")
    answer = send(desk, f"/lodging/stays/{first.pk}", room="412")
    assert answer.url == "/lodging"
    send(desk, f"/lodging/stays/{first.pk}/end")
    send(desk, f"/lodging/stays/{second.pk}/withdraw", because="not_come")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.room, first.ended, second.withdrawn) == ("412", True, "not_come")
    acts = set(AuditRow.objects.filter(officer_id=officer.id).values_list("act", flat=True))
    assert {"residence.stay_corrected", "residence.stay_ended", "residence.stay_withdrawn"} <= acts


def test_no_officer_changes_what_was_given_online_or_written_down_elsewhere(desk: Client) -> None:
    elsewhere = an_officer(a_commune_agency(far()))
    facts: dict[str, Any] = {"arrives_at": now(), "until": today() + timedelta(2)}
    notify_by(a_facility(), a_guest(**facts), at=now())
    write_down_by(elsewhere, a_guest(**facts), at=now(), place=Address(far().id, STREET))
    for stay in Stay.objects.all():
        assert desk.get(f"/lodging/stays/{stay.pk}").status_code == 404
        assert desk.post(f"/lodging/stays/{stay.pk}/withdraw", {"because": "not_come"}).status_code == 404
        assert desk.get(f"/lodging/notices/{stay.notice_id}").status_code == 404
    assert not Stay.objects.exclude(withdrawn="").exists()


def test_an_account_that_is_not_the_facilitys_is_closed_and_the_facility_can_be_registered_anew() -> None:
    hotel = a_facility()
    facility = LodgingFacility.objects.get()
    desk = browser_of(an_officer(rights=[WRITE_DOWN_NOTICES, VERIFY_ACCOUNTS]).account_id)
    address = f"/lodging/facilities/{facility.pk}/reclaim"
    assert address in text(send(desk, "/lodging/facilities", text=HOTEL))
    assert "Đánh dấu xác nhận đã kiểm tra" in text(send(desk, address))
    facility.refresh_from_db()
    assert facility.closed_at is None
    assert send(desk, address, checked="on").url == "/lodging/facilities"
    facility.refresh_from_db()
    assert facility.closed_at
    assert hotel.account_id
    assert Account.objects.get(id=hotel.account_id).closed_because == "reclaimed"
    assert desk.post(address, {"checked": "on"}).status_code == 404
    a_facility(2)
    assert LodgingFacility.objects.filter(closed_at=None).count() == 1


def test_nobody_closes_an_account_without_the_right_to_verify_or_outside_his_jurisdiction(desk: Client) -> None:
    a_facility()
    address = f"/lodging/facilities/{LodgingFacility.objects.get().pk}/reclaim"
    assert desk.get(address).status_code == 403
    assert desk.post(address, {"checked": "on"}).status_code == 403
    assert address not in text(send(desk, "/lodging/facilities", text=HOTEL))
    stranger = browser_of(an_officer(a_commune_agency(far())).account_id)
    assert stranger.post(address, {"checked": "on"}).status_code == 404
    assert LodgingFacility.objects.get().closed_at is None
