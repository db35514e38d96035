"""Whatever people save a list as, its rows are read; what is no list is refused with what to do."""

import gzip
import io
import unicodedata
import zipfile
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from tests.builders.documents import a_docx, a_pdf, a_picture
from tests.builders.lists import HEADINGS, HOA, Register, a_csv, a_kind, a_workbook

from dancu.kernel.errors import Invalid
from dancu.lists import apart, opening
from dancu.lists.columns import headings_of, read
from dancu.lists.domain.refusals import (
    REFUSALS,
    ColumnsMissing,
    ColumnTwice,
    DamagedList,
    EmptyList,
    ListTooDemanding,
    NoHeadings,
    NoRows,
    NotAList,
    OldOrLocked,
    TooManyRows,
    UnknownLetters,
)
from dancu.lists.domain.sheet import Line, Sheet, sheet_of
from dancu.lists.domain.texts import guarded, rows

KIND = a_kind(Register())


def sheet(content: bytes) -> Sheet:
    lines = [Line(number, cells) for number, cells in opening.read(content)]
    return sheet_of(lines, headings_of(KIND.columns))


def values(content: bytes) -> dict[str, Any]:
    """Return what the first row of a list comes to."""
    found = sheet(content)
    cells = dict(zip(found.keys, found.lines[0].cells, strict=True))
    said, faults = read(KIND.columns, cells)
    assert faults == []
    return said


def in_cp1258(text: str) -> bytes:
    """Write text in the code page of old Windows: marked vowels are letters in it, tones signs behind them."""
    out = b""
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        tones = "".join(sign for sign in apart if sign in "\u0300\u0301\u0303\u0309\u0323")
        vowel = unicodedata.normalize("NFC", "".join(sign for sign in apart if sign not in tones))
        out += (vowel + tones).encode("cp1258")
    return out


TEXT = a_csv(HOA).decode("utf-8-sig")


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace(";", ",").encode(),
        TEXT.replace(";", "\t").encode("utf-16"),
        ("sep=;\r\n" + TEXT).encode("utf-8-sig"),
        TEXT.replace("\r\n", "\n").encode(),
        TEXT.replace("Nguyễn Thị Hoà", '"Nguyễn Thị Hoà"').encode(),
        a_workbook(HOA),
    ],
    ids=["utf-8", "bom", "utf-16", "no mark", "big end", "comma", "tab", "sep=", "unix", "quoted", "xlsx"],
)
def test_a_list_is_read_however_it_was_saved(content: bytes) -> None:
    assert values(content) == {
        "name": "Nguyễn Thị Hoà",
        "born": values(a_csv(HOA))["born"],
        "sex": "female",
        "number": "001190000001",
        "phone": "0912345678",
    }


def test_the_code_page_of_old_windows_is_read() -> None:
    assert values(in_cp1258(TEXT))["name"] == "Nguyễn Thị Hoà"


def test_numbers_that_a_spreadsheet_took_the_zeros_from_get_them_back() -> None:
    found = values(a_workbook(("Nguyễn Thị Hoà", date(1990, 3, 2), "Nữ", 1190000001, 912345678)))
    assert (found["number"], found["phone"]) == ("001190000001", "0912345678")
    assert str(found["born"]) == "02/03/1990"


@pytest.mark.parametrize(
    ("typed", "meant"), [("1190000001", "001190000001"), ("24190000001", "024190000001"), ("12345678", "012345678")]
)
def test_of_a_pin_two_zeros_can_be_missing_and_of_an_old_number_one(typed: str, meant: str) -> None:
    assert values(a_csv((*HOA[:3], typed, "")))["number"] == meant


@pytest.mark.parametrize(
    "typed", ["02/03/1990", "2/3/1990", "2-3-1990", "1990-03-02", "02.03.1990", "02/03/1990 00:00"]
)
def test_a_day_is_read_however_it_is_written(typed: str) -> None:
    assert str(values(a_csv((HOA[0], typed, "Nữ", "", "")))["born"]) == "02/03/1990"


def test_a_day_and_a_time_in_one_cell_are_both_kept() -> None:
    assert list(opening.read(a_workbook(headings=[datetime.fromisoformat("2026-11-23 14:05")]))) == [
        (1, ["23/11/2026 14:05"])
    ]


def test_of_a_formula_counts_what_its_sender_saw() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write_formula(0, 0, '=CONCATENATE("Nguyễn"," Hoà")', None, "Nguyễn Hoà")
    assert list(opening.read(out.getvalue())) == [(1, ["Nguyễn Hoà"])]


def test_titles_above_and_columns_of_ones_own_do_no_harm() -> None:
    content = (
        "CÔNG TY MẪU;;;;;\r\n\r\nDanh sách tháng 11;;;;;\r\nSTT;HỌ VÀ TÊN;ngày sinh (dd/mm/yyyy);Giới tính;Ghi chú;\r\n"
        "1;Nguyễn Thị Hoà;02/03/1990;nữ;tầng 2;\r\n;;;;;\r\n2;Trần Văn Bình;1985;NAM;;\r\n"
    ).encode()
    found = sheet(content)
    assert list(found.keys) == ["", "name", "born", "sex", "", ""]
    assert [line.number for line in found.lines] == [5, 7]
    assert found.lines[0].cells[4] == "tầng 2"


def test_a_template_in_english_is_known_too() -> None:
    content = a_csv(HOA, headings=HEADINGS).replace("Họ và tên".encode(), b"Ho va ten")
    assert values(content)["name"] == "Nguyễn Thị Hoà"


def test_the_example_stands_for_nobody() -> None:
    example = ("Nguyễn Thị Mẫu", "23/11/1990", "Nữ", "001190012345", "0912345678")
    assert [line.number for line in sheet(a_csv(example, HOA)).lines] == [3]
    with pytest.raises(NoRows):
        sheet(a_csv(example))


def test_a_row_says_at_which_cells_it_is_wrong_in_both_languages() -> None:
    cells = {"name": "", "born": "31/02/1990", "sex": "gái", "number": "1.19E+11", "phone": "12"}
    _, faults = read(KIND.columns, cells)
    said = {fault.column: fault.said for fault in faults}
    assert said["name"]["vi"] == "Nhập họ, chữ đệm và tên"
    assert said["born"]["en"] == "31/02/1990 is not in the calendar"
    assert said["sex"]["vi"] == "Ghi một trong các giá trị: Nam, Nữ"
    assert said["number"]["en"].startswith("The spreadsheet has shortened this number")
    assert set(said) == {"name", "born", "sex", "number", "phone"}


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyList),
        (b" \r\n ", EmptyList),
        (a_pdf(), NotAList),
        (a_docx(), NotAList),
        (a_picture("JPEG"), NotAList),
        (b"<html><table><tr><td>" + "Họ và tên".encode() + b"</table>", NotAList),
        (gzip.compress(TEXT.encode()), NotAList),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), OldOrLocked),
        (a_workbook(HOA)[:-40], DamagedList),
        (b"\x81\x8d\x8f\x90" * 20, UnknownLetters),
        (a_csv(*[HOA] * 10_030), TooManyRows),
        (a_workbook((*HOA[:4], "x"), headings=["Ghi chú"]), NoHeadings),
        (a_csv(HOA[:2], headings=HEADINGS[:2]), ColumnsMissing),
        (a_csv((*HOA, "Nữ"), headings=(*HEADINGS, "Giới tính")), ColumnTwice),
        (a_csv(), NoRows),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_what_is_no_list_is_refused(content: bytes, refusal: type[Invalid]) -> None:
    with pytest.raises(refusal):
        sheet(content)


def test_missing_columns_are_named() -> None:
    with pytest.raises(ColumnsMissing) as refused:
        sheet(a_csv(HOA[:2], headings=HEADINGS[:2]))
    assert refused.value.facts == {"columns": "Giới tính"}


def a_bomb() -> bytes:
    """Return a workbook of some kilobytes whose one sheet says of itself that it unpacks to 200 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _parts(a_workbook(HOA)).items():
            archive.writestr(name, content.replace(b"</sheetData>", b" " * 200_000_000 + b"</sheetData>"))
    return out.getvalue()


def a_far_cell() -> bytes:
    """Return a small workbook with something in the very last cell that there can be."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        page.write(0, 0, "Họ và tên")
        page.write(1_048_575, 16_383, "x")
    return out.getvalue()


def _parts(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_unpacks_to_gigabytes_takes_only_its_own_process_with_it() -> None:
    for content in (a_bomb(), a_far_cell()):
        with pytest.raises(ListTooDemanding):
            apart.read_list(content)


def test_a_process_apart_answers_with_rows_or_a_refusal() -> None:
    assert [line.number for line in apart.read_list(a_workbook(HOA))] == [1, 2]
    with pytest.raises(NotAList):
        apart.read_list(a_pdf())


@given(
    st.binary(max_size=400)
    | st.text(max_size=200).map(str.encode)
    | st.text(max_size=200).map(lambda t: t.encode("utf-16"))
)
def test_whatever_bytes_are_sent_they_are_read_or_refused(content: bytes) -> None:
    with suppress(*REFUSALS.values()):
        assert all(any(cells) for _, cells in opening.read(content))


@given(st.lists(st.text("=+-@'\t ab", max_size=6), min_size=2, max_size=4))
def test_what_is_guarded_against_formulas_reads_as_it_was(cells: list[str]) -> None:
    typed = [cell.lstrip("'") for cell in cells]
    line = "|".join(f'"{guarded(cell)}"' for cell in typed)
    assert list(rows(f"sep=|\n{line}".encode())) == [[], typed]


def test_headings_are_found_whatever_the_case_marks_and_stars() -> None:
    assert list(sheet(a_csv(HOA, headings=[each.upper().strip(" *") for each in HEADINGS])).keys) == [
        "name", "born", "sex", "number", "phone",
    ]  # fmt: skip
