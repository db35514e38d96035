"""What happened to officers, for those who keep what they had in hand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerLeft:
    """An officer was dismissed, or works for another agency from now on."""

    officer_id: int
    agency_id: int
    """Where he left."""
