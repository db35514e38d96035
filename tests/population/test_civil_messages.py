"""Messages of the civil-status registers: each once, whole or not at all, in whatever order they come."""

import json
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.civil import AN, READ, a_birth, a_death, faults, receive, record, who
from tests.builders.population import AT, a_person, card
from tests.builders.threads import at_once

from dancu.config.cli import people
from dancu.kernel.dates import PartialDate
from dancu.kernel.sex import Sex
from dancu.population import queries
from dancu.population.commands import Answer
from dancu.population.domain.civil import Outcome, Unreadable
from dancu.population.domain.civil_reading import read
from dancu.population.domain.person import EventKind, KinRole, Life, MaritalStatus
from dancu.population.models import CivilMessage, Person, PersonEvent

pytestmark = pytest.mark.django_db


class TestBirth:
    def test_a_child_gets_a_number_of_its_structure_and_its_parents(self) -> None:
        mother = a_person("Trần Thị Bình", born="1995", sex=Sex.FEMALE)
        answer = receive(
            a_birth(mother=who(mother), father={"name": {"surname": "Lê", "given": "Xa"}, "number": "012345678"})
        )
        child = record(answer.pin)
        assert (answer.outcome, answer.repeated) == (Outcome.ACCEPTED, False)
        assert (child.pin[:6], child.name.full, child.born) == ("001326", "Lê Minh An", PartialDate(2026, 11, 18))
        assert child.marital_status is MaritalStatus.SINGLE
        kin = {each.role: (each.name, each.number) for each in queries.list_kin(person=child.id, **READ)}
        assert kin == {KinRole.MOTHER: ("Trần Thị Bình", mother.pin), KinRole.FATHER: ("Lê Xa", "012345678")}

    def test_it_stands_in_the_history_of_a_parent_too(self) -> None:
        mother = a_person(born="1995", sex=Sex.FEMALE)
        child = record(receive(a_birth(mother=who(mother))).pin)
        [event] = PersonEvent.objects.filter(person=mother.id, kind=EventKind.CHILD_BORN)
        assert event.after == {"child": child.id}
        assert queries.find_kinship(person=mother.id, other=child.id) is KinRole.CHILD

    @pytest.mark.parametrize(
        ("wrong", "field", "code"),
        [
            ({"child": {"name": {"surname": "Lê"}}}, "child.name.given", "civil.missing"),
            ({"child": {"born": "2026-11-31"}}, "child.born", "civil.not_a_day"),
            ({"child": {"born": "2027-01-01"}}, "child.born", "civil.in_the_future"),
            ({"child": {"sex": "x"}}, "child.sex", "civil.not_one_of_them"),
            ({"child": {"ethnicity": "99"}}, "child.ethnicity", "civil.not_one_of_them"),
            ({"child": {"weight": "3"}}, "child.weight", "civil.unknown_field"),
            ({"child": {"name": {"given": "A" * 61}}}, "child.name.given", "civil.too_long"),
            ({"child": {"name": "An"}}, "child.name", "civil.not_an_object"),
            ({"registered_in": {"commune": "99999"}}, "registered_in.commune", "civil.no_such_place"),
            ({"act": 12}, "act", "civil.not_a_text"),
        ],
    )
    def test_each_fault_is_told_at_its_field_and_nothing_is_changed(self, wrong: Any, field: str, code: str) -> None:
        assert faults(receive(a_birth(**wrong))) == [(field, code)]
        assert not Person.objects.exists()
        assert not CivilMessage.objects.exists()

    def test_all_faults_are_told_at_once(self) -> None:
        found = faults(receive({"kind": "birth", "child": {"sex": "female"}}))
        assert [field for field, _code in found] == [
            "number", "on", "act", "registered_in", "child.name", "child.born",
        ]  # fmt: skip

    def test_a_parent_is_older_than_the_child(self) -> None:
        late = a_person(born="19/11/2026")
        assert faults(receive(a_birth(father=who(late)))) == [("child", "population.parent_too_young")]

    def test_nobody_is_both_parents(self) -> None:
        one = a_person(born="1990")
        assert faults(receive(a_birth(father=who(one), mother=who(one)))) == [("child", "population.same_parents")]

    def test_one_who_may_be_there_already_is_entered_only_with_the_reason_why_he_is_another(self) -> None:
        there = receive(a_birth())
        alike = a_birth("2", child={"born_at": {"line": "Nhà hộ sinh"}})
        assert faults(receive(alike)) == [("child", "population.possible_duplicate")]
        told = alike | {"another": {"than": [there.pin], "because": "Hai trẻ cùng tên, khác cha mẹ"}}
        assert receive(told).outcome is Outcome.ACCEPTED


class TestOnce:
    def test_the_same_message_again_gets_the_same_answer(self) -> None:
        first = receive(a_birth())
        again = receive(a_birth())
        assert (again.pin, again.repeated, again.outcome) == (first.pin, True, Outcome.ACCEPTED)
        assert Person.objects.count() == 1

    def test_another_message_of_the_same_number_is_refused(self) -> None:
        receive(a_birth())
        assert faults(receive(a_birth(child={"sex": "male"}))) == [("number", "civil.number_used")]

    def test_every_sender_has_numbers_of_his_own(self) -> None:
        assert receive(a_birth()).pin != receive(a_birth(child={"sex": "male"}), sender="HT-79").pin
        assert Person.objects.count() == 2

    def test_what_was_refused_may_come_again_in_order(self) -> None:
        assert receive(a_birth(child={"sex": "x"})).outcome is Outcome.REFUSED
        assert receive(a_birth()).outcome is Outcome.ACCEPTED


@pytest.mark.django_db(transaction=True)
def test_of_two_same_messages_at_once_one_is_entered() -> None:
    said = a_birth()
    answers = at_once([lambda: receive(said), lambda: receive(said)])
    assert len({answer.pin for answer in answers if isinstance(answer, Answer)}) == 1
    assert sorted(answer.repeated for answer in answers if isinstance(answer, Answer)) == [False, True]
    assert Person.objects.count() == 1


class TestDeath:
    def test_somebody_is_dead_from_the_day_on(self) -> None:
        person = a_person(born="1940")
        receive(a_death(**who(person)))
        assert (record(person.pin).life, record(person.pin).died_on) == (Life.DEAD, date(2026, 11, 20))

    def test_a_number_of_somebody_called_otherwise_kills_nobody(self) -> None:
        person = a_person("Nguyễn Văn Tư")
        assert faults(receive(a_death(**who(person) | {"name": AN}))) == [("person.name", "civil.another_person")]
        assert card(person.id).life is Life.ALIVE

    def test_nobody_dies_before_his_birth_or_under_a_number_of_nobody(self) -> None:
        person = a_person(born="21/11/2026")
        assert faults(receive(a_death(**who(person)))) == [("on", "civil.before_birth")]
        assert faults(receive(a_death(pin="001090999999", name=AN))) == [("person.pin", "population.no_such_person")]

    def test_one_that_is_entered_already_is_told_so(self) -> None:
        person = a_person()
        receive(a_death(**who(person)))
        assert faults(receive(a_death("3", **who(person)))) == [("person", "population.already_dead")]


class TestOutOfOrder:
    def test_a_death_waits_for_the_birth_and_is_entered_with_it(self) -> None:
        held = receive(a_death(birth="1", name=AN))
        assert (held.outcome, held.pin) == (Outcome.HELD, "")
        child = record(receive(a_birth()).pin)
        assert child.life is Life.DEAD
        told = receive(a_death(birth="1", name=AN))
        assert (told.outcome, told.repeated, told.pin) == (Outcome.ACCEPTED, True, str(child.pin))

    def test_what_it_said_is_kept_no_longer_than_it_waits(self) -> None:
        receive(a_death(birth="1", name=AN))
        assert CivilMessage.objects.get().said
        receive(a_birth())
        assert [row.said for row in CivilMessage.objects.all()] == [None, None]

    def test_one_that_waited_in_vain_tells_why(self) -> None:
        receive(a_death(birth="1", name=AN | {"given": "Bảo"}))
        assert card(record(receive(a_birth()).pin).id).life is Life.ALIVE
        assert faults(receive(a_death(birth="1", name=AN | {"given": "Bảo"}))) == [
            ("person.name", "civil.another_person")
        ]

    def test_a_birth_of_another_sender_is_not_waited_for(self) -> None:
        receive(a_death(birth="1", name=AN))
        receive(a_birth(), sender="HT-79")
        assert CivilMessage.objects.get(kind="death").outcome == Outcome.HELD

    def test_a_chain_of_waiting_comes_in_order(self) -> None:
        mother = {"birth": "1", "name": AN}
        child = {"name": {"given": "Bé"}, "born": "2026-11-20"}
        late = a_birth("3", child=child, mother=mother) | {"on": "2026-11-21"}
        receive(a_death("4", birth="3", name={"given": "Bé"}))
        assert receive(late).outcome is Outcome.HELD
        receive(a_birth(child={"born": "2000-01-01"}))
        assert set(CivilMessage.objects.values_list("outcome", flat=True)) == {"accepted"}


@pytest.mark.django_db(transaction=True)
def test_a_death_and_the_birth_it_waits_for_at_once_miss_each_other_never() -> None:
    birth = a_birth()
    at_once([lambda: receive(birth), lambda: receive(a_death(birth="1", name=AN))])
    assert Person.objects.get().life == Life.DEAD


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=12),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["number", "kind", "on", "act", "child", "person", "name", "pin"]), inner)
        ),
        max_leaves=12,
    )
)
def test_whatever_else_comes_is_refused_with_what_is_wrong(said: Any) -> None:
    with pytest.raises(Unreadable) as refused:
        read(said, AT.date())
    assert refused.value.problems


def test_a_file_is_taken_up_line_by_line(tmp_path: Any) -> None:
    lines = [json.dumps(a_birth()), "no JSON", "", json.dumps(a_death(birth="1", name=AN))]
    file = tmp_path / "civil.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    told = CliRunner().invoke(people, ["civil", str(file), "--sender", "HT-01"])
    answers = [json.loads(line) for line in told.output.splitlines()]
    assert [answer["outcome"] for answer in answers] == ["accepted", "refused", "accepted"]
    assert answers[1]["problems"] == [{"field": "", "code": "civil.not_an_object"}]
    assert told.exit_code == 1
    assert Person.objects.get(pin=answers[0]["pin"]).life == Life.DEAD
