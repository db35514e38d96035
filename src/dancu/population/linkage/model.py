"""The model: which pairs are looked at, and by what two people are alike, in SQL that DuckDB and Spark both read.

`model.json` has besides what each likeness is worth, as `tools/train_linkage.py` found it on made-up duplicates.
"""

import json
from pathlib import Path
from typing import Any

MODEL = Path(__file__).with_name("model.json")


def load() -> dict[str, Any]:
    """Return the trained model, as Splink takes it."""
    found: dict[str, Any] = json.loads(MODEL.read_text())
    return found


def untrained() -> dict[str, Any]:
    """Return the model before it knows what a likeness is worth."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "probability_two_random_records_match": 1e-6,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule} for rule in _BLOCKS],
        "comparisons": [_comparison(name, *levels) for name, levels in _COMPARISONS.items()],
    }


_BLOCKS = (
    "l.folded = r.folded and l.year = r.year",
    "l.old_number = r.old_number",
    "l.given = r.given and l.year = r.year and l.month = r.month and l.day = r.day",
    "l.surname = r.surname and l.year = r.year and l.month = r.month and l.day = r.day",
    "l.words = r.words and l.month = r.month and l.day = r.day",
    "l.given = r.given and l.year = r.year and l.month = r.day and l.day = r.month",
    "l.given = r.given and l.year = r.year and l.home = r.home",
    "l.given = r.given and l.mother = r.mother",
)
"""Only pairs that share one of these are compared; each joins on equality, so that none grows with the square of the register."""

_COMPARISONS: dict[str, tuple[tuple[str, str], ...]] = {
    "name": (
        ("one name with its accents", "name_l = name_r"),
        ("one name without accents", "folded_l = folded_r"),
        ("the same words in another order", "words_l = words_r"),
        ("two letters differ", "levenshtein(folded_l, folded_r) <= 2"),
        ("surname and given name", "surname_l = surname_r and given_l = given_r"),
        ("given name", "given_l = given_r"),
    ),
    "birth": (
        ("one day", "year_l = year_r and month_l = month_r and day_l = day_r"),
        ("day and month swapped", "year_l = year_r and month_l = day_r and day_l = month_r"),
        (
            "what is known of both agrees",
            "year_l = year_r and (month_l is null or month_r is null or "
            "(month_l = month_r and (day_l is null or day_r is null)))",
        ),
        ("one day of a near year", "month_l = month_r and day_l = day_r and abs(year_l - year_r) <= 2"),
        ("one year, and month or day", "year_l = year_r and (month_l = month_r or day_l = day_r)"),
        ("one year", "year_l = year_r"),
    ),
    "sex": (("one sex", "sex_l = sex_r"),),
    "old_number": (
        ("not known of both", "old_number_l is null or old_number_r is null"),
        ("one old number", "old_number_l = old_number_r"),
        ("one digit differs", "levenshtein(old_number_l, old_number_r) <= 1"),
    ),
    "place": (
        ("one commune", "home_l = home_r"),
        ("province of birth registration and of home town", "province_l = province_r and home_province_l = home_province_r"),
        ("province of one of the two", "province_l = province_r or home_province_l = home_province_r"),
    ),
    "mother": (
        ("not known of both", "mother_l is null or mother_r is null"),
        ("one name", "mother_l = mother_r"),
        ("two letters differ", "levenshtein(mother_l, mother_r) <= 2"),
    ),
    "father": (
        ("not known of both", "father_l is null or father_r is null"),
        ("one name", "father_l = father_r"),
        ("two letters differ", "levenshtein(father_l, father_r) <= 2"),
    ),
}  # fmt: skip


def _comparison(name: str, *levels: tuple[str, str]) -> dict[str, Any]:
    told = [_level(label, condition) for label, condition in levels]
    if name == "name":
        # A rare name in common says more than one that every hundredth bears.
        for level in told[:2]:
            level |= {"tf_adjustment_column": "folded", "tf_adjustment_weight": 1.0}
    return {"output_column_name": name, "comparison_levels": [*told, _level("nothing of it", "ELSE")]}


def _level(label: str, condition: str) -> dict[str, Any]:
    unknown = {"is_null_level": True} if label == "not known of both" else {}
    return {"sql_condition": condition, "label_for_charts": label, **unknown}
