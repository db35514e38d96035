"""A marriage that is corrected in one record is corrected in the other too."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.builders.population import AT, a_person
from tests.builders.threads import at_once

from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.errors import DomainError
from dancu.kernel.sex import Sex
from dancu.population import commands, queries
from dancu.population.commands import NOBODY, KinOf
from dancu.population.domain.facts import Facts, Way
from dancu.population.domain.person import EventKind, KinRole, MaritalStatus, PersonCard
from dancu.population.models import PersonEvent

READ: dict[str, Any] = {"purpose": Purpose.REGISTER_CHANGE, "by": SYSTEM, "at": AT}
ON = date(2026, 11, 20)
LATER = AT + timedelta(hours=1)
DIVORCED, MARRIED, SINGLE = MaritalStatus.DIVORCED, MaritalStatus.MARRIED, MaritalStatus.SINGLE
pytestmark = pytest.mark.django_db


def correct(person: PersonCard, way: Way = Way.CHANGED, **facts: Any) -> None:
    said = {"ground": "Trích lục ghi chú ly hôn số 3", "by": SYSTEM, "at": LATER}
    commands.correct_person(person=person.id, facts=Facts(**facts), way=way, on=ON, **said)  # type: ignore[arg-type]


def state(person: PersonCard) -> tuple[MaritalStatus, list[int]]:
    """Return somebody's marital status, and who his spouse in the register is."""
    kin = queries.list_kin(person=person.id, **READ)
    spouses = [each.person.id for each in kin if each.role is KinRole.SPOUSE and each.person]
    return queries.get_person(id=person.id, **READ).marital_status, spouses


def a_couple() -> tuple[PersonCard, PersonCard]:
    man = a_person(born="1985")
    return man, a_person(born="1986", sex=Sex.FEMALE, spouse=man)


def test_a_wedding_stands_in_both_records() -> None:
    man, woman = a_person(), a_person(sex=Sex.FEMALE)
    correct(man, spouse=KinOf(id=woman.id))
    assert state(man) == (MARRIED, [woman.id])
    assert state(woman) == (MARRIED, [man.id])
    assert PersonEvent.objects.filter(person=woman.id, kind=EventKind.CHANGED).exists()


def test_a_divorce_ends_in_both() -> None:
    man, woman = a_couple()
    correct(woman, marital_status=DIVORCED)
    assert state(man) == state(woman) == (DIVORCED, [])


def test_as_known_before_both_were_married() -> None:
    man, woman = a_couple()
    correct(woman, marital_status=DIVORCED)
    for person in (man, woman):
        then = queries.person_as_of(person=person.id, on=AT.date(), known_at=AT, **READ)
        assert then is not None
        assert then.marital_status is MARRIED


def test_of_a_marriage_that_never_was_the_other_ones_status_is_not_known() -> None:
    man, woman = a_couple()
    correct(woman, Way.RECTIFIED, marital_status=SINGLE)
    assert state(woman) == (SINGLE, [])
    assert state(man) == (MaritalStatus.UNKNOWN, [])


def test_who_was_entered_wrongly_makes_room_for_who_is_meant() -> None:
    (man, wrong), meant = a_couple(), a_person(sex=Sex.FEMALE)
    correct(man, Way.RECTIFIED, spouse=KinOf(id=meant.id))
    assert state(man) == (MARRIED, [meant.id])
    assert state(meant) == (MARRIED, [man.id])
    assert state(wrong) == (MaritalStatus.UNKNOWN, [])


def test_a_spouse_outside_the_register_is_kept_by_name() -> None:
    man = a_person()
    correct(man, spouse=KinOf(name="Jane Roe"))
    kin = {each.role: each.name for each in queries.list_kin(person=man.id, **READ)}
    assert kin == {KinRole.SPOUSE: "Jane Roe"}


def test_a_widow_marries_again_and_the_dead_keeps_his_record() -> None:
    (man, woman), second = a_couple(), a_person()
    commands.record_death(person=man.id, on=ON, ground="Trích lục khai tử", by=SYSTEM, at=AT)
    correct(woman, spouse=KinOf(id=second.id))
    assert state(woman) == (MARRIED, [second.id])
    assert state(man)[1] == [woman.id]


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"spouse": "self"}, commands.OwnSpouse),
        ({"spouse": "married"}, commands.AlreadyMarried),
        ({"spouse": "free", "marital_status": SINGLE}, commands.SpouseOfUnmarried),
    ],
)
def test_what_cannot_be_is_refused(facts: dict[str, Any], refusal: type[DomainError]) -> None:
    person, (_, married) = a_person(), a_couple()
    who = {"self": person, "married": married, "free": a_person()}[facts["spouse"]]
    with pytest.raises(refusal):
        correct(person, **facts | {"spouse": KinOf(id=who.id)})


def test_who_is_married_marries_nobody_else() -> None:
    (man, _), other = a_couple(), a_person(sex=Sex.FEMALE)
    with pytest.raises(commands.AlreadyMarried):
        correct(man, spouse=KinOf(id=other.id))


def test_nobody_named_ends_nothing_that_was_not_there() -> None:
    with pytest.raises(commands.NothingToCorrect):
        correct(a_person(), spouse=NOBODY)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_marry_the_same_at_once_one_is_told() -> None:
    bride, one, other = a_person(sex=Sex.FEMALE), a_person(), a_person()
    results = at_once([lambda who=who: correct(who, spouse=KinOf(id=bride.id)) for who in (one, other)])  # type: ignore[misc]
    assert sorted(type(each).__name__ for each in results) == ["AlreadyMarried", "NoneType"]
