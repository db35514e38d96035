"""What every test may count on: a database server, compiled translations."""

import gettext
import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import partialmethod, wraps
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.utils.translation import trans_real
from pytest_django import DjangoDbBlocker

import dancu
from dancu.platform import apart, messages, postgres
from dancu.platform.roles import Role
from tests.builders.clamd import a_clamd
from tests.builders.tables import LAID_OUT

# The suite asserts no times: a busy machine is no fault of what is tested.
hypothesis.settings.register_profile("dancu", deadline=None)
hypothesis.settings.load_profile("dancu")

LONGEST = [
    "journeys/test_every_page.py",
    "config/test_up.py",
    "sites/test_entitled.py",
    "config/test_stopping.py",
    "journeys",
]
"""What takes longest, and is begun first: at the end of the suite no worker is to wait for another."""

TEMPLATE = "test_dancu_template"

_server: postgres.Server | None = None


def pytest_configure(config: pytest.Config) -> None:
    """Start a server of our own unless DATABASE_URL names one; with xdist, once for all workers.

    Its address follows from the home alone, so the settings, which are read before, know it.
    """
    global _server
    if hasattr(config, "workerinput"):
        return
    if messages.compile_all():
        # What was read before there was anything to read, or something older.
        trans_real._translations.clear()
        gettext._translations.clear()  # type: ignore[attr-defined]
    if not os.environ.get("DATABASE_URL"):
        _server = postgres.Server(settings.HOME, durable=False)
        _server.start()
        with _server.as_superuser() as superuser:
            superuser.execute(f"GRANT SET ON PARAMETER session_replication_role TO {Role.OWNER.login}")


def pytest_unconfigure() -> None:
    if _server is not None:
        _server.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    long = [Path(__file__).parent / each for each in LONGEST]
    items.sort(key=lambda item: next((n for n, path in enumerate(long) if item.path.is_relative_to(path)), len(long)))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Have the tests' database cloned from one that is migrated only when the code has changed, by whoever comes first."""
    code = sorted(Path(dancu.__file__).parent.rglob("*.py"))
    made_of = hashlib.sha256(b"".join(path.read_bytes() for path in code)).hexdigest()
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [TEMPLATE])
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [TEMPLATE])
        if cursor.fetchone() != (made_of,):
            _make_template()
            cursor.execute(f"COMMENT ON DATABASE {TEMPLATE} IS '{made_of}'")
    connection.settings_dict["TEST"]["TEMPLATE"] = TEMPLATE


def _make_template() -> None:
    known = connection.settings_dict
    name, test = known["NAME"], known["TEST"]["NAME"]
    known["TEST"]["NAME"] = TEMPLATE
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    known["NAME"], known["TEST"]["NAME"] = name, test


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let a test that commits empty the tables behind it, also those that refuse to be emptied."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        if cursor.fetchone() == (True,):
            cursor.execute("SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE tgenabled = 'A'")
            DatabaseOperations.sql_flush = partialmethod(_deletions, cursor.fetchall())  # type: ignore[assignment]
            flush.emit_post_migrate_signal = lambda *_, **__: None  # there is nothing to lay out again
            return
        cursor.execute("SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE tgtype & 32 <> 0 AND NOT tgisinternal")
        for table, trigger in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")


def _deletions(
    _operations: object, guards: list[tuple[str, str]], _style: object, tables: Iterable[str], **_: object
) -> list[str]:
    """Return how to empty tables that hold little: truncated, each would have its files and indexes laid out anew."""
    statements = [
        "SET LOCAL session_replication_role = replica",
        *(f"ALTER TABLE {table} DISABLE TRIGGER {guard}" for table, guard in guards),
        *(f'DELETE FROM "{table}"' for table in tables if table not in LAID_OUT),
        *(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {guard}" for table, guard in guards),
    ]
    return [f"DO $$ BEGIN {'; '.join(statements)}; END $$"]


@pytest.fixture(scope="session", autouse=True)
def opened_once() -> Iterator[None]:
    """Let the same file be opened apart only once: a process costs more than most tests, which are about what comes of it."""
    real, answers = apart.run, dict[tuple[str, bytes], bytes]()

    @wraps(real)
    def run(module: str, content: bytes) -> bytes:
        which = module, hashlib.sha256(content).digest()
        if which not in answers:
            answers[which] = real(module, content)
        return answers[which]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart, "run", run)
        yield


@pytest.fixture
def clamd(settings: Any) -> Iterator[str]:
    """Have a malware scanner listen; return where."""
    with a_clamd() as socket:
        settings.CLAMD = socket
        yield socket
