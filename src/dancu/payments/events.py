"""What happens to money."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TransferArrived:
    """Money came that nobody has put to use yet."""

    transfer: int
    about: str


@dataclass(frozen=True, slots=True)
class RefundAsked:
    """Money is to be paid back."""

    refund: str
