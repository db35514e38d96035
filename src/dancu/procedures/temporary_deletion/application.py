"""What was declared, as values; nothing here judges it."""

from dataclasses import dataclass
from typing import ClassVar

from dancu.declarations.domain.deletion import Deletion
from dancu.residence.domain.residence import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(Deletion):
    """The ground, with which registration, and since when it holds."""

    home: ClassVar[Kind] = Kind.TEMPORARY
