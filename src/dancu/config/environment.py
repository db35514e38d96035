"""Which home, settings and database a command works with; decided before Django is touched."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from dancu.platform import postgres
from dancu.platform.backups.folder import Folder, NoBackup


def home() -> Path:
    """Return the folder that holds everything but code: DANCU_HOME, or `.dancu` here."""
    return Path(os.environ.get("DANCU_HOME", ".dancu")).resolve()


def settle() -> None:
    """Fix what every child inherits: settings of a demonstration unless others are named, a home that does not move, a port."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dancu.config.settings.dev")
    os.environ["DANCU_HOME"] = str(home())
    if "DANCU_PUBLIC_PORT" not in os.environ and (port := last_port()):
        os.environ["DANCU_PUBLIC_PORT"] = f":{port}"


def last_port() -> int | None:
    """Return the port that `dancu up` listens on here, or did when it last ran."""
    try:
        return int(json.loads((home() / "up.json").read_text())["port"])
    except (OSError, ValueError, KeyError):
        return None


def portal_host() -> str:
    """Return the host name of the portal, by which the health of all is asked."""
    return f"dichvucong.{os.environ.get('DANCU_DOMAIN', 'localhost')}"


def has_own_server() -> bool:
    """Tell whether the database is a server that somebody else runs."""
    return bool(os.environ.get("DATABASE_URL"))


def backups() -> Folder | None:
    """Return the folder of back-ups: DANCU_BACKUPS, or None where none are taken."""
    named = os.environ.get("DANCU_BACKUPS", "")
    return Folder(Path(named).resolve()) if named else None


def fresh_counts() -> Path:
    """Return an empty folder for what processes count: each begins at nought with them."""
    folder = home() / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def backup_address() -> str:
    """Return where back-ups are taken from: DATABASE_URL_BACKUP, or the embedded server. Raises NoBackup."""
    address = os.environ.get("DATABASE_URL_BACKUP", "")
    if not address and has_own_server():
        raise NoBackup("Set DATABASE_URL_BACKUP to the address of a role with the attribute replication.")
    return address or postgres.url(home(), role="backup")


def stored_files() -> Path | None:
    """Return the folder of stored files; None where a bucket keeps them."""
    return None if os.environ.get("DANCU_S3_BUCKET") else home() / "files"


@contextlib.contextmanager
def django() -> Iterator[None]:
    """Set Django up, with a database server running for as long as the block lasts."""
    import django as framework

    settle()
    archived = backups() is not None
    with contextlib.nullcontext() if has_own_server() else postgres.running(home(), archived=archived):
        framework.setup()
        yield
