"""PostgreSQL is killed for good while people are loaded and dossiers are filed; everything comes back in a second home.

The log is archived all the while, and a back-up is taken in the middle of it. Afterwards the second home is held against what
the first one has once it has recovered, and against what clients were told before the kill.
"""

import json
import logging
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench import home

if TYPE_CHECKING:
    from dancu.platform import postgres
    from dancu.platform.backups.folder import Folder

_AGENCIES = 5
_LOT = 500
_FIRST = 0.2
"""Part of the dossiers that are filed when the back-up is taken."""
_PAUSE = 0.03
"""Seconds between two dossiers: more come in a nation, but they would be over before the back-up is."""


@click.command()
@click.option("--people", default=5000, show_default=True, help="People that are there before.")
@click.option("--dossiers", default=600, show_default=True, help="Drafts that can be submitted.")
@click.option("--seed", type=int, help="The same seed kills after the same number of dossiers.")
def main(people: int, dossiers: int, seed: int | None) -> None:
    """Lose a database while people work, restore it elsewhere, and say what is missing there."""
    seed = random.randrange(10**6) if seed is None else seed
    with home.fresh("restore") as first, home.beside(first, "backups") as kept, home.beside(first, "second") as second:
        from dancu.platform import postgres
        from dancu.platform.backups.folder import Folder

        server = postgres.Server(first, archived=True)
        server.start()
        try:
            figures = _drill(server, Folder(kept), second, people, dossiers, random.Random(seed))
        finally:
            server.stop()
            for each in (first, second):
                shutil.rmtree(postgres.socket_folder(each), ignore_errors=True)
    click.echo(json.dumps(figures))
    sys.exit(not (figures["rows_equal"] and figures["chain_ok"] and figures["files_missing"] == 0))


def _drill(
    server: "postgres.Server", backups: "Folder", second: Path, people: int, dossiers: int, dice: random.Random
) -> dict[str, Any]:
    import django

    django.setup()
    from dancu.config import prepare
    from drills import comparing

    logging.getLogger("dancu").setLevel(logging.WARNING)
    prepare.prepare(people=people, say=click.echo)
    told, killed_at = _lose(server, backups, dossiers, dice)
    click.echo(f"PostgreSQL was killed after {len(told)} dossiers; restoring into a second home …")
    began = time.monotonic()
    found = _restored(server.home, backups, second)
    restore_s = time.monotonic() - began
    server.restart()
    equal, missing = comparing.compare(server.home, second)
    lost = [at for code, at in told.items() if code in missing]
    for sentence in equal:
        click.echo(sentence)
    return {
        "filed": len(told),
        "lost": len(lost),
        "lost_s": round(killed_at - min(lost), 3) if lost else 0.0,
        "restore_s": round(restore_s, 1),
        "rows_equal": not equal,
        "chain_ok": found["audit_faults"] == 0,
        **{name: found[name] for name in ("people", "dossiers", "audit_rows", "files", "files_missing")},
    }


def _lose(
    server: "postgres.Server", backups: "Folder", count: int, dice: random.Random
) -> tuple[dict[str, float], float]:
    """Let people work, take a back-up meanwhile, and kill the server; return when each dossier was told, and when it died."""
    from django.conf import settings

    from dancu.platform import clock, postgres, sealing
    from dancu.platform.backups import archiving, taking
    from workbench import filings

    citizens = filings.open_for_filing(count, agencies=_AGENCIES, at=clock.now())
    address, told = postgres.url(server.home, role="backup"), dict[str, float]()
    taking.begin(backups, address)
    click.echo("Filing dossiers and loading people while a back-up is taken …")

    def file_one() -> None:
        told[filings.submit_one(citizens)] = time.monotonic()
        time.sleep(_PAUSE)

    with archiving.receiving(backups, address):
        acts = (file_one, _load(dice.randrange(10**6)), _seal)
        workers = [_until_it_dies(act) for act in acts]
        _await(lambda: len(told) >= _FIRST * count, workers)
        taking.take(backups, address, key_marks=sealing.marks(settings.MASTER_KEYS), watch=home.unseen)
        archiving.mirror(server.home / "files", backups)
        last = len(told) + dice.randrange(int(0.1 * count), int(0.3 * count))
        _await(lambda: len(told) >= last, workers)
        if server.process is not None:
            os.kill(server.process.pid, signal.SIGKILL)
            server.process.wait()
        killed_at = time.monotonic()
        for worker in workers:
            worker.join()
    return told, killed_at


def _load(seed: int) -> Callable[[], None]:
    from dancu.platform import clock
    from dancu.residence import synthetic

    seeds = iter(range(seed, seed + 10**6))

    def load() -> None:
        synthetic.generate(count=_LOT, seed=next(seeds), at=clock.now(), progress=lambda _done: None)

    return load


def _seal() -> None:
    from dancu.audit.commands import sealing
    from dancu.platform import clock

    sealing.seal(at=clock.now(), using="sealer")
    time.sleep(_PAUSE)


def _until_it_dies(act: Callable[[], None]) -> threading.Thread:
    """Do one thing again and again, until the database is away."""

    def run() -> None:
        from django.db import Error, connections

        try:
            while True:
                act()
        except Error:
            connections.close_all()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def _await(happened: Callable[[], bool], workers: list[threading.Thread]) -> None:
    while not happened():
        if not all(worker.is_alive() for worker in workers):
            raise SystemExit("Those who work stopped before the database was killed.")
        time.sleep(0.01)


def _restored(first: Path, backups: "Folder", second: Path) -> dict[str, Any]:
    shutil.copy(first / "master.key", second)
    command = [sys.executable, "-m", "dancu.config.cli", "restore", "--json"]
    told = os.environ | {"DANCU_HOME": str(second), "DANCU_BACKUPS": str(backups.path)}
    done = subprocess.run(command, env=told, stdout=subprocess.PIPE, text=True, check=False)
    if not done.stdout:
        raise SystemExit("Nothing was restored; what went wrong is said above.")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
