"""`dancu keys`, as typed."""

import subprocess
import sys
from contextlib import nullcontext

import pytest
from click.testing import CliRunner

from dancu.config import environment, keys
from dancu.platform.sealing import SHORTEST


@pytest.fixture
def run(monkeypatch):
    """Run a command in the database of the test."""
    monkeypatch.setattr(environment, "django", nullcontext)
    return lambda *arguments, **more: CliRunner().invoke(keys.keys, arguments, catch_exceptions=False, **more)


def test_a_master_key_needs_nothing_to_be_made():
    made = [
        subprocess.run(
            [sys.executable, "-m", "dancu.config.cli", "keys", "master"], capture_output=True, text=True, check=True
        ).stdout.strip()
        for _ in range(2)
    ]
    assert len(set(made)) == 2
    assert all(len(key) >= SHORTEST for key in made)


@pytest.mark.django_db
def test_the_root_is_made_listed_rotated_and_exported(run, tmp_path):
    assert "The root is key" in run("root").output
    assert "There is a root certificate already" in run("root").output
    key_id = run("list", "--purpose", "root").output.split()[0]
    assert "signs from" in run("rotate", key_id).output
    assert len(run("list").output.splitlines()) == 2
    run("export", str(tmp_path))
    assert (tmp_path / "root.pem").read_text().count("BEGIN CERTIFICATE") == 2
    assert "PRIVATE" not in (tmp_path / "root.pem").read_text()


@pytest.mark.django_db
def test_revoking_asks_first_and_unknown_keys_are_said_so(run):
    run("root")
    key_id = run("list").output.split()[0]
    assert run("revoke", key_id, input="n\n").exit_code == 1
    assert "revoked" not in run("list").output
    assert run("revoke", key_id, "--yes").exit_code == 0
    assert "revoked" in run("list").output
    assert "There is no key of this name" in run("rotate", "nothing").output


@pytest.mark.django_db
def test_nothing_is_sealed_anew_while_the_master_key_is_the_same(run):
    run("root")
    assert "Sealed anew: 0 keys, 0 second factors." in run("seal").output
