"""Codes of an authenticator app."""

from base64 import b32encode
from datetime import UTC, datetime, timedelta

import pytest

from dancu.accounts import codes
from tests.builders.accounts import NOW, TOTP_SECRET


@pytest.mark.parametrize(
    ("second", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_rfc_6238(second: int, code: str) -> None:
    secret = b32encode(b"12345678901234567890").decode()
    assert codes.code_at(secret, datetime.fromtimestamp(second, UTC)) == code


@pytest.mark.parametrize(("late", "taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_off_and_no_more(late: int, taken: bool) -> None:
    code = codes.code_at(TOTP_SECRET, NOW + timedelta(seconds=late))
    assert (codes.step_of(TOTP_SECRET, code, at=NOW, after=0) is not None) == taken


def test_no_code_is_good_twice() -> None:
    code = codes.code_at(TOTP_SECRET, NOW)
    step = codes.step_of(TOTP_SECRET, code, at=NOW, after=0)
    assert step is not None
    assert codes.step_of(TOTP_SECRET, code, at=NOW, after=step) is None


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "１２３４５６"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    assert codes.step_of(TOTP_SECRET, typed, at=NOW, after=0) is None


def test_the_app_reads_issuer_account_and_secret() -> None:
    uri = codes.uri(TOTP_SECRET, username="hk.tiepnhan", issuer="Dân Cư")
    assert uri.startswith("otpauth://totp/D%C3%A2n%20C%C6%B0%3Ahk.tiepnhan?secret=JBSW")
