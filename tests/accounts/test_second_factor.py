"""The officers' second factor."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from dancu.accounts import codes, commands, queries
from dancu.accounts.commands import AlreadyEnrolled, MustWait, NotHalfOpen, Opened, WrongSecondFactor
from dancu.accounts.domain.realms import HALF_OPEN, Realm
from dancu.accounts.domain.waiting import SECOND_FACTOR
from dancu.accounts.models import SecondFactor
from dancu.platform import sealing
from tests.builders.accounts import NOW, STRANGER, TOTP_SECRET, an_officer_account, sign_in

NAME = "hk.tiepnhan"
STEP = timedelta(seconds=30)
pytestmark = pytest.mark.django_db


def half_open(at: datetime = NOW) -> str:
    return sign_in(NAME, realm=Realm.OFFICER, at=at).token


def prove(token: str, code: str, at: datetime = NOW) -> Opened:
    return commands.prove_second_factor(session_token=token, code=code, device="", by=STRANGER, at=at)


def enrol(token: str, at: datetime = NOW) -> list[str]:
    secret = commands.begin_enrolment(session_token=token, issuer="Dân Cư", at=at).secret
    code = codes.code_at(secret, at)
    return commands.confirm_enrolment(session_token=token, code=code, device="", by=STRANGER, at=at)[1]


def test_the_password_alone_opens_only_half() -> None:
    an_officer_account()
    session = queries.find_session(token=half_open(), realm=Realm.OFFICER, at=NOW)
    assert session is not None
    assert session.half_open


def test_the_shared_secret_lies_in_the_tables_sealed_for_its_account_only() -> None:
    account_id, other = an_officer_account(), an_officer_account("hk.khac")
    row = SecondFactor.objects.get(account_id=account_id)
    assert TOTP_SECRET not in row.sealed
    assert codes.unsealed(row.sealed, account_id=account_id) == TOTP_SECRET
    with pytest.raises(sealing.BrokenSeal):
        codes.unsealed(row.sealed, account_id=other)


def test_a_new_master_key_seals_every_secret_anew(settings: Any) -> None:
    account_id = an_officer_account()
    settings.MASTER_KEYS = [sealing.fresh_master_key(), *settings.MASTER_KEYS]
    assert commands.seal_anew() == 1
    settings.MASTER_KEYS = settings.MASTER_KEYS[:1]
    row = SecondFactor.objects.get(account_id=account_id)
    assert codes.unsealed(row.sealed, account_id=account_id) == TOTP_SECRET
    assert commands.seal_anew() == 0


def test_the_code_opens_the_other_half_in_a_new_session() -> None:
    an_officer_account()
    token = half_open()
    opened = prove(token, codes.code_at(TOTP_SECRET, NOW))
    session = queries.find_session(token=opened.token, realm=Realm.OFFICER, at=NOW)
    assert session is not None
    assert not session.half_open
    assert queries.find_session(token=token, realm=Realm.OFFICER, at=NOW) is None


def test_a_code_seen_over_the_shoulder_is_no_good_any_more() -> None:
    an_officer_account()
    code = codes.code_at(TOTP_SECRET, NOW)
    prove(half_open(), code)
    with pytest.raises(WrongSecondFactor):
        prove(half_open(), code)
    assert prove(half_open(NOW + STEP), codes.code_at(TOTP_SECRET, NOW + STEP), NOW + STEP)


def test_codes_cannot_be_tried_on_and_on() -> None:
    an_officer_account()
    token = half_open()
    for _ in range(SECOND_FACTOR.free):
        with pytest.raises(WrongSecondFactor):
            prove(token, "000000")
    with pytest.raises(MustWait):
        prove(token, codes.code_at(TOTP_SECRET, NOW))


def test_signing_in_again_does_not_begin_the_count_of_codes_anew() -> None:
    an_officer_account()
    for _ in range(SECOND_FACTOR.free):
        with pytest.raises(WrongSecondFactor):
            prove(half_open(), "000000")
    with pytest.raises(MustWait):
        prove(half_open(), codes.code_at(TOTP_SECRET, NOW))


def test_the_second_half_waits_ten_minutes() -> None:
    an_officer_account()
    token, late = half_open(), NOW + HALF_OPEN
    with pytest.raises(NotHalfOpen):
        prove(token, codes.code_at(TOTP_SECRET, late), late)


def test_without_an_app_no_code_is_right() -> None:
    an_officer_account(totp_secret="")
    with pytest.raises(WrongSecondFactor):
        prove(half_open(), "000000")


def test_the_first_sign_in_sets_up_the_app_and_hands_out_recovery_codes() -> None:
    account = an_officer_account(totp_secret="")
    recovery = enrol(half_open())
    assert len(set(recovery)) == codes.RECOVERY_CODES
    assert queries.has_second_factor(account)


def test_a_wrong_first_code_sets_nothing_up() -> None:
    account = an_officer_account(totp_secret="")
    token = half_open()
    commands.begin_enrolment(session_token=token, issuer="Dân Cư", at=NOW)
    with pytest.raises(WrongSecondFactor):
        commands.confirm_enrolment(session_token=token, code="000000", device="", by=STRANGER, at=NOW)
    assert not queries.has_second_factor(account)


def test_the_secret_stays_the_same_until_it_is_confirmed() -> None:
    an_officer_account(totp_secret="")
    token = half_open()
    secrets = {commands.begin_enrolment(session_token=token, issuer="Dân Cư", at=NOW).secret for _ in range(2)}
    assert len(secrets) == 1


def test_who_knows_the_password_cannot_set_up_another_app() -> None:
    an_officer_account()
    with pytest.raises(AlreadyEnrolled):
        commands.begin_enrolment(session_token=half_open(), issuer="Dân Cư", at=NOW)


def test_a_recovery_code_is_good_once() -> None:
    an_officer_account(totp_secret="")
    recovery = enrol(half_open())
    later = NOW + timedelta(hours=1)
    assert prove(half_open(later), recovery[0].upper(), later)
    with pytest.raises(WrongSecondFactor):
        prove(half_open(later), recovery[0], later)
    assert prove(half_open(later), recovery[1], later)


def test_a_recovery_code_of_another_officer_is_none() -> None:
    an_officer_account(totp_secret="")
    recovery = enrol(half_open())
    an_officer_account("hk.xuly")
    token = sign_in("hk.xuly", realm=Realm.OFFICER).token
    with pytest.raises(WrongSecondFactor):
        prove(token, recovery[0])
