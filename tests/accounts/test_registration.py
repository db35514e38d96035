"""Registering: a claim takes no number, a code or a link completes it, and nobody learns what is taken."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from dancu.accounts import commands, queries
from dancu.accounts.commands import ClaimOver, MustWait, SentTooOften, WeakPassword, WrongCode
from dancu.accounts.domain.realms import Realm
from dancu.accounts.domain.registering import CLAIM_LIFE, SENDINGS, TRIES, Standing
from dancu.accounts.models import Account, RegistrationClaim
from dancu.accounts.queries import NoSuchClaim
from dancu.audit.models import AuditRow
from tests.builders.accounts import NOW, PASSWORD, STRANGER, KeptLetters, a_claim, an_account, sign_in
from tests.builders.threads import at_once

NUMBER = "001190123456"
MINUTE = timedelta(minutes=1)


def confirm(claim: UUID, code: str = "", secret: str = "", after: timedelta = MINUTE) -> None:
    commands.confirm_registration(claim_id=claim, code=code, secret=secret, by=STRANGER, at=NOW + after)


def another(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


pytestmark = pytest.mark.django_db


def test_the_code_of_the_letter_opens_the_account(letters: KeptLetters) -> None:
    claim = a_claim(username=NUMBER)
    confirm(claim, letters.last("registration_code")["code"])
    account = queries.find_account(realm=Realm.PORTAL, username=NUMBER)
    assert account is not None
    assert account.full_name == "Nguyễn Thị Hoà"
    assert sign_in(NUMBER).account_id == account.id


def test_the_link_of_the_letter_opens_the_account(letters: KeptLetters) -> None:
    claim = a_claim(username=NUMBER)
    confirm(claim, secret=letters.link_secret("registration_code"))
    assert queries.find_account(realm=Realm.PORTAL, username=NUMBER)


def test_the_code_may_be_typed_with_spaces(letters: KeptLetters) -> None:
    claim = a_claim()
    code = letters.last("registration_code")["code"]
    confirm(claim, f" {code[:3]} {code[3:]} ")
    assert queries.get_claim(claim, at=NOW).standing is Standing.CONFIRMED


def test_a_claim_takes_no_number(letters: KeptLetters) -> None:
    first, second = a_claim(username=NUMBER, full_name="Người Một"), a_claim(username=NUMBER, full_name="Người Hai")
    assert queries.find_account(realm=Realm.PORTAL, username=NUMBER) is None
    confirm(second, letters.last("registration_code")["code"])
    confirm(first, letters.pile[0][2]["code"])
    account = queries.find_account(realm=Realm.PORTAL, username=NUMBER)
    assert account is not None
    assert account.full_name == "Người Hai"


def test_confirming_twice_is_confirming_once(letters: KeptLetters) -> None:
    claim = a_claim(username=NUMBER)
    for _ in range(2):
        confirm(claim, letters.last("registration_code")["code"])
    assert Account.objects.filter(username=NUMBER).count() == 1


def test_a_taken_number_gets_the_same_answer_and_its_owner_a_letter(letters: KeptLetters) -> None:
    owner = an_account(username=NUMBER, email="owner@example.com")
    claim = a_claim(username=NUMBER, email="squatter@example.com")
    commands.tell_owner(claim_id=claim, at=NOW)
    confirm(claim, letters.last("registration_code")["code"])
    assert [(kind, to.email) for kind, to, _ in letters.pile] == [
        ("registration_code", "squatter@example.com"),
        ("number_asked_for", "owner@example.com"),
    ]
    assert sign_in(NUMBER).account_id == owner
    assert Account.objects.filter(username=NUMBER).count() == 1


def test_the_owner_is_told_once_a_day_however_often_his_number_is_asked_for(letters: KeptLetters) -> None:
    an_account(username=NUMBER)
    for minute in range(3):
        claim = a_claim(username=NUMBER, at=NOW + minute * MINUTE)
        commands.tell_owner(claim_id=claim, at=NOW + minute * MINUTE)
    assert letters.kinds.count("number_asked_for") == 1


def test_nobody_is_told_of_a_free_number_or_of_his_own_registration(letters: KeptLetters) -> None:
    claim = a_claim()
    commands.tell_owner(claim_id=claim, at=NOW)
    confirm(claim, letters.last("registration_code")["code"])
    commands.tell_owner(claim_id=claim, at=NOW)
    assert letters.kinds == ["registration_code"]


def test_a_code_is_void_after_a_quarter_of_an_hour(letters: KeptLetters) -> None:
    claim = a_claim()
    with pytest.raises(ClaimOver):
        confirm(claim, letters.last("registration_code")["code"], after=CLAIM_LIFE)
    assert not Account.objects.exists()


def test_the_sixth_try_is_refused_even_with_the_right_code(letters: KeptLetters) -> None:
    claim = a_claim()
    code = letters.last("registration_code")["code"]
    for left in range(TRIES - 1, -1, -1):
        with pytest.raises(WrongCode) as refused:
            confirm(claim, another(code))
        assert refused.value.facts == {"left": left}
    with pytest.raises(ClaimOver):
        confirm(claim, code)
    assert not Account.objects.exists()


def test_a_tampered_link_is_refused(letters: KeptLetters) -> None:
    claim = a_claim()
    secret = letters.link_secret("registration_code")
    with pytest.raises(WrongCode):
        confirm(claim, secret=secret[:-1] + ("A" if secret[-1] != "A" else "B"))
    assert not Account.objects.exists()


def test_a_code_opens_only_its_own_claim(letters: KeptLetters) -> None:
    a_claim()
    code = letters.last("registration_code")["code"]
    other = a_claim()
    if letters.last("registration_code")["code"] != code:
        with pytest.raises(WrongCode):
            confirm(other, code)


def test_a_claim_nobody_made_is_unknown() -> None:
    with pytest.raises(NoSuchClaim):
        confirm(uuid4(), "123456")


def test_a_new_code_voids_the_one_before_and_gives_new_tries(letters: KeptLetters) -> None:
    claim = a_claim()
    before = letters.last("registration_code")["code"]
    commands.resend_code(claim_id=claim, by=STRANGER, at=NOW + MINUTE)
    after = letters.last("registration_code")["code"]
    if before != after:
        with pytest.raises(WrongCode):
            confirm(claim, before, after=2 * MINUTE)
    confirm(claim, after, after=2 * MINUTE)


def test_a_code_is_sent_again_after_a_minute_and_only_so_often(letters: KeptLetters) -> None:
    claim = a_claim()
    with pytest.raises(SentTooOften):
        commands.resend_code(claim_id=claim, by=STRANGER, at=NOW + MINUTE / 2)
    for nth in range(1, SENDINGS):
        commands.resend_code(claim_id=claim, by=STRANGER, at=NOW + nth * MINUTE)
    with pytest.raises(SentTooOften):
        commands.resend_code(claim_id=claim, by=STRANGER, at=NOW + SENDINGS * MINUTE)
    assert len(letters.pile) == SENDINGS


def test_one_address_gets_only_so_many_letters(letters: KeptLetters) -> None:
    for _ in range(8):
        a_claim(email="victim@example.com")
    with pytest.raises(MustWait):
        a_claim(email="Victim@example.com")
    a_claim(email="other@example.com")


def test_a_weak_password_is_refused_before_a_letter_is_sent(letters: KeptLetters) -> None:
    with pytest.raises(WeakPassword):
        a_claim(password="Matkhau@123")
    assert letters.pile == []


def test_neither_code_nor_password_nor_link_is_kept_in_the_clear(letters: KeptLetters) -> None:
    claim = a_claim()
    code, secret = letters.last("registration_code")["code"], letters.link_secret("registration_code")
    kept = str(RegistrationClaim.objects.filter(pk=claim).values_list().get())
    assert PASSWORD not in kept
    assert secret not in kept
    assert f"'{code}'" not in kept
    assert not AuditRow.objects.filter(facts__icontains=code).exists()


def test_what_nobody_confirmed_is_swept_away(letters: KeptLetters) -> None:
    a_claim()
    commands.sweep(at=NOW + timedelta(days=2))
    assert not RegistrationClaim.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_make_one_account_and_get_equal_answers(letters: KeptLetters) -> None:
    claims = []
    for place in range(50):
        at = NOW + (place // 25) * timedelta(hours=2)
        claims.append(a_claim(username=NUMBER, email=f"p{place}@example.com", at=at))
        RegistrationClaim.objects.filter(pk=claims[-1]).update(expires_at=NOW + timedelta(hours=3))
    codes = {to.email: facts["code"] for _, to, facts in letters.pile}
    answers = at_once(
        [
            lambda claim=claim, code=codes[f"p{place}@example.com"]: confirm(claim, code)
            for place, claim in enumerate(claims)
        ]
    )
    assert answers == [None] * 50
    assert Account.objects.filter(username=NUMBER).count() == 1
    assert RegistrationClaim.objects.filter(confirmed_at__isnull=False).count() == 50
    assert RegistrationClaim.objects.filter(account__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_guesses_sent_at_once_are_all_counted(letters: KeptLetters) -> None:
    claim = a_claim()
    wrong = another(letters.last("registration_code")["code"])
    answers = [type(answer) for answer in at_once([lambda: confirm(claim, wrong)] * 12)]
    assert answers.count(WrongCode) == TRIES
    assert answers.count(ClaimOver) == 12 - TRIES
