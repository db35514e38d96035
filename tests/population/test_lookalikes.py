"""Who may be one person, and that nobody enters the register unseen."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from tests.builders.population import AT, a_person
from tests.builders.threads import at_once

import dancu
from dancu.audit.models import AuditRow
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.names import PersonName, fold, sort_key
from dancu.kernel.sex import Sex
from dancu.population import commands, queries
from dancu.population.commands import Another, KinOf, PossibleDuplicate
from dancu.population.domain.lookalikes import Described, Sign, sign
from dancu.population.models import Person, PersonEvent

READ = {"purpose": Purpose.OPERATIONS, "by": SYSTEM, "at": AT}


def described(name: str = "Lê Thị Hòa", born: str = "05/03/1990", sex: Sex = Sex.FEMALE, **facts: str) -> Described:
    return Described(name=PersonName.parse(name), born=PartialDate.parse(born), sex=sex, **facts)


@pytest.mark.parametrize(
    "other",
    [
        described(),
        described("LÊ THỊ HOÀ"),
        described("Le Thi Hoa"),
        described(born="1990"),
        described(born="03/1990"),
        described(born="03/05/1990"),
        described(mother="Phạm Thị Mẹ"),
    ],
    ids=["the same", "tone elsewhere", "no accents", "a year", "a month", "day for month", "one mother known"],
)
def test_two_may_be_one_person_however_written_while_nothing_tells_them_apart(other: Described) -> None:
    assert sign(described(), other) is sign(other, described()) is Sign.NAME_AND_BIRTH


@pytest.mark.parametrize(
    "other",
    [
        described("Lê Thị Hoa"),
        described("Lê Thị Hòa An"),
        described(born="06/03/1990"),
        described(born="1991"),
        described(sex=Sex.MALE),
        described(mother="Phạm Thị Mẹ", father="Lê Văn Hai"),
    ],
    ids=["another tone", "another word", "another day", "another year", "another sex", "another father"],
)
def test_what_is_known_of_both_tells_two_apart(other: Described) -> None:
    one = described(mother="Pham Thi Me", father="Lê Văn Ba")
    assert sign(one, other) is sign(other, one) is None


def test_an_old_number_is_one_person_s_whatever_else_differs() -> None:
    one, other = described(old_id_number="012345678"), described("Lê Hòa", "1957", old_id_number="012345678")
    assert sign(one, other) is Sign.OLD_NUMBER
    assert sign(described("Lê An"), described("Lê Bình")) is None


def entry(**facts: Any) -> dict[str, Any]:
    known = {"name": PersonName.parse("Lê Thị Hòa"), "born": PartialDate(1990, 3, 5), "sex": Sex.FEMALE}
    return {**known, "province": "001", "ground": "test", "by": SYSTEM, "at": AT, **facts}


@pytest.mark.django_db
class TestTheDoor:
    def test_who_may_be_there_already_is_not_entered_and_no_number_is_spent(self) -> None:
        there = a_person("Lê Thị Hòa", born="1990", sex=Sex.FEMALE)
        with pytest.raises(PossibleDuplicate) as refused:
            commands.register_person(**entry())
        assert refused.value.people == (there.id,)
        assert Person.objects.count() == 1

    def test_with_a_reason_against_each_of_them_he_is_and_the_event_keeps_it(self) -> None:
        there = a_person("Lê Thị Hòa", born="1990", sex=Sex.FEMALE)
        told_apart = Another(than=frozenset({there.id}), reason=" Khác quê quán ")
        entered = commands.register_person(**entry(another=told_apart))
        event = PersonEvent.objects.get(person=entered)
        assert (event.after["another_than"], event.after["another_because"]) == ([there.id], "Khác quê quán")

    @pytest.mark.parametrize(("than", "reason"), [("others", "Khác quê quán"), ("him", "  ")])
    def test_a_reason_says_something_and_is_against_whom_one_saw(self, than: str, reason: str) -> None:
        there = a_person("Lê Thị Hòa", born="1990", sex=Sex.FEMALE)
        seen = frozenset({there.id if than == "him" else there.id + 1})
        with pytest.raises(PossibleDuplicate):
            commands.register_person(**entry(another=Another(than=seen, reason=reason)))

    def test_a_parent_in_the_register_tells_a_child_from_its_namesake(self) -> None:
        mother = a_person("Phạm Thị Mẹ", born="1970", sex=Sex.FEMALE)
        a_person("Lê Thị Hòa", born="05/03/1990", sex=Sex.FEMALE, mother=mother)
        assert commands.register_person(**entry(mother=KinOf(name="Trần Thị Khác")))
        with pytest.raises(PossibleDuplicate):
            commands.register_person(**entry(mother=KinOf(id=mother.id)))

    def test_whose_record_is_no_longer_in_force_stands_in_nobody_s_way(self) -> None:
        there = a_person("Lê Thị Hòa", born="1990", sex=Sex.FEMALE)
        Person.objects.filter(id=there.id).update(status="annulled")
        assert commands.register_person(**entry())

    def test_who_may_be_he_is_shown_with_a_row_in_the_audit(self) -> None:
        there = a_person("Lê Thị Hòa", born="1990", sex=Sex.FEMALE)
        before = AuditRow.objects.count()
        assert [each.id for each in queries.list_lookalikes(described(), **READ)] == [there.id]
        assert AuditRow.objects.count() == before + 1

    def test_a_whole_load_is_looked_through_and_made_up_people_are_like_nobody(self) -> None:
        there = a_person("Lê Thị Hòa", born="1990", sex=Sex.FEMALE)
        with pytest.raises(PossibleDuplicate) as refused, transaction.atomic():
            copied("Lê Thị Hòa", made_up=False)
        assert refused.value.people == (there.id,)
        copied("Lê Thị Hòa", made_up=True)
        copied("Lê Thị Hòa Bình", made_up=False)
        assert Person.objects.count() == 3

    def test_of_two_lines_of_one_load_each_is_like_the_other(self) -> None:
        with pytest.raises(PossibleDuplicate) as refused, transaction.atomic():
            copied("Lê Thị Hòa", "Lê Thị Hoà", made_up=False)
        assert len(refused.value.people) == 2


def copied(*names: str, made_up: bool) -> None:
    first = commands.reserve_ids(count=len(names))
    numbers, lines = [], []
    for place, each in enumerate(names):
        name, pin = PersonName.parse(each), f"001190{first + place:06d}"
        numbers.append(f"{pin}\t{AT.isoformat()}\n")
        known = [
            first + place,
            pin,
            name.surname,
            name.middle,
            name.given,
            fold(each),
            sort_key(name),
            1990,
            3,
            5,
            "female",
        ]
        nothing = ["\\N"] * 3 + ["01", "", "", ""] + ["\\N"] * 3 + ["", ""]
        lines.append("\t".join(map(str, [*known, *nothing, "t" if made_up else "f", AT.isoformat()])) + "\n")
    commands.copy_people(
        "".join(lines).encode(), "".join(numbers).encode(), first=first, last=first + len(names) - 1, frozen=False
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("second", [entry(), entry(name=PersonName.parse("Vũ An"))], ids=["name", "old number"])
def test_of_two_who_enter_one_person_at_once_the_second_is_told(second: dict[str, Any]) -> None:
    number = {"details": {"old_id_number": "012345678"}}

    def enter(facts: dict[str, Any]) -> None:
        with transaction.atomic():
            commands.register_person(**facts, **number)

    results = at_once([lambda: enter(entry()), lambda: enter(second)])
    assert sorted(type(each).__name__ for each in results) == ["NoneType", "PossibleDuplicate"]


ADDING = re.compile(
    r"Person\.objects\.(bulk_create|create|get_or_create|update_or_create)\(|(?-i:\bPerson\()"
    r"|insert into population_person\b|copy\(['\"]population_person['\"]|copy population_person\b",
    re.IGNORECASE,
)


def _writers() -> dict[str, ast.FunctionDef]:
    """Return every function of the source that adds rows to the table of persons, by module and name."""
    root = Path(dancu.__file__).parent
    found: dict[str, ast.FunctionDef] = {}
    for path in root.rglob("*.py"):
        text = path.read_text()
        if "migrations" in path.parts or not ADDING.search(text) or "Person" not in text:
            continue
        functions = (each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.FunctionDef))
        found |= {
            f"{path.relative_to(root)}:{each.name}": each for each in functions if ADDING.search(ast.unparse(each))
        }
    return found


def test_nobody_is_written_into_the_table_of_persons_past_the_guard() -> None:
    writers = _writers()
    assert set(writers) == {
        "population/commands/persons.py:register_person",
        "population/commands/intake.py:copy_people",
        "population/commands/entering.py:enter_people",
    }
    for name, function in writers.items():
        calls = (each.func for each in ast.walk(function) if isinstance(each, ast.Call))
        called = {each.id for each in calls if isinstance(each, ast.Name)}
        assert called & {"guard", "guard_copied", "guard_many"}, f"{name} enters people without looking who is there"
