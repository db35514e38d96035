"""Whatever is asked in whatever order, the register stays whole, and its events tell how it came to be so."""

from collections import Counter, defaultdict
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders.places import a_commune, a_province
from tests.builders.population import AT, a_person
from tests.residence.replaying import Replay, stored

from dancu.kernel.actor import SYSTEM
from dancu.kernel.errors import DomainError
from dancu.places.domain.units import Address
from dancu.residence import commands
from dancu.residence.domain.absence import Category
from dancu.residence.domain.cancellation import CancelGround
from dancu.residence.domain.deletion import Basis
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EndGround, Ground, Joining, Kind
from dancu.residence.models import AbsencePeriod, Household, ResidenceEvent, ResidencePeriod

PEOPLE = 5
FIRST_DAY = date(2024, 1, 1)
WHO = {"by": SYSTEM, "at": AT}

people = st.integers(0, PEOPLE - 1)
several = st.lists(people, min_size=1, max_size=3, unique=True)
few = st.lists(people, min_size=1, max_size=2, unique=True)
places = st.integers(0, 3)
households = st.none() | st.integers(0, 9)
days = st.integers(0, 5).map(lambda n: FIRST_DAY + timedelta(n))
terms = st.sampled_from([30, 31, 45])


def one(name: str, **facts: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    return st.tuples(st.just(name), st.fixed_dictionaries({"on": days, **facts}))


acts = st.one_of(
    one("permanent", who=several, joins=households, place=places, successor=people),
    one("temporary", who=several, joins=households, place=places, successor=people, term=terms, alone=st.booleans()),
    one("extend", who=few, term=terms),
    one("expire", later=st.integers(0, 100)),
    one("delete", who=few, kind=st.sampled_from([Kind.PERMANENT, Kind.TEMPORARY]), successor=people),
    one("head", joins=st.integers(0, 9), successor=people),
    one("relate", joins=st.integers(0, 9), who=several),
    one("split", who=several, joins=st.integers(0, 9), into=households, successor=people),
    one("absent", who=several, place=st.none() | places, term=terms),
    one("return", who=several),
    one("current", who=several, place=places),
    one("rename", place=places, to=places),
    one("cancel", act=st.integers(0, 20)),
)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(course=st.lists(acts, max_size=14))
def test_no_course_of_events_breaks_the_register(course: list[tuple[str, dict[str, Any]]]) -> None:
    with transaction.atomic():
        ids = [a_person(born=str(1960 + n)).id for n in range(PEOPLE)]
        perform("permanent", {"on": FIRST_DAY, "who": [0, 1, 2], "joins": None, "place": 0, "successor": 0}, ids)
        for name, facts in course:
            with suppress(DomainError), transaction.atomic():
                perform(name, facts, ids)
            check_register()
        replayed = Replay(ResidenceEvent.objects.order_by("id"))
        assert (replayed.periods, replayed.households) == stored()
        transaction.set_rollback(True)


def perform(name: str, facts: dict[str, Any], ids: list[int]) -> None:
    known = list(Household.objects.order_by("id").values_list("id", flat=True))
    home = pick(known, facts.get("joins"))
    if name in ("permanent", "temporary"):
        register(name, facts, [ids[each] for each in facts["who"]], home, successors(known, facts))
    elif name in ("head", "relate", "split"):
        rearrange(name, facts, home, successors(known, facts), pick(known, facts.get("into")))
    else:
        perform_alone(name, facts, [ids[each] for each in facts.get("who", ())])


def register(name: str, facts: dict[str, Any], who: list[int], home: int | None, heads: dict[int, int]) -> None:
    to = {"household": home, "place": None if home else place(facts["place"]), "new_heads": heads, **WHO}
    on = facts["on"]
    if name == "permanent":
        commands.register_permanent(joining=joining(who, home), since=on, ground=Ground.OWN_DWELLING, **to)
        return
    alone = facts["alone"] and home is None
    commands.register_temporary(
        joining=[Joining(person) for person in who] if alone else joining(who, home), since=on,
        until=on + timedelta(facts["term"]), **to,
    )  # fmt: skip


def rearrange(name: str, facts: dict[str, Any], home: int | None, heads: dict[int, int], into: int | None) -> None:
    """Do something to a household with some of those who live in it."""
    living = members(home or 0)
    some = list(dict.fromkeys(pick(living, each) for each in facts.get("who", ()) if living))
    how = {"household": home or 0, "on": facts["on"], **WHO}
    match name:
        case "head":
            commands.change_head(new_head=heads.get(home or 0, 0), ground="test", **how)
        case "relate":
            commands.change_relations(relations=dict.fromkeys(some, Relation.CO_TENANT), ground="test", **how)
        case "split":
            commands.split_household(joining=joining(some, into), into=into, new_heads=heads, **how)


def successors(known: list[int], facts: dict[str, Any]) -> dict[int, int]:
    """Name somebody of each household who does not act himself, as far as there is anybody."""
    number = facts.get("successor", 0)
    return {home: pick(members(home), number) for home in known if members(home)}


def members(household: int) -> list[int]:
    rows = ResidencePeriod.objects.filter(household=household, end_ground="").order_by("person")
    return list(dict.fromkeys(rows.values_list("person_id", flat=True)))


def perform_alone(name: str, facts: dict[str, Any], who: list[int]) -> None:
    """Do what names people and no household."""
    on = facts["on"]
    match name:
        case "extend" | "expire" | "delete":
            end_or_extend(name, facts, who)
        case "absent":
            going: dict[str, Any] = {"country": "JPN"} if facts["place"] is None else {"place": place(facts["place"])}
            commands.declare_absence(
                person=who[0], category=Category.OTHER, since=on, until=on + timedelta(facts["term"]), reason="test",
                **going, **WHO,
            )  # fmt: skip
        case "return":
            commands.end_absence(person=who[0], on=on, **WHO)
        case "current":
            commands.declare_current(people=who, place=place(facts["place"]), since=on, **WHO)
        case "rename":
            old, new = place(facts["place"]), place(facts["to"])
            commands.change_addresses(unit=old.unit_id, lines={old.line: new.line}, on=on, ground="test", **WHO)
        case "cancel":
            done = list(dict.fromkeys(ResidenceEvent.objects.order_by("id").values_list("act", flat=True)))
            act = pick(done, facts["act"])
            if act:
                commands.cancel_registration(act=act, ground=CancelGround.WRONG_SUBJECT, on=on, **WHO)
        case _:
            raise AssertionError(name)


def end_or_extend(name: str, facts: dict[str, Any], who: list[int]) -> None:
    on = facts["on"]
    if name == "expire":
        commands.end_expired(on=on + timedelta(facts["later"]), at=AT)
    elif name == "delete":
        delete = commands.delete_permanent if facts["kind"] is Kind.PERMANENT else commands.delete_temporary
        heads = successors(list(Household.objects.values_list("id", flat=True)), facts)
        delete(people=who, ground=EndGround.DWELLING_GONE, basis=Basis.DECLARED, on=on, new_heads=heads, **WHO)
    else:
        last = ResidencePeriod.objects.filter(person=who[0], kind=Kind.TEMPORARY).order_by("-since").first()
        until = last.until if last and last.until else on
        term = timedelta(facts["term"])
        commands.extend_temporary(people=who, until=until + term, asked_on=until - timedelta(1), **WHO)


def pick(known: list[Any], number: int | None) -> Any:
    """Return one of several by any number, nothing for None."""
    return known[number % len(known)] if number is not None and known else None


def joining(who: list[int], household: int | None) -> list[Joining]:
    return [
        Joining(person, Relation.HEAD if first == 0 and household is None else Relation.GUEST)
        for first, person in enumerate(who)
    ]


def place(number: int) -> Address:
    """Return one of two addresses in each of two communes."""
    other = a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79"))
    return Address((a_commune() if number < 2 else other).id, f"Số {number}")


def check_register() -> None:
    """Hold the promises of the room against everything that is stored."""
    chains = defaultdict(list)
    for row in [*ResidencePeriod.objects.order_by("since"), *AbsencePeriod.objects.order_by("since")]:
        chains[row.person_id, getattr(row, "kind", "absence")].append(row)
    for (_, kind), rows in chains.items():
        assert rows[0].previous_until is None
        assert all(one.until and one.until <= other.since for one, other in pairwise(rows))
        assert all(one.until == other.previous_until for one, other in pairwise(rows))
        assert kind in (Kind.TEMPORARY, "absence") or all(bool(row.end_ground) == bool(row.until) for row in rows)
    check_households()


def check_households() -> None:
    open_homes = {home.pk: home for home in Household.objects.filter(closed_on__isnull=True)}
    standing = ResidencePeriod.objects.filter(end_ground="", household__isnull=False)
    assert {row.household_id for row in standing if row.kind == Kind.PERMANENT} == {
        home.pk for home in open_homes.values() if home.kind == Kind.PERMANENT
    }
    heads = Counter((row.household_id, row.person_id) for row in standing if row.relation == Relation.HEAD)
    assert heads == Counter((home.pk, home.head_id) for home in open_homes.values())
    assert {row.household_id for row in standing} <= open_homes.keys()
