"""The lodging notice, in a version for each change of the law."""

from datetime import date
from pathlib import Path

from dancu.casework.procedures import Notice, in_sequence
from dancu.declarations.domain.law import held
from dancu.declarations.words import texts_of
from dancu.kernel.working_days import TimeLimit
from dancu.procedures.lodging_notice import law
from dancu.residence.domain.acts import in_force

TEXTS = texts_of(Path(__file__).parent)


def under(since: date) -> Notice:
    """Return the procedure as the law has set it since a day."""
    return Notice(
        code="2.001159",
        slug="lodging-notice",
        since=since,
        field="G01-CA05",
        subsystem="stays",
        legal_basis=in_force(law.ACTS, since),
        texts=TEXTS,
        cases=("notice",),
        # As published: within the hour; here a notice is accepted in the moment in which it is sent.
        limits=(TimeLimit.hours(1),),
        channels=law.CHANNELS.on(since),
        unverified=held(law.DOUBTS, since),
        page="lodging-notify",
    )


PROCEDURES = in_sequence(*(under(day) for day in law.DAYS))
