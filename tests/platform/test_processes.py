"""Being asked to stop, whenever the signal comes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dancu.platform import processes
from dancu.platform.processes import Asked


@pytest.fixture
def asked() -> Iterator[Asked]:
    """Asked by a signal, as the tree of processes is."""
    asked = Asked()
    before = signal.signal(signal.SIGALRM, lambda *_: asked.set())
    yield asked
    signal.signal(signal.SIGALRM, before)


def test_nobody_has_asked_at_first(asked: Asked) -> None:
    assert not asked.is_set()
    assert not asked.wait(0.001)


def test_a_signal_ends_the_waiting(asked: Asked) -> None:
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    assert asked.wait(60)


def test_asking_again_and_again_changes_nothing(asked: Asked) -> None:
    for _ in range(100_000):
        signal.raise_signal(signal.SIGALRM)
    assert asked.is_set()
    assert asked.wait(60)


def test_whoever_lost_his_parent_before_he_could_say_so_ends() -> None:
    alone = "from dancu.platform.processes import die_with_parent; die_with_parent(parent={}); print('lives')"
    gone = subprocess.run([sys.executable, "-c", alone.format(1)], capture_output=True, text=True)
    assert (gone.returncode, gone.stdout) == (1, "")
    kept = subprocess.run([sys.executable, "-c", alone.format(os.getpid())], capture_output=True, text=True)
    assert (kept.returncode, kept.stdout) == (0, "lives\n")


def test_a_session_steps_far_back_until_it_has_been_behind_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "autogroup"
    monkeypatch.setattr(processes, "_SESSION", place)
    told = []
    for behind_for in (0, 60, 61, 0):
        processes.give_way(behind_for)
        told.append(place.read_text())
    assert told == ["19", "19", "10", "19"]
