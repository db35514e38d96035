"""Whatever is asked in whatever order, the register stays whole."""

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders.places import a_commune
from tests.builders.population import AT, a_person

from dancu.kernel.actor import SYSTEM
from dancu.kernel.errors import DomainError
from dancu.places.domain.units import Address
from dancu.residence import commands
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Ground, Joining, Kind
from dancu.residence.models import Household, ResidencePeriod

PEOPLE = 5
PLACES = 3
FIRST_DAY = date(2024, 1, 1)

people = st.integers(0, PEOPLE - 1)
days = st.integers(0, 5).map(lambda n: FIRST_DAY + timedelta(n))
moves = st.fixed_dictionaries(
    {
        "who": st.lists(people, min_size=1, max_size=3, unique=True),
        "joins": st.none() | st.integers(0, 9),
        "place": st.integers(0, PLACES - 1),
        "since": days,
        "successor": people,
    }
)
successions = st.fixed_dictionaries({"household": st.integers(0, 9), "new_head": people, "on": days})


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(moves | successions, max_size=12))
def test_no_course_of_events_breaks_the_register(acts: list[dict[str, object]]) -> None:
    with transaction.atomic():
        ids = [a_person(born=str(1960 + n)).id for n in range(PEOPLE)]
        for act in acts:
            with suppress(DomainError):
                perform(act, ids)
            check_register()
        transaction.set_rollback(True)


def perform(act: dict[str, object], ids: list[int]) -> None:
    households = list(Household.objects.order_by("id").values_list("id", flat=True))
    if "new_head" in act:
        index, new_head = int(str(act["household"])), int(str(act["new_head"]))
        if index < len(households):
            commands.change_head(
                household=households[index],
                new_head=ids[new_head],
                on=act["on"],  # type: ignore[arg-type]
                ground="test",
                by=SYSTEM,
                at=AT,
            )
        return
    who: list[int] = act["who"]  # type: ignore[assignment]
    joins = act["joins"]
    joined = households[joins] if isinstance(joins, int) and joins < len(households) else None
    commands.register_permanent(
        joining=[
            Joining(ids[person], Relation.HEAD if place == 0 and joined is None else Relation.GUEST)
            for place, person in enumerate(who)
        ],
        household=joined,
        place=None if joined else Address(a_commune().id, f"Số {act['place']}"),
        since=act["since"],  # type: ignore[arg-type]
        ground=Ground.OWN_DWELLING,
        new_heads=dict.fromkeys(households, ids[int(str(act["successor"]))]),
        by=SYSTEM,
        at=AT,
    )


def check_register() -> None:
    """Hold the promises of the room against everything that is stored."""
    by_person: dict[int, list[ResidencePeriod]] = {}
    for period in ResidencePeriod.objects.filter(kind=Kind.PERMANENT).order_by("person", "since"):
        by_person.setdefault(period.person_id, []).append(period)
    for periods in by_person.values():
        assert all(earlier.until and earlier.until <= later.since for earlier, later in pairwise(periods))
        assert periods[-1].until is None
    heads = Counter(
        ResidencePeriod.objects.filter(until__isnull=True, relation=Relation.HEAD).values_list("household", "person")
    )
    homes = Household.objects.filter(closed_on__isnull=True)
    assert heads == Counter((home.pk, home.head_id) for home in homes)
    lived_in = set(ResidencePeriod.objects.filter(until__isnull=True).values_list("household", flat=True))
    assert lived_in == {home.pk for home in homes}
