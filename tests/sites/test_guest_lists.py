"""A facility gives notice of its guests by a spreadsheet, on the portal's pages without JavaScript."""

import io
import os
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils.translation import override
from python_calamine import CalamineWorkbook
from tests.builders.citizens import a_browser
from tests.builders.identity import a_verified_account
from tests.builders.lists import a_csv, a_workbook, take_all_up
from tests.builders.lodging import a_facility
from tests.builders.pages import Form
from tests.builders.population import a_person

from dancu.audit.models import AuditRow
from dancu.config import grants
from dancu.lists import opening, tasks
from dancu.lists.models import PersonList
from dancu.platform.clock import today
from dancu.platform.roles import Role
from dancu.residence.models import LodgingFacility, LodgingNotice, Stay
from dancu.sites.portal.guest_lists import GUESTS

pytestmark = pytest.mark.django_db
UPLOAD = "/lodging/notify/list"
AT = {column.key: at for at, column in enumerate(GUESTS.columns)}


@pytest.fixture
def hotel() -> Iterator[Client]:
    account = a_facility().account_id
    assert account
    with override("vi"):
        yield a_browser(account)


def headings() -> list[str]:
    with override("vi"):
        return [column.heading for column in GUESTS.columns]


def a_row(**changes: Any) -> list[Any]:
    """Return a guest who comes today, a column each."""
    on = today()
    said = {
        "name": "Jane Doe", "born": "1990", "sex": "Nữ", "nationality": "GBR", "id_kind": "Hộ chiếu", "id_number": "c1234567",
        "arrives_on": f"{on:%d/%m/%Y}", "arrives_time": "14:00", "until": f"{on + timedelta(days=1):%d/%m/%Y}",
        "reason": "Du lịch",
    }  # fmt: skip
    return [(said | changes).get(column.key, "") for column in GUESTS.columns]


def text(response: Any) -> str:
    return str(response.content.decode())


def send(browser: Client, content: bytes, name: str = "khách.xlsx", address: str = UPLOAD) -> Any:
    page = Form(text(browser.get(address)))
    return browser.post(address, {**page.filled_in(), "file": SimpleUploadedFile(name, content)})


def sent(browser: Client, *rows: Sequence[Any]) -> str:
    """Send a workbook with these guests, let the job do its work, and return the address of the list."""
    address = str(send(browser, a_workbook(*rows, headings=headings())).headers["Location"])
    tasks.take_up(address.rpartition("/")[2])
    return address


@pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="the server of DATABASE_URL need not know the roles of web and worker"
)
def test_the_worker_has_the_rights_to_take_guests_up(hotel: Client) -> None:
    address = str(send(hotel, a_workbook(a_row(), headings=headings())).headers["Location"])
    grants.apply()
    with connection.cursor() as cursor:
        cursor.execute(f"set local role {Role.WORKER.login}")
        tasks.take_up(address.rpartition("/")[2])
        cursor.execute("reset role")
    assert (PersonList.objects.get().taken, Stay.objects.count()) == (1, 1)


def test_guests_of_a_list_are_told_of_and_the_page_says_so(hotel: Client) -> None:
    person = a_person("Lê Văn Khách", born="01/02/1985")
    pin = int(person.pin)  # a spreadsheet takes its zeros
    known = a_row(
        name="LÊ VĂN KHÁCH", born="01/02/1985", sex="Nam" if person.sex == "male" else "Nữ", nationality="",
        id_kind="Số định danh cá nhân", id_number=pin,
    )  # fmt: skip
    page = text(hotel.get(sent(hotel, known, a_row())))
    assert "Đã tiếp nhận tất cả 2 dòng" in page
    first, second = Stay.objects.order_by("pk")
    assert (first.person_id, first.id_number, first.nationality) == (person.id, str(person.pin), "VNM")
    assert (second.person_id, second.id_number, second.nationality) == (None, "C1234567", "GBR")
    assert first.notice.facility_id == LodgingFacility.objects.get().pk


def test_wrong_rows_are_told_at_their_cells_and_stop_no_other(hotel: Client) -> None:
    rows = [
        a_row(),
        a_row(until="", room="302"),
        a_row(id_kind="Số định danh cá nhân", id_number="12"),
        a_row(nationality="Xứ Mơ", arrives_time="2 giờ chiều"),
        a_row(until=a_row()[AT["arrives_on"]]),
    ]
    page = text(hotel.get(sent(hotel, *rows)))
    assert Stay.objects.count() == 1
    told = re.findall(r'<td class="govuk-table__cell">(.*?)</td>', page, re.DOTALL)
    wrong = dict(zip(told[::2], told[1::2], strict=True))
    assert list(wrong) == ["3", "4", "5", "6"]
    assert "12 chữ số" in wrong["4"]
    assert "Không có giá trị này trong danh mục" in wrong["5"]
    assert wrong["5"].count("<br>") == 1


def test_rows_that_were_not_taken_up_come_back_as_a_file_and_mended_they_are_taken_up(hotel: Client) -> None:
    address = sent(hotel, a_row(), a_row(name="John Doe", reason=""))
    answer = hotel.get(f"{address}/left.xlsx")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    (_, head), (_, row) = opening.read(answer.content)
    assert row[0] == "3"
    mended = [*row[2:]]
    mended[AT["reason"]] = "Công tác"
    again = send(hotel, a_csv([*row[:2], *mended], headings=head), "sửa.csv").headers["Location"]
    tasks.take_up(again.rpartition("/")[2])
    assert "Đã tiếp nhận tất cả 1 dòng" in text(hotel.get(again))
    assert sorted(Stay.objects.values_list("name", flat=True)) == ["Jane Doe", "John Doe"]


def test_the_page_looks_again_until_the_list_is_done(hotel: Client) -> None:
    address = send(hotel, a_workbook(a_row(), headings=headings())).headers["Location"]
    waiting = text(hotel.get(address))
    assert "Đã kiểm tra 0/1 dòng" in waiting
    assert f'hx-get="{address}"' in waiting
    assert f'<noscript><a class="govuk-link" href="{address}">' in waiting
    tasks.take_up(address.rpartition("/")[2])
    fragment = text(hotel.get(address, headers={"HX-Request": "true"}))
    assert "hx-get" not in fragment
    assert "<html" not in fragment


def test_a_list_can_be_stopped_and_its_rest_fetched(hotel: Client) -> None:
    address = send(hotel, a_workbook(a_row(), headings=headings())).headers["Location"]
    assert "Dừng danh sách?" in text(hotel.get(f"{address}/stop"))
    hotel.post(f"{address}/stop")
    tasks.take_up(address.rpartition("/")[2])
    assert not Stay.objects.exists()
    assert "Bạn đã dừng danh sách" in text(hotel.get(address))
    assert len(list(opening.read(hotel.get(f"{address}/left.csv").content))) == 2


def test_a_list_sent_twice_is_one_and_gives_notice_once(hotel: Client) -> None:
    first = sent(hotel, a_row())
    assert sent(hotel, a_row()) == first
    assert Stay.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Tệp tin rỗng"),
        (b"%PDF-1.7", "Đây không phải là bảng tính đọc được"),
        (b"x" * (6 * 1024 * 1024 + 1), "Tệp tin lớn hơn 6MB"),
        (a_csv(("Lê An", "1990"), headings=["Họ tên", "Năm sinh"]), "Thiếu các cột: Giới tính"),
    ],
    ids=["empty", "pdf", "large", "columns"],
)
def test_what_is_no_list_is_refused_at_its_field(hotel: Client, content: bytes, told: str) -> None:
    answer = send(hotel, content)
    assert answer.status_code == 200
    assert told in text(answer)
    assert 'href="#id_file"' in text(answer)
    assert not PersonList.objects.exists()


def test_a_hundred_megabytes_are_refused_before_they_are_read(hotel: Client) -> None:
    answer = hotel.post(
        UPLOAD, b"", content_type="multipart/form-data; boundary=x", headers={"content-length": str(10**8)}
    )
    assert answer.status_code == 413


def test_the_template_asks_what_the_page_asks(hotel: Client) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(hotel.get("/lists/templates/lodging-guests.xlsx").content))
    assert book.sheet_names == ["Danh sách", "Hướng dẫn", "Quốc tịch"]
    assert [each.removesuffix(" *") for each in book.get_sheet_by_index(0).to_python()[0]] == headings()
    assert ["Việt Nam"] in book.get_sheet_by_index(2).to_python()
    csv = hotel.get("/lists/templates/lodging-guests.csv")
    assert csv.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert hotel.get("/lists/templates/lodging-guests.pdf").status_code == 404
    assert hotel.get("/lists/templates/nothing.csv").status_code == 404


def test_who_is_no_facility_sends_no_list(hotel: Client) -> None:
    assert a_browser(a_verified_account(a_person("Lê An"))).get(UPLOAD).status_code == 404


def test_another_facility_sees_nothing_of_a_list(hotel: Client) -> None:
    address = sent(hotel, a_row(reason=""))
    other = a_facility(2, "Nhà nghỉ Khác").account_id
    assert other
    for path in (address, f"{address}/stop", f"{address}/left.xlsx"):
        assert a_browser(other).get(path).status_code == 404


def test_guests_of_a_facility_that_closed_meanwhile_are_not_told_of(hotel: Client) -> None:
    address = send(hotel, a_workbook(a_row(), headings=headings())).headers["Location"]
    LodgingFacility.objects.update(closed_at=PersonList.objects.get().sent_at)
    take_all_up(UUID(address.rpartition("/")[2]))
    assert not Stay.objects.exists()
    assert PersonList.objects.get().refused == 1


def test_a_list_and_its_rows_are_audited_by_number_alone(hotel: Client) -> None:
    address = sent(hotel, a_row(reason=""))
    hotel.get(address)
    acts = AuditRow.objects.filter(subject_kind="list", subject_id=address.rpartition("/")[2])
    assert set(acts.values_list("act", flat=True)) == {"lists.taken_in", "lists.rows_read"}
    assert acts.get(act="lists.taken_in").facts == {"kind": "lodging-guests", "rows": 1}


def test_ten_thousand_guests_are_told_of_by_one_file(hotel: Client) -> None:
    rows = [
        a_row(
            name=f"Jane Doe {'I' * (n % 7)}".strip(),
            id_number=f"C{n:07d}",
            room=str(n),
            reason="" if n % 1000 == 7 else "Du lịch",
        )
        for n in range(10_000)
    ]
    address = sent(hotel, *rows)
    page = text(hotel.get(address))
    assert "Đã tiếp nhận 9990/10000 dòng" in page
    assert list(Stay.objects.order_by("pk").values_list("room", flat=True)) == [
        str(n) for n in range(10_000) if n % 1000 != 7
    ]
    assert LodgingNotice.objects.count() == 10
    left = list(opening.read(hotel.get(f"{address}/left.csv").content))
    assert [row[0] for _, row in left[1:]] == [str(n + 2) for n in range(7, 10_000, 1000)]
