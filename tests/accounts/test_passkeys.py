"""What is refused of passkeys; that a true one is taken is shown by a browser (tests/journeys/test_administration.py)."""

import json
from datetime import timedelta

import pytest

from dancu.accounts import commands, queries
from dancu.accounts.commands import passkeys
from dancu.accounts.domain.realms import Realm
from dancu.accounts.models import Account, Passkey
from dancu.audit.models import AuditRow
from dancu.platform.clock import now
from tests.builders.accounts import PASSWORD, STRANGER, an_officer_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> int:
    return an_officer_account()


@pytest.fixture
def half_open(account: int) -> str:
    """The session of somebody whose password was right."""
    username = Account.objects.get(pk=account).username
    facts = {
        "realm": Realm.OFFICER,
        "username": username,
        "password": PASSWORD,
        "device": "",
        "browser": "",
        "source": "",
    }
    return commands.sign_in(**facts, at=now()).token


def a_passkey(account: int, credential: str = "AAAA") -> Passkey:
    return Passkey.objects.create(
        account_id=account, credential=credential, public_key=b"x", sign_count=0, name="Máy bàn", made_at=now()
    )


def test_who_keeps_none_is_not_asked(account: int, half_open: str) -> None:
    assert passkeys.ask(session_token=half_open, at=now()) is None
    a_passkey(account)
    asked = passkeys.ask(session_token=half_open, at=now())
    assert asked
    assert [each["id"] for each in json.loads(asked.options)["allowCredentials"]] == ["AAAA"]


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", '{"id": "AAAA", "rawId": "AAAA", "type": "public-key"}', "x" * 9000]
)
def test_an_answer_that_proves_nothing_is_refused_and_written_down(account: int, half_open: str, answer: str) -> None:
    a_passkey(account)
    asked = passkeys.ask(session_token=half_open, at=now())
    assert asked
    with pytest.raises(passkeys.PasskeyNotTaken):
        passkeys.prove(session_token=half_open, token=asked.token, answer=answer, device="", by=STRANGER, at=now())
    assert AuditRow.objects.filter(act="accounts.second_factor_failed").count() == 1


def test_a_challenge_counts_once_and_for_its_own_session_and_use(account: int, half_open: str) -> None:
    a_passkey(account)
    asked = passkeys.ask(session_token=half_open, at=now())
    assert asked
    kept = {"account_id": account, "answer": "{}", "name": "x", "by": STRANGER, "at": now()}
    for session, token in ((1, asked.token), (0, "forged"), (0, "")):
        with pytest.raises(passkeys.PasskeyNotTaken):
            passkeys.keep(session_id=session, token=token, **kept)
    offered = passkeys.offer(account_id=account, session_id=5)
    for _ in range(2):
        with pytest.raises(passkeys.PasskeyNotTaken):
            passkeys.keep(session_id=5, token=offered.token, **kept)
    assert Passkey.objects.count() == 1


def test_guesses_have_to_wait(account: int, half_open: str) -> None:
    a_passkey(account)
    refused = [_guess(half_open) for _ in range(30)]
    assert refused[0] is passkeys.PasskeyNotTaken
    assert refused[-1] is commands.MustWait


def _guess(half_open: str) -> type[Exception] | None:
    try:
        passkeys.prove(session_token=half_open, token="x", answer="{}", device="", by=STRANGER, at=now())
    except (passkeys.PasskeyNotTaken, commands.MustWait) as refusal:
        return type(refusal)
    return None


def test_somebody_elses_is_not_removed(account: int) -> None:
    other = a_passkey(an_officer_account("hk.xuly"))
    with pytest.raises(passkeys.NoSuchPasskey):
        passkeys.remove(account_id=account, passkey_id=other.pk, by=STRANGER, at=now())
    passkeys.remove(account_id=other.account_id, passkey_id=other.pk, by=STRANGER, at=now())
    assert queries.list_passkeys(other.account_id) == []


def test_whose_second_factor_is_taken_away_keeps_no_passkey(account: int) -> None:
    a_passkey(account)
    commands.forget_second_factor(account_id=account, by=STRANGER, at=now() + timedelta(minutes=1))
    assert not Passkey.objects.exists()
    assert not queries.has_second_factor(account)
