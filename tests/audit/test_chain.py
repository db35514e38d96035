"""Any change of what the audit holds is found, and where."""

import contextlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dancu.audit import ports
from dancu.audit.commands import sealing
from dancu.audit.domain.checking import Fault, Finding
from dancu.audit.models import AuditRow
from dancu.audit.queries import reading, verifying
from tests.builders.accounts import NOW
from tests.builders.audit import Notary, a_row

TOMORROW = NOW + timedelta(days=1)
TABLES = {"audit_auditrow": "id", "audit_auditbatch": "number", "audit_audithead": "day"}


@pytest.fixture(autouse=True)
def notary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "_signer", Notary())


def findings(at: datetime = NOW + timedelta(days=3)) -> list[Finding]:
    with verifying.verify(at=at) as check:
        return list(check.run())


def faults() -> set[Fault]:
    return {finding.fault for finding in findings()}


@pytest.fixture
def chain(db: None) -> list[int]:
    """Two days of rows in five batches, the first day with its head signed; return the ids of the rows."""
    connection.cursor().execute("alter sequence audit_auditrow_id_seq restart 1")
    for number in range(6):
        a_row(number)
    sealing.seal(at=NOW, limit=3)
    for number in range(6, 12):
        a_row(number)
    sealing.seal(at=TOMORROW, limit=4)
    sealing.sign_heads(at=TOMORROW)
    later = TOMORROW + timedelta(days=1)
    sealing.sign_heads(at=later)
    return list(AuditRow.objects.order_by("id").values_list("id", flat=True))


@pytest.fixture
def hand(chain: list[int]) -> Iterator[Any]:
    """The hand of somebody who owns the tables and has switched their guards off."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"alter table {table} disable trigger user")
        yield cursor.execute


def test_an_untouched_chain_is_whole(chain):
    with verifying.verify(at=TOMORROW) as check:
        assert list(check.run()) == []
    assert (check.checked_rows, check.checked_batches, check.checked_heads) == (12, 4, 2)


def test_sealing_again_without_new_rows_does_nothing(chain):
    assert sealing.seal(at=TOMORROW) == 0
    assert sealing.sign_heads(at=TOMORROW + timedelta(days=1)) == 0


def test_a_day_that_is_not_over_has_no_head_yet(db):
    a_row()
    sealing.seal(at=NOW)
    assert sealing.sign_heads(at=NOW) == 0
    assert findings(at=NOW) == []


def test_an_edited_row_is_named_with_its_batch(hand):
    hand("update audit_auditrow set purpose = 'own_data' where id = 5")
    assert findings() == [Finding(fault=Fault.ROW_EDITED, batch=2, row=5)]


def test_a_deleted_row_is_named_with_its_batch(hand):
    hand("delete from audit_auditrow where id = 5")
    assert findings() == [Finding(fault=Fault.ROW_MISSING, batch=2, row=5)]


def test_two_rows_that_change_places_are_named(hand):
    hand("update audit_auditrow set id = case id when 8 then -9 else -8 end where id in (8, 9)")
    hand("update audit_auditrow set id = -id where id < 0")
    assert findings() == [Finding(fault=Fault.ROW_MOVED, batch=3, row=row) for row in (8, 9)]


@pytest.mark.parametrize("number", [0, -5])
def test_a_row_before_the_first_is_named(hand, number):
    hand(
        "insert into audit_auditrow select (jsonb_populate_record(r, jsonb_build_object('id', %s))).*"
        " from audit_auditrow r where id = 2",
        [number],
    )
    assert findings() == [Finding(fault=Fault.ROW_INSERTED, row=number)]


def test_a_deleted_batch_is_named(hand):
    hand("delete from audit_auditbatch where number = 3")
    assert Finding(fault=Fault.BATCH_MISSING, batch=3) in findings()


def test_a_whole_chain_made_anew_over_forged_rows_does_not_fit_the_signed_heads(hand):
    hand("update audit_auditrow set purpose = 'own_data' where id = 2")
    hand("delete from audit_auditbatch")
    sealing.seal(at=TOMORROW, limit=3)
    assert Fault.HEAD_DIFFERS in faults()


def test_a_deleted_head_is_named(hand):
    hand("delete from audit_audithead where day = (select max(day) from audit_audithead)")
    assert faults() == {Fault.HEAD_MISSING}


def test_rows_that_nobody_seals_are_told(db):
    a_row(at=NOW - timedelta(hours=2))
    assert [finding.fault for finding in findings(at=NOW)] == [Fault.ROWS_UNSEALED]


@pytest.fixture
def other(transactional_db: None) -> Iterator[Any]:
    """Another connection, with a transaction of its own."""
    connection.cursor().execute("alter sequence audit_auditrow_id_seq restart 1")
    other = connection.copy()
    other.set_autocommit(False)
    yield other
    other.close()


def begin_a_row(other: Any) -> None:
    other.cursor().execute(
        "insert into audit_auditrow (at, actor_kind, source, act, purpose, subject_kind, subject_id, facts)"
        " values (%s, 'system', '', 'test.late', 'operations', 'thing', '1', '{}')",
        [NOW],
    )


def test_a_row_that_is_committed_after_a_younger_one_was_sealed_is_sealed_next(other):
    begin_a_row(other)
    a_row()
    assert sealing.seal(at=NOW) == 1
    assert findings(at=NOW) == []
    other.commit()
    assert findings(at=NOW) == []
    assert sealing.seal(at=NOW + timedelta(hours=3)) == 1
    assert reading.last_batch("default").late == (1,)
    assert findings(at=NOW) == []


def test_a_gap_stays_open_as_long_as_an_old_transaction_runs(other):
    begin_a_row(other)
    a_row()
    sealing.seal(at=NOW)
    a_row()
    sealing.seal(at=NOW + timedelta(days=1))
    other.commit()
    assert sealing.seal(at=NOW + timedelta(days=2)) == 1
    assert findings(at=NOW) == []


def test_of_two_sealers_one_leaves_the_work_to_the_other(other):
    a_row()
    other.cursor().execute(sealing.LOCK)
    assert sealing.seal(at=NOW) == 0
    other.rollback()
    assert sealing.seal(at=NOW) == 1


def columns(table: str) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select column_name, data_type from information_schema.columns where table_name = %s order by 1", [table]
        )
        return cursor.fetchall()


CHANGES = {
    "bigint": "coalesce({0}, 0) + %(n)s",
    "integer": "{0} + %(n)s::int",
    "smallint": "{0} + %(n)s::int",
    "character varying": "left({0} || chr(%(n)s + 32), 400)",
    "timestamp with time zone": "{0} + %(n)s * interval '1 microsecond'",
    "date": "{0} + %(n)s::int",
    "jsonb": "to_jsonb({0}::text || %(n)s::text)",
    "bytea": "{0} || decode(lpad(to_hex(%(n)s::int), 8, '0'), 'hex')",
    "ARRAY": "{0} || ('x' || %(n)s)::varchar",
}


@pytest.mark.parametrize("table", list(TABLES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(data=st.data())
def test_any_edit_of_any_column_is_found(hand, table, data):
    column, kind = data.draw(st.sampled_from(columns(table)))
    victim = data.draw(st.integers(0, 11))
    by = data.draw(st.integers(1, 90))
    changed = CHANGES[kind].format(f'"{column}"')
    with contextlib.suppress(IntegrityError), transaction.atomic():  # what a constraint refuses is not stored
        hand(
            f'update {table} set "{column}" = {changed} where {TABLES[table]} = (select {TABLES[table]} from {table}'
            f" order by 1 offset %(at)s %% (select count(*) from {table}) limit 1)",
            {"n": by, "at": victim},
        )
        assert findings(), (table, column)
        transaction.set_rollback(True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(table=st.sampled_from(list(TABLES)), victims=st.sets(st.integers(0, 11), min_size=1, max_size=4))
def test_any_deletion_is_found(hand, table, victims):
    key = TABLES[table]
    with transaction.atomic():
        hand(
            f"delete from {table} where {key} in (select {key} from (select {key}, row_number() over (order by {key}) - 1"
            f" as place from {table}) as placed where place %% (select count(*) from {table}) = any(%s))",
            [
                [
                    victim % (12 if table == "audit_auditrow" else 4 if table == "audit_auditbatch" else 2)
                    for victim in victims
                ]
            ],
        )
        found = findings()
        transaction.set_rollback(True)
    assert found
