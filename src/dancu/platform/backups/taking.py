"""Take a base, hold it against its manifest, and let go what no kept base needs."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from dancu.platform import clock, disk, postgres, processes
from dancu.platform.backups import checking, folder
from dancu.platform.backups.folder import About, Base, Folder, NoBackup, Watch

SLOT = postgres.SLOT


def take(backups: Folder, address: str, *, key_marks: Iterable[str], watch: Watch) -> Base:
    """Copy the whole database while it works, and check every byte of the copy; raises NoBackup."""
    begin(backups, address)
    began_at = clock.now()
    part, place = backups.place(began_at)
    _clear(part.parent)
    options = ("--format=tar", "--compress=client-gzip:1", "--wal-method=stream", "--checkpoint=fast")
    run("pg_basebackup", f"--pgdata={part}", *options, "--manifest-checksums=SHA256", address=address)
    with watch("Check", (part / "base.tar.gz").stat().st_size) as advance:
        checking.check(part, advance)
    about = About(
        began_at=began_at,
        ended_at=clock.now(),
        major=_major(address),
        database=str(conninfo_to_dict(address)["dbname"]),
        key_marks=tuple(key_marks),
    )
    folder.write(part, about)
    part.rename(place)
    disk.keep_entry(place.parent)
    return Base(place, about)


def let_go(backups: Folder, *, keep: int, living: Callable[[str], bool]) -> int:
    """Remove all but the newest bases, and what only the others needed; return how many bases went.

    A file that the store has no more is kept for as long as a base is in which it may still have been.
    """
    bases = backups.bases()
    old, kept = bases[:-keep], bases[-keep:]
    folder.drop(old)
    if kept:
        for archive in backups.archives:
            run("pg_archivecleanup", str(archive), kept[0].first_segment)
        forget_files(backups, kept[0].about.began_at, living)
    return len(old)


def forget_files(backups: Folder, oldest: datetime, living: Callable[[str], bool]) -> None:
    """Remove from the mirror what was gone from the store before the oldest base was begun; note what is gone now."""
    known = json.loads(backups.gone.read_text()) if backups.gone.exists() else {}
    now, gone = clock.now().isoformat(), {}
    for file in sorted(path for path in backups.mirror.rglob("*") if path.is_file()):
        name = str(file.relative_to(backups.mirror))
        if living(name):
            continue
        since = known.get(name, now)
        if datetime.fromisoformat(since) < oldest:
            file.unlink()
        else:
            gone[name] = since
    disk.replace(backups.gone, json.dumps(gone))


def begin(backups: Folder, address: str) -> None:
    """Make the folder ready for a database, and let that keep what the archive has not received yet; raises NoBackup."""
    backups.open()
    try:
        with psycopg.connect(address, autocommit=True) as asked:
            _claim(backups, asked)
            _keep_log(backups, asked)
    except psycopg.OperationalError as error:
        raise NoBackup(f"The database does not let in who takes back-ups ({type(error).__name__}).") from error


def _claim(backups: Folder, asked: psycopg.Connection) -> None:
    """Keep a folder for one database: the files of another's log have the same names."""
    own = str(_one(asked, "select system_identifier from pg_control_system()"))
    if not backups.whose.exists():
        disk.replace(backups.whose, own)
    if backups.whose.read_text() != own:
        raise NoBackup(f"{backups.path} holds the back-ups of another database: name another folder in DANCU_BACKUPS.")


def _keep_log(backups: Folder, asked: psycopg.Connection) -> None:
    """Have the server keep its log from now on, also where it could not keep all that the archive had missed.

    A new archive begins then: what it had before serves older bases.
    """
    state = _one(asked, "select coalesce(wal_status, '') from pg_replication_slots where slot_name = %s", SLOT)
    if state == "lost":
        asked.execute("select pg_drop_replication_slot(%s)", [SLOT])
        backups.archive.rename(backups.path / f"wal-{clock.now():%Y%m%dT%H%M%SZ}")
        backups.open()
    if state in {None, "lost"}:
        asked.execute("select pg_create_physical_replication_slot(%s, true)", [SLOT])


def _one(asked: psycopg.Connection, question: LiteralString, *values: str) -> object:
    row = asked.execute(question, values).fetchone()
    return row[0] if row else None


def run(program: str, *arguments: str, address: str = "") -> None:
    """Run one of PostgreSQL's programs to its end, its progress shown where somebody looks; raises NoBackup."""
    seen = sys.stderr.isatty()
    told = ["--progress"] if seen and program == "pg_basebackup" else []
    where, secret = connection(address) if address else ([], {})
    done = subprocess.run(
        [postgres.program(program), *where, *told, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=None if seen else subprocess.PIPE,
        env=os.environ | secret,
        preexec_fn=processes.child(),
        text=True,
        check=False,
    )
    if done.returncode != 0:
        lines = (done.stderr or "").strip().splitlines()
        raise NoBackup(f"{program} failed: {lines[-1] if lines else 'what it said stands above'}.")


def connection(address: str) -> tuple[list[str], dict[str, str]]:
    """Return how a program is told where to connect; a password goes by the environment, where others do not see it."""
    parameters: dict[str, Any] = conninfo_to_dict(address)
    password = parameters.pop("password", None)
    secret = {"PGPASSWORD": str(password)} if password else {}
    return ["--no-password", f"--dbname={make_conninfo(**parameters)}"], secret


def _clear(bases: Path) -> None:
    """Remove what a back-up left that was broken off."""
    for left in bases.glob(".part-*"):
        shutil.rmtree(left)


def _major(address: str) -> int:
    with psycopg.connect(address) as asked:
        return asked.info.server_version // 10_000
