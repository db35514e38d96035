"""A receipt as a value."""

from dataclasses import dataclass

from dancu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One receipt as it is written in the book (Quyển số, Số biên lai, Số tiền)."""

    book: str
    number: str
    amount: Money
