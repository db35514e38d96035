"""What every test may count on: a database server, compiled translations."""

import gettext
import os
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.utils.translation import trans_real
from pytest_django import DjangoDbBlocker

from dancu.platform import messages, postgres
from tests.builders.clamd import a_clamd

# The suite asserts no times: a busy machine is no fault of what is tested.
hypothesis.settings.register_profile("dancu", deadline=None)
hypothesis.settings.load_profile("dancu")

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


def pytest_unconfigure() -> None:
    if _server is not None:
        _server.stop()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let a test that commits empty the tables behind it, also those that refuse to be emptied."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE tgtype & 32 <> 0 AND NOT tgisinternal")
        for table, trigger in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")


@pytest.fixture
def clamd(settings: Any) -> Iterator[str]:
    """Have a malware scanner listen; return where."""
    with a_clamd() as socket:
        settings.CLAMD = socket
        yield socket
