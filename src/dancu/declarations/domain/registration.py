"""A declaration by which people come to live in a household at a place: what permanent and temporary registration share."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from dancu.casework.domain.filing import Answers
from dancu.declarations.domain.declaration import HEAD, Declaration, movers_of
from dancu.residence.domain.residence import Kind


class Entry(StrEnum):
    """Into which household: a new one (lập hộ mới), or one that is there (nhập vào hộ đã có)."""

    NEW = "new"
    JOIN = "join"
    APART = "apart"
    """Into none: each for himself, as those who are registered by list."""


class Obstacle(StrEnum):
    """Places where nobody registers anew (art. 23)."""

    NONE = "none"
    BARRED = "barred"
    ENCROACHED = "encroached"
    CLEARED = "cleared"
    DISPUTED = "disputed"
    CONFISCATED = "confiscated"
    CONDEMNED = "condemned"
    VEHICLE_STRUCK_OFF = "vehicle_struck_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    unit_id: int
    line: str
    obstacle: Obstacle


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration(Declaration):
    joins: ClassVar[tuple[Kind, ...]] = (Kind.PERMANENT,)
    """Which households can be joined, by how their members live there."""

    entry: Entry
    place: Place


def relations_at(entry: Entry, answers: Answers) -> list[str]:
    """Return what subject and members are to the householder of the place; empty where that was not said, or there is none."""
    movers, rows, request = movers_of(answers), answers["members"]["rows"], answers["request"]
    if entry is Entry.APART:
        return ["" for _ in movers]
    if entry is Entry.JOIN:
        return [answers["place"]["relation"], *(row["relation"] for row in rows)]
    subject = movers[0].key
    householder = request.get("householder") or subject
    if householder == subject:
        return [HEAD, *(row["relation"] for row in rows)]
    said = request["relations"]
    return [HEAD if mover.key == householder else said.get(mover.key, "") for mover in movers]
