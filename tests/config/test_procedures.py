"""What `dancu procedures --json` prints."""

from dancu.casework.procedures import catalogue
from dancu.config import law
from dancu.platform.clock import today


def test_each_procedure_is_listed_with_all_its_versions() -> None:
    rows = {row["code"]: row for row in law.listing()}
    assert set(rows) == {each.code for each in catalogue().in_force(today())}
    for code, row in rows.items():
        assert [version["version"] for version in row["versions"]] == [
            each.version for each in catalogue().history(code)
        ]


def test_a_version_says_its_cases_fees_deadlines_and_what_no_source_settles() -> None:
    row = next(row for row in law.listing() if row["code"] == "1.004194")
    assert set(row["cases"]) == {"household", "list", "barracks"}
    assert row["fees"] == {"portal": 7_000, "counter": 15_000}
    assert row["fees_by_list"] == {"portal": 5_000, "counter": 10_000}
    assert row["time_limits"] == [{"amount": 3, "unit": "working_days"}]
    first, last = row["versions"][0], row["versions"][-1]
    assert "fee_by_province" in first["unverified"]
    assert "fee_by_province" not in last["unverified"]
    assert "young_children" in last["unverified"]


def test_the_listing_says_how_long_dossiers_are_kept_and_that_no_source_says_so() -> None:
    rows = {row["code"]: row for row in law.listing()}
    unverified = {"archive_after_months": 12, "erase_after_years": None, "source": None, "verified": False}
    assert rows["1.004222"]["retention"] == unverified
    assert "retention" in rows["1.004222"]["unverified"]
    assert rows["2.001159"]["retention"] is None
