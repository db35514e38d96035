"""Receipts, bills, transfers and refunds as values."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dancu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One receipt as it is written in the book (Quyển số, Số biên lai, Số tiền)."""

    book: str
    number: str
    amount: Money
    description: str = ""
    """What it says was paid for (Mô tả)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beneficiary:
    """The account that fees are transferred to."""

    bank: str
    """Its bank's identification number (BIN), six digits."""
    account: str
    holder: str

    @classmethod
    def parse(cls, text: str) -> "Beneficiary":
        """Read "970400 0123456789 KHO BAC NHA NUOC"; raise ValueError."""
        bank, account, holder = text.split(maxsplit=2)
        if not re.fullmatch(r"[0-9]{6}", bank) or not re.fullmatch(r"[0-9A-Za-z]{1,19}", account):
            raise ValueError("a beneficiary is a bank's number of six digits, an account and its holder")
        return cls(bank=bank, account=account, holder=holder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What is to be transferred, to whom, and with which words."""

    about: str
    amount: Money
    memo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Money that came, not yet put to use."""

    id: int
    about: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Repayable:
    """Of a transfer: what came, and what of it can still be paid back."""

    id: int
    amount: Money
    left: Money
    paid_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundView:
    id: UUID
    amount: Money
    asked_at: datetime
    done_at: datetime | None
    failed: bool


def memo_of(about: str) -> str:
    """Return what a transfer for something bears: banks carry letters and digits only."""
    return re.sub(r"[^A-Z0-9]", "", about.upper())
