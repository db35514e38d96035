"""What a password must be."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancu.accounts.commands import WeakPassword, check_password_rule
from dancu.accounts.domain.passwords import Fault, faults

SHAPE = {Fault.TOO_SHORT, Fault.NO_UPPER, Fault.NO_LOWER, Fault.NO_DIGIT, Fault.NO_SPECIAL}
any_password = st.text(alphabet=string.printable + "ạẬđĐ", max_size=40)


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("Ab1@xyz", Fault.TOO_SHORT),
        ("sông-hồng-2026", Fault.NO_UPPER),
        ("SÔNG-HỒNG-2026", Fault.NO_LOWER),
        ("Sông-Hồng-hai", Fault.NO_DIGIT),
        ("SôngHồng2026", Fault.NO_SPECIAL),
        ("Ab1@" * 40, Fault.TOO_LONG),
    ],
)
def test_each_rule_of_the_guide_is_told_by_its_name(password: str, fault: Fault) -> None:
    assert fault in faults(password)


def test_a_password_that_keeps_all_rules_has_no_fault() -> None:
    assert faults("Sông-Hồng-2026") == []


@given(any_password)
def test_shape_faults_are_told_just_when_the_shape_is_wrong(password: str) -> None:
    found = set(faults(password)) & SHAPE
    assert (Fault.TOO_SHORT in found) == (len(password) < 8)
    assert (Fault.NO_UPPER in found) == (password.lower() == password or not any(map(str.isupper, password)))
    assert (Fault.NO_DIGIT in found) == (not any(map(str.isdigit, password)))


@given(any_password, st.sampled_from(["A", "z", "9", "#"]))
def test_adding_a_sign_never_brings_a_shape_fault(password: str, sign: str) -> None:
    assert set(faults(password + sign)) & SHAPE <= set(faults(password)) & SHAPE


@pytest.mark.parametrize(
    "password", ["Matkhau@123", "P@ssw0rd!", "Abc@12345", "VietNam#2026", "Qwerty!123", "Dragon123!"]
)
def test_what_is_guessed_first_is_refused_however_it_is_dressed(password: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        check_password_rule(password)
    assert len(refused.value.fields["password"]) == 1


@pytest.mark.parametrize("password", ["Hoa@001090123456", "Nguyen-Thi-Hoa-9", "Hoa.Nguyen#1990", "X0912345678@a"])
def test_a_password_must_not_speak_of_its_owner(password: str) -> None:
    about = ["001090123456", "Nguyễn Thị Hoà", "0912345678", "hoa.nguyen@example.com", "nguyen-thi-hoa"]
    assert Fault.ABOUT_YOU in faults(password, about=about)


def test_no_fault_is_told_in_english_on_a_vietnamese_page() -> None:
    with pytest.raises(WeakPassword) as refused:
        check_password_rule("abc")
    assert all(not text.startswith(("Use", "Add")) for text in refused.value.fields["password"])
