"""Files of many kinds give the same lines."""

from pathlib import Path

import duckdb
import pytest

from dancu.intake import readers
from dancu.lists.domain.refusals import NotAList

ROWS = [("Họ và tên", "Ngày sinh", "Số"), ("Nguyễn Thị Lan", "02/03/1990", "7"), ("Trần Văn Hùng", "", "")]


def a_parquet(path: Path) -> Path:
    with duckdb.connect() as writer:
        writer.execute("""create table people ("Họ và tên" text, "Ngày sinh" date, "Số" bigint)""")
        writer.execute("insert into people values ('Nguyễn Thị Lan', '1990-03-02', 7), ('Trần Văn Hùng', null, null)")
        writer.execute(f"copy people to '{path}' (format parquet)")
    return path


def test_parquet_gives_what_a_text_file_gives(tmp_path: Path) -> None:
    text = tmp_path / "people.csv"
    text.write_text("\n".join(",".join(row) for row in ROWS), encoding="utf-8")
    parquet = a_parquet(tmp_path / "people.parquet")
    assert [line.cells for line in readers.lines(parquet)] == [line.cells for line in readers.lines(text)]


def test_a_parquet_that_breaks_off_is_no_list(tmp_path: Path) -> None:
    path = a_parquet(tmp_path / "people.parquet")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(NotAList):
        list(readers.lines(path))
