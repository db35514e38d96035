"""Sign-ins, codes and confirmations sent at one moment: a secret is good once, a guess counts, an answer is ours."""

from collections import Counter

import pytest

from dancu.accounts import codes, commands
from dancu.accounts.commands import MustWait, NotHalfOpen, Opened, WrongPassword, WrongSecondFactor
from dancu.accounts.domain.realms import Realm
from dancu.accounts.domain.waiting import SIGN_IN
from dancu.accounts.models import Account, PasswordReset, Session
from tests.builders.accounts import (
    NOW,
    PASSWORD,
    STRANGER,
    TOTP_SECRET,
    KeptLetters,
    a_claim,
    an_account,
    an_officer_account,
    sign_in,
)
from tests.builders.threads import at_once

NUMBER, OFFICER = "001190123456", "hk.tiepnhan"
pytestmark = pytest.mark.django_db(transaction=True)


def half_open() -> str:
    return sign_in(OFFICER, realm=Realm.OFFICER).token


def prove(token: str, code: str) -> Opened:
    return commands.prove_second_factor(session_token=token, code=code, device="", by=STRANGER, at=NOW)


def kinds(answers: list[object]) -> Counter[type]:
    return Counter(map(type, answers))


def test_code_and_link_sent_at_once_open_one_account(letters: KeptLetters) -> None:
    claim = a_claim(username=NUMBER)
    code, secret = letters.last("registration_code")["code"], letters.link_secret("registration_code")
    by = {"claim_id": claim, "by": STRANGER, "at": NOW}
    ways = [
        lambda: commands.confirm_registration(code=code, **by),
        lambda: commands.confirm_registration(secret=secret, **by),
    ]  # type: ignore[arg-type]
    assert at_once(ways * 8) == [None] * 16
    assert Account.objects.filter(username=NUMBER).count() == 1


def test_one_number_written_in_many_ways_is_one_account(letters: KeptLetters) -> None:
    written = ["001190123456", "001 190 123 456", "001.190.123.456", "001-190-123456"]
    claims = [
        a_claim(username=number, id_number=NUMBER, email=f"p{place}@example.com")
        for place, number in enumerate(written * 2)
    ]
    sent = {to.email: facts["code"] for _, to, facts in letters.pile}
    confirm = [
        lambda claim=claim, code=sent[f"p{place}@example.com"]: commands.confirm_registration(
            claim_id=claim, code=code, by=STRANGER, at=NOW
        )
        for place, claim in enumerate(claims)
    ]
    assert at_once(confirm) == [None] * 8
    assert Account.objects.count() == 1


def test_guesses_of_a_password_sent_at_once_are_all_counted() -> None:
    an_account(username=NUMBER)
    answers = kinds(at_once([lambda: sign_in(NUMBER, password="Wrong-1-password")] * 30))  # type: ignore[arg-type]
    assert answers == {WrongPassword: SIGN_IN.free, MustWait: 30 - SIGN_IN.free}
    with pytest.raises(MustWait):
        sign_in(NUMBER, password=PASSWORD)


def test_successes_that_begin_the_count_anew_do_not_disturb_each_other() -> None:
    an_account(username=NUMBER)
    for _ in range(5):
        answers = kinds(at_once([lambda: sign_in(NUMBER)] * 8))  # type: ignore[arg-type]
        assert set(answers) <= {Opened, MustWait}
        assert answers[Opened] >= SIGN_IN.free


def test_a_code_of_the_app_sent_twice_at_once_opens_one_session() -> None:
    an_officer_account(OFFICER)
    halves, code = [half_open() for _ in range(4)], codes.code_at(TOTP_SECRET, NOW)
    answers = kinds(at_once([lambda half=half: prove(half, code) for half in halves]))
    assert answers == {Opened: 1, WrongSecondFactor: 3}
    assert Session.objects.filter(half_open=False).count() == 1


def test_one_half_open_session_becomes_one_whole_one() -> None:
    an_officer_account(OFFICER)
    half, code = half_open(), codes.code_at(TOTP_SECRET, NOW)
    answers = kinds(at_once([lambda: prove(half, code)] * 4))  # type: ignore[arg-type]
    assert answers[Opened] == 1
    assert set(answers) <= {Opened, WrongSecondFactor, NotHalfOpen}


def test_the_last_recovery_code_used_twice_at_once_opens_one_session() -> None:
    an_officer_account(OFFICER, totp_secret="")
    token = half_open()
    secret = commands.begin_enrolment(session_token=token, issuer="Dân Cư", at=NOW).secret
    first = codes.code_at(secret, NOW)
    *used, last = commands.confirm_enrolment(session_token=token, code=first, device="", by=STRANGER, at=NOW)[1]
    for code in used:
        prove(half_open(), code)
    halves = [half_open() for _ in range(3)]
    answers = kinds(at_once([lambda half=half: prove(half, last) for half in halves]))
    assert answers == {Opened: 1, WrongSecondFactor: 2}


def test_a_link_for_a_new_password_followed_twice_at_once_sets_one(letters: KeptLetters) -> None:
    an_account(username=NUMBER)
    commands.ask_password_reset(username=NUMBER, by=STRANGER, at=NOW)
    commands.send_reset(reset_id=PasswordReset.objects.get().pk, at=NOW)
    token = letters.link_secret("password_reset")
    wishes = [f"Sông-Hồng-202{digit}" for digit in range(4)]
    answers = at_once(
        [
            lambda new=new: commands.reset_password(token=token, new=new, device="", by=STRANGER, at=NOW)
            for new in wishes
        ]
    )
    assert kinds(answers)[commands.LinkUsedUp] == 3
    [kept] = [new for new, answer in zip(wishes, answers, strict=True) if isinstance(answer, str)]
    assert sign_in(NUMBER, password=kept)
