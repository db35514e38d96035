"""Dossier codes: `<agency code>-<yymmdd>-<number of that agency and day>` (Circular 01/2018/TT-VPCP, art. 19)."""

import re
from datetime import date

_CODE = re.compile(r"[A-Z]\d{2}(\.\d{3}){3}-\d{6}-\d{4,}")


def dossier_code(*, agency: str, on: date, number: int) -> str:
    """Compose a code; the number has at least four digits and simply grows past 9,999."""
    return f"{agency}-{on:%y%m%d}-{number:04d}"


def is_dossier_code(text: str) -> bool:
    """Tell whether the text has the shape of a dossier code."""
    return _CODE.fullmatch(text) is not None
