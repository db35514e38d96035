"""Asked to stop, it ends what it has begun; killed, it begins again where it was."""

import os
import shutil
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
from tests.builders.trees import Running, alive, command, free_port, locked, tree, until, up

from dancu.platform import postgres

NOTICE = """
from dancu.notices.commands import notify
from dancu.notices.domain import Recipient, Way
from dancu.platform.clock import now
to = Recipient(account_id=None, name="An", email="an@example.com", phone="", language="vi", ways=(Way.EMAIL,))
notify(recipient=to, template="password_changed", facts={}, at=now())
"""


def ask(home: Path, question: str) -> list[tuple[object, ...]]:
    with psycopg.connect(postgres.url(home), autocommit=True) as connection:
        return connection.execute(question).fetchall()  # type: ignore[arg-type]


def somebody_waits(home: Path) -> bool:
    return ask(home, "select exists (select from pg_locks where not granted)") == [(True,)]


def closed(port: int) -> bool:
    """Tell whether nobody is let in any more."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def tell_somebody(home: Path) -> None:
    notifying = command(home, "manage", "shell", "-c", NOTICE)
    said, _ = notifying.communicate(timeout=60)
    assert notifying.returncode == 0, said


def serve_for_a_while(running: Running) -> None:
    """Let every worker of the web server have answered before: one that has not yet may be killed with its first request."""
    with ThreadPoolExecutor(16) as visitors:
        assert set(visitors.map(running.status, ["dichvucong"] * 16, ["/procedures"] * 16)) == {200}


def test_who_waits_for_what_somebody_holds_for_ever_is_told_so(running: Running, home: Path) -> None:
    with locked(home, "notices_demomail"):
        assert running.status("dichvucong", "/demo/inbox") == 503
        assert running.status("dichvucong", "/procedures") == 200
    assert running.status("dichvucong", "/demo/inbox") == 200


def test_a_job_that_has_begun_is_done_before_it_stops(running: Running, home: Path) -> None:
    with locked(home, "notices_demomail"):
        tell_somebody(home)
        assert until(lambda: somebody_waits(home))
        running.process.send_signal(signal.SIGTERM)
        assert until(lambda: closed(running.port))
    running.process.communicate(timeout=60)
    with postgres.running(home):
        assert ask(home, "select state from notices_message") == [("delivered",)]
        assert ask(home, "select count(*) from notices_demomail") == [(1,)]
        assert ask(home, "select count(*) from procrastinate_jobs where task_name = 'notices.deliver'") == [(0,)]


def lose_power(running: Running) -> None:
    """Let everything end at one moment, and what was being written then be there in part."""
    numbers = [running.process.pid, *tree(running.process.pid)]
    for number in numbers:
        os.kill(number, signal.SIGSTOP)
    for number in numbers:
        os.kill(number, signal.SIGKILL)
    running.process.communicate(timeout=60)
    assert until(lambda: not any(alive(number) for number in numbers))
    running.home.joinpath("up.json").write_text('{"process": 1')
    running.home.joinpath("pages.done").write_text("abc")
    shutil.rmtree(running.home / "static" / "ui" / "build")


def test_after_power_loss_it_starts_with_all_that_was_promised(
    running: Running, home: Path, trees: list[Running]
) -> None:
    tell_somebody(home)
    told = ask(home, "select count(*) from notices_message")
    lose_power(running)
    assert (home / "postgres" / "postmaster.pid").exists()
    again = up(home, free_port())
    trees.append(again)
    assert again.is_well()
    assert ask(home, "select count(*) from notices_message") == told
    style = next(Path(home, "static", "ui", "build").glob("portal.*.css")).relative_to(home)
    assert again.status("dichvucong", f"/{style}") == 200


def test_a_request_that_has_begun_is_answered_before_it_stops(running: Running) -> None:
    serve_for_a_while(running)
    token = "t" * 32
    form = f"csrfmiddlewaretoken={token}&language=en&next=/sign-in".encode()
    head = f"POST /language HTTP/1.1\r\nHost: dichvucong.localhost\r\nCookie: csrftoken={token}\r\n"
    head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", running.port), timeout=60) as line:
        line.sendall(head.encode() + form[:20])
        # What comes after on another line is answered: so the first has been taken up.
        assert running.is_well()
        running.process.send_signal(signal.SIGTERM)
        assert until(lambda: closed(running.port))
        line.sendall(form[20:])
        assert line.recv(65536).startswith(b"HTTP/1.1 302")
    running.process.communicate(timeout=60)
    assert running.process.returncode == 0
