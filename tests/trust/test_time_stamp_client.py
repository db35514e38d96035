"""Stamps of an authority of others, over HTTP: taken when they hold, and never waited for too long."""

import asyncio
import hashlib
import socket
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import tsp

from dancu.documents import checking
from dancu.documents.domain.genuine import TimeNotBelieved
from dancu.trust import queries
from dancu.trust.domain.certificates import to_pem
from dancu.trust.domain.keys import KeyPurpose
from dancu.trust.time_stamp_client import LARGEST, DistantAuthority, NoTimeStamp
from tests.builders.time_stamps import Authority, a_hand, serving
from tests.documents.test_signing import signed

DIGEST = hashlib.sha256(b"what was there").digest()
PATIENCE = 5


def stamp(authority: Authority, *, roots: list[bytes] | None = None, deadline: float = PATIENCE) -> Any:
    """Ask an authority once."""
    with serving(authority) as url:
        client = DistantAuthority(url, roots=[authority.root] if roots is None else roots, deadline=deadline)
        return asyncio.run(client.async_timestamp(DIGEST, "sha256"))


def refusal(authority: Authority, **more: Any) -> str:
    with pytest.raises(NoTimeStamp) as refused:
        stamp(authority, **more)
    return str(refused.value)


def test_a_stamp_that_holds_is_taken() -> None:
    said = stamp(Authority())["content"]["encap_content_info"]["content"].parsed
    assert said["message_imprint"]["hashed_message"].native == DIGEST


def another_nonce(request: tsp.TimeStampReq) -> None:
    request["nonce"] = 42


def no_nonce(request: tsp.TimeStampReq) -> None:
    request["nonce"] = None


def another_hash(request: tsp.TimeStampReq) -> None:
    request["message_imprint"]["hashed_message"] = bytes(32)


def another_algorithm(request: tsp.TimeStampReq) -> None:
    request["message_imprint"]["hash_algorithm"] = {"algorithm": "sha384"}


def rejected(answer: bytes) -> bytes:
    """Refuse, as RFC 3161 has it, without a stamp."""
    status = tsp.PKIStatusInfo({"status": "rejection", "fail_info": {"time_not_available"}}).dump()
    return b"\x30" + bytes([len(status)]) + status


def broken(answer: bytes) -> bytes:
    """Change the last byte, which is the signature's."""
    return answer[:-1] + bytes([answer[-1] ^ 1])


@pytest.mark.parametrize(
    ("authority", "said"),
    [
        (Authority(changes=another_nonce), "another question"),
        (Authority(changes=no_nonce), "another question"),
        (Authority(changes=another_hash), "of something else"),
        (Authority(changes=another_algorithm), "of something else"),
        (Authority(spoils=broken), "broken"),
        (Authority(spoils=rejected), "rejection: {'time_not_available'}"),
        (Authority(spoils=lambda answer: b"<html>"), "cannot be read"),
        (Authority(spoils=lambda answer: b""), "cannot be read"),
        (Authority(spoils=lambda answer: answer[:-40]), "cannot be read"),
        (Authority(spoils=lambda answer: answer + b"."), "cannot be read"),
        (Authority(spoils=lambda answer: answer + bytes(LARGEST)), "no end"),
        (Authority(late=timedelta(minutes=6)), "clock"),
        (Authority(late=-timedelta(minutes=6)), "clock"),
        (Authority(hand=a_hand(KeyPurpose.PAPERS)), "no root"),
        (Authority(kind="text/html"), "text/html"),
        (Authority(status=503), "status 503"),
    ],
)
def test_an_answer_that_does_not_hold_is_refused(authority: Authority, said: str) -> None:
    assert said in refusal(authority)
    assert len(authority.asked) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_is_sent_elsewhere(status: int) -> None:
    authority = Authority(status=status)
    assert f"status {status}" in refusal(authority)
    assert len(authority.asked) == 1


def test_an_authority_below_another_root_is_not_believed() -> None:
    assert "no root" in refusal(Authority(), roots=[a_hand().chain[-1]])
    assert "no root" in refusal(Authority(), roots=[])


def test_an_answer_that_drips_is_left_at_the_deadline() -> None:
    began = time.monotonic()
    assert "in time" in refusal(Authority(drips=True), deadline=0.4)
    assert time.monotonic() - began < PATIENCE


def test_a_server_that_takes_the_call_and_says_nothing_is_left_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        with pytest.raises(NoTimeStamp, match="in time"):
            asyncio.run(DistantAuthority(url, roots=[], deadline=0.4).async_timestamp(DIGEST, "sha256"))


def test_where_nobody_listens_there_is_no_stamp() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(NoTimeStamp, match="in time"):
        asyncio.run(DistantAuthority(url, roots=[], deadline=PATIENCE).async_timestamp(DIGEST, "sha256"))


@pytest.mark.django_db
@pytest.mark.parametrize("level", ["B-T", "B-LTA"])
def test_a_paper_stamped_by_others_is_genuine_for_whoever_knows_their_root(
    settings: Any, tmp_path: Path, level: str
) -> None:
    authority, settings.SIGNATURE_LEVEL = Authority(), level
    settings.TSA_ROOTS = tmp_path / "roots.pem"
    settings.TSA_ROOTS.write_text(to_pem(authority.root))
    with serving(authority) as settings.TSA_URL:
        content = signed()
    assert authority.asked
    assert checking.check(content, roots=queries.list_roots(), time_roots=queries.list_time_roots()).signer
    with pytest.raises(TimeNotBelieved):
        checking.check(content, roots=queries.list_roots())
