"""The pages of intakes."""

import io
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.builders import casework as build
from tests.builders.casework import Filer
from tests.builders.desks import at_the_desk
from tests.builders.intake import HEADINGS, SOMEBODY, as_text
from tests.builders.population import a_person

from dancu.audit.models import AuditRow
from dancu.intake import tasks
from dancu.intake.domain.states import Form
from dancu.intake.models import Batch
from dancu.offices.domain.rights import Function
from dancu.population.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parking_permit")]
LINE = SOMEBODY | {"registration": "Thành phố Hà Nội"}


@pytest.fixture
def desk(filer: Filer) -> Client:
    return at_the_desk(build.an_officer(filer.place, Function.INTAKES))


def a_file(*names: str) -> SimpleUploadedFile:
    lines = [LINE | {"name": name, "number": f"001090{number:06d}"} for number, name in enumerate(names)]
    rows = [[HEADINGS[Form.DC01][key] for key in lines[0]], *(list(line.values()) for line in lines)]
    return SimpleUploadedFile("dan-cu.csv", as_text(rows).encode())


def sent(desk: Client, *names: str) -> str:
    """Send a file, have its lines checked, and return the address of its page."""
    answer = desk.post("/intakes/new", {"form": "dc01", "reason": "Thu thập", "file": a_file(*names)})
    assert answer.status_code == 302
    address: str = answer.headers["Location"]
    tasks.work_off(address.rpartition("/")[2])
    return address


def test_a_file_is_sent_checked_confirmed_and_entered(desk: Client) -> None:
    page = sent(desk, "Đỗ Văn Một", "Đỗ Văn 2")
    shown = desk.get(page).content.decode()
    assert "Có thể ghi 1 dòng" in shown
    assert "Họ, chữ đệm và tên khai sinh: " in shown
    assert not Person.objects.filter(given="Một").exists()
    assert desk.post(f"{page}/confirm").status_code == 302
    tasks.work_off(page.rpartition("/")[2])
    assert "Đã ghi 1 dòng" in desk.get(page).content.decode()
    assert Person.objects.filter(given="Một").exists()


def test_the_lines_that_are_left_are_handed_out_as_they_were_typed(desk: Client) -> None:
    page = sent(desk, "Đỗ Văn 2", "=Đỗ")
    book = CalamineWorkbook.from_filelike(io.BytesIO(desk.get(f"{page}/left.xlsx").content))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[2] for row in rows[1:]] == ["Đỗ Văn 2", "=Đỗ"]
    assert [row[0] for row in rows[1:]] == ["2", "3"]
    assert AuditRow.objects.filter(act="intake.lines_read").exists()


def test_somebody_in_doubt_is_compared_and_entered_with_a_reason(desk: Client) -> None:
    known = a_person("Đỗ Văn Một", born="1990")
    page = sent(desk, "Đỗ Văn Một")
    comparing = desk.get(f"{page}/lines/2/admit").content.decode()
    assert known.pin.grouped in comparing
    assert desk.post(f"{page}/lines/2/admit", {"reason": " "}).status_code == 400
    desk.post(f"{page}/lines/2/admit", {"reason": "Khác cha mẹ"})
    desk.post(f"{page}/confirm")
    tasks.work_off(page.rpartition("/")[2])
    assert Person.objects.filter(given="Một").count() == 2


def test_what_is_no_list_is_refused_at_its_field_and_keeps_what_was_typed(desk: Client) -> None:
    rubbish = SimpleUploadedFile("a.csv", b"%PDF-1.7")
    answer = desk.post("/intakes/new", {"form": "dc01", "reason": "Thu thập", "file": rubbish})
    assert answer.status_code == 400
    assert 'value="Thu thập"' in answer.content.decode()
    assert not Batch.objects.exists()


def test_a_file_may_be_larger_than_files_are_elsewhere(desk: Client) -> None:
    large = a_file(
        *(f"Trần Văn Người {'Dài ' * 18}{'A' * (number % 7)}{chr(65 + number % 26)}" for number in range(45_000))
    )
    assert large.size is not None
    assert large.size > 7_000_000
    answer = desk.post("/intakes/new", {"form": "dc01", "reason": "Thu thập", "file": large})
    assert answer.status_code == 302
    assert Batch.objects.get().lines == 45_000


def test_another_agency_s_files_are_not_seen_and_who_may_only_look_confirms_nothing(desk: Client, filer: Filer) -> None:
    page = sent(desk, "Đỗ Văn Một")
    assert desk.get(f"/intakes/{UUID(int=1)}").status_code == 404
    other = at_the_desk(build.an_officer(filer.place, Function.RECEPTION))
    assert other.get("/intakes").status_code == 403
    assert other.get(page).status_code == 403
    assert other.post(f"{page}/confirm").status_code == 403


def test_the_template_has_the_official_headings(desk: Client) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(desk.get("/intakes/templates/dc01.xlsx").content))
    heads = [str(cell).rstrip(" *") for cell in book.get_sheet_by_index(0).to_python()[0]]
    assert heads == list(HEADINGS[Form.DC01].values())
    assert desk.get("/intakes/templates/dc09.xlsx").status_code == 404
