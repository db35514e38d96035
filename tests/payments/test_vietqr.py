"""The code that banking apps read, read back from its picture by programs of others."""

import io

import pytest
import segno
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from vietqr_emvco import VietQRParser

from dancu.kernel.money import Money
from dancu.payments.domain import Beneficiary, memo_of, vietqr

TREASURY = Beneficiary(bank="970400", account="0123456789", holder="KHO BAC NHA NUOC")


def test_a_phone_reads_account_amount_and_memo_from_the_picture() -> None:
    memo = memo_of("G01.101.000.070-261127-0017")
    picture = io.BytesIO()
    segno.make(vietqr.payload(TREASURY, amount=Money(10_000), memo=memo), error="m").save(
        picture, kind="png", scale=4, border=4
    )
    text = zxingcpp.read_barcode(Image.open(picture)).text
    assert VietQRParser.verify_checksum(text)
    read = VietQRParser.parse(text)
    assert (read["bank_bin"], read["account_number"]) == ("970400", "0123456789")
    assert int(float(read["amount"])) == 10_000
    assert read["memo"] == memo == "G011010000702611270017"


@given(st.integers(1, 2_000_000_000), st.text("ABCXYZ0123456789", min_size=1, max_size=25))
def test_every_amount_and_memo_can_be_read_back(amount: int, memo: str) -> None:
    text = vietqr.payload(TREASURY, amount=Money(amount), memo=memo)
    assert VietQRParser.verify_checksum(text)
    read = VietQRParser.parse(text)
    assert (int(float(read["amount"])), read["memo"]) == (amount, memo)


@pytest.mark.parametrize("memo", ["", "G01.101", "lệ phí", "A" * 26])
def test_a_memo_that_banks_do_not_carry_is_refused(memo: str) -> None:
    with pytest.raises(ValueError, match="25 letters and digits"):
        vietqr.payload(TREASURY, amount=Money(10_000), memo=memo)


@pytest.mark.parametrize("text", ["970400 0123", "97 0123 X", "970400 01-23 X", ""])
def test_a_beneficiary_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Beneficiary.parse(text)


def test_a_beneficiary_is_read_from_the_settings() -> None:
    assert Beneficiary.parse("970400 0123456789 KHO BAC NHA NUOC") == TREASURY
