"""Take in many persons at once, as lines of PostgreSQL's COPY; the caller's transaction makes it all or nothing."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from dancu.kernel.actor import Actor
from dancu.platform.events import publish
from dancu.platform.loading import copy
from dancu.population import events
from dancu.population.commands.chronicle import Chronicle
from dancu.population.commands.guarding import guard_copied
from dancu.population.domain.person import EventKind
from dancu.population.models import IssuedPin, NameWord

COLUMNS = (
    "id", "pin", "surname", "middle", "given", "search_key", "sort_key", "birth_year", "birth_month", "birth_day", "sex",
    "birth_place_unit_id", "birth_registration_unit_id", "home_town_unit_id", "ethnicity", "religion", "marital_status",
    "blood_group", "father_id", "mother_id", "spouse_id", "old_id_number", "occupation", "synthetic", "recorded_at",
)  # fmt: skip
"""The columns of a person's line, parted by tabs, in this order."""


def reserve_ids(*, count: int) -> int:
    """Keep `count` ids for an intake and return the first of them; nobody else gets one in between."""
    with connection.cursor() as cursor:
        # Reading the sequence and moving it on are two steps: whoever would add a person meanwhile waits.
        cursor.execute("LOCK TABLE population_person IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SELECT nextval(pg_get_serial_sequence('population_person', 'id'))")
        (first,) = cursor.fetchone()
        cursor.execute("SELECT setval(pg_get_serial_sequence('population_person', 'id'), %s)", [first + count - 1])
    return int(first)


def list_numbers() -> set[int]:
    """Return every number ever issued, as whole numbers: none of them may be given to anybody again."""
    return {int(number) for number in IssuedPin.objects.values_list("number", flat=True).iterator()}


def copy_people(persons: bytes, numbers: bytes, *, first: int, last: int, frozen: bool) -> None:
    """Issue the numbers of `numbers` and add the persons of `persons`, who bear them and have the ids from `first` to `last`.

    Frozen they come into a register that was laid bare, which means empty, and can be like nobody. Raises PossibleDuplicate.
    """
    copy("population_issuedpin", "number, issued_at", numbers, frozen=frozen)
    copy("population_person", ", ".join(COLUMNS), persons, frozen=frozen)
    if not frozen:
        guard_copied(first=first, last=last)


def learn_words(words: Iterable[str]) -> None:
    """Add words of names, where no trigger does."""
    NameWord.objects.bulk_create([NameWord(word=word) for word in sorted(words)], ignore_conflicts=True)


def note_intake(*, first: int, last: int, ground: str, by: Actor, at: datetime) -> None:
    """Write the one event of a batch and tell subscribers."""
    chronicle = Chronicle(on=at.date(), ground=ground, by=by, at=at)
    chronicle.write(EventKind.TAKEN_IN, None, after={"first": first, "last": last})
    publish(events.PersonsTakenIn(first=first, last=last, at=at))
