"""The pool lends the same connection again, and none that has ended."""

from collections.abc import Iterator

import pytest
from django.db import connection

from dancu.platform.lending.base import DatabaseWrapper

pytestmark = pytest.mark.django_db


@pytest.fixture
def lent() -> Iterator[DatabaseWrapper]:
    pool = {"min_size": 1, "max_size": 1, "timeout": 10}
    options = connection.settings_dict["OPTIONS"] | {"pool": pool}
    lent = DatabaseWrapper(connection.settings_dict | {"OPTIONS": options, "CONN_MAX_AGE": 0}, alias="lent")
    yield lent
    lent.close()
    lent.close_pool()


def backend(lent: DatabaseWrapper) -> int:
    """Return who serves the next request."""
    with lent.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        (number,) = cursor.fetchone()
    lent.close()
    return int(number)


def test_a_connection_serves_one_request_after_another(lent: DatabaseWrapper) -> None:
    assert backend(lent) == backend(lent)


def test_a_connection_that_ended_meanwhile_is_lent_to_nobody(lent: DatabaseWrapper) -> None:
    before = backend(lent)
    with connection.cursor() as cursor:
        cursor.execute("select pg_terminate_backend(%s, 10000)", [before])
        assert cursor.fetchone() == (True,)
    assert backend(lent) != before
