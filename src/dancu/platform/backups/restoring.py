"""Bring a base to life in an empty home, and let PostgreSQL repeat the log up to the moment that is asked for."""

import os
import shutil
import tarfile
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from psycopg import sql

from dancu.platform import disk, postgres
from dancu.platform.backups import archiving, checking
from dancu.platform.backups.folder import Base, Folder, NoBackup, Watch

SECRETS = {"master.key", "secret", "payments.secret"}
"""What may lie in a home that is restored into: its holder has put it there before."""
_PART = ".partial"
# Python before 3.11.4 knows no filters; what is unpacked was held against its manifest.
_CAREFULLY: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
_NEVER = 24 * 3600.0


def restore(
    backups: Folder,
    home: Path,
    *,
    to: datetime | None,
    key_marks: Collection[str],
    watch: Watch,
    durable: bool = True,
) -> Base:
    """Make a home as it was at a moment, by default the last one that was archived; return the base it was made from.

    Raises NoBackup, ServerProblem; what was half made is removed then, so that it can be tried again.
    """
    if home.exists() and (there := {each.name for each in home.iterdir()} - SECRETS):
        raise NoBackup(f"{home} is not empty ({min(there)}): a restore overwrites nothing. Name another DANCU_HOME.")
    base = backups.base_for(to)
    _demand(base, key_marks)
    with watch("Check", (base.path / "base.tar.gz").stat().st_size) as advance:
        checking.check(base.path, advance)
    data = home / "postgres"
    data.mkdir(mode=0o700, parents=True)
    try:
        _unpack(base, data, watch)
        _add_log(backups, base, data, watch)
        _recover(home, to, durable=durable)
        _copy_files(backups, home / "files", watch)
    except BaseException:
        for made in (data, home / "files"):
            shutil.rmtree(made, ignore_errors=True)
        for each in ("postgres.log", "postgres.lock"):
            (home / each).unlink(missing_ok=True)
        raise
    return base


def _demand(base: Base, key_marks: Collection[str]) -> None:
    if base.about.major != postgres.MAJOR:
        raise NoBackup(
            f"The back-up is of PostgreSQL {base.about.major}, and the embedded server is {postgres.MAJOR}: unpack "
            f"{base.path} for a server of that version, as docs/how-to/back-up.md says."
        )
    if base.about.database != postgres.DATABASE:
        raise NoBackup(f"The database of the back-up is called {base.about.database}, not {postgres.DATABASE}.")
    if not set(base.about.key_marks) <= set(key_marks):
        raise NoBackup(
            "The master key that seals what is in the back-up is not here: set DANCU_MASTER_KEY, or put the key into the "
            "file that DANCU_MASTER_KEY_FILE names, by default master.key in DANCU_HOME."
        )


def _unpack(base: Base, data: Path, watch: Watch) -> None:
    parts = {base.path / "base.tar.gz": data, base.path / "pg_wal.tar.gz": data / "pg_wal"}
    with watch("Database", sum(part.stat().st_size for part in parts)) as advance:
        for part, place in parts.items():
            with part.open("rb") as packed, tarfile.open(fileobj=packed) as tar:
                done = 0
                for member in tar:
                    tar.extract(member, place, **_CAREFULLY)
                    advance(packed.tell() - done)
                    done = packed.tell()


def _add_log(backups: Folder, base: Base, data: Path, watch: Watch) -> None:
    """Lay what was archived since the base where the server looks for it; what came last may be a part of a file."""
    first = base.first_segment
    kept = sorted((file for archive in backups.archives for file in archive.iterdir()), key=lambda file: file.name)
    found = [file for file in kept if file.suffix == ".history" or file.name >= first]
    with watch("Log", len(found)) as advance:
        for file in found:
            place = data / "pg_wal" / file.name.removesuffix(_PART)
            # The base brings what was written while it was taken, and ends within a file.
            if not place.exists() or _written(place) < _written(file):
                shutil.copyfile(file, place)
            advance(1)


def _written(log: Path) -> int:
    return len(log.read_bytes().rstrip(b"\0"))


def _recover(home: Path, to: datetime | None, *, durable: bool) -> None:
    (home / "postgres" / "recovery.signal").touch()
    server = _Recovering(home, to=to, durable=durable)
    server.hand_over()
    server.start()
    server.stop()


def _copy_files(backups: Folder, files: Path, watch: Watch) -> None:
    found = list(archiving.stored(backups.mirror))
    with watch("Files", len(found)) as advance:
        for file in found:
            disk.copy(file, files / file.relative_to(backups.mirror))
            advance(1)


class _Recovering(postgres.Server):
    """A server that repeats the log and then lets us in without a password, through the folder that only we can enter."""

    ready_patience = _NEVER

    def __init__(self, home: Path, *, to: datetime | None, durable: bool) -> None:
        super().__init__(home, durable=durable)
        self.to = to
        self.doors = self.sockets / "pg_hba.conf"

    def hand_over(self) -> None:
        """Give all that was unpacked to whom the server runs as."""
        self._prepare_folders()
        self.doors.write_text("local all all trust\n")
        if user := self._user():
            for path in (self.doors, *self.data.rglob("*")):
                os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)

    def settings(self) -> dict[str, str]:
        target = {"recovery_target_time": self.to.astimezone(UTC).isoformat(sep=" ")} if self.to else {}
        return super().settings() | target | {
            "hba_file": str(self.doors),
            # All of the log lies where the server looks itself, and there is nowhere else to ask.
            "restore_command": "false",
            "recovery_target_action": "promote",
            "hot_standby": "off",
        }  # fmt: skip

    def _make_database(self) -> None:
        """Make passwords anew: a back-up holds none."""
        password = sql.Literal(postgres.new_password(postgres.password_file(self.home)))
        with self.as_superuser() as superuser:
            for name in ("postgres", postgres.LOGINS["owner"]):
                superuser.execute(sql.SQL("alter role {} password {}").format(sql.Identifier(name), password))
        self.doors.unlink()
