"""The block by which a page shows who signed it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the page shows the signature's block, in points from the top left corner."""

    page: int
    """From 1."""
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What a page says of the signature that it is about to get."""

    words: str
    """What the signature means: "Ký số bởi", "Nộp điện tử qua"."""
    signer: str
    at: datetime
    where: str
    """Where anybody can check the paper."""
    code: str
    """Its printed code."""
