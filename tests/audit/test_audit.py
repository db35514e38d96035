"""The audit is only ever added to."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from dancu.audit import commands, queries
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.platform import statement
from tests.builders.accounts import NOW

pytestmark = pytest.mark.django_db


def a_row(seen: int = 1) -> None:
    facts = {"a": seen}
    commands.record("test.seen", by=SYSTEM, purpose=Purpose.OPERATIONS, at=NOW, subject=("thing", 7), facts=facts)


def test_a_row_can_be_read_by_its_subject() -> None:
    a_row()
    (entry,) = queries.list_about("thing", 7)
    assert (entry.act, entry.at, entry.actor_kind, entry.facts) == ("test.seen", NOW, "system", {"a": 1})


def test_several_subjects_have_a_row_each() -> None:
    subjects = [("thing", 1), ("thing", 2)]
    commands.record_many("test.seen", by=SYSTEM, purpose=Purpose.OPERATIONS, at=NOW, subjects=subjects)
    assert len(queries.list_about("thing", 1)) == len(queries.list_about("thing", 2)) == 1


@pytest.mark.parametrize(
    "forbidden",
    [
        "UPDATE audit_auditrow SET act = 'test.other'",
        "DELETE FROM audit_auditrow",
        "ALTER TABLE audit_auditrow ENABLE TRIGGER audit_is_never_emptied; TRUNCATE audit_auditrow",
    ],
)
def test_the_database_refuses_to_change_or_remove_a_row(forbidden: str) -> None:
    a_row()
    with (
        pytest.raises(DatabaseError, match="only ever added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(forbidden)
    assert len(queries.list_about("thing", 7)) == 1


def test_what_an_act_reads_is_written_with_what_it_does() -> None:
    with CaptureQueriesContext(connection) as asked, commands.gathered():
        a_row()
        a_row()
        a_row(2)
        statement.write(
            [commands.part("test.done", by=SYSTEM, purpose=Purpose.OPERATIONS, at=NOW, subject=("thing", 7))]
        )
        a_row()
    assert len(asked) == 1
    # What says the same of the same instant is said once, also when part of it is written already.
    assert sorted(entry.act for entry in queries.list_about("thing", 7)) == ["test.done", "test.seen", "test.seen"]


def test_what_an_act_reads_and_does_not_write_itself_is_written_at_its_end() -> None:
    with commands.gathered():
        a_row()
        assert not queries.list_about("thing", 7)
    assert len(queries.list_about("thing", 7)) == 1


@pytest.mark.parametrize("written", [False, True])
def test_what_was_read_stays_noted_when_the_act_is_rolled_back(written: bool) -> None:
    @commands.gathered()
    @transaction.atomic
    def act() -> None:
        a_row()
        if written:
            done = commands.part("test.done", by=SYSTEM, purpose=Purpose.OPERATIONS, at=NOW, subject=("thing", 7))
            statement.write([done])
        raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert [entry.act for entry in queries.list_about("thing", 7)] == ["test.seen"]
