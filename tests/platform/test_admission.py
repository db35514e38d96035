"""Places and the line for them: first come, first served, and nobody waits longer than makes sense."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest

from dancu.platform.admission import Admission, Crowded


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def held(admission: Admission, times: int = 1) -> Iterator[ExitStack]:
    """Let that many requests be in work."""
    with ExitStack() as stack:
        for _ in range(times):
            stack.enter_context(admission.place())
        yield stack


class Visitor(threading.Thread):
    """Stands in line for a place, works there for some seconds of the clock, and says which number was served."""

    def __init__(self, admission: Admission, served: "list[int | str]", number: int, work: Callable[[], None]) -> None:
        super().__init__()
        self.admission, self.served, self.number, self.work = admission, served, number, work

    def run(self) -> None:
        try:
            with self.admission.place():
                self.work()
                self.served.append(self.number)
        except Crowded:
            self.served.append("turned away")


def line_up(
    admission: Admission, served: "list[int | str]", count: int, work: Callable[[], None] = lambda: None
) -> list[Visitor]:
    """Let visitors come one after the other, each standing in line before the next comes."""
    visitors = []
    for number in range(count):
        visitor = Visitor(admission, served, number, work)
        visitor.start()
        while visitor.is_alive() and len(admission._line) <= number:
            visitor.join(0.001)
        visitors.append(visitor)
    return visitors


def spend(admission: Admission, clock: Clock, seconds: float) -> None:
    """Let the line lately have moved on once in so many seconds."""

    def work() -> None:
        clock.now += seconds

    with held(admission):
        visitors = line_up(admission, [], 100, work)
    for visitor in visitors:
        visitor.join()


def test_a_place_is_given_at_once_while_there_are_some() -> None:
    admission = Admission(places=3, patience=0)
    with held(admission, 3), pytest.raises(Crowded):
        admission.place().__enter__()
    with held(admission, 3):
        pass


def test_whoever_comes_first_is_served_first() -> None:
    admission, served = Admission(places=1, patience=60), list[int | str]()
    with held(admission):
        visitors = line_up(admission, served, 5)
        assert served == []
    for visitor in visitors:
        visitor.join()
    assert served == [0, 1, 2, 3, 4]
    assert admission._free == 1


def test_who_would_wait_too_long_is_turned_away_at_once_and_told_when_to_come_again() -> None:
    clock = Clock()
    admission = Admission(places=1, patience=60, clock=clock)
    spend(admission, clock, 25)
    served = list[int | str]()
    with held(admission):
        visitors = line_up(admission, served, 2)
        with pytest.raises(Crowded) as refused:
            admission.place().__enter__()
        assert refused.value.retry_after == 60
    for visitor in visitors:
        visitor.join()
    assert served == [0, 1]


def test_the_same_line_is_no_crowd_where_it_moves_on_quickly() -> None:
    clock = Clock()
    admission, served = Admission(places=1, patience=60, clock=clock), list[int | str]()
    spend(admission, clock, 0.1)
    with held(admission):
        visitors = line_up(admission, served, 50)
    for visitor in visitors:
        visitor.join()
    assert served == list(range(50))


def test_the_line_is_no_longer_than_there_are_threads_to_stand_in_it() -> None:
    admission, served = Admission(places=1, line=3, patience=60), list[int | str]()
    with held(admission):
        visitors = line_up(admission, served, 3)
        with pytest.raises(Crowded):
            admission.place().__enter__()
    for visitor in visitors:
        visitor.join()


def test_who_has_waited_too_long_leaves_the_line_and_holds_up_nobody() -> None:
    admission, served = Admission(places=1, patience=0.05), list[int | str]()
    with held(admission):
        for visitor in line_up(admission, served, 1):
            visitor.join()
        assert served == ["turned away"]
    with held(admission):
        pass


def test_a_request_that_fails_gives_its_place_back() -> None:
    admission = Admission(places=1, patience=0)
    with pytest.raises(ZeroDivisionError), admission.place():
        raise ZeroDivisionError
    with held(admission):
        pass
