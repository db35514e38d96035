"""Signing in, and being kept from trying on and on."""

from datetime import timedelta

import pytest

from dancu.accounts import commands, queries
from dancu.accounts.commands import MustWait, WrongPassword
from dancu.accounts.domain.realms import TERMS, Realm
from dancu.accounts.domain.waiting import SIGN_IN, SIGN_IN_SOURCE
from dancu.accounts.models import Session, Tally
from dancu.audit.models import AuditRow
from tests.builders.accounts import NOW, PASSWORD, STRANGER, KeptLetters, an_account, an_officer_account, sign_in

NUMBER = "001190123456"
SECOND = timedelta(seconds=1)
pytestmark = pytest.mark.django_db


def fail(times: int, *, username: str = NUMBER, at: object = NOW, **how: str) -> None:
    for _ in range(times):
        with pytest.raises(WrongPassword):
            sign_in(username, password="Wrong-1-password", at=at, **how)  # type: ignore[arg-type]


def test_the_right_password_opens_a_session_of_the_site() -> None:
    account = an_account(username=NUMBER)
    opened = sign_in(NUMBER)
    session = queries.find_session(token=opened.token, realm=Realm.PORTAL, at=NOW)
    assert session is not None
    assert session.account.id == account
    assert not session.half_open


@pytest.mark.parametrize("typed", ["001 1 90 123456", " 001.190.123.456 "])
def test_a_number_may_be_typed_as_people_group_it(typed: str) -> None:
    an_account(username=NUMBER)
    assert sign_in(typed)


def test_a_wrong_password_an_unknown_number_and_a_closed_account_get_one_answer() -> None:
    account = an_account(username=NUMBER)
    fail(1)
    fail(1, username="001190999999")
    commands.close_account(account_id=account, because="test", by=STRANGER, at=NOW)
    with pytest.raises(WrongPassword):
        sign_in(NUMBER)


def test_a_session_of_one_site_is_nothing_at_another() -> None:
    an_account(username=NUMBER)
    token = sign_in(NUMBER).token
    assert queries.find_session(token=token, realm=Realm.OFFICER, at=NOW) is None


def test_an_account_of_one_site_is_unknown_at_another() -> None:
    an_account(username=NUMBER)
    with pytest.raises(WrongPassword):
        sign_in(NUMBER, realm=Realm.OFFICER)


def test_failures_make_the_next_try_wait_even_with_the_right_password() -> None:
    an_account(username=NUMBER)
    fail(SIGN_IN.free)
    with pytest.raises(MustWait) as refused:
        sign_in(NUMBER)
    assert refused.value.facts == {"minutes": 1}
    assert sign_in(NUMBER, at=NOW + SIGN_IN.first)


def test_an_unknown_number_makes_one_wait_just_as_a_known_one() -> None:
    fail(SIGN_IN.free, username="001190999999")
    with pytest.raises(MustWait):
        sign_in("001190999999")


def test_success_begins_the_count_anew() -> None:
    an_account(username=NUMBER)
    fail(SIGN_IN.free - 1)
    sign_in(NUMBER)
    fail(SIGN_IN.free - 1)
    assert sign_in(NUMBER)


def test_who_signed_in_before_from_this_browser_is_not_kept_out_by_strangers() -> None:
    an_account(username=NUMBER)
    device = sign_in(NUMBER).device
    fail(SIGN_IN.free, source="198.51.100.1")
    with pytest.raises(MustWait):
        sign_in(NUMBER)
    assert sign_in(NUMBER, device=device)


def test_a_known_browser_may_not_try_for_ever_either() -> None:
    an_account(username=NUMBER)
    device = sign_in(NUMBER).device
    with pytest.raises(MustWait):
        fail(50, device=device)


def test_a_browser_known_to_one_account_is_a_stranger_to_another() -> None:
    an_account(username=NUMBER)
    device = (an_account(username="001190777777"), sign_in("001190777777").device)[1]
    fail(SIGN_IN.free, device=device)
    with pytest.raises(MustWait):
        sign_in(NUMBER)


def test_one_source_may_not_try_account_after_account() -> None:
    for place in range(SIGN_IN_SOURCE.free):
        fail(1, username=f"0011900{place:05d}")
    an_account(username=NUMBER)
    with pytest.raises(MustWait):
        sign_in(NUMBER)
    assert sign_in(NUMBER, source="198.51.100.1")


def test_many_people_signing_in_behind_one_address_do_not_lock_it() -> None:
    an_account(username=NUMBER)
    for _ in range(SIGN_IN_SOURCE.free + 5):
        sign_in(NUMBER)


def test_a_failed_try_is_audited_without_number_or_password() -> None:
    account = an_account(username=NUMBER)
    fail(1)
    row = AuditRow.objects.get(act="accounts.sign_in_failed")
    assert (row.subject_kind, row.subject_id, row.source) == ("account", str(account), "203.0.113.7")
    assert NUMBER not in str(row.facts)


def test_tallies_hold_neither_numbers_nor_addresses() -> None:
    fail(1)
    kept = str(list(Tally.objects.values_list()))
    assert NUMBER not in kept
    assert "203.0.113.7" not in kept


def test_the_token_is_kept_only_as_a_digest() -> None:
    an_account(username=NUMBER)
    token = sign_in(NUMBER).token
    assert token not in str(list(Session.objects.values_list()))


def test_an_idle_session_ends() -> None:
    an_account(username=NUMBER)
    token = sign_in(NUMBER).token
    idle = TERMS[Realm.PORTAL].idle
    assert queries.find_session(token=token, realm=Realm.PORTAL, at=NOW + idle - SECOND)
    assert queries.find_session(token=token, realm=Realm.PORTAL, at=NOW + idle) is None


def test_use_keeps_a_session_alive_but_not_for_ever() -> None:
    an_account(username=NUMBER)
    token, at, terms = sign_in(NUMBER).token, NOW, TERMS[Realm.PORTAL]
    while session := queries.find_session(token=token, realm=Realm.PORTAL, at=at):
        commands.keep_alive(session, realm=Realm.PORTAL, at=at)
        at += terms.idle / 2
    assert at - NOW == terms.longest


def test_signing_out_ends_the_session() -> None:
    an_account(username=NUMBER)
    token = sign_in(NUMBER).token
    commands.sign_out(token=token, by=STRANGER, at=NOW)
    assert queries.find_session(token=token, realm=Realm.PORTAL, at=NOW) is None


def test_an_owner_sees_his_sessions_and_ends_one() -> None:
    account = an_account(username=NUMBER)
    sign_in(NUMBER)
    kept = sign_in(NUMBER, at=NOW + SECOND)
    latest, first = queries.list_sessions(account, at=NOW + SECOND)
    commands.end_session(account_id=account, session_id=first.id, by=STRANGER, at=NOW)
    assert [session.id for session in queries.list_sessions(account, at=NOW + SECOND)] == [latest.id]
    assert queries.find_session(token=kept.token, realm=Realm.PORTAL, at=NOW + SECOND)


def test_nobody_ends_another_ones_session() -> None:
    account, other = an_account(username=NUMBER), an_account()
    sign_in(NUMBER)
    (session,) = queries.list_sessions(account, at=NOW)
    with pytest.raises(Exception, match="no_such_session"):
        commands.end_session(account_id=other, session_id=session.id, by=STRANGER, at=NOW)
    assert queries.list_sessions(account, at=NOW)


def test_closing_an_account_ends_its_sessions_and_frees_its_number() -> None:
    account = an_account(username=NUMBER)
    token = sign_in(NUMBER).token
    commands.close_account(account_id=account, because="squatter", by=STRANGER, at=NOW)
    assert queries.find_session(token=token, realm=Realm.PORTAL, at=NOW) is None
    assert an_account(username=NUMBER) != account


def test_two_open_accounts_of_one_number_cannot_be() -> None:
    an_account(username=NUMBER)
    with pytest.raises(commands.NumberTaken):
        an_account(username=NUMBER)


def test_a_number_may_have_an_account_at_each_site(letters: KeptLetters) -> None:
    an_account(username=NUMBER)
    an_officer_account(NUMBER)
    assert sign_in(NUMBER, password=PASSWORD).half_open is False
    assert sign_in(NUMBER, password=PASSWORD, realm=Realm.OFFICER).half_open is True
