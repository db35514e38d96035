"""VietQR: what a banking app reads to fill in a transfer (EMVCo QRCPS Merchant-Presented Mode 1.1, with NAPAS's template 38)."""

import binascii

from dancu.kernel.money import Money
from dancu.payments.domain import Beneficiary

_NAPAS = "A000000727"
_TO_ACCOUNT = "QRIBFTTA"
_DONG = "704"  # ISO 4217
_LONGEST_MEMO = 25


def payload(to: Beneficiary, *, amount: Money, memo: str) -> str:
    """Return the text of the code for one transfer; raise ValueError for a memo longer than 25 letters and digits."""
    if not (memo.isascii() and memo.isalnum() and len(memo) <= _LONGEST_MEMO):
        raise ValueError("a memo is up to 25 letters and digits")
    account = _field("00", to.bank) + _field("01", to.account)
    text = "".join(
        [
            _field("00", "01"),
            _field("01", "12"),  # good for one transfer
            _field("38", _field("00", _NAPAS) + _field("01", account) + _field("02", _TO_ACCOUNT)),
            _field("53", _DONG),
            _field("54", str(amount.dong)),
            _field("58", "VN"),
            _field("62", _field("08", memo)),
            "6304",
        ]
    )
    return f"{text}{binascii.crc_hqx(text.encode(), 0xFFFF):04X}"


def _field(number: str, value: str) -> str:
    return f"{number}{len(value):02d}{value}"
