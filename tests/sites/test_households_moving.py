"""Several people move, householders leave and follow: told through the portal's forms to the changed register."""

from datetime import date

import pytest
from tests.builders.citizens import BEN_THANH, Applicant, approve, errors
from tests.builders.moving import (
    OWN,
    TODAY,
    a_family,
    a_head_there,
    ben_thanh,
    fill_in,
    home_of,
    joining,
    living_with,
    refused,
    row,
)
from tests.builders.places import a_commune, a_province, an_old_commune, went_to
from tests.builders.population import AT, a_person
from tests.builders.residence import READ, SINCE, a_household, members

from dancu.casework.models import Paper
from dancu.kernel.actor import SYSTEM
from dancu.kernel.sex import Sex
from dancu.places.domain.units import Extent
from dancu.population import commands as population
from dancu.population.domain.person import PersonCard
from dancu.residence import commands
from dancu.residence import queries as residence
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Ground, Joining, Registered

pytestmark = pytest.mark.django_db


class TestSeveral:
    def test_the_household_is_offered_and_somebody_outside_it_is_added_by_hand(self) -> None:
        father, mother, child, left = a_family()
        aunt = a_person("Nguyễn Thị Dì", born="1/1/1970", sex=Sex.FEMALE)
        others = a_household(a_person(), (aunt, Relation.OLDER_SISTER))
        applicant = Applicant(father)
        fill_in(
            applicant,
            moving={
                "rows-0-picked": "on",
                "rows-1-picked": "on",
                "rows-TOTAL_FORMS": "3",
                **row(2, aunt, relation_to_subject="older_sister"),
            },
        )
        assert applicant.required() == {"dwelling"}
        approve(applicant.file())
        assert living_with(father) == {
            father.id: Relation.HEAD,
            mother.id: Relation.WIFE,
            child.id: Relation.CHILD,
            aunt.id: Relation.OLDER_SISTER,
        }
        assert residence.get_household(id=left.household_id, **READ).closed_on == TODAY
        assert aunt.id not in members(others.household_id, TODAY)

    def test_nobody_moves_whose_facts_are_not_as_registered(self) -> None:
        father, *_ = a_family()
        stranger = a_person("Nguyễn Thị Dì", born="1/1/1970", sex=Sex.FEMALE)
        wrong = row(2, stranger, relation_to_subject="older_sister") | {"rows-2-born_year": "1971"}
        applicant = Applicant(father)
        fill_in(applicant, moving={"rows-0-picked": "on", "rows-1-picked": "on", "rows-TOTAL_FORMS": "3", **wrong})
        assert "không cùng khớp với Cơ sở dữ liệu quốc gia về dân cư" in refused(applicant)

    def test_two_households_merge_into_one(self) -> None:
        father, mother, child, left = a_family()
        grandfather, home = a_head_there("Nguyễn Văn Ông", born="1/1/1950")
        applicant = Applicant(father)
        relations = {
            "rows-0-picked": "on",
            "rows-0-relation": "daughter_in_law",
            "rows-1-picked": "on",
            "rows-1-relation": "grandchild_by_son",
        }
        fill_in(applicant, "other_province_join", place=joining(grandfather, "child"), moving=relations)
        approve(applicant.file(), provision="kin_close")
        assert members(home.household_id, TODAY) == {
            grandfather.id: Relation.HEAD,
            father.id: Relation.CHILD,
            mother.id: Relation.DAUGHTER_IN_LAW,
            child.id: Relation.GRANDCHILD_BY_SON,
        }
        assert residence.get_household(id=left.household_id, **READ).closed_on == TODAY


class TestHouseholders:
    def test_only_adults_are_offered_to_follow_a_householder_who_leaves(self) -> None:
        father, mother, child, left = a_family()
        brother = a_person("Nguyễn Văn Em", born="1/1/1994")
        incapable = a_person("Nguyễn Văn Dại", born="1/1/1985")
        population.appoint_guardian(ward=incapable.id, guardian=mother.id, since=SINCE, ground="test", by=SYSTEM, at=AT)
        for each, relation in ((brother, Relation.YOUNGER_SIBLING), (incapable, Relation.OLDER_BROTHER)):
            self._move_in(each, relation, left)
        applicant = Applicant(father)
        fill_in(applicant, request={"new_head": str(mother.pin)})
        assert applicant.page("request").offered("new_head") == [str(mother.pin), str(brother.pin)]
        approve(applicant.file())
        assert home_of(mother).head == mother.id
        assert members(left.household_id, TODAY)[mother.id] is Relation.HEAD
        assert members(left.household_id, TODAY)[child.id] is Relation.CHILD

    def _move_in(self, person: PersonCard, relation: Relation, home: Registered) -> None:
        commands.register_permanent(
            joining=[Joining(person.id, relation)], household=home.household_id, since=date(2021, 1, 1),
            ground=Ground.WITH_KIN, by=SYSTEM, at=AT,
        )  # fmt: skip

    def test_where_no_adult_stays_the_law_is_told_and_a_minor_may_follow(self) -> None:
        father, mother, child, left = a_family()
        applicant = Applicant(father)
        fill_in(applicant, moving={"rows-0-picked": "on"}, request={"new_head": str(child.pin)})
        page = applicant.page("request")
        assert page.offered("new_head") == [str(child.pin)]
        assert "người được các thành viên hộ gia đình thống nhất đề cử" in page.page
        approve(applicant.file())
        assert members(left.household_id, TODAY) == {child.id: Relation.HEAD}
        assert living_with(mother) == {father.id: Relation.HEAD, mother.id: Relation.WIFE}

    def test_a_householder_who_leaves_must_say_who_follows(self) -> None:
        father, *_ = a_family()
        applicant = Applicant(father)
        applicant.begin()
        applicant.fill("agency", **BEN_THANH, case="other_province_new")
        applicant.fill("subject", phone="0912345678")
        applicant.fill("place", **OWN)
        applicant.fill("members")
        assert len(errors(applicant.step("request"))) == 1

    def test_another_adult_who_moves_heads_the_new_household(self) -> None:
        father, mother, child, left = a_family()
        applicant = Applicant(father)
        both = {"rows-0-picked": "on", "rows-1-picked": "on"}
        fill_in(applicant, moving=both, request={"householder": str(mother.pin)})
        page = applicant.page("request")
        assert page.offered("householder") == [str(father.pin), str(mother.pin)]
        # What the others are to her follows from what they are to him.
        assert (page.values["relation_0"], page.values["relation_2"]) == (["husband"], ["child"])
        code = applicant.file()
        declaration = Paper.objects.get(dossier__code=code, form="CT01").facts
        assert (declaration["householder"], declaration["relation"]) == (mother.name.full, "Chồng")
        approve(code)
        assert home_of(father).head == mother.id
        assert living_with(father) == {
            mother.id: Relation.HEAD,
            father.id: Relation.HUSBAND,
            child.id: Relation.CHILD,
        }
        assert residence.get_household(id=left.household_id, **READ).closed_on == TODAY

    def test_who_has_a_guardian_is_not_offered_to_head_the_new_household(self) -> None:
        father, mother, *_ = a_family()
        guardian = a_person("Trần Văn Cậu", born="1/1/1985")
        population.appoint_guardian(ward=mother.id, guardian=guardian.id, since=SINCE, ground="test", by=SYSTEM, at=AT)
        applicant = Applicant(father)
        both = {"rows-0-picked": "on", "rows-1-picked": "on"}
        fill_in(applicant, moving=both)
        assert 'name="householder"' not in applicant.page("request").page
        approve(applicant.file())
        assert home_of(mother).head == father.id

    def test_who_was_to_head_the_new_household_and_no_longer_moves_is_asked_for_again(self) -> None:
        father, mother, _, _ = a_family()
        applicant = Applicant(father)
        both = {"rows-0-picked": "on", "rows-1-picked": "on"}
        fill_in(applicant, moving=both, request={"householder": str(mother.pin)})
        applicant.fill("members", **{"rows-0-picked": None})
        answer = applicant.browser.get(f"{applicant.draft}/review")
        assert answer["Location"] == f"{applicant.draft}/steps/request"


class TestDividedCommunes:
    def lives_in_a_divided_commune(self) -> PersonCard:
        old, neighbour = (
            an_old_commune(),
            a_commune("Phường Sài Gòn", code="26740", province=a_province("Hồ Chí Minh", code="79")),
        )
        went_to(old, ben_thanh(), neighbour, extent=Extent.PARTLY)
        person = a_person("Nguyễn Văn An")
        a_household(person, unit=old)
        return person

    @pytest.mark.parametrize("case", ["same_commune_new", "same_province_new"])
    def test_what_the_register_cannot_know_the_person_says(self, case: str) -> None:
        person = self.lives_in_a_divided_commune()
        applicant = Applicant(person)
        fill_in(applicant, case)
        approve(applicant.file())
        assert home_of(person).unit_id == ben_thanh().id

    def test_what_cannot_be_is_refused(self) -> None:
        applicant = Applicant(self.lives_in_a_divided_commune())
        fill_in(applicant, "other_province_new")
        assert "không phù hợp với nơi thường trú hiện tại" in refused(applicant)

    def test_a_household_that_may_lie_in_the_commune_can_be_joined(self) -> None:
        head = self.lives_in_a_divided_commune()
        child = a_person("Nguyễn Thị Chi", born="1/1/2000", sex=Sex.FEMALE, father=head)
        a_household(child, line="Số 8 phố Huế")
        applicant = Applicant(child)
        fill_in(applicant, "other_province_join", place=joining(head, "child"))
        approve(applicant.file(), provision="kin_close")
        assert living_with(child) == {head.id: Relation.HEAD, child.id: Relation.CHILD}
