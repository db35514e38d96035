"""Agency codes, and the one predicate of jurisdiction: a code within a scope.

A scope is a prefix of codes: a commune's is its own whole code, a province's ends after its group, the centre's is "G01.".
Decree QĐ 20/2020/QĐ-TTg fixes the shape `G01.` + three groups of three digits; which digits, below the ministry, is not
public. Ours: the first group is 1 and the province code (the next reform of the units takes 2, so that no code ever means
another agency), the other two are the commune code behind a zero, and zeros stand where a level has nothing to say. The
agencies of the three levels before 1/7/2025 have 0 instead of 1, then the district's code and the end of the commune's.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

CODE = re.compile(r"G01(\.\d{3}){3}")
PROVINCE_LENGTH = len("G01.179.")
"""Letters at the beginning of a code that say which province it is of."""
_NOTHING = "000"
_REFORM, _THREE_LEVELS = "1", "0"


class AgencyLevel(StrEnum):
    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    """Until 1/7/2025."""
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Designation:
    """A code and the scope that goes with it."""

    code: str
    scope: str


CENTRE = Designation(f"G01.{_NOTHING}.{_NOTHING}.{_NOTHING}", "G01.")


def of_province(province_code: str) -> Designation:
    """Return `G01.179.000.000`, which sees `G01.179.`, for province 79."""
    group = f"G01.{_REFORM}{province_code}."
    return Designation(of_province_scope(group), group)


def of_province_scope(scope: str) -> str:
    """Return `G01.179.000.000` for `G01.179.`."""
    return f"{scope}{_NOTHING}.{_NOTHING}"


def of_commune(province_code: str, commune_code: str) -> Designation:
    """Return `G01.179.026.743`, which sees itself, for commune 26743 of province 79."""
    code = f"G01.{_REFORM}{province_code}.0{commune_code[:2]}.{commune_code[2:]}"
    return Designation(code, code)


def of_old_province(province_code: str) -> Designation:
    """Return `G01.001.000.000`, which sees `G01.001.`, for province 01 as it was until 1/7/2025."""
    group = f"G01.{_THREE_LEVELS}{province_code}."
    return Designation(f"{group}{_NOTHING}.{_NOTHING}", group)


def of_district(province_code: str, district_code: str) -> Designation:
    """Return `G01.001.002.000`, which sees `G01.001.002.`, for district 002 of province 01."""
    group = f"G01.{_THREE_LEVELS}{province_code}.{district_code}."
    return Designation(f"{group}{_NOTHING}", group)


def of_old_commune(province_code: str, district_code: str, commune_code: str) -> Designation:
    """Return `G01.001.002.061`, which sees itself, for commune 00061 of district 002 of province 01."""
    code = f"G01.{_THREE_LEVELS}{province_code}.{district_code}.{commune_code[2:]}"
    return Designation(code, code)


def covers(scope: str, agency_code: str) -> bool:
    """Tell whether an agency lies in a jurisdiction."""
    return agency_code.startswith(scope)


def end_of(scope: str) -> str:
    """Return the first text, byte by byte, after everything that begins with the scope."""
    return scope[:-1] + chr(ord(scope[-1]) + 1)
