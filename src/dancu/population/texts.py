"""What the codes of a record are called; official papers are in Vietnamese."""

from collections.abc import Mapping
from functools import cache

from dancu.platform import codelists


def ethnicity(code: str) -> str:
    """Return the name of a people; empty where none is recorded."""
    return _names("ethnic_groups").get(code, "")


def religion(code: str) -> str:
    """Return the name of a religion; empty for none."""
    return _names("religions").get(code, "")


def ethnicities() -> Mapping[str, str]:
    """Return the names of all peoples by code."""
    return _names("ethnic_groups")


def religions() -> Mapping[str, str]:
    """Return the names of all religions by code."""
    return _names("religions")


@cache
def _names(table: str) -> dict[str, str]:
    return {row["code"]: row["name"] for row in codelists.rows(table)}
