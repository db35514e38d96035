"""Who may register permanently and for whom: each told through the portal's forms to the changed register, refusals beside it."""

from datetime import timedelta

import pytest
from tests.builders.citizens import BEN_THANH, Applicant, approve, errors
from tests.builders.moving import (
    BABY_BORN,
    CHILD_BORN,
    OWN,
    TODAY,
    a_family,
    a_head_there,
    ben_thanh,
    fill_in,
    for_other,
    home_of,
    joining,
    living_with,
    refused,
    typed,
)
from tests.builders.population import AT, a_person
from tests.builders.residence import READ, SINCE, a_household, a_temporary_residence, members

from dancu.audit.models import AuditRow
from dancu.kernel.actor import SYSTEM
from dancu.kernel.sex import Sex
from dancu.population import commands as population
from dancu.population.domain.person import PersonCard
from dancu.residence import queries as residence
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Registered

pytestmark = pytest.mark.django_db


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

    @pytest.mark.parametrize("known", [True, False])
    def test_the_audit_says_for_whom_a_parent_files_where_the_register_knows_it(self, known: bool) -> None:
        father, _ = a_head_there()
        kin = {"father": father} if known else {}
        child = a_person("Lê Thị Con", born=CHILD_BORN, sex=Sex.FEMALE, **kin)
        a_household(a_person(), (child, Relation.NEPHEW_OR_NIECE))
        applicant = Applicant(father)
        fill_in(applicant, "other_province_join", subject=for_other("parent", child), place=joining(father, "child"))
        code = applicant.file()
        filed = AuditRow.objects.get(act="casework.submit", subject_id=code)
        assert filed.on_behalf_of == (f"person:{child.id}" if known else "")

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
