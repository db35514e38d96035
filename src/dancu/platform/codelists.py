"""The official code lists in the project's data folder, one CSV a table; their README names source and dates of each."""

import csv

from django.conf import settings


def rows(table: str) -> list[dict[str, str]]:
    """Read a table whole: one dictionary a row, every value a text, an empty text where nothing stands."""
    with (settings.DATA_DIR / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
