"""Erasing a dossier: nothing about anybody is left of it, and that it was there can be proved."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, connection, transaction
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act
from tests.builders.documents import a_pdf
from tests.builders.papers import sign_papers
from tests.builders.retention import (
    TEN_YEARS_LATER,
    YEAR_LATER,
    a_refused_dossier,
    an_archivist,
    archive,
    decide,
    dispose,
    erase,
    the,
)
from tests.fakes.parking_permit import REGISTRY

from dancu.audit.models import AuditRow
from dancu.casework import commands, queries
from dancu.casework.commands import disposing, erasing
from dancu.casework.domain.retention import Fate
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Attachment, Disposition, DueDossier, JournalEntry, Paper, Submission
from dancu.casework.queries import DossierFilters, Queue
from dancu.documents import blobs
from dancu.documents import commands as documents
from dancu.documents.models import StoredFile
from dancu.kernel.actor import SYSTEM
from dancu.notices.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parking_permit")]
WHO = ("Nguyễn Thị Ánh", "nguyen thi anh", "001199000001")


@pytest.fixture
def filer() -> Filer:
    return Filer(build.an_agency())


@pytest.fixture
def archivist(filer: Filer) -> Desk:
    return an_archivist(filer)


@pytest.fixture
def leader(filer: Filer) -> Desk:
    return an_archivist(filer)


def a_stored_file(content: bytes) -> StoredFile:
    stored = documents.store_upload(io.BytesIO(content), name="dang-ky.pdf", by=SYSTEM, at=NOW)
    return StoredFile.objects.get(pk=stored.id)


def with_file(code: str, file: StoredFile) -> None:
    Attachment.objects.create(
        dossier=the(code), round=1, document="registration", file=file, name="Ánh.pdf", added_at=NOW
    )


def rows_about(code: str) -> dict[str, str]:
    """Return all that the database holds of a dossier, by its tables, as text."""
    dossier = the(code)
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.table_name from information_schema.columns c where c.column_name = 'dossier_id'"
            " and c.table_name like 'casework%%'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"select to_jsonb(t)::text from {table} t where dossier_id = %s", [dossier.pk])
            found[table] = " ".join(text for (text,) in cursor.fetchall())
        cursor.execute("select to_jsonb(t)::text from casework_dossier t where id = %s", [dossier.pk])
        found["casework_dossier"] = cursor.fetchone()[0]
        cursor.execute("select coalesce(string_agg(to_jsonb(t)::text, ' '), '') from notices_message t")
        found["notices_message"] = cursor.fetchone()[0]
    return found


class TestWhatGoes:
    def test_nothing_that_the_database_holds_names_anybody_any_more(
        self, filer: Filer, archivist: Desk, leader: Desk
    ) -> None:
        code = a_refused_dossier(filer)
        assert any(word in text for text in rows_about(code).values() for word in WHO)
        erase(archivist, leader, code)
        left = rows_about(code)
        told = left.pop("notices_message")
        assert not [(table, word) for table, text in left.items() for word in WHO if word in text]
        assert set(filter(left.get, left)) == {
            "casework_dossier",
            "casework_duedossier",
            "casework_journalentry",
        }
        assert "Theo quy định" not in left["casework_journalentry"]
        assert told.count("dossier_") == told.count("dossier_erase") > 0

    def test_its_files_and_papers_are_gone_from_the_storage(
        self, filer: Filer, archivist: Desk, leader: Desk, django_capture_on_commit_callbacks: Any
    ) -> None:
        code, file = a_refused_dossier(filer), a_stored_file(a_pdf())
        with_file(code, file)
        signed = [StoredFile.objects.get(pk=paper.file_id) for paper in sign_papers(code, at=NOW)]
        assert signed
        with django_capture_on_commit_callbacks(execute=True):
            erase(archivist, leader, code)
        for each in (file, *signed):
            assert not storages["files"].exists(blobs.path(each.sha256))
            assert not StoredFile.objects.filter(pk=each.pk).exists()

    def test_a_file_that_another_dossier_holds_stays(
        self, filer: Filer, archivist: Desk, leader: Desk, django_capture_on_commit_callbacks: Any
    ) -> None:
        code, other, file = a_refused_dossier(filer), filer.a_dossier(), a_stored_file(a_pdf())
        with_file(code, file)
        with_file(other, file)
        with django_capture_on_commit_callbacks(execute=True):
            erase(archivist, leader, code)
        assert blobs.read(file.sha256) == a_pdf()

    def test_a_supplement_that_was_never_sent_goes_too(self, filer: Filer, archivist: Desk, leader: Desk) -> None:
        code, desk = filer.a_dossier(), build.an_officer(filer.place)
        act(desk, Action.RETURN_FOR_SUPPLEMENT, code)
        draft = commands.begin_supplement(code=code, by=filer.citizen, at=NOW)
        commands.perform(Action.ASK_WITHDRAWAL, code=code, by=filer.citizen, at=NOW, note="Thôi")
        act(desk, Action.GRANT_WITHDRAWAL, code)
        erase(archivist, leader, code)
        with pytest.raises(queries.NoSuchDraft):
            queries.get_draft(draft, by=filer.citizen, at=NOW)


class TestWhatStays:
    def test_code_procedure_agency_days_and_outcome(self, filer: Filer, archivist: Desk, leader: Desk) -> None:
        code = a_refused_dossier(filer)
        erase(archivist, leader, code)
        stub = queries.get_stub(code, officer=archivist.officer, by=archivist.actor, at=NOW)
        assert (stub.code, stub.title, stub.agency) == (code, "Cấp thẻ đỗ xe", filer.place.name)
        assert (stub.state, stub.closed_at, stub.erased_at) == (State.REFUSED, NOW, TEN_YEARS_LATER)
        assert [line.action for line in stub.journal] == ["submit", "refuse", "archive", "erase"]

    def test_who_proposed_and_who_decided_is_in_the_audit_with_what_was_erased(
        self, filer: Filer, archivist: Desk, leader: Desk
    ) -> None:
        code = a_refused_dossier(filer)
        disposition = erase(archivist, leader, code)
        row = AuditRow.objects.get(act="casework.erase", subject_id=code)
        assert row.facts == {
            "disposition": str(disposition.pk),
            "proposed_by": archivist.officer.id,
            "decided_by": leader.officer.id,
            "files": 1,
            "attachment": 1,
            "paper": 2,
            "submission": 1,
        }

    def test_what_the_register_holds_is_not_touched(self, filer: Filer, archivist: Desk, leader: Desk) -> None:
        worker, code = build.an_officer(filer.place), filer.a_dossier()
        for action in (Action.RECEIVE, Action.TAKE, Action.PROPOSE):
            act(worker, action, code)
        for action in (Action.APPROVE, Action.DELIVER):
            act(leader_of(filer), action, code)
        before = dict(REGISTRY.permits)
        erase(archivist, leader, code)
        assert before == REGISTRY.permits != {}
        assert code in before.values()

    def test_reports_count_it_as_before(self, filer: Filer, archivist: Desk, leader: Desk) -> None:
        code = a_refused_dossier(filer)
        erase(archivist, leader, code)
        assert the(code).closed_at == NOW
        asked = DossierFilters(queue=Queue.ALL, archived=True)
        page = queries.search_dossiers(officer=archivist.officer, filters=asked, by=archivist.actor, at=NOW)
        assert [(row.code, row.subject_name, row.erased) for row in page.rows] == [(code, "", True)]


class TestWhoAsksForIt:
    def test_an_officer_is_told_and_its_applicant_does_not_find_it(
        self, filer: Filer, archivist: Desk, leader: Desk
    ) -> None:
        code = a_refused_dossier(filer)
        erase(archivist, leader, code)
        with pytest.raises(queries.Erased):
            queries.get_dossier(code, officer=archivist.officer, by=archivist.actor, at=NOW)
        assert queries.list_own_dossiers(by=filer.citizen, at=NOW) == ()

    def test_its_applicant_was_told(self, filer: Filer, archivist: Desk, leader: Desk) -> None:
        code = a_refused_dossier(filer)
        erase(archivist, leader, code)
        message = Message.objects.get(account_id=filer.citizen.account_id, facts__code=code)
        assert message.notice == "dossier_erase"


class TestBrokenOff:
    @pytest.fixture
    def agreed(self, filer: Filer, archivist: Desk, leader: Desk) -> tuple[Disposition, list[str]]:
        codes = [a_refused_dossier(filer) for _ in range(3)]
        archive(archivist, *codes)
        disposing.find_due(at=TEN_YEARS_LATER)
        disposition_id = dispose(archivist, Fate.ERASE, codes)
        decide(leader, disposition_id)
        return Disposition.objects.get(pk=disposition_id), codes

    def test_it_goes_on_where_it_stopped(
        self, agreed: tuple[Disposition, list[str]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        disposition, codes = agreed
        really, tried = erasing.erase, []

        def breaks(dossier: Any, *, at: Any) -> dict[str, int]:
            tried.append(dossier.code)
            if len(tried) == 2:
                raise ConnectionError
            return really(dossier, at=at)

        monkeypatch.setattr(erasing, "erase", breaks)
        with pytest.raises(ConnectionError):
            disposing.carry_out(disposition_id=disposition.pk, at=TEN_YEARS_LATER)
        assert [the(code).erased_at is not None for code in codes] == [True, False, False]
        assert disposing.carry_out(disposition_id=disposition.pk, at=TEN_YEARS_LATER) == 2
        assert disposing.carry_out(disposition_id=disposition.pk, at=TEN_YEARS_LATER) == 0
        assert JournalEntry.objects.filter(action="erase").count() == 3

    def test_a_lost_job_is_asked_for_again(self, agreed: tuple[Disposition, list[str]]) -> None:
        assert disposing.carry_on(at=TEN_YEARS_LATER) == 1
        disposing.carry_out(disposition_id=agreed[0].pk, at=TEN_YEARS_LATER)
        assert disposing.carry_on(at=TEN_YEARS_LATER) == 0

    def test_how_far_it_has_come_is_shown(self, agreed: tuple[Disposition, list[str]], archivist: Desk) -> None:
        disposition, codes = agreed
        DueDossier.objects.filter(dossier__code=codes[0], fate=Fate.ERASE).update(done_at=TEN_YEARS_LATER)
        view = queries.find_progress(disposition.pk, officer=archivist.officer)
        assert (view.done, view.total, view.working) == (1, 3, True)


def leader_of(filer: Filer) -> Desk:
    return build.an_officer(filer.place)


def test_nothing_of_an_open_dossier_can_be_stored_as_archived(filer: Filer) -> None:
    dossier = the(filer.a_dossier())
    dossier.archived_at = YEAR_LATER
    with pytest.raises(IntegrityError, match="what_is_archived_is_over"), transaction.atomic():
        dossier.save()


def test_an_erased_dossier_cannot_name_anybody(filer: Filer) -> None:
    dossier = the(a_refused_dossier(filer))
    dossier.archived_at = dossier.erased_at = YEAR_LATER + timedelta(days=1)
    with pytest.raises(IntegrityError, match="what_is_erased_names_nobody"), transaction.atomic():
        dossier.save()
    assert Submission.objects.filter(dossier=dossier).exists()
    assert Paper.objects.filter(dossier=dossier).exists()


KEPT = {
    "id",
    "code",
    "procedure_code",
    "procedure_version",
    "case",
    "subsystem",
    "channel",
    "agency_id",
    "agency_code",
    "counter_agency_id",
    "province",
    "state",
    "stage",
    "revision",
    "rounds",
    "fee_dong",
    "paid_dong",
    "paid_online_dong",
    "opinions_open",
    "filed_on",
    "submitted_at",
    "received_at",
    "due_at",
    "closed_at",
    "archived_at",
    "erased_at",
}
"""Columns of a dossier that stay as they are; what is added to it later is erased, or named here."""


def test_each_column_is_kept_on_purpose_or_holds_nothing(filer: Filer, archivist: Desk, leader: Desk) -> None:
    code = a_refused_dossier(filer)
    erase(archivist, leader, code)
    row = the(code)
    left = {each.attname for each in row._meta.concrete_fields if getattr(row, each.attname)} - KEPT
    assert left == set()
