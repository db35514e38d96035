"""What messages of marriage, recognition, correction and courts enter, in all records that they are about."""

from datetime import date

import pytest
from tests.builders.civil import READ, a_birth, a_death, faults, message, receive, record, who
from tests.builders.population import a_person

from dancu.kernel.sex import Sex
from dancu.population import queries
from dancu.population.domain.civil import Outcome
from dancu.population.domain.person import EventKind, KinRole, Life, MaritalStatus, PersonCard
from dancu.population.models import PersonEvent

pytestmark = pytest.mark.django_db


class TestMarriage:
    def couple(self) -> tuple[PersonCard, PersonCard]:
        return a_person("Lê Văn Chồng"), a_person("Trần Thị Vợ", sex=Sex.FEMALE)

    def married(self) -> tuple[PersonCard, PersonCard]:
        man, woman = self.couple()
        answer = receive(message("marriage", husband=who(man), wife=who(woman)))
        assert answer.outcome is Outcome.ACCEPTED
        return man, woman

    def test_a_wedding_stands_in_both_records_with_its_name(self) -> None:
        man, woman = self.married()
        for one, other in ((man, woman), (woman, man)):
            assert record(one.pin).marital_status is MaritalStatus.MARRIED
            assert queries.find_kinship(person=one.id, other=other.id) is KinRole.SPOUSE
            assert PersonEvent.objects.filter(person=one.id, kind=EventKind.MARRIED).exists()

    def test_a_divorce_ends_it_in_both(self) -> None:
        man, woman = self.married()
        receive(message("divorce", "2", husband=who(man), wife=who(woman)))
        assert record(man.pin).marital_status is record(woman.pin).marital_status is MaritalStatus.DIVORCED

    def test_who_is_not_married_is_not_divorced(self) -> None:
        child = record(receive(a_birth(child={"born": "2000"})).pin)
        _, woman = self.couple()
        said = message("divorce", "2", husband=who(child), wife=who(woman))
        assert faults(receive(said)) == [("husband", "population.not_married")]

    def test_nobody_is_divorced_from_somebody_elses_spouse(self) -> None:
        man, _ = self.married()
        other = a_person("Hồ Thị Khác", sex=Sex.FEMALE)
        said = message("divorce", "2", husband=who(man), wife=who(other))
        assert faults(receive(said)) == [("husband", "population.married_to_another")]

    def test_an_annulled_one_leaves_each_as_he_was_before(self) -> None:
        man, woman = self.couple()
        receive(message("correction", "0", person=who(man), way="changed", changes={"other_name": "Tư"}))
        wife = a_person("Hồ Thị Trước", sex=Sex.FEMALE)
        receive(message("marriage", "1", husband=who(man), wife=who(wife)))
        receive(message("divorce", "2", husband=who(man), wife=who(wife)))
        receive(message("marriage", "3", husband=who(man), wife=who(woman)))
        assert receive(message("annulment", "4", husband=who(man), wife=who(woman))).outcome is Outcome.ACCEPTED
        assert record(man.pin).marital_status is MaritalStatus.DIVORCED
        assert record(woman.pin).marital_status is MaritalStatus.UNKNOWN
        assert queries.find_kinship(person=man.id, other=woman.id) is None
        for one in (man, woman):
            assert not queries.explain_person(person=one.id, **READ).gaps

    def test_a_foreign_spouse_stays_by_name_and_number(self) -> None:
        man, _ = self.couple()
        receive(message("marriage", husband=who(man), wife={"name": {"given": "Anna"}, "number": "C01X00T47"}))
        [kin] = [each for each in queries.list_kin(person=man.id, **READ) if each.role is KinRole.SPOUSE]
        assert (kin.name, kin.number, kin.person) == ("Anna", "C01X00T47", None)

    def test_the_dead_and_the_married_do_not_marry_and_somebody_must_be_known(self) -> None:
        man, woman = self.married()
        other = a_person("Hồ Thị Khác", sex=Sex.FEMALE)
        said = message("marriage", "2", husband=who(man), wife=who(other))
        assert faults(receive(said)) == [("husband", "population.already_married")]
        receive(a_death("3", **who(other)))
        single = a_person("Đỗ Văn Riêng")
        said = message("marriage", "4", husband=who(single), wife=who(other))
        assert faults(receive(said)) == [("husband", "population.died_before")]
        nobody = {"name": {"given": "Anna"}}
        assert faults(receive(message("marriage", "5", husband=nobody, wife=nobody))) == [("", "civil.nobody_known")]
        assert record(woman.pin).marital_status is MaritalStatus.MARRIED


class TestMore:
    def test_a_recognised_father_has_been_one_since_the_birth(self) -> None:
        child, father = a_person("Lê Thị Con", born="2015", sex=Sex.FEMALE), a_person("Lê Văn Cha", born="1985")
        receive(message("recognition", child=who(child), father=who(father)))
        assert queries.find_kinship(person=child.id, other=father.id) is KinRole.FATHER
        assert queries.explain_person(person=child.id, **READ).gaps == ()
        said = message("recognition", "2", child=who(child), father=who(child))
        assert faults(receive(said)) == [("child", "population.own_parent")]

    def test_a_correction_says_what_is_to_stand(self) -> None:
        person = a_person("Lê Văn Sai")
        changes = {"name": {"surname": "Lê", "middle": "Văn", "given": "Đúng"}, "sex": "female"}
        answer = receive(message("correction", person=who(person), way="rectified", changes=changes))
        now = record(answer.pin)
        assert (now.name.full, now.sex, now.pin != person.pin) == ("Lê Văn Đúng", Sex.FEMALE, True)
        again = message("correction", "2", person=who(now), way="rectified", changes=changes)
        assert faults(receive(again)) == [("person", "population.nothing_to_correct")]


class TestCourts:
    def test_who_is_declared_dead_and_comes_back_is_alive_and_married_as_before(self) -> None:
        man, woman = a_person("Lê Văn Chồng"), a_person("Trần Thị Vợ", sex=Sex.FEMALE)
        receive(message("marriage", "1", husband=who(man), wife=who(woman)))
        receive(message("missing", "2", person=who(man), since="2026-11-01"))
        assert record(man.pin).life is Life.MISSING
        receive(message("declared_dead", "3", person=who(man), died_on="2026-11-02"))
        now = record(man.pin)
        assert (now.life, now.died_on, now.declared_dead_on) == (Life.DEAD, date(2026, 11, 2), date(2026, 11, 20))
        assert record(woman.pin).marital_status is MaritalStatus.WIDOWED
        receive(message("return", "4", person=who(man)))
        now = record(man.pin)
        assert (now.life, now.died_on, now.missing_since) == (Life.ALIVE, None, None)
        assert record(woman.pin).marital_status is now.marital_status is MaritalStatus.MARRIED
        for one in (man, woman):
            assert not queries.explain_person(person=one.id, **READ).gaps

    def test_of_who_was_married_again_meanwhile_the_former_marriage_is_over(self) -> None:
        man, woman = a_person("Lê Văn Chồng"), a_person("Trần Thị Vợ", sex=Sex.FEMALE)
        other = a_person("Hồ Văn Mới")
        receive(message("marriage", "1", husband=who(man), wife=who(woman)))
        receive(message("declared_dead", "2", person=who(man), died_on="2026-11-02"))
        assert receive(message("marriage", "3", husband=who(other), wife=who(woman))).outcome is Outcome.ACCEPTED
        receive(message("return", "4", person=who(man)))
        assert queries.find_kinship(person=man.id, other=woman.id) is None
        assert queries.find_kinship(person=woman.id, other=other.id) is KinRole.SPOUSE
        assert record(woman.pin).marital_status is MaritalStatus.MARRIED

    def test_only_a_decision_is_taken_back_and_only_once(self) -> None:
        person = a_person()
        assert faults(receive(message("return", person=who(person)))) == [("person", "population.not_declared")]
        receive(a_death("2", **who(person)))
        assert faults(receive(message("return", "3", person=who(person)))) == [("person", "population.not_declared")]
        said = message("missing", "4", person=who(person), since="2026-11-01")
        assert faults(receive(said)) == [("person", "population.already_missing")]

    @pytest.mark.parametrize(
        ("day", "code"), [("1989-12-31", "civil.before_birth"), ("2026-11-21", "civil.after_the_decision")]
    )
    def test_a_day_of_death_lies_between_birth_and_decision(self, day: str, code: str) -> None:
        person = a_person(born="1990")
        said = message("declared_dead", person=who(person), died_on=day)
        assert faults(receive(said)) == [("died_on", code)]

    def test_a_nationality_is_lost_and_regained_beside_another(self) -> None:
        person = a_person()
        receive(message("nationality_lost", person=who(person), by="renounced", nationality="DEU"))
        assert record(person.pin).nationality == "DEU"
        again = message("nationality_regained", "2", person=who(person), keeps_other=True)
        receive(again)
        now = record(person.pin)
        assert (now.nationality, now.nationality_lost_on) == ("VNM", None)
        assert [each.country for each in now.other_nationalities] == ["DEU"]
        assert faults(receive(again | {"number": "3"})) == [("person", "population.not_lost")]


class TestAdoptionAndGuardianship:
    def test_a_child_is_adopted_and_the_adoption_ends(self) -> None:
        child, parent = a_person("Lê Thị Con", born="2018", sex=Sex.FEMALE), a_person("Hồ Văn Nuôi", born="1980")
        abroad = {"name": {"given": "Anna"}, "number": "C01X00T47"}
        receive(message("adoption", "1", child=who(child), parent=who(parent)))
        receive(message("adoption", "2", child=who(child), parent=abroad))
        assert queries.find_kinship(person=child.id, other=parent.id) is KinRole.ADOPTIVE_PARENT
        assert queries.find_kinship(person=parent.id, other=child.id) is KinRole.ADOPTED_CHILD
        kin = {(each.role, each.name) for each in queries.list_kin(person=child.id, **READ)}
        assert kin == {(KinRole.ADOPTIVE_PARENT, "Hồ Văn Nuôi"), (KinRole.ADOPTIVE_PARENT, "Anna")}
        again = message("adoption", "3", child=who(child), parent=abroad)
        assert faults(receive(again)) == [("child", "population.already_adopted")]
        ended = message("adoption_ended", "4", child=who(child), parent=who(parent))
        assert receive(ended).outcome is Outcome.ACCEPTED
        assert queries.find_kinship(person=child.id, other=parent.id) is None
        assert faults(receive(ended | {"number": "5"})) == [("child", "population.not_adopted")]
        facts = {fact.column: fact for fact in queries.explain_person(person=child.id, **READ).facts}
        origin = facts["adopters"].origin
        assert origin
        assert origin.kind is EventKind.ADOPTION_ENDED

    def test_a_guardian_who_is_not_in_the_register_stands_by_name_until_it_ends(self) -> None:
        ward, named = a_person("Lê Thị Em", born="2012", sex=Sex.FEMALE), {"name": {"surname": "Lê", "given": "Xa"}}
        act = {"on": "2026-10-01", "ward": who(ward), "guardian": named}
        receive(message("guardianship", "1", **act))
        [kin] = queries.list_kin(person=ward.id, **READ)
        assert (kin.role, kin.name, kin.person) == (KinRole.GUARDIAN, "Lê Xa", None)
        assert queries.wards_among([ward.id]) == frozenset({ward.id})
        assert faults(receive(message("guardianship", "2", **act))) == [("ward", "population.already_guardian")]
        receive(message("guardianship_ended", "3", ward=who(ward), guardian=named))
        assert queries.wards_among([ward.id]) == frozenset()
        again = message("guardianship_ended", "4", ward=who(ward), guardian=named)
        assert faults(receive(again)) == [("ward", "population.no_guardian")]
        assert not queries.explain_person(person=ward.id, **READ).gaps

    def test_nobody_adopts_himself(self) -> None:
        child = a_person()
        said = message("adoption", child=who(child), parent=who(child))
        assert faults(receive(said)) == [("child", "population.own_adopter")]
