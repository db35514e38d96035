"""The opinion of somebody whom a dossier concerns: asked for, then given once."""

from enum import StrEnum


class OpinionState(StrEnum):
    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
