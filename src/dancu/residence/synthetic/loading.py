"""Bring made-up people into the register."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext, suppress
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection

from django.db import connection, transaction

from dancu.kernel.actor import SYSTEM
from dancu.places import queries as places
from dancu.platform.loading import bare, copy
from dancu.population import commands as register
from dancu.population.synthetic.naming import words
from dancu.residence.commands.chronicle import Chronicle
from dancu.residence.domain.residence import EventKind, Ground
from dancu.residence.synthetic.country import Country
from dancu.residence.synthetic.households import LOT, Batch, Lot, Maker
from dancu.residence.synthetic.writing import SHARES, Scribe

MANY = 200_000
"""From so many on an empty register is laid bare for the load, and processes of their own think people up."""

_TABLES = ("population_person", "population_issuedpin", "residence_household", "residence_residenceperiod")
_HOUSEHOLDS = "id, code, unit_id, address_line, head_id, opened_on, synthetic"
_PERIODS = (
    "person_id, name_key, birth_year, kind, household_id, unit_id, address_line, relation, since, until, previous_until, "
    "ground, recorded_at"
)


@transaction.atomic
def generate(*, count: int, seed: int, at: datetime, progress: Callable[[int], None] | None = None) -> int:
    """Add `count` made-up people with their households and residences to the register; return how many there are now.

    Into an empty register the same seed and count bring the same people. Into one that holds people they bring the same
    names, ages and homes once more, under other numbers: a number is never issued twice. `progress` is told, batch by batch,
    how many are in. All of them enter, or none.
    """
    taken = register.list_numbers()
    first = register.reserve_ids(count=count)
    first_household = _reserve_households(count)
    bulk = count >= MANY and not taken
    country = Country(places.directory())
    makers = [
        Maker(Scribe(country, seed=seed, share=share, taken=taken, recorded_at=at.isoformat()))
        for share in range(SHARES)
    ]
    lots = [Lot(min(LOT, count - place), first + place, first_household + place) for place in range(0, count, LOT)]
    with bare(_TABLES) if bulk else nullcontext():
        for batch in (_aside if bulk else _in_turn)(makers, lots):
            _copy(batch, f"seed {seed}", at, frozen=bulk)
            if progress:
                progress(batch.last - first + 1)
        if bulk:
            register.learn_words(words())
    return len(taken) + count


def _reserve_households(count: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE residence_household IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SELECT nextval(pg_get_serial_sequence('residence_household', 'id'))")
        (first,) = cursor.fetchone()
        cursor.execute("SELECT setval(pg_get_serial_sequence('residence_household', 'id'), %s)", [first + count - 1])
    return int(first)


def _copy(batch: Batch, ground: str, at: datetime, *, frozen: bool) -> None:
    register.copy_people(batch.persons, batch.numbers, first=batch.first, last=batch.last, frozen=frozen)
    copy("residence_household", _HOUSEHOLDS, batch.households, frozen=frozen)
    copy("residence_residenceperiod", _PERIODS, batch.periods, frozen=frozen)
    register.note_intake(first=batch.first, last=batch.last, ground=ground, by=SYSTEM, at=at)
    chronicle = Chronicle(by=SYSTEM, at=at, on=at.date(), dossier=None)
    chronicle.write(EventKind.TAKEN_IN, ground=Ground.INTAKE, after={"first": batch.first, "last": batch.last})


def _in_turn(makers: Sequence[Maker], lots: Sequence[Lot]) -> Iterator[Batch]:
    for number, lot in enumerate(lots):
        yield makers[number % len(makers)].make(lot)


def _aside(makers: Sequence[Maker], lots: Sequence[Lot]) -> Iterator[Batch]:
    """Let each maker work in a process of its own, so that the database takes one batch in while the next are made."""
    # A fork needs nothing handed over; it never touches the database and ends without cleaning up what is not its own.
    apart = get_context("fork")
    pipes, processes = [], []
    for share, maker in enumerate(makers):
        mine, its = apart.Pipe(duplex=False)
        process = apart.Process(target=_make, args=(maker, lots[share :: len(makers)], mine, its), daemon=True)
        process.start()
        its.close()
        pipes.append(mine)
        processes.append(process)
    try:
        for number in range(len(lots)):
            yield pipes[number % len(pipes)].recv()
    finally:
        for mine, process in zip(pipes, processes, strict=True):
            process.kill()  # where it is broken off they would wait for somebody who takes what they made
            process.join()
            mine.close()


def _make(maker: Maker, lots: Sequence[Lot], mine: Connection, its: Connection) -> None:
    mine.close()
    with suppress(BrokenPipeError):
        for lot in lots:
            its.send(maker.make(lot))
