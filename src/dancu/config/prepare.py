"""What must be done before the doors open: tables, code lists, pages, and in a demonstration people and accounts."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import find, get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from dancu.config import demo, grants
from dancu.config.tree import CannotRun
from dancu.places import commands as places
from dancu.platform import clock, messages
from dancu.platform.health import database_answers


def prepare(*, people: int, say: Callable[[str], None]) -> None:
    """Bring everything up to date; quick when it already is. Raises CannotRun where the ground for it is missing."""
    if not database_answers():
        raise CannotRun(
            "The database does not answer at the address in DATABASE_URL: check the address and its password."
        )
    if not pages_are_built():
        raise CannotRun("The style sheets and fonts are not built. Run `make frontend` first, or `make run`.")
    messages.compile_all()
    is_behind = pending_migrations() > 0
    if is_behind:
        say("Laying out the tables …")
        call_command("migrate", interactive=False, verbosity=0)
    grants.apply()
    _unless_done("pages", _collect_pages, sources=_parts_of_pages())
    # Units and agencies change with the data folder and with the day; and an emptied database has none.
    _unless_done("lists", load_lists, sources=settings.DATA_DIR.rglob("*"), on=str(clock.today()), anyway=is_behind)
    if settings.DEMO:
        demo.prepare(people=people)


def pages_are_built() -> bool:
    """Tell whether npm has built what the pages load."""
    return find("ui/build/portal.css") is not None


def pending_migrations() -> int:
    """Count the migrations that the database has not seen."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _collect_pages() -> None:
    """Gather style sheets, scripts and fonts under names that change with their content."""
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def _parts_of_pages() -> Iterable[Path]:
    return (Path(storage.path(path)) for finder in get_finders() for path, storage in finder.list([]))


def load_lists() -> None:
    """Bring units and, in a demonstration, agencies up to date with the data folder."""
    places.load_units()
    if settings.DEMO:
        demo.load_agencies()


def _unless_done(
    name: str, act: Callable[[], None], *, sources: Iterable[Path], on: str = "", anyway: bool = False
) -> None:
    """Do what follows from files alone, unless it was done here with the same files."""
    files = sorted((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in sources)
    fingerprint = hashlib.sha256(json.dumps([files, on]).encode()).hexdigest()
    done = settings.HOME / f"{name}.done"
    if not anyway and done.exists() and done.read_text() == fingerprint:
        return
    act()
    os.sync()  # what is noted as done must not be what a power loss takes
    done.write_text(fingerprint)
