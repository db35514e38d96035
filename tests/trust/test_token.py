"""Keys in a PKCS#11 token: SoftHSM, with a token of its own for each test run."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dancu.trust import commands as trust
from dancu.trust import queries
from dancu.trust.domain.keys import Holder, HolderKind, KeyPurpose, Token
from dancu.trust.models import Key
from dancu.trust.stores.token import NotInToken, NoToken

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
MODULE = "/usr/lib/softhsm/libsofthsm2.so"
WARD = Holder(kind=HolderKind.AGENCY, code="G01.101.000.070", name="Công an phường Hoàn Kiếm")
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="session")
def soft_token(tmp_path_factory: pytest.TempPathFactory) -> Token:
    """Return an empty token; the library reads its configuration once in a process."""
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    command = ["softhsm2-util", "--init-token", "--free", "--label", "dancu", "--so-pin", "12345678", "--pin", "4321"]
    subprocess.run(command, check=True, capture_output=True)
    return Token(MODULE, "dancu", "4321")


@pytest.fixture(autouse=True)
def in_token(settings: Any, soft_token: Token) -> None:
    settings.PKCS11 = soft_token


def test_a_key_in_the_token_signs_and_leaves_nothing_here() -> None:
    signature = trust.sign(purpose=KeyPurpose.AUDIT, data=b"data", at=NOW)
    assert queries.verify(signature, data=b"data", purpose=KeyPurpose.AUDIT)
    row = Key.objects.get(pk=signature.key_id)
    assert (row.token, row.sealed) == ("dancu", "")


def test_the_whole_chain_can_be_made_in_the_token(tmp_path: Path) -> None:
    from tests.trust.test_certificates import check

    key = trust.signing_key(purpose=KeyPurpose.PAPERS, holder=WARD, at=datetime.now(UTC))
    assert all(each.in_token for each in queries.list_keys())
    assert check(queries.list_chain(key.id), tmp_path).endswith("OK\n")


def test_keys_of_the_token_and_of_the_tables_stand_side_by_side(settings: Any) -> None:
    settings.PKCS11, token = None, settings.PKCS11
    before = trust.sign(purpose=KeyPurpose.AUDIT, data=b"data", at=NOW)
    settings.PKCS11 = token
    assert trust.sign(purpose=KeyPurpose.AUDIT, data=b"data", at=NOW).key_id == before.key_id
    assert queries.get_key(trust.signing_key(purpose=KeyPurpose.CODES, at=NOW).id).in_token


def test_another_token_does_not_know_the_key(settings: Any) -> None:
    key = trust.signing_key(purpose=KeyPurpose.AUDIT, at=NOW)
    settings.PKCS11 = None
    with pytest.raises(NotInToken):
        trust.sign_with(key.id, b"data")


def test_a_token_that_does_not_answer_is_said_so(settings: Any) -> None:
    settings.PKCS11 = Token(MODULE, "another", "4321")
    with pytest.raises(NoToken, match="DANCU_PKCS11_TOKEN"):
        trust.sign(purpose=KeyPurpose.AUDIT, data=b"data", at=NOW)


def test_the_pin_of_a_token_shows_nowhere(settings: Any) -> None:
    assert "4321" not in repr(settings.PKCS11)
