"""`dancu up`: one command, one tree of processes, which stands, mends itself and leaves nothing behind."""

import json
import os
import signal
import socket
from pathlib import Path

import pytest
from tests.builders.trees import alive, called, command, free_port, tree, until, up

SITES = ["dichvucong", "canbo", "tep"]
MIB = 1024


def proportional_memory(number: int) -> int:
    """Return KiB of memory, shared pages counted once among those who share them."""
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def test_every_site_answers_and_an_unknown_one_does_not(running):
    assert [running.status(site) for site in SITES] == [200, 200, 200]
    assert running.status("other") == 400


def test_the_whole_tree_takes_less_than_a_gigabyte(running):
    for site in SITES:
        running.status(site, "/")
    numbers = [running.process.pid, *tree(running.process.pid)]
    assert sum(map(proportional_memory, numbers)) < 1024 * MIB


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


def test_the_doctor_finds_a_running_house_well(running, home):
    said = []

    def is_well():
        said.append(command(home, "doctor").communicate(timeout=60)[0])
        return "The job worker is alive." in said[-1]

    assert until(is_well)
    assert "The web server answers" in said[-1]


@pytest.mark.parametrize("victim", ["granian", "/postgres ", "postgres: checkpointer", "cli worker"])
def test_a_killed_server_is_started_again(running, victim):
    def found():
        return [number for number in tree(running.process.pid) if victim in called(number) and alive(number)]

    # The victim before may have taken it along.
    assert until(found)
    number = found()[0]
    os.kill(number, signal.SIGKILL)
    assert until(lambda: set(found()) - {number})
    assert until(running.is_well)


def test_a_database_that_fails_to_start_is_tried_again_until_it_does(running, home):
    settings = home / "postgres" / "postgresql.auto.conf"
    before = settings.read_text()
    settings.write_text("no_such_setting = 1\n")
    os.kill(next(number for number in tree(running.process.pid) if "/postgres " in called(number)), signal.SIGKILL)
    log = home / "logs" / "postgres.log"
    assert until(lambda: "no_such_setting" in log.read_text())
    assert not running.is_well()
    settings.write_text(before)
    assert until(running.is_well)


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


def test_when_the_trunk_is_killed_everything_ends_and_the_doctor_names_what_stands_still(running, home):
    numbers = tree(running.process.pid)
    running.stop(signal.SIGKILL)
    assert until(lambda: not any(alive(number) for number in numbers))
    assert not running.is_well()
    doctor = command(home, "doctor")
    said, _ = doctor.communicate(timeout=60)
    assert doctor.returncode == 1
    assert "The database does not run." in said
