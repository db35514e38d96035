"""Look a foreigner up by a number of his: what the immigration authority told, and where he was a guest."""

from dataclasses import dataclass
from datetime import datetime

from dancu.kernel.actor import Actor
from dancu.offices.domain.rights import SEE_PERSONS
from dancu.offices.queries import OfficerView
from dancu.population import queries as population
from dancu.population.domain.foreigners import ForeignerRecord
from dancu.residence.queries.looking_up import Stated, stated_purpose
from dancu.residence.queries.stays import StayView, list_stays_of_foreigner


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignerFound:
    record: ForeignerRecord
    stays: tuple[StayView, ...]
    """Of whom notice was given by his passport, the latest first."""


def find_foreigners(
    number: str, *, stated: Stated, officer: OfficerView, by: Actor, at: datetime
) -> tuple[ForeignerFound, ...]:
    """Return who bears a number, as an officer who may open records sees them; to others nobody is shown.

    Raises LookUpDenied, PurposeMissing or ReferenceMissing.
    """
    purpose = stated_purpose(stated, officer, beyond=False)
    if not officer.may(SEE_PERSONS):
        return ()
    found = population.find_foreigners(number=number, purpose=purpose, by=by, at=at)
    return tuple(
        ForeignerFound(record=each, stays=list_stays_of_foreigner(each, purpose=purpose, by=by, at=at))
        for each in found
    )
