"""What is handed out can be filled in and sent again, and nothing in it acts."""

import csv
import io
from collections.abc import Callable, Iterator
from zipfile import ZipFile

import pytest
from django.utils.translation import override
from python_calamine import CalamineWorkbook
from tests.builders.accounts import NOW, an_account
from tests.builders.lists import HOA, Register, a_csv, offered, send, sender, take_all_up

from dancu.lists import commands, opening, queries, writing
from dancu.lists.columns import headings_of
from dancu.lists.domain.refusals import NoRows
from dancu.lists.domain.sheet import Line, sheet_of
from dancu.lists.kinds import Kind
from dancu.lists.queries import Left
from dancu.lists.writing import Format


@pytest.fixture
def kind() -> Iterator[Kind]:
    with offered(Register()) as kind:
        yield kind


def left_of(content: bytes, kind: Kind) -> Left:
    """Send a list, take it up and return what is left of it."""
    by = sender(an_account())
    list_id = send(content, kind, by)
    take_all_up(list_id)
    return queries.read_left(list_id, by=by, at=NOW)


def table(content: bytes) -> list[list[str]]:
    return [cells for _, cells in opening.read(content)]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("form", Format)
def test_a_template_is_known_again_and_its_example_is_nobody(form: Format, language: str, kind: Kind) -> None:
    with override(language):
        content = writing.template(kind.title, kind.columns, form)
    lines = [Line(number, cells) for number, cells in opening.read(content)]
    with pytest.raises(NoRows):
        sheet_of(lines, headings_of(kind.columns))
    assert [line.number for line in lines] == [1, 2]


def test_the_second_sheet_explains_every_column(kind: Kind) -> None:
    with override("vi"):
        book = CalamineWorkbook.from_filelike(io.BytesIO(writing.template(kind.title, kind.columns, Format.XLSX)))
    assert book.sheet_names == ["Danh sách", "Hướng dẫn"]
    told = {row[0]: row[1:] for row in book.get_sheet_by_index(1).to_python()}
    assert told["Ngày sinh"] == ["Có", "Ngày, tháng, năm", "23/11/1990"]
    assert told["Giới tính"] == ["Có", "Một trong các giá trị: Nam, Nữ", "Nữ"]
    assert told["Số điện thoại"][0] == "Không"


@pytest.mark.django_db
@pytest.mark.parametrize("write", [writing.left_xlsx, writing.left_csv])
def test_what_was_not_taken_up_comes_back_as_it_was_with_what_is_wrong(
    write: Callable[[Left], bytes], kind: Kind
) -> None:
    left = left_of(a_csv(HOA, ("Trần Trùng", *HOA[1:4], "12")), kind)
    with override("vi"):
        heads, row = table(write(left))
    assert heads[:3] == ["Dòng trong tệp tin", "Lỗi cần sửa", "Họ và tên *"]
    assert row[0] == "3"
    assert row[1].startswith("Số điện thoại: ")
    assert row[2:] == ["Trần Trùng", "02/03/1990", "Nữ", "001190000001", "12"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("write", [writing.left_xlsx, writing.left_csv])
def test_what_came_back_can_be_mended_and_sent_again(write: Callable[[Left], bytes], language: str) -> None:
    register = Register()
    with offered(register) as kind:
        left = left_of(a_csv((*HOA[:1], "x", *HOA[2:])), kind)
        with override(language):
            again = table(write(left))
        again[1][3] = "02/03/1990"
        content = "\r\n".join(";".join(row) for row in again).encode()
        assert not left_of(content, kind).rows
        assert [values["name"] for _, values in register.rows] == ["Nguyễn Thị Hoà"]


FORMULAS = ("=cmd|'/c calc'!A0", "+84912345678", "-1+1", "@SUM(A1)", '=HYPERLINK("http://x.example")')


@pytest.mark.django_db
def test_nothing_that_was_typed_is_written_as_a_formula(kind: Kind) -> None:
    left = left_of(a_csv(*((f"'{each}", "x", "", "", "") for each in FORMULAS), separator="\t"), kind)
    assert [row.cells[0] for row in left.rows] == list(FORMULAS)
    written = list(csv.reader(io.StringIO(writing.left_csv(left).decode("utf-8-sig")), delimiter=";"))
    assert [row[2] for row in written[1:]] == [f"'{each}" for each in FORMULAS]
    with ZipFile(io.BytesIO(writing.left_xlsx(left))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet.lower()
    assert [row[2] for row in table(writing.left_xlsx(left))[1:]] == list(FORMULAS)


@pytest.mark.django_db
def test_of_a_stopped_list_the_rest_comes_back_too(kind: Kind) -> None:
    by = sender(an_account())
    list_id = send(a_csv(HOA), kind, by)
    commands.cancel(list_id, by=by, at=NOW)
    left = queries.read_left(list_id, by=by, at=NOW)
    assert table(writing.left_xlsx(left))[1] == ["2", "", *HOA[:1], "02/03/1990", *HOA[2:]]
