"""Receive the write-ahead log as it is written, and copy each new file: what a restore needs beside a base.

The log is received over a connection (pg_receivewal) and not handed out by the server (archive_command): it then arrives within
moments and not by whole files of 16 MiB, on this machine or another, and no folder need be open to the server's user. A slot lets
the server keep what has not arrived yet.
"""

import contextlib
import fcntl
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from dancu.platform import disk, postgres, processes
from dancu.platform.backups.folder import Folder, NoBackup
from dancu.platform.backups.taking import SLOT, begin, connection

_PAUSE = 30.0
"""Seconds after which new files are looked for again."""


def archive(backups: Folder, address: str, *, files: Path | None, stopped: processes.Asked) -> int:
    """Receive until asked to stop; return 1 where the receiver ended by itself. Raises NoBackup."""
    begin(backups, address)
    with _alone(backups), receiving(backups, address) as receiver:
        while receiver.poll() is None:
            if files is not None:
                mirror(files, backups)
            if stopped.wait(_PAUSE):
                return 0
    return 1


@contextlib.contextmanager
def _alone(backups: Folder) -> Iterator[None]:
    """Hold the archive against a second receiver, as of a restored home."""
    with (backups.path / "archive.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NoBackup(
                f"Another home archives into {backups.path}: name another folder in DANCU_BACKUPS."
            ) from None
        yield


@contextlib.contextmanager
def receiving(backups: Folder, address: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Receive the log for as long as the block lasts; where the server is away, it is asked again every five seconds."""
    where, secret = connection(address)
    command = [postgres.program("pg_receivewal"), *where, f"--directory={backups.archive}", f"--slot={SLOT}"]
    receiver = subprocess.Popen(
        [*command, "--synchronous"],
        stdin=subprocess.DEVNULL,
        env=os.environ | secret,
        preexec_fn=processes.child(),
    )
    try:
        yield receiver
    finally:
        receiver.terminate()
        receiver.wait()


def mirror(files: Path, backups: Folder) -> int:
    """Copy the stored files that the mirror does not have yet; return how many. Stored files never change."""
    copied = 0
    for source in stored(files):
        target = backups.mirror / source.relative_to(files)
        if not target.exists():
            with contextlib.suppress(FileNotFoundError):  # erased in this moment
                disk.copy(source, target)
                copied += 1
    return copied


def stored(files: Path) -> Iterator[Path]:
    """Yield the files of a store, without those that are being written."""
    for path in files.rglob("*"):
        if path.is_file() and not path.name.startswith("."):
            yield path
