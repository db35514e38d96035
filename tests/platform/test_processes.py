"""Being asked to stop, whenever the signal comes."""

import signal
from collections.abc import Iterator

import pytest

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
