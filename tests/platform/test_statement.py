"""Rows of several tables go in by one statement, all or none."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from dancu.audit.models import AuditRow
from dancu.platform import once, statement
from dancu.platform.models import SpentToken

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def a_row(**changes: object) -> AuditRow:
    facts = {"actor_kind": "citizen", "act": "tests.tried", "purpose": "filing", "subject_kind": "test"}
    return AuditRow(**{"at": NOW, "subject_id": "1", **facts, **changes})


def a_token(digest: str) -> SpentToken:
    return SpentToken(digest=digest, until=NOW)


def test_rows_of_several_tables_are_one_statement() -> None:
    parts = [statement.insert("audit", [a_row(), a_row()]), statement.insert("tokens", [a_token("one")])]
    with CaptureQueriesContext(connection) as asked:
        statement.write(parts)
    assert len(asked) == 1
    assert (AuditRow.objects.count(), SpentToken.objects.count()) == (2, 1)


def test_every_value_comes_back_as_it_was_given() -> None:
    facts = {"words": "Nguyễn \\ 'Thị' \"Ánh\" %s", "deep": [1, None, {"two": True}]}
    at = datetime(2026, 11, 24, 2, 0, 0, 123456, tzinfo=UTC)
    statement.write([statement.insert("audit", [a_row(at=at, facts=facts, source="", account_id=None)])])
    row = AuditRow.objects.get()
    assert (row.at, row.facts, row.source, row.account_id) == (at, facts, "", None)


def test_a_value_without_a_plain_form_is_refused_before_anything_is_written() -> None:
    with pytest.raises(TypeError):
        statement.insert("audit", [a_row(facts={"price": Decimal(1)})])


def test_what_one_table_refuses_none_keeps() -> None:
    statement.write([statement.insert("tokens", [a_token("one")])])
    with pytest.raises(IntegrityError), transaction.atomic():
        statement.write([statement.insert("audit", [a_row()]), statement.insert("tokens", [a_token("one")])])
    assert not AuditRow.objects.exists()


def test_rows_of_joined_tables_come_back_as_their_models() -> None:
    statement.write([statement.insert("audit", [a_row(facts={"a": [1]}, account_id=7), a_row(subject_id="2")])])
    columns = ", ".join((statement.columns_of(AuditRow, "row"), statement.columns_of(SpentToken, "token")))
    SpentToken.objects.create(digest="2", until=NOW)
    found = statement.read(
        f"select {columns} from audit_auditrow as row left join platform_spenttoken as token on digest = subject_id "
        "where act = %(act)s order by subject_id",
        AuditRow,
        SpentToken,
        act="tests.tried",
    )
    assert [(row.facts, row.account_id, row.at, token and token.until) for row, token in found] == [
        ({"a": [1]}, 7, NOW, None),
        ({}, None, NOW, NOW),
    ]


def test_a_token_is_used_up_until_it_would_have_expired() -> None:
    assert not once.is_spent("one")
    assert once.spend("one", until=NOW)
    assert not once.spend("one", until=NOW)
    once.sweep(at=NOW)
    assert once.is_spent("one")
    once.sweep(at=NOW + timedelta(seconds=1))
    assert not once.is_spent("one")
