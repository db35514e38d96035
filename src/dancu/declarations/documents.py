"""Documents that any declaration may need, and how a folder writes its own list.

The electronic declaration stands in for CT01. What the register knows is not asked for: then a document is offered, for who
wants to add it, and not required. How a document is called in a version stands in `texts/`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from dancu.casework.domain.opinions import Asked
from dancu.casework.procedures import Document
from dancu.declarations.domain import deletion, law, rules
from dancu.declarations.domain.declaration import Declaration, Named
from dancu.declarations.domain.deletion import Deletion
from dancu.residence.domain.deletion import grounds_of
from dancu.residence.domain.residence import EndGround, Kind

D = TypeVar("D", bound=Declaration)


def _never(declaration: Declaration) -> bool:
    return False


def document(
    key: str, code: str = "", *, required: Callable[[D], bool] = _never, offered: Callable[[D], bool] = _never
) -> Document[D]:
    """Return a document with the end of its component code in the national catalogue, empty where none is published."""
    return Document(key=key, code=f"000.00.00.G01-{code}" if code else "", required=required, offered=offered)


def householder_consent(required: Callable[[D], bool]) -> Document[D]:
    """The householder's opinion, on paper or online."""
    return replace(
        document("householder_consent", required=required), is_opinion=True, opinion_of=lambda d: _asked(d.present_head)
    )


def owner_consent(required: Callable[[D], bool], offered: Callable[[D], bool] = _never) -> Document[D]:
    """The dwelling's owner's opinion, on paper or online; where the declaration names no owner, he is the householder."""
    return replace(
        document("owner_consent", required=required, offered=offered),
        is_opinion=True,
        opinion_of=lambda d: _asked(d.owner or d.present_head),
    )


def _asked(named: Named | None) -> Asked | None:
    return Asked(named.name, named.number) if named and named.number else None


def _proof_of(ground: EndGround, code: str) -> Document[Deletion]:
    return document(
        f"proof_{ground}",
        code,
        required=lambda d: d.ground is ground and deletion.needs_proof(d),
        offered=lambda d: d.ground is ground,
    )


def proofs_of_grounds(kind: Kind, on: date, code: str) -> tuple[Document[Deletion], ...]:
    """Return a proof for each ground of deletion of a day, but for those that the residence register itself holds.

    The national catalogue has one component for all of them.
    """
    grounds = (each.ground for each in grounds_of(kind, on))
    return tuple(_proof_of(ground, code) for ground in grounds if ground not in deletion.HELD_BY_POLICE)


OF_FILER: tuple[Document[Declaration], ...] = (
    document("representation", required=rules.needs_proof_of_representation),
    document("authorisation", required=rules.needs_authorisation),
)
"""Proof that the one who files may do so."""
OF_PEOPLE: tuple[Document[Declaration], ...] = (
    replace(document("parental_consent", required=rules.needs_parental_consent), is_opinion=True),
    *OF_FILER,
)
"""The same, and for minors who are registered along."""
EXEMPTION: Document[Declaration] = document("exemption", required=rules.needs_proof_of_exemption)
_CT01: Document[Declaration] = document("ct01", offered=lambda declaration: True)


def on(day: date, *known: Document[D]) -> tuple[Document[D], ...]:
    """Return the documents that the law of a day knows beside the declaration, with CT01 where it is one of them."""
    return coded(day, *known, _CT01) if law.TAKES_CT01.on(day) else coded(day, *known)


def coded(day: date, *known: Document[D]) -> tuple[Document[D], ...]:
    """Return documents with their component codes where those of a day are known."""
    return known if law.COMPONENT_CODES.on(day) else tuple(replace(document, code="") for document in known)
