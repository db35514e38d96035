"""What must be done before the doors open: tables, code lists, pages, and in a demonstration people and accounts."""

import hashlib
import json
from collections.abc import Callable

from django.conf import settings
from django.contrib.staticfiles.finders import find, get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from dancu.config import demo
from dancu.config.tree import CannotRun
from dancu.places import commands as places
from dancu.platform import messages

# P


def prepare(*, people: int, say: Callable[[str], None]) -> None:
    """Bring everything up to date; quick when it already is. Raises CannotRun where the pages' parts are not built."""
    if not pages_are_built():
        raise CannotRun("The style sheets and fonts are not built. Run `make frontend` first, or `make run`.")
    messages.compile_all()
    if pending_migrations():
        say("Laying out the tables …")
        call_command("migrate", interactive=False, verbosity=0)
    collect_pages(say)
    # P
    places.load_units()
    if settings.DEMO:
        demo.prepare(people=people, say=say)


def pages_are_built() -> bool:
    """Tell whether npm has built what the pages load."""
    return find("ui/build/portal.css") is not None


def pending_migrations() -> int:
    """Count the migrations that the database has not seen."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def collect_pages(say: Callable[[str], None]) -> None:
    """Gather style sheets, scripts and fonts under names that change with their content, if any has changed."""
    stamp = settings.STATIC_ROOT / "collected"
    found = _fingerprint()
    if stamp.exists() and stamp.read_text() == found:
        return
    say("Gathering the pages' parts …")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(found)


def _fingerprint() -> str:
    files = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            about = storage.path(path)
            files.append((path, about, storage.get_modified_time(path).timestamp(), storage.size(path)))
    return hashlib.sha256(json.dumps(sorted(files)).encode()).hexdigest()
