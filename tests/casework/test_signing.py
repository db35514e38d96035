"""Papers are signed after they are issued: once, by whoever has to, and again when it failed."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from tests.builders.casework import NOW, Filer, act, an_agency, an_officer
from tests.builders.jobs import asked_for, queued
from tests.builders.papers import a_signed_file, sign_papers

from dancu.casework import queries
from dancu.casework.commands import signing
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier, Paper
from dancu.casework.queries import PaperBeingSigned, PaperUnknown
from dancu.documents import checking
from dancu.documents.domain.genuine import SignerNotOurs
from dancu.documents.models import StoredFile
from dancu.kernel.actor import SYSTEM
from dancu.platform import sealing
from dancu.trust import commands as trust
from dancu.trust import queries as keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def filer() -> Filer:
    return Filer(an_agency())


@pytest.fixture
def code(filer: Filer) -> str:
    return filer.a_dossier()


def test_issuing_asks_for_the_signature_in_the_same_transaction(filer: Filer) -> None:
    code = filer.a_dossier()
    assert asked_for("casework.sign_papers") == [{"dossier_id": Dossier.objects.get(code=code).pk}]
    assert Dossier.objects.get(code=code).papers.get().file_id is None


def test_nobody_gets_a_paper_that_is_not_signed_yet(filer: Filer, code: str) -> None:
    paper = Dossier.objects.get(code=code).papers.get()
    with pytest.raises(PaperBeingSigned):
        queries.paper_pdf(paper.pk, by=filer.citizen, officer=None, at=NOW)
    sign_papers(code, at=NOW)
    name, content = queries.paper_pdf(paper.pk, by=filer.citizen, officer=None, at=NOW)
    assert name == f"CT01-{code}.pdf"
    assert checking.check(content, roots=keys.list_roots())


def test_the_portal_seals_what_is_declared_and_the_agency_signs_its_own(filer: Filer, code: str) -> None:
    act(an_officer(filer.place), Action.RECEIVE, code)
    signers = []
    for paper in sign_papers(code, at=NOW):
        _, content = queries.paper_pdf(paper.pk, by=filer.citizen, officer=None, at=NOW)
        signers.append((paper.form, checking.check(content, roots=keys.list_roots()).signer))
    assert signers == [("CT01", "Cổng Dịch vụ công"), ("CT04", filer.place.name)]


def test_signing_again_changes_nothing(code: str) -> None:
    (before,) = sign_papers(code, at=NOW)
    (after,) = sign_papers(code, at=NOW + timedelta(hours=1))
    assert (before.file_id, before.signed_at) == (after.file_id, after.signed_at)


def test_a_failure_leaves_the_paper_to_be_tried_again(code: str, settings: Any) -> None:
    kept, settings.MASTER_KEYS = settings.MASTER_KEYS, []
    with pytest.raises(sealing.NoMasterKey):
        sign_papers(code, at=NOW)
    assert queries.count_late_papers(at=NOW) == 0
    assert queries.count_late_papers(at=NOW + timedelta(minutes=6)) == 1
    settings.MASTER_KEYS = kept
    before = len(queued("casework.sign_papers"))
    assert signing.ask_again(at=NOW + timedelta(minutes=6)) == 1
    assert signing.ask_again(at=NOW + timedelta(minutes=7)) == 1
    assert len(queued("casework.sign_papers")) == before + 1  # a second one would wait behind the first for nothing
    sign_papers(code, at=NOW)
    assert queries.count_late_papers(at=NOW + timedelta(minutes=6)) == 0


def test_a_genuine_file_and_its_code_are_known(filer: Filer, code: str) -> None:
    content = a_signed_file(code, at=NOW)
    by_file = queries.verify_file(content)
    assert (by_file.form, by_file.dossier, by_file.agency) == ("CT01", code, filer.place.name)
    assert by_file.signer == "Cổng Dịch vụ công"
    by_code = queries.verify_code(checking.check(content, roots=keys.list_roots()).code)
    assert (by_code.form, by_code.dossier, by_code.signer) == ("CT01", code, "")


def test_a_paper_whose_facts_are_others_is_not_known(code: str) -> None:
    content = a_signed_file(code, at=NOW)
    Paper.objects.update(facts={"another": "paper"})
    with pytest.raises(PaperUnknown):
        queries.verify_file(content)


def test_a_paper_of_a_revoked_key_is_not_believed(code: str) -> None:
    content = a_signed_file(code, at=NOW)
    key_id = checking.check(content, roots=keys.list_roots()).key_id
    trust.revoke(key_id=key_id, by=SYSTEM, at=NOW)
    with pytest.raises(SignerNotOurs):
        queries.verify_file(content)


@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_leave_one_signed_file(code: str) -> None:
    start = threading.Barrier(2)

    def run() -> None:
        start.wait()
        try:
            sign_papers(code, at=NOW)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    paper = Paper.objects.get()
    assert paper.file_id is not None
    assert StoredFile.objects.filter(pk=paper.file_id).count() == 1
