"""Files are scanned for malware after they came in, by a real clamd; while it is away they wait, and are come back to."""

import io
import socket
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from tests.builders.clamd import TEST_STRING, THREAT, a_clamd
from tests.builders.documents import a_pdf
from tests.documents.test_storing import CITIZEN, NOW

from dancu.audit.models import AuditRow
from dancu.documents import commands as documents
from dancu.documents import links, queries, scanner
from dancu.documents.domain.scans import FileInfected, MalwareSent, Scan
from dancu.documents.models import StoredFile
from dancu.documents.scanner import NotScannable, ScannerAway

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def an_infected_pdf() -> bytes:
    return a_pdf(note=TEST_STRING)


def store(content: bytes) -> int:
    return documents.store_upload(io.BytesIO(content), name="giấy.pdf", by=CITIZEN, at=NOW).id


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where task_name = 'documents.scan'")
        return int(cursor.fetchone()[0])


def scan_of(file_id: int) -> str:
    return StoredFile.objects.get(pk=file_id).scan


def test_a_clean_file_is_found_clean(clamd: str) -> None:
    file_id = store(a_pdf(5_000_000))
    assert documents.scan_file(file_id=file_id, at=NOW) is Scan.CLEAN
    assert scan_of(file_id) == Scan.CLEAN


def test_malware_is_found_named_and_audited_once(clamd: str) -> None:
    file_id = store(an_infected_pdf())
    for _ in range(2):
        assert documents.scan_file(file_id=file_id, at=NOW) is Scan.INFECTED
    assert StoredFile.objects.get(pk=file_id).threat == THREAT
    row = AuditRow.objects.get(act="documents.malware_found")
    assert (row.subject_id, row.facts) == (str(file_id), {"threat": THREAT})


def test_an_infected_file_is_handed_to_nobody_not_even_by_a_link_signed_before(clamd: str) -> None:
    file_id = store(an_infected_pdf())
    token = links.sign(file_id=file_id, name="giấy.pdf", at=NOW).rpartition("/")[2]
    assert queries.open_link(token, at=NOW)[1] == an_infected_pdf()
    documents.scan_file(file_id=file_id, at=NOW)
    with pytest.raises(FileInfected):
        queries.open_link(token, at=NOW)


def test_known_malware_is_refused_when_it_is_sent_again(clamd: str) -> None:
    documents.scan_file(file_id=store(an_infected_pdf()), at=NOW)
    with pytest.raises(MalwareSent):
        store(an_infected_pdf())


def test_a_file_taken_in_asks_for_its_scan_in_the_same_transaction(clamd: str) -> None:
    before = jobs()
    file_id = store(a_pdf())
    assert (jobs(), scan_of(file_id)) == (before + 1, Scan.NOT_SCANNED)
    documents.scan_file(file_id=file_id, at=NOW)
    store(a_pdf())
    assert jobs() == before + 1


def test_without_a_scanner_a_file_is_not_scanned_and_no_job_waits() -> None:
    before = jobs()
    assert scan_of(store(a_pdf())) == Scan.NOT_SCANNED
    assert jobs() == before
    assert documents.scan_waiting(at=NOW + MINUTE) == 0


def test_our_own_papers_are_not_scanned(clamd: str) -> None:
    paper = documents.store_paper(a_pdf(), name="CT01.pdf", by=CITIZEN, at=NOW)
    assert scan_of(paper.id) == Scan.OURS
    assert documents.scan_all(again=True, at=NOW).total() == 0


def test_what_waited_while_the_scanner_was_away_is_scanned_when_it_is_back(settings: Any) -> None:
    with a_clamd() as address:
        settings.CLAMD = address
        file_id = store(a_pdf())
    with pytest.raises(ScannerAway):
        documents.scan_file(file_id=file_id, at=NOW)
    assert documents.scan_waiting(at=NOW + 2 * MINUTE) == 0
    assert queries.count_unscanned(at=NOW + 6 * MINUTE) == 1
    with a_clamd() as address:
        settings.CLAMD = address
        assert documents.scan_waiting(at=NOW + 3 * MINUTE) == 0  # asked for a moment ago
        assert documents.scan_waiting(at=NOW + 4 * MINUTE) == 1
    assert scan_of(file_id) == Scan.CLEAN
    assert queries.count_unscanned(at=NOW + 6 * MINUTE) == 0


def test_a_file_that_the_scanner_died_of_goes_behind_all_others(settings: Any) -> None:
    settings.CLAMD = "/nowhere"
    deadly, others = store(a_pdf(1000)), [store(a_pdf(1001)), store(a_pdf(1002))]
    with pytest.raises(ScannerAway):
        documents.scan_file(file_id=deadly, at=NOW + MINUTE)
    asked: list[int] = []
    for minute in (3, 4, 5):
        documents.scan_waiting(at=NOW + minute * MINUTE)
        asked += StoredFile.objects.filter(scan_tried_at=NOW + minute * MINUTE).values_list("pk", flat=True)
    assert asked == [*others, deadly]


def test_a_file_the_storage_has_lost_keeps_no_other_from_being_scanned(clamd: str) -> None:
    lost = StoredFile.objects.create(sha256="0" * 64, size=1, media_type="application/pdf", created_at=NOW)
    file_id = store(a_pdf())
    assert documents.scan_waiting(at=NOW + 2 * MINUTE) == 1
    assert (scan_of(lost.pk), scan_of(file_id)) == (Scan.NOT_SCANNED, Scan.CLEAN)


def test_all_files_are_scanned_again_when_there_are_new_signatures(clamd: str) -> None:
    clean, infected = store(a_pdf()), store(an_infected_pdf())
    StoredFile.objects.update(scan=Scan.CLEAN)
    assert documents.scan_all(again=False, at=NOW).total() == 0
    assert documents.scan_all(again=True, at=NOW) == {Scan.CLEAN: 1, Scan.INFECTED: 1}
    assert (scan_of(clean), scan_of(infected)) == (Scan.CLEAN, Scan.INFECTED)


def test_the_scanner_says_its_version(clamd: str) -> None:
    assert scanner.version().startswith("ClamAV ")


@pytest.mark.parametrize("address", ["/nowhere/clamd.ctl", "127.0.0.1:1", "no address"])
def test_no_scanner_at_an_address_is_said(settings: Any, address: str) -> None:
    settings.CLAMD = address
    with pytest.raises(ScannerAway):
        scanner.version()


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (b"stream: OK\0", ""),
        (b"stream: Eicar-Signature FOUND\0", "Eicar-Signature"),
        (b"INSTREAM size limit exceeded. ERROR\0", NotScannable),
        (b"stream: Can't allocate memory ERROR\0", NotScannable),
        (b"\xff\xfe\0", NotScannable),
        (b"", ScannerAway),
        (b"stream: O", ScannerAway),
    ],
)
def test_each_answer_has_one_meaning(settings: Any, answer: bytes, outcome: object) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CLAMD = f"127.0.0.1:{server.getsockname()[1]}"

        def reply() -> None:
            talk, _ = server.accept()
            with talk:
                assert talk.recv(100).startswith(b"zINSTREAM\0\0\0\0\x03abc")
                talk.sendall(answer)

        thread = threading.Thread(target=reply)
        thread.start()
        if isinstance(outcome, str):
            assert scanner.threat_in(b"abc") == outcome
        else:
            with pytest.raises(outcome):  # type: ignore[call-overload]
                scanner.threat_in(b"abc")
        thread.join()


def test_the_database_refuses_an_infected_file_without_a_name_for_its_threat() -> None:
    file_id = store(a_pdf())
    with pytest.raises(Exception, match="what_is_infected_has_its_threat_named"):
        StoredFile.objects.filter(pk=file_id).update(scan=Scan.INFECTED, scan_tried_at=datetime.now(UTC))
