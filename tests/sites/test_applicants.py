"""Who may register permanently and for whom: each told through the portal's forms to the changed register, refusals beside it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.builders.citizens import BEN_THANH, NOW, Applicant, approve, errors
from tests.builders.places import a_commune, a_province, an_old_commune, went_to
from tests.builders.population import AT, a_person
from tests.builders.residence import READ, SINCE, a_household, a_temporary_residence, members

from dancu.casework.models import Paper
from dancu.kernel.actor import SYSTEM
from dancu.kernel.sex import Sex
from dancu.offices.queries import forget_agencies
from dancu.places.domain.units import Extent, Unit
from dancu.places.queries import forget_directory
from dancu.population import commands as population
from dancu.population.domain.person import PersonCard
from dancu.residence import commands
from dancu.residence import queries as residence
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Ground, HouseholdView, Joining, Registered

pytestmark = pytest.mark.django_db

TODAY = timezone.localtime(NOW).date()
OWN = {"line": "12 Lê Lợi", "ground": "own", "obstacle": "none"}
CHILD_BORN = f"1/6/{TODAY.year - 9}"
BABY_BORN = f"1/1/{TODAY.year - 1}"


@pytest.fixture(autouse=True)
def fresh_lists() -> None:
    forget_directory()
    forget_agencies()


def ben_thanh() -> Unit:
    return a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79"))


def a_family() -> tuple[PersonCard, PersonCard, PersonCard, Registered]:
    """Return father, mother, their child, and the household in Hà Nội that the father heads."""
    father = a_person("Nguyễn Văn An")
    mother = a_person("Trần Thị Bình", born="1/2/1992", sex=Sex.FEMALE, spouse=father)
    child = a_person("Nguyễn Thị Chi", born=CHILD_BORN, sex=Sex.FEMALE, father=father, mother=mother)
    return father, mother, child, a_household(father, (mother, Relation.WIFE), (child, Relation.CHILD))


def a_head_there(name: str = "Lê Văn Chủ", **facts: Any) -> tuple[PersonCard, Registered]:
    """Return somebody who heads a household at Bến Thành."""
    head = a_person(name, **facts)
    return head, a_household(head, unit=ben_thanh(), line="12 Lê Lợi")


def typed(person: PersonCard) -> dict[str, str]:
    """Return what is typed of somebody whom the pages do not know."""
    day, month, year = str(person.born).split("/")
    name, pin = person.name.full, str(person.pin)
    return {
        "name": name, "born_day": day, "born_month": month, "born_year": year, "sex": person.sex.value, "pin": pin,
    }  # fmt: skip


def row(number: int, person: PersonCard, **relations: str) -> dict[str, str]:
    """Return what is typed in a row of those who move along."""
    facts = {**typed(person), "picked": "on", **relations}
    return {f"rows-{number}-{name}": value for name, value in facts.items()}


def for_other(standing: str, person: PersonCard) -> dict[str, Any]:
    return {"is_subject": None, "standing": standing, **typed(person), "phone": "0912345678"}


def joining(head: PersonCard, relation: str, ground: str = "kin_close") -> dict[str, Any]:
    return {
        "line": "12 Lê Lợi", "ground": ground, "obstacle": "none", "head_name": head.name.full,
        "head_pin": str(head.pin), "relation": relation, "owner_is_head": "on",
    }  # fmt: skip


def fill_in(
    applicant: Applicant,
    case: str = "other_province_new",
    *,
    subject: dict[str, Any] | None = None,
    place: dict[str, Any] = OWN,
    moving: dict[str, Any] | None = None,
    request: dict[str, Any] | None = None,
) -> None:
    """Fill in the five steps; without changes somebody registers himself in a dwelling of his own."""
    applicant.begin()
    applicant.fill("agency", **BEN_THANH, case=case)
    applicant.fill("subject", **(subject or {"phone": "0912345678"}))
    applicant.fill("place", **place)
    applicant.fill("members", **(moving or {}))
    applicant.fill("request", **(request or {}))


def home_of(person: PersonCard) -> HouseholdView:
    found = residence.household_of(person=person.id, on=TODAY, **READ)
    assert found is not None
    return found


def living_with(person: PersonCard) -> dict[int, Relation]:
    return members(home_of(person).id, TODAY)


def refused(applicant: Applicant) -> str:
    """Return the review of a dossier that cannot be filed."""
    for document in applicant.required():
        applicant.attach(document)
    page = applicant.browser.get(f"{applicant.draft}/review").content.decode()
    assert 'name="confirm_code"' not in page
    return page


class TestOneself:
    def test_who_lives_alone_moves_and_leaves_an_empty_household_that_closes(self) -> None:
        person = a_person("Nguyễn Văn An")
        left = a_household(person)
        a_temporary_residence(person, since=SINCE, until=TODAY + timedelta(100), unit=ben_thanh(), line="số 12, Lê Lợi")
        applicant = Applicant(person)
        fill_in(applicant, place={**OWN, "line": "Số 12 Lê Lợi"})
        approve(applicant.file())

        home = home_of(person)
        assert (home.head, home.unit_id, home.address_line) == (person.id, ben_thanh().id, "Số 12 Lê Lợi")
        now, before = (each for each in residence.list_residences(person=person.id, **READ) if each.kind == "permanent")
        assert (now.since, before.until, before.household_id) == (TODAY, TODAY, left.household_id)
        assert residence.get_household(id=left.household_id, **READ).closed_on == TODAY
        assert residence.find_temporary_residence(person=person.id, on=TODAY, **READ) is None

    def test_a_move_within_the_commune_is_a_case_of_its_own(self) -> None:
        person = a_person("Nguyễn Văn An")
        a_household(person, unit=ben_thanh(), line="1 Lê Lai")
        applicant = Applicant(person)
        fill_in(applicant, "other_province_new")
        assert "không phù hợp với nơi thường trú hiện tại" in refused(applicant)
        applicant.fill("agency", case="same_commune_new")
        approve(applicant.file())
        assert home_of(person).address_line == "12 Lê Lợi"

    def test_a_wife_joins_her_husbands_household_and_need_not_prove_the_marriage(self) -> None:
        husband, home = a_head_there()
        wife = a_person("Trần Thị Bình", sex=Sex.FEMALE, spouse=husband)
        a_household(wife)
        applicant = Applicant(wife)
        fill_in(applicant, "other_province_join", place=joining(husband, "wife"))
        assert applicant.required() == {"householder_consent"}
        approve(applicant.file(), provision="kin_close")
        assert members(home.household_id, TODAY) == {husband.id: Relation.HEAD, wife.id: Relation.WIFE}

    def test_who_is_no_kin_in_the_register_proves_it(self) -> None:
        head, _ = a_head_there()
        applicant = Applicant(a_person("Lê Văn Em"))
        fill_in(applicant, "other_province_join", place=joining(head, "younger_sibling"))
        assert applicant.required() == {"householder_consent", "kinship"}


class TestSomebodyElse:
    def test_a_parent_registers_a_child_and_proves_nothing_that_the_register_knows(self) -> None:
        father, home = a_head_there()
        child = a_person("Lê Thị Con", born=CHILD_BORN, sex=Sex.FEMALE, father=father)
        grandmother = a_person("Lê Thị Bà", born="1/1/1955", sex=Sex.FEMALE)
        left = a_household(grandmother, (child, Relation.GRANDCHILD_BY_SON))
        applicant = Applicant(father)
        fill_in(applicant, "other_province_join", subject=for_other("parent", child), place=joining(father, "child"))
        assert applicant.required() == set()
        approve(applicant.file(), provision="kin_close")
        assert members(home.household_id, TODAY) == {father.id: Relation.HEAD, child.id: Relation.CHILD}
        assert members(left.household_id, TODAY) == {grandmother.id: Relation.HEAD}

    def test_a_parent_whom_the_register_does_not_know_proves_it_by_a_paper(self) -> None:
        father, home = a_head_there()
        child = a_person("Lê Thị Con", born=CHILD_BORN, sex=Sex.FEMALE)
        a_household(a_person(), (child, Relation.NEPHEW_OR_NIECE))
        applicant = Applicant(father)
        fill_in(applicant, "other_province_join", subject=for_other("parent", child), place=joining(father, "child"))
        assert applicant.required() == {"representation", "kinship"}
        approve(applicant.file(), provision="kin_close")
        assert home_of(child).id == home.household_id

    def test_a_guardian_registers_his_ward(self) -> None:
        guardian, home = a_head_there()
        ward = a_person("Phạm Văn Côi", born=CHILD_BORN)
        a_household(a_person(), (ward, Relation.GUEST))
        population.appoint_guardian(ward=ward.id, guardian=guardian.id, since=SINCE, ground="test", by=SYSTEM, at=AT)
        applicant = Applicant(guardian)
        place = joining(guardian, "ward", ground="kin_minor")
        fill_in(applicant, "other_province_join", subject=for_other("guardian", ward), place=place)
        assert applicant.required() == set()
        approve(applicant.file(), provision="kin_minor")
        assert members(home.household_id, TODAY) == {guardian.id: Relation.HEAD, ward.id: Relation.WARD}

    @pytest.mark.parametrize("standing", ["household_member", "authorised"])
    def test_nobody_else_registers_a_minor(self, standing: str) -> None:
        _, mother, child, _ = a_family()
        applicant = Applicant(mother)
        applicant.begin()
        applicant.fill("agency", **BEN_THANH, case="other_province_new")
        answer = applicant.step("subject", **for_other(standing, child))
        answer = applicant.step("subject", **for_other(standing, child)) if answer.status_code == 200 else answer
        assert "Người chưa thành niên đăng ký thường trú thông qua cha, mẹ" in "".join(errors(answer))

    def test_a_member_of_the_household_registers_another_who_is_grown_up(self) -> None:
        father, mother, _, left = a_family()
        applicant = Applicant(mother)
        fill_in(applicant, subject=for_other("household_member", father), request={"new_head": str(mother.pin)})
        assert applicant.required() == {"dwelling"}
        approve(applicant.file())
        assert home_of(father).head == father.id
        # Who files for the householder and stays may follow him.
        assert residence.get_household(id=left.household_id, **READ).head == mother.id

    def test_who_says_to_be_a_member_and_is_none_needs_a_paper(self) -> None:
        stranger, person = a_person("Vũ Văn Lạ"), a_person("Nguyễn Văn An")
        a_household(person)
        applicant = Applicant(stranger)
        fill_in(applicant, subject=for_other("household_member", person))
        assert applicant.required() == {"dwelling", "authorisation"}

    def test_who_is_authorised_by_a_paper_registers_somebody(self) -> None:
        person = a_person("Nguyễn Văn An")
        a_household(person)
        applicant = Applicant(a_person("Vũ Văn Thay"))
        fill_in(applicant, subject=for_other("authorised", person))
        assert applicant.required() == {"dwelling", "authorisation"}
        approve(applicant.file())
        assert home_of(person).unit_id == ben_thanh().id


class TestMinorsWhoFile:
    def minor(self) -> PersonCard:
        return a_person("Nguyễn Văn Trẻ", born=f"1/1/{TODAY.year - 16}")

    def test_a_minor_is_told_who_files_for_him(self) -> None:
        applicant = Applicant(self.minor())
        applicant.begin()
        applicant.fill("agency", **BEN_THANH, case="other_province_new")
        said = errors(applicant.step("subject", phone="0912345678"))
        assert "Người chưa thành niên đăng ký thường trú thông qua cha, mẹ" in said[0]

    def test_a_minor_files_for_nobody_else(self) -> None:
        applicant, person = Applicant(self.minor()), a_person("Nguyễn Văn An")
        applicant.begin()
        applicant.fill("agency", **BEN_THANH, case="other_province_new")
        applicant.step("subject", **for_other("authorised", person))
        said = errors(applicant.step("subject", **for_other("authorised", person)))
        assert "Người chưa đủ 18 tuổi không khai thay" in "".join(said)


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

    def test_who_was_to_head_the_new_household_and_no_longer_moves_is_asked_for_again(self) -> None:
        father, mother, _, _ = a_family()
        applicant = Applicant(father)
        both = {"rows-0-picked": "on", "rows-1-picked": "on"}
        fill_in(applicant, moving=both, request={"householder": str(mother.pin)})
        applicant.fill("members", **{"rows-0-picked": None})
        answer = applicant.browser.get(f"{applicant.draft}/review")
        assert answer["Location"] == f"{applicant.draft}/steps/request"


class TestNewborn:
    def a_young_family(self) -> tuple[PersonCard, PersonCard, PersonCard, Registered]:
        """Return grandfather, mother and new-born; all but the child live at Bến Thành."""
        grandfather = a_person("Nguyễn Văn Ông", born="1/1/1950")
        mother = a_person("Nguyễn Thị Mẹ", born="1/2/1992", sex=Sex.FEMALE, father=grandfather)
        home = a_household(grandfather, (mother, Relation.CHILD), unit=ben_thanh(), line="12 Lê Lợi")
        return grandfather, mother, a_person("Nguyễn Văn Bé", born=BABY_BORN, mother=mother), home

    def test_a_newborn_joins_his_mother_without_papers_or_consent(self) -> None:
        grandfather, mother, baby, home = self.a_young_family()
        applicant = Applicant(mother)
        place = joining(grandfather, "grandchild_by_daughter")
        fill_in(applicant, "newborn_join", subject=for_other("parent", baby), place=place)
        assert applicant.required() == set()
        assert "Trẻ em dưới 16 tuổi" in applicant.page("request").page
        approve(applicant.file(), provision="kin_close")
        assert members(home.household_id, TODAY)[baby.id] is Relation.GRANDCHILD_BY_DAUGHTER
        assert len(residence.list_residences(person=baby.id, **READ)) == 1

    def test_from_six_on_the_case_is_another_one(self) -> None:
        grandfather, mother, _, _ = self.a_young_family()
        child = a_person("Nguyễn Văn Lớn", born=CHILD_BORN, mother=mother)
        applicant = Applicant(mother)
        fill_in(
            applicant, "newborn_join", subject=for_other("parent", child),
            place=joining(grandfather, "grandchild_by_daughter"),
        )  # fmt: skip
        assert "dành cho trẻ em dưới 06 tuổi" in refused(applicant)

    def test_a_child_who_is_registered_elsewhere_is_no_newborn(self) -> None:
        grandfather, mother, baby, _ = self.a_young_family()
        a_household(a_person(), (baby, Relation.GUEST))
        applicant = Applicant(mother)
        fill_in(
            applicant, "newborn_join", subject=for_other("parent", baby),
            place=joining(grandfather, "grandchild_by_daughter"),
        )  # fmt: skip
        assert "không phù hợp với nơi thường trú hiện tại" in refused(applicant)


class TestFromAbroad:
    def test_who_returns_with_a_passport_shows_it(self) -> None:
        person = a_person("Nguyễn Văn An")
        applicant = Applicant(person)
        fill_in(applicant, "abroad_new", subject={"phone": "0912345678", "passport": "C1234567"})
        assert applicant.required() == {"dwelling", "nationality"}
        approve(applicant.file())
        assert len(residence.list_residences(person=person.id, **READ)) == 1
        assert home_of(person).head == person.id

    def test_who_returns_without_one_declares_in_ct02(self) -> None:
        applicant = Applicant(a_person("Nguyễn Văn An"))
        fill_in(applicant, "abroad_new")
        assert applicant.required() == {"dwelling", "nationality", "ct02"}

    def test_who_is_registered_in_the_country_does_not_return_from_abroad(self) -> None:
        person = a_person("Nguyễn Văn An")
        a_household(person)
        applicant = Applicant(person)
        fill_in(applicant, "abroad_new")
        assert "không phù hợp với nơi thường trú hiện tại" in refused(applicant)


class TestUnverifiedAccounts:
    def test_everything_is_typed_and_nothing_is_revealed(self) -> None:
        father, mother, child, _ = a_family()
        applicant = Applicant(father, proved=False)
        new_head = {"new_head_name": mother.name.full, "new_head_pin": str(mother.pin)}
        himself = {**typed(father), "phone": "0912345678"}
        fill_in(applicant, "other_province_new", subject=himself, request=new_head)
        pages = "".join(applicant.page(key).page for key in ("agency", "place", "members"))
        for secret in (mother.name.full, child.name.full, str(child.pin), "Số 1 phố Hàng Bạc"):
            assert secret not in pages
        approve(applicant.file())
        assert living_with(child) == {mother.id: Relation.HEAD, child.id: Relation.CHILD}

    def test_of_facts_that_differ_it_is_not_told_which(self) -> None:
        father, *_ = a_family()
        applicant = Applicant(father, proved=False)
        wrong = {**typed(father), "phone": "0912345678", "born_year": "1991"}
        fill_in(applicant, subject=wrong)
        page = refused(applicant)
        assert "không cùng khớp với Cơ sở dữ liệu quốc gia về dân cư" in page
        assert "1990" not in page


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
