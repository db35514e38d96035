"""Back-ups: what was committed comes back, up to the moment that is asked for, and nothing is overwritten."""

import hashlib
import json
import os
import shutil
import signal
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import psycopg
import pytest
from tests.platform.test_postgres import ask, until

from dancu.platform import postgres, processes
from dancu.platform.backups import archiving, checking, restoring, taking
from dancu.platform.backups.folder import About, Base, Folder, NoBackup, write

MARKS = ["0badcafe"]


def quietly(_label: str, _total: int) -> "nullcontext[object]":
    return nullcontext(lambda _done: None)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Server]:
    """A server that keeps its log, with a table that is written to."""
    server = postgres.Server(tmp_path_factory.mktemp("source") / "home", archived=True)
    server.start()
    with psycopg.connect(server.url) as connection:
        connection.execute("create table kept (number int primary key, at timestamptz default clock_timestamp())")
    yield server
    server.stop()
    shutil.rmtree(server.sockets, ignore_errors=True)


@pytest.fixture(scope="module")
def backups(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder(tmp_path_factory.mktemp("backups"))


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "restored"
    shutil.rmtree(postgres.socket_folder(tmp_path / "restored"), ignore_errors=True)


def restore(backups: Folder, home: Path, *, to: datetime | None = None) -> Base:
    return restoring.restore(backups, home, to=to, key_marks=MARKS, watch=quietly, durable=False)  # type: ignore[arg-type]


@contextmanager
def writing(server: postgres.Server, told: list[int]) -> Iterator[None]:
    """Somebody who commits one number after another, and notes what he was told is done, until the server goes away."""

    over = threading.Event()

    def write_on() -> None:
        with psycopg.connect(server.url, autocommit=True) as connection:
            while not over.is_set():
                try:
                    connection.execute("insert into kept (number) values (%s)", [len(told) + 1])
                except psycopg.OperationalError:
                    return
                told.append(len(told) + 1)

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        yield
    finally:
        over.set()
        writer.join()


def address(server: postgres.Server) -> str:
    return postgres.url(server.home, role="backup")


def test_after_the_server_was_killed_all_that_arrived_comes_back_and_a_moment_before_too(source, backups, target):
    told: list[int] = []
    assert source.process is not None
    with writing(source, told), archiving_of(backups, source):
        assert until(lambda: len(told) > 50)
        base = taking.take(backups, address(source), key_marks=MARKS, watch=quietly)  # type: ignore[arg-type]
        moment, until_then = datetime.now(UTC), len(told)
        has_arrived = (
            f"select restart_lsn > '{ask(source.url, 'select pg_current_wal_insert_lsn()')}' from pg_replication_slots"
        )
        assert until(lambda: ask(source.url, has_arrived) == "True")
        os.kill(source.process.pid, signal.SIGKILL)
    assert restore(backups, target) == base
    with postgres.running(target, durable=False) as url, psycopg.connect(url) as connection:
        numbers = [number for (number,) in connection.execute("select number from kept order by number")]
    # Nothing between is missing; what was told in the last moment may not have arrived.
    assert numbers == list(range(1, len(numbers) + 1))
    assert until_then < len(numbers) <= len(told) + 1

    shutil.rmtree(target)
    restore(backups, target, to=moment)
    with postgres.running(target, durable=False) as url, psycopg.connect(url) as connection:
        row = connection.execute("select count(*), max(at) from kept").fetchone()
    assert row is not None
    assert row[0] in range(until_then, until_then + 2)
    assert row[1] <= moment + timedelta(seconds=1)


@contextmanager
def archiving_of(backups: Folder, server: postgres.Server) -> Iterator[None]:
    taking.begin(backups, address(server))
    with archiving.receiving(backups, address(server)):
        yield


def test_a_folder_is_kept_for_one_database_and_for_one_receiver(server, tmp_path):
    folder, stopped = Folder(tmp_path / "backups"), processes.Asked()
    taking.begin(folder, address(server))
    taking.begin(folder, address(server))
    with archiving._alone(folder), pytest.raises(NoBackup, match="Another home archives into"):
        archiving.archive(folder, address(server), files=None, stopped=stopped)
    folder.whose.write_text("7000000000000000000")
    with pytest.raises(NoBackup, match="holds the back-ups of another database"):
        archiving.archive(folder, address(server), files=None, stopped=stopped)


def test_an_archive_that_stayed_away_for_too_long_begins_anew_beside_what_it_had(server, tmp_path):
    folder = Folder(tmp_path / "backups")
    taking.begin(folder, address(server))
    (folder.archive / "000000010000000000000001").touch()
    with server.as_superuser() as superuser:
        for _ in range(4):
            superuser.execute("select pg_logical_emit_message(true, 'fill', repeat('x', 20000000))")
            superuser.execute("select pg_switch_wal()")
        superuser.execute("checkpoint")
    assert ask(server.url, "select wal_status from pg_replication_slots") == "lost"
    taking.begin(folder, address(server))
    assert ask(server.url, "select wal_status from pg_replication_slots") == "reserved"
    assert [len(list(archive.iterdir())) for archive in folder.archives] == [0, 1]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[postgres.Server]:
    server = _Cramped(tmp_path / "home", durable=False, archived=True)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(server.sockets, ignore_errors=True)


class _Cramped(postgres.Server):
    """A server that keeps next to nothing for an archive that stays away."""

    def settings(self) -> dict[str, str]:
        return super().settings() | {"max_slot_wal_keep_size": "1MB"}


def test_what_is_there_is_never_overwritten(backups, target):
    target.mkdir()
    (target / "notes.txt").write_text("mine")
    with pytest.raises(NoBackup, match=r"is not empty \(notes\.txt\)"):
        restore(backups, target)


def a_base(backups: Folder, ended_at: datetime, *, major: int = postgres.MAJOR, marks: list[str] = MARKS) -> None:
    backups.open()
    _, place = backups.place(ended_at)
    place.mkdir()
    write(place, About(ended_at - timedelta(minutes=1), ended_at, major, postgres.DATABASE, tuple(marks)))


def test_without_a_backup_or_before_the_first_there_is_nothing_to_restore(tmp_path, target):
    folder = Folder(tmp_path / "empty")
    with pytest.raises(NoBackup, match="There is no back-up"):
        restore(folder, target)
    a_base(folder, datetime(2026, 11, 2, tzinfo=UTC))
    with pytest.raises(NoBackup, match="reaches back to 2026-11-02"):
        restore(folder, target, to=datetime(2026, 11, 1, tzinfo=UTC))
    (folder.archive / "000000010000000000000001").touch()
    with pytest.raises(NoBackup, match=r"is archived until .* only"):
        restore(folder, target, to=datetime.now(UTC) + timedelta(hours=1))


@pytest.mark.parametrize(
    ("other", "told"), [({"marks": ["ffffffff"]}, "The master key"), ({"major": 15}, "is of PostgreSQL 15")]
)
def test_a_backup_that_cannot_come_to_life_here_is_refused_before_anything_is_made(tmp_path, target, other, told):
    folder = Folder(tmp_path / "other")
    a_base(folder, datetime(2026, 11, 2, tzinfo=UTC), **other)
    with pytest.raises(NoBackup, match=told):
        restore(folder, target)
    assert not target.exists()


def packed(base: Path, files: dict[str, bytes], *, told: dict[str, bytes]) -> Path:
    """Write a base of such files, whose manifest tells of others."""
    base.mkdir()
    with tarfile.open(base / "base.tar.gz", "w:gz") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, BytesIO(content))
    listed = [{"Path": name, "Checksum": hashlib.sha256(content).hexdigest()} for name, content in told.items()]
    text = f'{{"Files": {json.dumps(listed)}, '
    own = hashlib.sha256(text.encode()).hexdigest()
    (base / "backup_manifest").write_text(f'{text}"Manifest-Checksum": "{own}"}}')
    return base


def test_a_base_is_held_against_its_manifest(tmp_path):
    files = {"PG_VERSION": b"18", "base/1": b"rows"}
    checking.check(packed(tmp_path / "whole", files, told=files))
    with pytest.raises(NoBackup, match="base/1 was changed"):
        checking.check(packed(tmp_path / "changed", files, told=files | {"base/1": b"other rows"}))
    with pytest.raises(NoBackup, match=r"1 files are missing in the back-up .*, base/2 among them"):
        checking.check(packed(tmp_path / "missing", files, told=files | {"base/2": b"rows"}))


def test_a_base_that_cannot_be_read_or_whose_manifest_was_changed_is_found_out(tmp_path):
    files = {"PG_VERSION": b"18"}
    cut = packed(tmp_path / "cut", files, told=files)
    (cut / "base.tar.gz").write_bytes((cut / "base.tar.gz").read_bytes()[:40])
    with pytest.raises(NoBackup, match="cannot be read any more"):
        checking.check(cut)
    other = packed(tmp_path / "other", files, told=files)
    manifest = other / "backup_manifest"
    manifest.write_text(manifest.read_text().replace("PG_VERSION", "PG_version"))
    with pytest.raises(NoBackup, match=r"manifest .* was changed"):
        checking.check(other)


def test_files_are_copied_once_and_one_that_is_erased_is_kept_as_long_as_a_base_may_need_it(tmp_path):
    folder, files = Folder(tmp_path / "backups"), tmp_path / "files"
    folder.open()
    (files / "ab").mkdir(parents=True)
    (files / "ab" / "abc").write_bytes(b"content")
    (files / "ab" / ".part-1").write_bytes(b"cont")
    assert archiving.mirror(files, folder) == 1
    assert archiving.mirror(files, folder) == 0
    kept = folder.mirror / "ab" / "abc"
    assert kept.read_bytes() == b"content"
    (files / "ab" / "abc").unlink()
    now = datetime.now(UTC)
    gone = [(now - timedelta(days=1), True), (now + timedelta(days=1), False)]
    for oldest, stays in gone:
        taking.forget_files(folder, oldest, lambda name: (files / name).exists())
        assert kept.exists() == stays
