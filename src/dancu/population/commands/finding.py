"""Find, at night, whom the register may have twice: those who are new or were corrected, against everybody."""

from datetime import datetime, timedelta
from importlib.util import find_spec

from django.utils.timezone import localtime

from dancu.places.queries import directory
from dancu.platform import statement
from dancu.population.commands.reviewing import note_pairs
from dancu.population.domain.person import EventKind

BACK = timedelta(days=7)
"""How far a night looks back, so that nights that were missed are made up for."""
_TELLING = [
    EventKind.REGISTERED.value,
    EventKind.CHANGED.value,
    EventKind.RECTIFIED.value,
    EventKind.PARENT_RECOGNISED.value,
]
"""After these somebody may be like another who was not before."""
_NEW = """
    select distinct person_id from population_personevent where at >= %(since)s and kind = any(%(telling)s)
    union
    select person.id from population_personevent as intake
    join population_person as person
        on person.id between (intake.after ->> 'first')::bigint and (intake.after ->> 'last')::bigint
    where intake.at >= %(since)s and intake.kind = %(taken_in)s
"""
_SETTLED = "select one_id, other_id from population_likelypair where state <> 'waiting'"


def can_link() -> bool:
    """Tell whether what linkage needs is installed here."""
    return find_spec("splink") is not None and find_spec("duckdb") is not None


def find_duplicates(*, since: datetime | None, at: datetime) -> int:
    """Note whom the register may have twice among those who came or were corrected since; without a day among all.

    What officers have settled stays as it is. Returns how many pairs wait for them that were found now.
    """
    # Heavy, and needed by nobody else.
    from dancu.population.linkage import extract, linking, model, traits

    new = None
    if since is not None:
        asked = {"since": since, "telling": _TELLING, "taken_in": EventKind.TAKEN_IN.value}
        new = [person for (person,) in statement.rows(_NEW, **asked)]
        if not new:
            return 0
    everybody = traits.traits_of(extract.people(), places=directory(), on=localtime(at).date())
    weighed = model.load()
    found = linking.link_all(everybody, weighed) if new is None else linking.link_new_ones(everybody, weighed, new=new)
    settled = set(statement.rows(_SETTLED))
    pairs = [pair for pair in found if (pair.one, pair.other) not in settled]
    note_pairs(pairs, at=at)
    return len(pairs)
