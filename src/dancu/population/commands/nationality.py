"""Enter nationalities: the Vietnamese one regained, others beside the first one; and what is no civil status."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from dancu.kernel.actor import Actor
from dancu.kernel.errors import Conflict, Invalid
from dancu.places.queries import list_countries
from dancu.population.commands.chronicle import Chronicle
from dancu.population.commands.correcting import NothingToCorrect, enter
from dancu.population.commands.persons import hold_people
from dancu.population.domain.person import VIETNAM, BloodGroup, EventKind
from dancu.population.models import Person

DETAILS = ("blood_group", "occupation", "workplace", "education", "passport_number", "passport_until", "phone", "email")


class NotLost(Conflict):
    """The register does not say that this person lost Vietnamese nationality. Check the number again."""

    code = "population.not_lost"


class UnknownCountry(Invalid):
    """No country has this code. Check it."""

    code = "population.unknown_country"


class HasNationality(Conflict):
    """The register says already that this person has this nationality."""

    code = "population.has_nationality"


class HasNotNationality(Conflict):
    """The register does not know that this person has this nationality. Check the country."""

    code = "population.has_not_nationality"


class UnknownBloodGroup(Invalid):
    """Blood groups are A, B, AB and O."""

    code = "population.unknown_blood_group"


@transaction.atomic
def record_nationality_regained(
    *, person: int, keeps_other: bool, on: date, ground: str, by: Actor, at: datetime
) -> None:
    """Enter that somebody is a Vietnamese citizen again, and whether he keeps the nationality that he has.

    Raises NoSuchPerson or NotLost.
    """
    row = _held(person)
    if row.nationality_lost_on is None:
        raise NotLost
    after: dict[str, object] = {"nationality": VIETNAM, "nationality_lost_on": None}
    if keeps_other and row.nationality:
        kept = {"country": row.nationality, "since": None, "until": None}
        after["other_nationalities"] = [*(row.other_nationalities or ()), kept]
    enter(row, after, EventKind.NATIONALITY_REGAINED, Chronicle(on=on, ground=ground, by=by, at=at))


@transaction.atomic
def add_nationality(
    *, person: int, country: str, since: date | None, on: date, ground: str, by: Actor, at: datetime
) -> None:
    """Enter a nationality that somebody has beside the first one, since a day that may not be known.

    Raises NoSuchPerson, UnknownCountry or HasNationality.
    """
    row = _held(person)
    if country != VIETNAM and country not in list_countries():
        raise UnknownCountry
    others = list(row.other_nationalities or ())
    if country == row.nationality or any(each["country"] == country and not each["until"] for each in others):
        raise HasNationality
    others.append({"country": country, "since": since.isoformat() if since else None, "until": None})
    _enter_others(row, others, Chronicle(on=on, ground=ground, by=by, at=at))


@transaction.atomic
def end_nationality(*, person: int, country: str, on: date, ground: str, by: Actor, at: datetime) -> None:
    """Enter that somebody has a nationality beside the first one no more; raises NoSuchPerson or HasNotNationality."""
    row = _held(person)
    others = [dict(each) for each in row.other_nationalities or ()]
    had = next((each for each in others if each["country"] == country and not each["until"]), None)
    if had is None:
        raise HasNotNationality
    had["until"] = on.isoformat()
    _enter_others(row, others, Chronicle(on=on, ground=ground, by=by, at=at))


@transaction.atomic
def record_details(
    *, person: int, details: Mapping[str, str | date | None], on: date, ground: str, by: Actor, at: datetime
) -> None:
    """Enter what is no civil status, by the names of DETAILS.

    Raises NoSuchPerson, UnknownBloodGroup or NothingToCorrect.
    """
    row = _held(person)
    if details.get("blood_group", "") not in set(BloodGroup):
        raise UnknownBloodGroup
    after = {name: details[name] for name in DETAILS if name in details and getattr(row, name) != details[name]}
    if not after:
        raise NothingToCorrect
    enter(row, after, EventKind.DETAILS_ENTERED, Chronicle(on=on, ground=ground, by=by, at=at))


def _held(person: int) -> Person:
    hold_people(ids=[person])
    return Person.objects.get(id=person)


def _enter_others(row: Person, others: list[dict[str, str | None]], chronicle: Chronicle) -> None:
    enter(row, {"other_nationalities": others}, EventKind.OTHER_NATIONALITY, chronicle)
