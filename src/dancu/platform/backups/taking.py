"""Take a base, hold it against its manifest, and let go what no kept base needs."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from dancu.platform import clock, disk, postgres, processes
from dancu.platform.backups import checking, folder
from dancu.platform.backups.folder import About, Base, Folder, NoBackup, Watch

SLOT = postgres.SLOT


def take(backups: Folder, address: str, *, key_marks: Iterable[str], watch: Watch) -> Base:
    """Copy the whole database while it works, and check every byte of the copy; raises NoBackup."""
    backups.open()
    make_slot(address)
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
        run("pg_archivecleanup", str(backups.archive), kept[0].first_segment)
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


def make_slot(address: str) -> None:
    """Let the server keep what the archive has not received yet; raises NoBackup."""
    run("pg_receivewal", f"--slot={SLOT}", "--create-slot", "--if-not-exists", address=address)


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
