"""More than it can bear: what is let in is answered, the others are told at once when to come again, and it recovers."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest
from tests.builders.crowds import Answer, ask_all, get, post
from tests.builders.trees import Running, locked, until

from dancu.platform.admission import LINE, PLACES
from dancu.platform.bodies import MIB

CROWD = 2 * (LINE + PLACES) + 100
"""More than two processes let in."""


def in_a_crowd(running: Running, requests: list[bytes] | None = None) -> tuple[list[Answer], list[Answer]]:
    """Ask for one page very often at one moment while the database stands still; return the answers.

    What else is asked for comes when somebody has been turned away, and is answered before the database goes on.
    """
    log = running.home / "logs" / "web.log"
    before = log.read_text().count('"status": 503')
    with locked(running.home, "notices_demomail") as holder, ThreadPoolExecutor(1) as pool:
        crowd = pool.submit(ask_all, running.port, [get("/demo/inbox")] * CROWD)
        assert until(lambda: log.read_text().count('"status": 503') > before)
        answers = ask_all(running.port, requests or [])
        holder.rollback()
    return crowd.result(), answers


def test_every_answer_of_a_crowd_is_right_or_says_when_to_come_again(running: Running) -> None:
    answers, _ = in_a_crowd(running)
    assert {answer.status for answer in answers} == {200, 503}
    for answer in answers:
        if answer.status == 503:
            assert 5 <= int(answer.headers["retry-after"]) <= 60
        else:
            assert "Hộp thư" in answer.body
    assert any("Hiện có rất nhiều người đang sử dụng dịch vụ." in answer.body for answer in answers)
    assert running.status("dichvucong", "/demo/inbox") == 200


def test_fifty_at_one_moment_are_no_crowd(running: Running) -> None:
    assert {answer.status for answer in ask_all(running.port, [get("/procedures")] * 50)} == {200}


def test_a_crowd_keeps_nobody_from_files_of_pages_and_health_checks(running: Running) -> None:
    style = next(Path(running.home, "static", "ui", "build").glob("portal.*.css")).relative_to(running.home)
    _, answers = in_a_crowd(running, [get(f"/{style}"), get("/healthz")] * 5)
    assert {answer.status for answer in answers} == {200}


def test_what_was_typed_by_who_is_turned_away_comes_back(running: Running) -> None:
    form = post("/sign-in", "username=001090000789&password=Bi-mat-1")
    _, answers = in_a_crowd(running, [form] * 40)
    turned_away = [answer for answer in answers if answer.status == 503]
    assert turned_away
    for answer in turned_away:
        assert '<input type="hidden" name="username" value="001090000789">' in answer.body
        assert "Bi-mat-1" not in answer.body


def test_a_program_is_turned_away_in_its_own_format(running: Running) -> None:
    _, answers = in_a_crowd(running, [get("/procedures", accept="application/json")] * 40)
    turned_away = [answer for answer in answers if answer.status == 503]
    assert turned_away
    for answer in turned_away:
        assert answer.headers["content-type"] == "application/problem+json"
        assert '"type": "urn:dancu:problem:platform.crowded"' in answer.body


@pytest.mark.parametrize(
    ("path", "length"), [("/language", 1000), (f"/drafts/{uuid4()}/documents", 2 * MIB)], ids=["forms", "files"]
)
def test_forms_that_come_slowly_hold_up_nobody(running: Running, path: str, length: int) -> None:
    with ExitStack() as stack:
        for _ in range(4 * PLACES):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", running.port), timeout=60))
            line.sendall(post(path, "x" * length)[: -length // 2])
        assert running.status("dichvucong", "/procedures") == 200
