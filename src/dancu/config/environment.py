"""Which home, settings and database a command works with; decided before Django is touched."""

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from dancu.platform import postgres


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


@contextlib.contextmanager
def django() -> Iterator[None]:
    """Set Django up, with a database server running for as long as the block lasts."""
    import django as framework

    settle()
    with contextlib.nullcontext() if has_own_server() else postgres.running(home()):
        framework.setup()
        yield
