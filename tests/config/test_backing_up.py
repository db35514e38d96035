"""`dancu backup` and `dancu restore`: everything comes back in another home, and the audit still fits."""

import json
import shutil
import signal
from pathlib import Path
from typing import Any

import psycopg
from tests.builders.trees import command, free_port, until, up

from dancu.platform import postgres

COUNTS = "select (select count(*) from population_person), (select count(*) from audit_auditrow)"
ARRIVED = "select restart_lsn > %s::pg_lsn from pg_replication_slots where active"


def ask(home: Path, question: str, *values: object) -> tuple[Any, ...]:
    with psycopg.connect(postgres.url(home), autocommit=True) as connection:
        return connection.execute(question, values).fetchone() or ()  # type: ignore[arg-type]


def dancu(home: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    process = command(home, *arguments, **environment)
    said, _ = process.communicate(timeout=120)
    return process.returncode, said


def test_what_was_done_after_the_backup_comes_back_too(home: Path, tmp_path: Path) -> None:
    backups, target = str(tmp_path / "backups"), tmp_path / "restored"
    running = up(home, free_port(), DANCU_BACKUPS=backups)
    try:
        assert until(lambda: ask(home, "select count(*) from pg_replication_slots where active") == (1,))
        status, said = dancu(home, "backup", "--json", DANCU_BACKUPS=backups)
        assert status == 0, said
        assert json.loads(said.splitlines()[-1])["bytes"] > 0
        assert dancu(home, "people", "generate", "100")[0] == 0
        assert dancu(home, "audit", "seal")[0] == 0
        (now,) = ask(home, "select pg_current_wal_insert_lsn()")
        assert until(lambda: ask(home, ARRIVED, now) == (True,))
        people, rows = ask(home, COUNTS)
    finally:
        running.stop(signal.SIGKILL)
    status, said = dancu(target, "restore", DANCU_BACKUPS=backups)
    assert (status, "The master key that seals" in said) == (1, True), said
    target.mkdir()
    shutil.copy(home / "master.key", target)
    status, said = dancu(target, "restore", "--json", DANCU_BACKUPS=backups)
    shutil.rmtree(postgres.socket_folder(target), ignore_errors=True)
    assert status == 0, said
    found = json.loads(said.splitlines()[-1])
    assert (found["people"], found["audit_faults"], found["files_missing"]) == (people, 0, 0)
    assert found["audit_rows"] >= rows


def test_without_a_folder_there_are_no_backups(tmp_path: Path) -> None:
    for name in ("backup", "restore"):
        status, said = dancu(tmp_path / "home", name)
        assert (status, "Name the folder of back-ups in DANCU_BACKUPS" in said) == (1, True)
