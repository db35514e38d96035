"""Secrets at rest."""

from typing import Any

import pytest

from dancu.platform import sealing
from dancu.platform.secrets import kept_secrets

SECRET = "một bí mật".encode()


def test_what_is_sealed_opens_again() -> None:
    sealed = sealing.seal(SECRET, context="a")
    assert sealing.unseal(sealed, context="a") == SECRET
    assert sealing.seal(SECRET, context="a") != sealed


def test_it_opens_nowhere_else() -> None:
    with pytest.raises(sealing.BrokenSeal):
        sealing.unseal(sealing.seal(SECRET, context="account 1"), context="account 2")


# The last letter of a code in base64 has bits that mean nothing.
@pytest.mark.parametrize("at", [3, 10, 30, -6])
def test_a_changed_seal_does_not_open(at: int) -> None:
    sealed = sealing.seal(SECRET, context="a")
    other = "A" if sealed[at] != "A" else "B"
    changed = sealed[:at] + other + sealed[at:][1:]
    with pytest.raises((sealing.BrokenSeal, sealing.OtherMasterKey)):
        sealing.unseal(changed, context="a")


@pytest.mark.parametrize("text", ["", "1.", "1.abc", "JBSWY3DPEHPK3PXP"])
def test_what_is_no_seal_is_said_to_be_none(text: str) -> None:
    with pytest.raises(sealing.BrokenSeal):
        sealing.unseal(text, context="a")


def test_without_a_master_key_it_is_said_what_to_do(settings: Any) -> None:
    settings.MASTER_KEYS = []
    with pytest.raises(sealing.NoMasterKey, match="set DANCU_MASTER_KEY"):
        sealing.seal(SECRET, context="a")


def test_a_master_key_that_can_be_guessed_is_refused(settings: Any) -> None:
    settings.MASTER_KEYS = ["secret"]
    with pytest.raises(sealing.MasterKeyTooShort):
        sealing.seal(SECRET, context="a")


def test_a_former_master_key_opens_and_the_first_seals(settings: Any) -> None:
    old, new = sealing.fresh_master_key(), sealing.fresh_master_key()
    settings.MASTER_KEYS = [old]
    sealed = sealing.seal(SECRET, context="a")
    settings.MASTER_KEYS = [new, old]
    assert sealing.unseal(sealed, context="a") == SECRET
    assert not sealing.is_current(sealed)
    assert sealing.is_current(sealing.seal(SECRET, context="a"))
    settings.MASTER_KEYS = [new]
    with pytest.raises(sealing.OtherMasterKey):
        sealing.unseal(sealed, context="a")


def test_master_keys_come_from_the_environment_or_else_from_a_file(tmp_path: Any) -> None:
    file = tmp_path / "master.key"
    assert kept_secrets("", file) == []
    file.write_text("present\nformer\n")
    assert kept_secrets("", file) == ["present", "former"]
    assert kept_secrets("given", file) == ["given"]
