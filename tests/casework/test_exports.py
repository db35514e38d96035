"""Exports: what stands in the workbook, who gets it, and what the audit keeps of it."""

import io
from datetime import timedelta
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer

from dancu.audit.models import AuditRow
from dancu.casework import commands, queries
from dancu.casework.commands import exporting
from dancu.casework.domain.states import State
from dancu.casework.models import Dossier, DossierExport
from dancu.casework.queries import DossierFilters, Order, Queue
from dancu.offices.domain.rights import Function
from dancu.offices.models import Grant, Officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parking_permit")]
HEADINGS = {"heads": [f"Cột {number}" for number in range(11)], "states": {State.SUBMITTED: "Mới đăng ký"}}


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


@pytest.fixture
def desk(filer: Filer) -> Desk:
    return build.an_officer(filer.place)


def ask(desk: Desk, export_id: UUID | None = None, reason: str = "Báo cáo tuần", **filters: object) -> UUID:
    export_id = export_id or uuid4()
    commands.ask_for_export(
        export_id=export_id,
        filters=DossierFilters(**{"queue": Queue.ALL} | filters),  # type: ignore[arg-type]
        reason=reason,
        headings=HEADINGS,
        officer=desk.officer,
        by=desk.actor,
        at=NOW,
    )
    return export_id


def written(desk: Desk, **filters: object) -> list[list[object]]:
    """Return the rows of an export below its headings."""
    export_id = ask(desk, **filters)
    exporting.write_export(export_id=export_id, at=NOW)
    return rows_of(queries.fetch_export(export_id, officer=desk.officer, by=desk.actor, at=NOW))


def rows_of(content: bytes) -> list[list[object]]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0] == HEADINGS["heads"]
    return [list(row) for row in rows[1:]]


def test_an_export_holds_what_was_searched_for_in_its_order(
    filer: Filer, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_LOT", 2)
    codes = [filer.a_dossier(name="Đặng Thị Hòa") for _ in range(5)]
    filer.a_dossier(name="Trần Văn Bình")
    rows = written(desk, name="hoa", order=Order.OLDEST, submitted_until=NOW.date())
    assert [(row[0], row[1]) for row in rows] == [(str(number), code) for number, code in enumerate(codes, 1)]
    assert (rows[0][4], rows[0][7], rows[0][10]) == ("Đặng Thị Hòa", "24/11/2026", "Mới đăng ký")


def test_a_name_that_looks_like_a_formula_stays_text(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier()
    Dossier.objects.filter(code=code).update(subject_name='=HYPERLINK("http://x.example")', subject_pin="001199000777")
    export_id = ask(desk)
    exporting.write_export(export_id=export_id, at=NOW)
    content = queries.fetch_export(export_id, officer=desk.officer, by=desk.actor, at=NOW)
    with ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet
    assert rows_of(content)[0][4:6] == ['=HYPERLINK("http://x.example")', "001199000777"]


def test_a_file_takes_so_many_and_says_when_there_are_more(
    filer: Filer, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST_ROWS", 3)
    monkeypatch.setattr(exporting, "_LOT", 2)
    for _ in range(3):
        filer.a_dossier()
    whole = ask(desk)
    exporting.write_export(export_id=whole, at=NOW)
    filer.a_dossier()
    cut = ask(desk)
    exporting.write_export(export_id=cut, at=NOW)
    views = [queries.get_export(each, officer=desk.officer, at=NOW) for each in (whole, cut)]
    assert [(view.rows, view.whole, view.ready) for view in views] == [(3, True, True), (3, False, True)]


def test_asked_for_twice_and_written_twice_it_is_one_export(filer: Filer, desk: Desk) -> None:
    filer.a_dossier()
    export_id = ask(desk)
    ask(desk, export_id)
    assert AuditRow.objects.filter(act="casework.export_asked").count() == 1
    exporting.write_export(export_id=export_id, at=NOW)
    filer.a_dossier()
    exporting.write_export(export_id=export_id, at=NOW)
    content = queries.fetch_export(export_id, officer=desk.officer, by=desk.actor, at=NOW)
    assert len(rows_of(content)) == 1


def test_the_audit_knows_whose_dossiers_left_in_which_file_and_why(filer: Filer, desk: Desk) -> None:
    code = filer.a_dossier()
    written(desk)
    rows = {row.act: row for row in AuditRow.objects.filter(act__contains="export")}
    assert rows.keys() == {"casework.export_asked", "casework.dossiers_exported", "casework.export_fetched"}
    assert rows["casework.dossiers_exported"].listed == [f"dossier:{code}"]
    assert {row.officer_id for row in rows.values()} == {desk.officer.id}
    assert {row.facts["reason"] for row in rows.values()} == {"Báo cáo tuần"}


def test_an_export_is_its_officers_alone(filer: Filer, desk: Desk) -> None:
    export_id = ask(desk)
    colleague = build.an_officer(filer.place)
    with pytest.raises(queries.NoSuchExport):
        queries.get_export(export_id, officer=colleague.officer, at=NOW)


def test_without_the_right_nothing_is_exported_and_nothing_is_fetched_any_more(filer: Filer, desk: Desk) -> None:
    with pytest.raises(commands.MayNotExport):
        ask(build.an_officer(filer.place, Function.APPROVAL))
    export_id = ask(desk)
    exporting.write_export(export_id=export_id, at=NOW)
    Grant.objects.filter(group__officers=desk.officer.id, action="export").delete()
    without = as_he_is_now(desk)
    with pytest.raises(queries.NoSuchExport):
        queries.fetch_export(export_id, officer=without.officer, by=desk.actor, at=NOW)


def test_who_left_before_it_was_written_exports_nobody(filer: Filer, desk: Desk) -> None:
    filer.a_dossier()
    export_id = ask(desk)
    Officer.objects.filter(pk=desk.officer.id).update(active=False)
    exporting.write_export(export_id=export_id, at=NOW)
    assert DossierExport.objects.get(pk=export_id).rows == 0
    assert not AuditRow.objects.filter(act="casework.dossiers_exported").exists()


def test_what_is_not_written_yet_cannot_be_fetched(desk: Desk) -> None:
    export_id = ask(desk)
    assert not queries.get_export(export_id, officer=desk.officer, at=NOW).ready
    with pytest.raises(queries.ExportBeingWritten):
        queries.fetch_export(export_id, officer=desk.officer, by=desk.actor, at=NOW)


def test_an_export_needs_a_reason(desk: Desk) -> None:
    with pytest.raises(commands.ReasonMissing):
        ask(desk, reason="  ")


def test_an_export_is_forgotten_after_a_day(desk: Desk) -> None:
    export_id = ask(desk)
    later = NOW + timedelta(days=1)
    with pytest.raises(queries.NoSuchExport):
        queries.get_export(export_id, officer=desk.officer, at=later)
    assert exporting.sweep_exports(at=NOW + timedelta(hours=23)) == 0
    assert exporting.sweep_exports(at=later) == 1


def as_he_is_now(desk: Desk) -> Desk:
    """Return the same officer as he is now."""
    return Desk(build.officer_of(desk.officer.account_id), desk.actor)
