"""What every submit must write is written once."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

# Indexes by table, as the list of their columns, but for those that hold a part of the rows only.
WHOLE_INDEXES = """
    select indexrelid::regclass::text, indrelid, indkey::int[], indisunique
    from pg_index where indrelid::regclass::text like 'casework%' and indpred is null
    and not pg_get_indexdef(indexrelid) like '%_pattern_ops%'
"""


def test_no_index_is_only_the_beginning_of_another() -> None:
    with connection.cursor() as cursor:
        cursor.execute(WHOLE_INDEXES)
        indexes = cursor.fetchall()
    needless = [
        (name, other)
        for name, table, columns, unique in indexes
        for other, its_table, its_columns, _ in indexes
        if not unique and name != other and table == its_table and columns == its_columns[: len(columns)]
    ]
    assert indexes
    assert needless == []
