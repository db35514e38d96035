from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, F
from pytest_django import DjangoDbBlocker
from tests.builders.population import AT

from dancu.kernel.dates import PartialDate
from dancu.kernel.names import PersonName, fold, sort_key
from dancu.kernel.pin import PROVINCES, Pin
from dancu.kernel.sex import Sex
from dancu.places.commands import load_units
from dancu.places.queries import forget_directory
from dancu.platform.loading import bare
from dancu.population import commands as register
from dancu.population.models import IssuedPin, NameWord, Person, PersonEvent
from dancu.population.synthetic import naming
from dancu.population.synthetic import tables as proportions
from dancu.residence.domain.relations import Relation
from dancu.residence.models import Household, ResidenceEvent, ResidencePeriod
from dancu.residence.synthetic import generate, loading, pick_demo_people
from dancu.residence.synthetic.country import SHOWN

COUNT = 3000
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _units(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Lay the units and the people of seed 7 once; each test undoes its own doings only."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_units()
        yield
        transaction.set_rollback(True)
    forget_directory()


@pytest.fixture(scope="module")
def _people(_units: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        generate(count=COUNT, seed=7, at=AT)
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


def facts() -> list[tuple[object, ...]]:
    """Return what everybody is called and where he lives, free of ids."""
    return list(
        ResidencePeriod.objects.filter(until__isnull=True)
        .order_by("person")
        .values_list(
            "person__search_key", "person__birth_year", "person__sex", "unit__code", "address_line", "relation", "since"
        )
    )


@pytest.mark.usefixtures("_units")
def test_a_great_load_lays_the_tables_bare_and_dresses_them_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def checks() -> set[tuple[str, str]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint")
            constraints = set(cursor.fetchall())
            cursor.execute("SELECT tablename::text, indexdef FROM pg_indexes WHERE schemaname = 'public'")
            constraints |= set(cursor.fetchall())
            cursor.execute(
                "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
            )
            return constraints | set(cursor.fetchall())

    monkeypatch.setattr(loading, "MANY", 500)
    before = checks()
    generate(count=600, seed=3, at=AT)
    assert checks() == before
    assert len(facts()) == 600
    everybody_is_findable()


def everybody_is_findable() -> None:
    """Assert that periods bear the names of their persons, and that every word of a name is known."""
    periods = ResidencePeriod.objects.exclude(name_key=F("person__search_key"), birth_year=F("person__birth_year"))
    assert not periods.exists()
    borne = {word for key in Person.objects.values_list("search_key", flat=True) for word in key.split()}
    assert borne <= set(NameWord.objects.values_list("word", flat=True))


@pytest.mark.usefixtures("_people")
def test_a_small_load_is_findable_too() -> None:
    everybody_is_findable()


def test_an_intake_keeps_its_ids_to_itself() -> None:
    first = register.reserve_ids(count=2)
    assert register.reserve_ids(count=1) == first + 2


def test_what_breaks_a_key_of_a_bare_table_is_refused_when_it_is_dressed() -> None:
    tables = ["population_issuedpin", "population_person"]
    load = (
        "INSERT INTO population_issuedpin (number, issued_at) VALUES ('001090000001', now()), ('001090000001', now())"
    )
    with pytest.raises(IntegrityError, match="duplicated"), bare(tables), connection.cursor() as cursor:
        cursor.execute(load)


@pytest.mark.usefixtures("_people")
def test_exactly_so_many_people_enter_with_a_home_each_and_say_that_they_are_made_up() -> None:
    assert Person.objects.filter(synthetic=True).count() == COUNT
    assert len(facts()) == COUNT
    assert IssuedPin.objects.count() == COUNT


@pytest.mark.usefixtures("_people")
def test_the_same_seed_again_brings_the_same_people_under_other_numbers() -> None:
    first = facts()
    progress: list[int] = []
    assert generate(count=COUNT, seed=7, at=AT, progress=progress.append) == 2 * COUNT
    connection.check_constraints()
    assert facts()[COUNT:] == first
    assert Person.objects.values("pin").distinct().count() == 2 * COUNT
    assert progress[-1] == COUNT


@pytest.mark.usefixtures("_units")
def test_another_seed_brings_other_people() -> None:
    generate(count=100, seed=1, at=AT)
    generate(count=100, seed=2, at=AT)
    assert facts()[:100] != facts()[100:]


@pytest.mark.usefixtures("_people")
def test_every_number_fits_its_bearer_and_every_key_his_name() -> None:
    for person in Person.objects.all():
        assert Pin(person.pin).matches(
            PartialDate(person.birth_year, person.birth_month, person.birth_day), Sex(person.sex)
        )
        assert person.pin[:3] in PROVINCES
        name = PersonName(person.surname, person.middle, person.given)
        assert (person.search_key, person.sort_key) == (fold(name.full), sort_key(name))


@pytest.mark.usefixtures("_people")
def test_every_household_has_its_head_among_its_members_and_nobody_is_registered_before_his_birth() -> None:
    heads = set(
        ResidencePeriod.objects.filter(until__isnull=True, relation=Relation.HEAD).values_list("household", "person")
    )
    assert heads == set(Household.objects.values_list("id", "head"))
    assert not ResidencePeriod.objects.filter(since__year__lt=F("person__birth_year")).exists()
    sizes = Counter(Household.objects.values_list("id").annotate(size=Count("code")).values_list("size", flat=True))
    assert sum(sizes.values()) == Household.objects.count()


@pytest.mark.usefixtures("_people")
def test_kin_are_believable() -> None:
    for child in Person.objects.filter(mother__isnull=False).select_related("mother", "father"):
        assert child.mother is not None
        assert child.mother.sex == Sex.FEMALE
        assert 15 <= child.birth_year - child.mother.birth_year <= 52
        assert child.father is None or child.father.spouse_id == child.mother_id
    for husband in Person.objects.filter(spouse__isnull=False, sex=Sex.MALE).select_related("spouse"):
        assert husband.spouse is not None
        assert (husband.spouse.spouse_id, husband.spouse.sex) == (husband.pk, Sex.FEMALE)


@pytest.mark.usefixtures("_people")
def test_some_moved_and_some_live_elsewhere_for_a_time() -> None:
    periods = ResidencePeriod.objects.all()
    assert periods.filter(kind="permanent", until__isnull=False).count() > COUNT / 20
    temporary = periods.filter(kind="temporary")
    assert temporary.count() > COUNT / 100
    assert all(period.until and (period.until - period.since).days <= 731 for period in temporary)


@pytest.mark.usefixtures("_people")
def test_a_batch_is_one_event() -> None:
    assert PersonEvent.objects.count() == ResidenceEvent.objects.count() == 1


@pytest.mark.usefixtures("_people")
def test_demo_people_are_adults_of_different_households_and_always_the_same() -> None:
    chosen = pick_demo_people(at=AT)
    assert len(chosen) >= 4
    assert len({person.household.id for person in chosen}) == len(chosen)
    assert all(person.person.is_adult(date(2026, 11, 24)) for person in chosen)
    family = chosen[0]
    assert family.household.code.startswith(SHOWN[0])
    assert {member.relation for member in family.others} >= {Relation.CHILD}
    assert pick_demo_people(at=AT) == chosen


def test_every_people_and_province_of_the_tables_is_one_of_the_country() -> None:
    from dancu.platform import codelists

    peoples = {row["name"] for row in codelists.rows("ethnic_groups")}
    in_provinces = {name for _, line in proportions.PROVINCES.values() for name, _ in naming.weighted(line)}
    assert set(proportions.SURNAMES) == peoples - {"Kinh"} == in_provinces
    assert len(proportions.PROVINCES) == 34
