from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from tests.builders.population import AT, a_person, card

from dancu.audit.models import AuditRow
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.pin import Pin
from dancu.kernel.sex import Sex
from dancu.population import commands, queries
from dancu.population.domain.person import KinRole, Life
from dancu.population.models import IssuedPin, Person, PersonEvent

READ = {"purpose": Purpose.FILING, "by": SYSTEM, "at": AT}
pytestmark = pytest.mark.django_db


def test_a_person_gets_a_number_of_his_province_year_and_sex() -> None:
    person = a_person(born="02/09/2001", sex=Sex.FEMALE, province="079")
    assert person.pin.startswith("079301")
    assert person.pin.matches(person.born, Sex.FEMALE)


def test_a_number_once_issued_is_never_issued_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([5, 5, 6])
    monkeypatch.setattr("secrets.randbelow", lambda _: next(drawn))
    first = commands.allocate_pin(province="001", birth_year=1990, sex=Sex.MALE, at=AT)
    second = commands.allocate_pin(province="001", birth_year=1990, sex=Sex.MALE, at=AT)
    assert (first, second) == ("001090000005", "001090000006")


def test_the_last_free_number_is_found_and_then_the_numbers_are_exhausted() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO population_issuedpin (number, issued_at) "
            "SELECT '002090' || lpad(n::text, 6, '0'), now() FROM generate_series(0, 999999) AS n WHERE n <> 271828"
        )
    assert commands.allocate_pin(province="002", birth_year=1990, sex=Sex.MALE, at=AT) == "002090271828"
    with pytest.raises(commands.NumbersExhausted):
        commands.allocate_pin(province="002", birth_year=1990, sex=Sex.MALE, at=AT)


def test_nobody_bears_a_number_that_was_not_issued() -> None:
    person = a_person()
    with pytest.raises(DatabaseError, match="only_issued_numbers_are_borne"):
        Person.objects.filter(id=person.id).update(pin="001090999999")


@pytest.mark.django_db(transaction=True)
def test_two_who_draw_the_same_number_at_once_get_different_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    draws = iter([7, 7, 8, 9])
    monkeypatch.setattr("secrets.randbelow", lambda _: next(draws))

    def draw(_: int) -> Pin:
        try:
            with transaction.atomic():
                return commands.allocate_pin(province="001", birth_year=1990, sex=Sex.MALE, at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        numbers = list(pool.map(draw, range(2)))
    assert len(set(numbers)) == 2


def test_an_annulled_number_leads_to_its_successor() -> None:
    person = a_person()
    IssuedPin.objects.create(number="001090000001", issued_at=AT, annulled_at=AT, successor_id=person.pin)
    assert queries.get_person(number="001090000001", **READ).id == person.id


def test_people_are_found_by_several_numbers_and_each_is_audited() -> None:
    one, other = a_person(), a_person()
    for former, successor in (("001090000002", one.pin), ("001090000001", "001090000002")):
        IssuedPin.objects.create(number=former, issued_at=AT, annulled_at=AT, successor_id=successor)
    found = queries.find_people(numbers=["001090000001", str(other.pin), "001090123456"], **READ)
    assert {pin: person.id for pin, person in found.items()} == {"001090000001": one.id, str(other.pin): other.id}
    shown = AuditRow.objects.filter(act="population.person_read", facts={"fields": "record"})
    assert sorted(shown.values_list("subject_id", flat=True)) == sorted([str(one.id), str(other.id)])


def test_an_unknown_number_is_refused_or_found_to_be_nobodys() -> None:
    assert queries.find_person(number="001090123456", **READ) is None
    with pytest.raises(queries.NoSuchPerson):
        queries.get_person(number="001090123456", **READ)


def test_an_old_number_that_two_records_bear_finds_nobody() -> None:
    person = a_person(old_id_number="012345678")
    assert queries.find_person(number="012345678", **READ) == queries.get_person(id=person.id, **READ)
    a_person(old_id_number="012345678")
    assert queries.find_person(number="012345678", **READ) is None


def test_an_old_number_is_one_s_own_only_while_nobody_else_bears_it() -> None:
    person = a_person(old_id_number="012345678")
    assert queries.list_numbers_of(id=person.id, **READ) == {person.pin, "012345678"}
    a_person(old_id_number="012345678")
    assert queries.list_numbers_of(id=person.id, **READ) == {person.pin}


def test_every_read_of_a_person_leaves_a_row_in_the_audit() -> None:
    person = a_person()
    before = AuditRow.objects.count()
    queries.get_person(number=person.pin, **READ)
    row = AuditRow.objects.order_by("id").last()
    assert AuditRow.objects.count() == before + 1
    assert row is not None
    assert (row.act, row.purpose, row.subject_id) == ("population.person_read", "filing", str(person.id))


def test_kin_are_what_the_links_of_the_register_say() -> None:
    grandmother = a_person(born="1940", sex=Sex.FEMALE)
    father = a_person(born="1965", mother=grandmother)
    mother = a_person(born="1967", sex=Sex.FEMALE, spouse=father)
    child, sibling = (a_person(born=year, father=father, mother=mother) for year in ("1990", "1993"))
    wife = a_person(born="1991", sex=Sex.FEMALE, spouse=child)
    grandchild = a_person(born="2019", father=child, mother=wife)
    guardian = a_person(born="1970")
    commands.appoint_guardian(
        ward=child.id, guardian=guardian.id, since=date(2020, 1, 1), ground="test", by=SYSTEM, at=AT
    )
    kin = {
        relative.person.id: relative.role for relative in queries.list_kin(person=child.id, **READ) if relative.person
    }
    assert kin == {
        father.id: KinRole.FATHER,
        mother.id: KinRole.MOTHER,
        wife.id: KinRole.SPOUSE,
        grandchild.id: KinRole.CHILD,
        sibling.id: KinRole.SIBLING,
        grandmother.id: KinRole.GRANDPARENT,
        guardian.id: KinRole.GUARDIAN,
    }
    assert queries.find_kinship(person=grandmother.id, other=child.id) is KinRole.GRANDCHILD
    assert queries.find_kinship(person=guardian.id, other=child.id) is KinRole.WARD
    assert queries.find_kinship(person=guardian.id, other=wife.id) is None


def test_a_parent_who_is_not_in_the_register_is_known_by_name() -> None:
    identifier = commands.register_person(
        name=card(a_person().id).name,
        born=PartialDate(2000),
        sex=Sex.MALE,
        province="001",
        father=commands.KinOf(name="Lê Văn Xa", number="012345678"),
        ground="test",
        by=SYSTEM,
        at=AT,
    )
    assert [(kin.role, kin.name, kin.number) for kin in queries.list_kin(person=identifier, **READ)] == [
        (KinRole.FATHER, "Lê Văn Xa", "012345678")
    ]


def test_nobody_becomes_guardian_twice_and_nobody_dies_twice() -> None:
    ward, guardian = a_person(born="2015"), a_person()
    appoint = {
        "ward": ward.id,
        "guardian": guardian.id,
        "since": date(2026, 1, 1),
        "ground": "test",
        "by": SYSTEM,
        "at": AT,
    }
    commands.appoint_guardian(**appoint)  # type: ignore[arg-type]
    with pytest.raises(commands.AlreadyGuardian):
        commands.appoint_guardian(**appoint)  # type: ignore[arg-type]
    commands.record_death(person=guardian.id, on=date(2026, 5, 1), ground="test", by=SYSTEM, at=AT)
    assert card(guardian.id).life is Life.DEAD
    with pytest.raises(commands.AlreadyDead):
        commands.record_death(person=guardian.id, on=date(2026, 5, 1), ground="test", by=SYSTEM, at=AT)


def test_an_event_of_a_person_can_be_neither_changed_nor_deleted() -> None:
    a_person()
    for act in (lambda: PersonEvent.objects.update(ground="other"), lambda: PersonEvent.objects.all().delete()):
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
            act()
