"""`dancu up`: one command, one tree of processes, which stands, mends itself and leaves nothing behind."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dancu.platform import postgres

SITES = ["dichvucong", "canbo", "tep"]
MIB = 1024


@dataclass
class Running:
    process: "subprocess.Popen[str]"
    home: Path
    port: int

    def status(self, site: str, path: str = "/healthz") -> int:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request("GET", path, headers={"Host": f"{site}.localhost:{self.port}"})
            with connection.getresponse() as response:
                return response.status

    def is_well(self) -> bool:
        try:
            return self.status("dichvucong") == 200
        except (OSError, http.client.HTTPException):
            return False

    def stop(self, how: int = signal.SIGTERM) -> str:
        self.process.send_signal(how)
        return self.process.communicate(timeout=60)[0]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(happened: Callable[[], bool], patience: float = 60) -> bool:
    pause, give_up = threading.Event(), time.monotonic() + patience
    while not happened():
        if time.monotonic() > give_up:
            return False
        pause.wait(0.05)
    return True


def command(home: Path, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_URL", "DJANGO", "DANCU"))
    }
    return subprocess.Popen(
        [sys.executable, "-m", "dancu.config.cli", *arguments],
        env=kept | {"DANCU_HOME": str(home)} | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def up(home: Path, port: int) -> Running:
    """Start a tree and return when it has said that it stands."""
    process = command(home, "up", "--port", str(port), "--people", "300")
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            return Running(process, home, port)
    process.wait()
    process.stdout.close()
    raise AssertionError("".join(said))


def tree(of: int) -> list[int]:
    """Return the numbers of a process's descendants."""
    children = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == of and fields[0] != "Z":
            number = int(path.parent.name)
            children += [number, *tree(number)]
    return children


def alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def called(number: int) -> str:
    return Path(f"/proc/{number}/cmdline").read_text().replace("\0", " ")


def proportional_memory(number: int) -> int:
    """Return KiB of memory, shared pages counted once among those who share them."""
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("up")
    yield home
    shutil.rmtree(postgres.socket_folder(home), ignore_errors=True)


@pytest.fixture(scope="module")
def trees() -> Iterator[list[Running]]:
    trees: list[Running] = []
    yield trees
    for tree in trees:
        if tree.process.poll() is None:
            tree.stop()


@pytest.fixture
def running(home: Path, trees: list[Running]) -> Running:
    """A tree that stands: the last test's, or a new one where that test felled it."""
    if not trees or trees[-1].process.poll() is not None:
        trees.append(up(home, free_port()))
    return trees[-1]


def test_every_site_answers_and_an_unknown_one_does_not(running):
    assert [running.status(site) for site in SITES] == [200, 200, 200]
    assert running.status("other") == 400


def test_it_starts_again_on_its_data_and_no_signal_leaves_anything_behind(running, home, trees):
    numbers = tree(running.process.pid)
    assert len(numbers) >= 4
    running.stop()
    assert running.process.returncode == 0
    assert not any(alive(number) for number in numbers)
    again = up(home, free_port())
    trees.append(again)
    again.stop(signal.SIGINT)
    assert again.process.returncode == 0


def test_the_whole_tree_takes_less_than_a_gigabyte(running):
    for site in SITES:
        running.status(site, "/")
    numbers = [running.process.pid, *tree(running.process.pid)]
    assert sum(map(proportional_memory, numbers)) < 1024 * MIB


def test_when_the_trunk_is_killed_everything_ends(running):
    numbers = tree(running.process.pid)
    running.stop(signal.SIGKILL)
    assert until(lambda: not any(alive(number) for number in numbers))
    assert not running.is_well()


@pytest.mark.parametrize("victim", ["granian", "/postgres ", "cli worker"])
def test_a_killed_server_is_started_again(running, victim):
    number = next(number for number in tree(running.process.pid) if victim in called(number))
    os.kill(number, signal.SIGKILL)
    assert until(
        lambda: any(victim in called(other) for other in tree(running.process.pid) if other != number and alive(other))
    )
    assert until(running.is_well)


def test_a_second_tree_over_the_same_home_is_refused_with_a_sentence(running, home):
    other = command(home, "up", "--port", str(free_port()))
    said, _ = other.communicate(timeout=60)
    assert other.returncode == 1
    assert (
        f"Dân Cư already runs here: process {running.process.pid}, http://dichvucong.localhost:{running.port}" in said
    )


def test_a_busy_port_is_refused_with_a_sentence_even_when_it_would_be_shared(tmp_path):
    with socket.socket() as busy:
        busy.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        process = command(tmp_path, "up", "--port", str(port))
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"Port {port} is in use by another program" in said
    assert "Traceback" not in said


def test_a_database_that_does_not_answer_is_met_with_a_sentence(tmp_path):
    process = command(tmp_path, "up", "--port", str(free_port()), DATABASE_URL="postgres://dancu@127.0.0.1:1/dancu")
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "The database does not answer at the address in DATABASE_URL" in said
    assert "Traceback" not in said


def test_other_commands_use_the_database_that_runs(running, home):
    said, _ = command(home, "demo", "--json").communicate(timeout=60)
    assert json.loads(said)["sites"]["portal"] == f"http://dichvucong.localhost:{running.port}"


def test_the_doctor_finds_a_running_house_well_and_names_what_stands_still(running, home):
    assert until(lambda: "The job worker is alive." in command(home, "doctor").communicate(timeout=60)[0])
    said, _ = command(home, "doctor").communicate(timeout=60)
    assert "The web server answers" in said
    running.stop()
    doctor = command(home, "doctor")
    said, _ = doctor.communicate(timeout=60)
    assert doctor.returncode == 1
    assert "The database does not run." in said
