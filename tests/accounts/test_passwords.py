"""Changing a password, and the way back for who has forgotten."""

from datetime import timedelta

import pytest

from dancu.accounts import commands, queries
from dancu.accounts.commands import LinkUsedUp, MustWait, WeakPassword, WrongOldPassword, WrongPassword
from dancu.accounts.domain.realms import Realm
from dancu.accounts.domain.registering import RESET_LIFE
from dancu.accounts.domain.waiting import RESET_ACCOUNT, SIGN_IN
from dancu.accounts.models import PasswordReset
from tests.builders.accounts import NOW, PASSWORD, STRANGER, KeptLetters, an_account, an_officer_account, sign_in

NUMBER = "001190123456"
NEW = "Núi-Tản-2027"
pytestmark = pytest.mark.django_db


def asked(username: str = NUMBER) -> None:
    commands.ask_password_reset(username=username, by=STRANGER, at=NOW)
    commands.send_reset(reset_id=PasswordReset.objects.latest("pk").pk, at=NOW)


def reset(token: str, new: str = NEW, after: timedelta = timedelta()) -> str:
    return commands.reset_password(token=token, new=new, device="", by=STRANGER, at=NOW + after)


def change(account: int, *, old: str = PASSWORD, new: str = NEW, keep: int | None = None) -> None:
    commands.change_password(account_id=account, old=old, new=new, keep_session=keep, by=STRANGER, at=NOW)


def test_the_link_sets_a_new_password_and_ends_all_sessions(letters: KeptLetters) -> None:
    an_account(username=NUMBER)
    token = sign_in(NUMBER).token
    asked()
    reset(letters.link_secret("password_reset"))
    assert queries.find_session(token=token, realm=Realm.PORTAL, at=NOW) is None
    assert sign_in(NUMBER, password=NEW)
    with pytest.raises(WrongPassword):
        sign_in(NUMBER)
    assert letters.kinds == ["password_reset", "password_changed"]


def test_a_link_works_once(letters: KeptLetters) -> None:
    an_account(username=NUMBER)
    asked()
    link = letters.link_secret("password_reset")
    reset(link)
    with pytest.raises(LinkUsedUp):
        reset(link, "Biển-Đông-2028")


def test_a_weak_password_does_not_use_the_link_up(letters: KeptLetters) -> None:
    an_account(username=NUMBER)
    asked()
    link = letters.link_secret("password_reset")
    with pytest.raises(WeakPassword):
        reset(link, "Matkhau@123")
    assert reset(link)


def test_using_one_link_voids_the_others(letters: KeptLetters) -> None:
    an_account(username=NUMBER)
    asked()
    first = letters.link_secret("password_reset")
    asked()
    reset(letters.link_secret("password_reset"))
    with pytest.raises(LinkUsedUp):
        reset(first)


def test_a_link_is_void_after_half_an_hour_and_when_it_is_tampered_with(letters: KeptLetters) -> None:
    an_account(username=NUMBER)
    asked()
    link = letters.link_secret("password_reset")
    with pytest.raises(LinkUsedUp):
        reset(link, after=RESET_LIFE)
    with pytest.raises(LinkUsedUp):
        reset(link[:-1])
    assert queries.is_reset_open(link, at=NOW)


@pytest.mark.parametrize("username", ["001190999999", "hk.tiepnhan", ""])
def test_who_has_no_portal_account_gets_the_same_answer_and_no_letter(username: str, letters: KeptLetters) -> None:
    an_officer_account()
    asked(username)
    assert letters.pile == []


def test_the_job_may_run_twice_and_sends_one_letter(letters: KeptLetters) -> None:
    an_account(username=NUMBER)
    asked()
    commands.send_reset(reset_id=PasswordReset.objects.get().pk, at=NOW)
    assert letters.kinds == ["password_reset"]


def test_asking_on_and_on_must_wait_for_known_and_unknown_numbers_alike(letters: KeptLetters) -> None:
    an_account(username=NUMBER)
    for username in (NUMBER, "001190999999"):
        for _ in range(RESET_ACCOUNT.free):
            asked(username)
        with pytest.raises(MustWait):
            asked(username)


def test_an_owner_who_is_kept_waiting_by_strangers_gets_in_by_a_new_password(letters: KeptLetters) -> None:
    an_account(username=NUMBER)
    for _ in range(SIGN_IN.free):
        with pytest.raises(WrongPassword):
            sign_in(NUMBER, password="x")
    asked()
    device = reset(letters.link_secret("password_reset"))
    for _ in range(SIGN_IN.free):
        with pytest.raises(WrongPassword):
            sign_in(NUMBER, password="x")
    assert sign_in(NUMBER, password=NEW, device=device)


def test_changing_the_password_ends_the_other_sessions(letters: KeptLetters) -> None:
    account = an_account(username=NUMBER)
    other, mine = sign_in(NUMBER).token, sign_in(NUMBER).token
    session = queries.find_session(token=mine, realm=Realm.PORTAL, at=NOW)
    assert session is not None
    change(account, keep=session.id)
    assert queries.find_session(token=mine, realm=Realm.PORTAL, at=NOW)
    assert queries.find_session(token=other, realm=Realm.PORTAL, at=NOW) is None
    assert letters.kinds == ["password_changed"]


def test_a_change_needs_the_old_password_and_a_good_new_one(letters: KeptLetters) -> None:
    account = an_account(username=NUMBER)
    with pytest.raises(WrongOldPassword):
        change(account, old="Wrong-1-password")
    with pytest.raises(WeakPassword):
        change(account, new="Hoa@" + NUMBER)
    assert sign_in(NUMBER)


def test_the_old_password_cannot_be_tried_on_and_on(letters: KeptLetters) -> None:
    account = an_account(username=NUMBER)
    for _ in range(SIGN_IN.free):
        with pytest.raises(WrongOldPassword):
            change(account, old="Wrong-1-password")
    with pytest.raises(MustWait):
        change(account)
