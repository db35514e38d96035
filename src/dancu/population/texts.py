"""What the codes of a record are called; official papers are in Vietnamese."""

from collections.abc import Mapping
from functools import cache

from django.utils.translation import gettext_lazy as _

from dancu.platform import codelists
from dancu.population.domain.person import KinRole, Life, MaritalStatus

LIVES = {Life.ALIVE: _("Alive"), Life.MISSING: _("Missing"), Life.DEAD: _("Dead")}

MARITAL = {
    MaritalStatus.UNKNOWN: "",
    MaritalStatus.SINGLE: _("Not married"),
    MaritalStatus.MARRIED: _("Married"),
    MaritalStatus.DIVORCED: _("Divorced"),
    MaritalStatus.WIDOWED: _("Widowed"),
}

KIN = {
    KinRole.FATHER: _("Father"),
    KinRole.MOTHER: _("Mother"),
    KinRole.ADOPTIVE_PARENT: _("Adoptive father or mother"),
    KinRole.SPOUSE: _("Wife or husband"),
    KinRole.CHILD: _("Son or daughter"),
    KinRole.ADOPTED_CHILD: _("Adopted son or daughter"),
    KinRole.SIBLING: _("Brother or sister"),
    KinRole.GRANDPARENT: _("Grandparent"),
    KinRole.GRANDCHILD: _("Grandchild"),
    KinRole.GUARDIAN: _("Guardian"),
    KinRole.WARD: _("Ward of a guardian"),
}
"""What the other one is to the person."""


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
