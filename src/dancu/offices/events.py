"""What happened to officers and agencies, for those who keep what they had in hand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerLeft:
    """An officer was dismissed, or works for another agency from now on."""

    officer_id: int
    agency_id: int
    """Where he left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyMerged:
    """An agency was closed, and another one does its work from now on."""

    agency_id: int
    successor_id: int
