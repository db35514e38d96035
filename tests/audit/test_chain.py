"""Any change of what the audit holds is found, and where."""

import itertools
import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dancu.audit import ports
from dancu.audit.commands import sealing
from dancu.audit.domain.checking import Fault, Finding
from dancu.audit.models import AuditBatch, AuditHead, AuditRow
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


def test_batches_that_lack_in_a_row_are_told_at_once(hand):
    hand("update audit_auditbatch set number = 9223372036854775807 where number = 3")
    missing = Finding(fault=Fault.BATCH_MISSING, batch=5, to_batch=9223372036854775806)
    assert missing in findings()
    assert str(missing) == "batch missing: batch 5, to batch 9223372036854775806"


@pytest.mark.parametrize("forged", ["infinity", "-infinity", "4713-01-01 BC"])
def test_an_instant_that_no_clock_shows_is_told_where_it_stands(hand, forged):
    hand("update audit_auditbatch set sealed_at = %s where number = 3", [forged])
    hand("update audit_audithead set signed_at = %s where day = (select max(day) from audit_audithead)", [forged])
    assert {Finding(fault=Fault.BATCH_EDITED, batch=3), Finding(fault=Fault.HEAD_EDITED, day=TOMORROW.date())} <= {
        *findings()
    }


def test_a_head_without_a_day_is_told_by_its_batch(hand):
    hand("update audit_audithead set day = 'infinity' where batch = 4")
    assert Finding(fault=Fault.HEAD_EDITED, batch=4) in findings()


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


COLUMNS = [
    (model._meta.db_table, field.column, field.db_type(connection))
    for model in (AuditRow, AuditBatch, AuditHead)
    for field in model._meta.local_fields
]
EXTREMES = {
    "bigint": ["-9223372036854775808", "-1", "0", "9223372036854775807"],
    "integer": ["-2147483648", "-1", "0", "2147483647"],
    "smallint": ["-32768", "0", "32767"],
    "varchar": ["", "'", "\U0001f600"],
    "timestamp with time zone": ["infinity", "-infinity", "4713-01-01 BC", "0001-01-01", "294276-12-31"],
    "date": ["infinity", "-infinity", "4713-01-01 BC", "0001-01-01", "5874897-12-31"],
    "jsonb": [
        "null",
        "{}",
        '"x"',
        "[[]]",
        "[[1, 9223372036854775807]]",
        '[[1, 2, 3, "infinity"]]',
        '[[1, 2, 3, "0001-01-01T00:00:00+14:00"]]',
        "[1e400]",
        "[[1e400, 1e400]]",
        "[1" + "0" * 5000 + "]",
        "[" * 2000 + "]" * 2000,
    ],
    "bytea": ["", "\\x00", "\\x" + "00" * 32],
    "varchar[]": ["{}", "{NULL}", "{{a},{b}}"],
}
"""What each type takes, as PostgreSQL reads it, and no sealer writes."""
ANYTHING = {
    "bigint": st.integers(-(2**63), 2**63 - 1).map(str),
    "integer": st.integers(-(2**31), 2**31 - 1).map(str),
    "smallint": st.integers(-(2**15), 2**15 - 1).map(str),
    "varchar": st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=16),
    "timestamp with time zone": st.datetimes().map(str),
    "date": st.dates().map(str),
    "jsonb": st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text("x"),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("x"), inner, max_size=2),
        max_leaves=6,
    ).map(json.dumps),
    "bytea": st.binary(max_size=64).map(lambda value: f"\\x{value.hex()}"),
    "varchar[]": st.lists(st.sampled_from(["person:1", "dossier:2"])).map(lambda each: f"{{{','.join(each)}}}"),
}


def values(of: dict[str, Any], kind: str) -> Any:
    """Return what there is for a type, whatever its length."""
    return of[re.sub(r"\(\d+\)", "", kind)]


def is_found(hand: Any, table: str, column: str, kind: str, value: str | None, place: int) -> bool:
    """Tell whether it shows that one field was written over, or whether there is nothing that could show."""
    key, before = TABLES[table], content_of(table)
    places = f"select {key}, row_number() over (order by {key}) as place, count(*) over () as n from {table}"
    victim = f"(select {key} from ({places}) as each where place = n - %s %% n)"
    with transaction.atomic():
        try:
            with transaction.atomic():
                hand(f'update {table} set "{column}" = %s::{kind} where {key} = {victim}', [value, place])
        except (IntegrityError, DataError):
            return True  # the database has refused it
        found = content_of(table) == before or bool(findings())
        transaction.set_rollback(True)
    return found


def content_of(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"select string_agg(each::text, ' ' order by each::text) from {table} as each")
        (content,) = cursor.fetchone()
    return content


@pytest.mark.parametrize(("table", "column", "kind"), COLUMNS)
def test_what_no_sealer_writes_is_found_in_any_column(hand, table, column, kind):
    for value, place in itertools.product([*values(EXTREMES, kind), None], [0, 5]):
        assert is_found(hand, table, column, kind, value, place), (value, place)


@pytest.mark.parametrize("table", list(TABLES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(data=st.data())
def test_any_edit_of_any_column_is_found(hand, table, data):
    _, column, kind = data.draw(st.sampled_from([each for each in COLUMNS if each[0] == table]))
    value = data.draw(values(ANYTHING, kind))
    assert is_found(hand, table, column, kind, value, data.draw(st.integers(0, 11)))


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
