"""Time stamps, checked by openssl."""

import hashlib
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import tsp

from dancu.trust import commands as trust
from dancu.trust.domain.certificates import to_pem
from dancu.trust.domain.keys import KeyPurpose
from dancu.trust.time_stamps import LocalAuthority

DATA = b"what was there"
pytestmark = pytest.mark.django_db


def check(folder: Path, data: bytes) -> str:
    """Let openssl check the stamp that our authority gives."""
    now = datetime.now(UTC)
    key = trust.take_key(purpose=KeyPurpose.TIME_STAMPS, at=now)
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": hashlib.sha256(DATA).digest()}
    request = tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "nonce": 42, "cert_req": True})
    answer = LocalAuthority(key, now=lambda: now + timedelta(seconds=1)).answer(request)
    files = {
        "data": data,
        "root.pem": to_pem(key.chain[-1]).encode(),
        "request": request.dump(),
        "answer": answer.dump(),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    command = ["openssl", "ts", "-verify", "-data", "data", "-in", "answer", "-CAfile", "root.pem"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_openssl_believes_the_stamp(tmp_path: Path) -> None:
    assert "Verification: OK" in check(tmp_path, DATA)


def test_openssl_finds_that_the_stamp_is_of_something_else(tmp_path: Path) -> None:
    assert "message imprint mismatch" in check(tmp_path, DATA + b".")


def test_openssl_finds_the_stamp_that_was_asked_for(tmp_path: Path) -> None:
    check(tmp_path, DATA)
    command = ["openssl", "ts", "-verify", "-queryfile", "request", "-in", "answer", "-CAfile", "root.pem"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout
