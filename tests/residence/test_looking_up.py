"""People looked up at the workstation: by numbers, descriptions, places and kin, and how far that reaches."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.builders.identity import acting
from tests.builders.offices import a_commune_agency, a_province_agency, an_officer, the_centre
from tests.builders.places import a_commune, a_province, an_old_commune, went_to
from tests.builders.population import a_person, card
from tests.builders.residence import a_household, a_temporary_residence
from tests.residence.looking import (
    EVERYWHERE,
    FOR_RESIDENCE,
    HERE,
    WITH_PAPER,
    a_resident,
    by_number,
    described,
    far,
    looked,
)

from dancu.kernel.actor import SYSTEM
from dancu.kernel.dates import PartialDate
from dancu.kernel.names import PersonName
from dancu.kernel.sex import Sex
from dancu.offices.queries import OfficerView
from dancu.platform.clock import now, today
from dancu.population.commands import KinOf, correct_person, register_person
from dancu.population.domain.facts import Facts, Way
from dancu.population.queries import NoSuchPerson
from dancu.residence import queries
from dancu.residence.queries import Of, describing

pytestmark = pytest.mark.django_db


class TestByNumber:
    def test_a_number_finds_its_bearer_anywhere(self) -> None:
        person = a_resident("Nguyễn Văn Xa", unit=far())
        assert by_number(str(person.pin)) == person.id

    def test_an_old_number_too(self) -> None:
        assert by_number("012345678") if a_person(old_id_number="012345678") else False

    def test_a_passport_too_where_only_one_bears_it(self) -> None:
        person = a_person(passport_number="C1234567")
        assert by_number("C1234567") == person.id
        a_person(passport_number="C1234567")
        with pytest.raises(NoSuchPerson):
            by_number("C1234567")

    def test_nobody_bears_it(self) -> None:
        with pytest.raises(NoSuchPerson):
            by_number("001090999999")

    def test_a_household_is_found_by_its_file_number(self) -> None:
        home, officer = a_household(a_person()), an_officer()
        ask: dict[str, Any] = {"officer": officer, "at": now()}
        found = queries.find_household(home.household_code, stated=FOR_RESIDENCE, by=acting(officer), **ask)
        assert queries.sight_of(found, Of.HOUSEHOLD, **ask).id == home.household_id


class TestByDescription:
    def test_accents_need_not_be_typed_and_the_last_word_only_begun(self) -> None:
        a_resident("Nguyễn Văn Hoà")
        assert described("nguyen van ho") == ["Nguyễn Văn Hoà"]

    def test_only_who_lives_in_the_jurisdiction(self) -> None:
        a_resident("Nguyễn Văn Gần")
        a_resident("Nguyễn Văn Xa", unit=far())
        assert described() == ["Nguyễn Văn Gần"]

    def test_a_province_sees_its_communes_and_the_centre_all(self) -> None:
        a_resident("Nguyễn Văn Gần")
        a_resident("Nguyễn Văn Xa", unit=far())
        a_commune_agency(), a_commune_agency(far())
        province = an_officer(a_province_agency(a_province("Hồ Chí Minh", code="79")))
        assert described(officer=province) == ["Nguyễn Văn Xa"]
        assert len(described(officer=an_officer(the_centre()))) == 2

    def test_who_lives_there_temporarily(self) -> None:
        lodger = a_resident("Nguyễn Văn Trọ", unit=far())
        a_temporary_residence(lodger, since=date(2026, 1, 1), until=today() + timedelta(days=10))
        assert described() == ["Nguyễn Văn Trọ"]

    def test_who_moved_away_is_not_found_there_any_more(self) -> None:
        mover = a_resident("Nguyễn Văn Chuyển")
        a_household(mover, unit=far(), since=date(2024, 1, 1))
        assert described() == []

    def test_whose_last_temporary_residence_there_is_over_and_who_lives_nowhere_else(self) -> None:
        a_temporary_residence(a_person("Nguyễn Văn Cũ"), since=date(2020, 1, 1), until=date(2021, 1, 1))
        assert described() == ["Nguyễn Văn Cũ"]

    def test_an_address_in_a_unit_that_went_to_the_commune(self) -> None:
        old = an_old_commune("Phường Hàng Bạc", code="00076")
        went_to(old, a_commune())
        a_resident("Nguyễn Văn Xưa", unit=old)
        assert described() == ["Nguyễn Văn Xưa"]

    def test_beyond_it_with_the_right_and_a_paper(self) -> None:
        a_resident("Nguyễn Văn Xa", unit=far())
        officer = an_officer(rights=EVERYWHERE)
        assert described(officer=officer, beyond=True, stated=WITH_PAPER) == ["Nguyễn Văn Xa"]

    @pytest.mark.parametrize(
        ("said", "found"),
        [({"sex": Sex.FEMALE}, 0), ({"born": PartialDate(1990, 3)}, 1), ({"born": PartialDate(1990, 4)}, 0)],
    )
    def test_sex_and_month_narrow_it(self, said: dict[str, Any], found: int) -> None:
        a_resident("Nguyễn Văn An", born="15/03/1990", sex=Sex.MALE)
        assert len(described(**said)) == found

    def test_a_page_goes_on_after_the_last_one_shown(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(describing, "FOUND_ON_A_PAGE", 2)
        people = [a_resident(f"Nguyễn Văn {given}") for given in ("An", "Bình", "Cường")]
        assert described() == ["Nguyễn Văn An", "Nguyễn Văn Bình"]
        assert described(after=people[1].id) == ["Nguyễn Văn Cường"]

    def test_without_the_year_of_birth(self) -> None:
        a_resident("Nguyễn Văn An", born="1950"), a_resident("Nguyễn Văn Ánh", born="2001")
        assert described("Nguyễn Văn", born=None) == ["Nguyễn Văn An", "Nguyễn Văn Ánh"]

    def test_accents_that_are_typed_are_meant(self) -> None:
        a_resident("Nguyễn Văn Hoà"), a_resident("Nguyễn Văn Hoa"), a_resident("Nguyễn Văn Hóa")
        assert described("Nguyễn Văn Hòa") == ["Nguyễn Văn Hoà"]
        assert sorted(described("nguyen van hoa")) == ["Nguyễn Văn Hoa", "Nguyễn Văn Hoà", "Nguyễn Văn Hóa"]

    def test_a_corrected_name_is_found_and_the_former_one_is_not(self) -> None:
        person = a_resident("Nguyễn Văn Cũ")
        correct_person(
            person=person.id,
            facts=Facts(name=PersonName.parse("Nguyễn Minh Mới"), born=PartialDate(1985)),
            way=Way.RECTIFIED,
            on=today(),
            ground="Trích lục số 12",
            by=SYSTEM,
            at=now(),
        )
        assert described("nguyen minh moi", born=PartialDate(1985)) == ["Nguyễn Minh Mới"]
        assert described("nguyen van cu", born=None) == []

    def test_a_search_that_finds_nobody_in_what_it_reads_goes_on_from_there(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(describing, "READ_AT_ONCE", 1)
        monkeypatch.setattr(describing, "READ_AT_MOST", 2)
        men = [a_resident("Nguyễn Văn An", born=str(year)) for year in (1950, 1951)]
        a_resident("Nguyễn Văn An", born="1952", sex=Sex.FEMALE)
        first = looked(name="nguyen van an", born=None, sex=Sex.FEMALE)
        assert (first.rows, first.after) == ((), men[-1].id)
        assert described("nguyen van an", born=None, sex=Sex.FEMALE, after=first.after) == ["Nguyễn Văn An"]

    def test_somebody_who_lived_there_twice_is_shown_once(self) -> None:
        person = a_resident("Nguyễn Văn An")
        a_temporary_residence(person, since=date(2026, 1, 1), until=today() + timedelta(days=10))
        assert described() == ["Nguyễn Văn An"]


class TestPlaces:
    def test_an_officer_of_a_province_narrows_it_to_a_commune_and_only_to_his_own(self) -> None:
        a_resident("Nguyễn Văn Gần"), a_resident("Nguyễn Văn Xa", unit=far())
        a_commune_agency(), a_commune_agency(far())
        officer = an_officer(a_province_agency(a_province("Hồ Chí Minh", code="79")))
        assert described(officer=officer, unit=far().id) == ["Nguyễn Văn Xa"]
        with pytest.raises(queries.OutsideJurisdiction):
            described(officer=officer, unit=a_commune().id)

    def test_the_centre_narrows_it_to_a_province(self) -> None:
        a_resident("Nguyễn Văn Gần"), a_resident("Nguyễn Văn Xa", unit=far())
        province = a_province("Hồ Chí Minh", code="79")
        assert described(officer=an_officer(the_centre()), unit=province.id) == ["Nguyễn Văn Xa"]

    def test_everybody_is_offered_the_places_that_he_may_search(self) -> None:
        a_commune_agency(), a_commune_agency(far())
        province = a_province("Hồ Chí Minh", code="79")

        def offered(officer: OfficerView) -> set[str]:
            return {unit.name for unit in queries.list_places(officer=officer, on=today())}

        assert offered(an_officer(rights=HERE)) == set()
        assert offered(an_officer(a_province_agency(province), rights=HERE)) == {"Phường Bến Thành"}
        assert "Hồ Chí Minh" in offered(an_officer(the_centre(), rights=HERE))


class TestNearly:
    @pytest.mark.parametrize(
        "typed", ["nguyeenx vawn hoaf", "nguyen van hao", "ngyen van hoa", "Nguyễn Văn Hoá", "nguye6n4 van hoa"]
    )
    def test_a_slip_of_the_keyboard_finds_who_was_meant_and_says_so(self, typed: str) -> None:
        a_resident("Nguyễn Văn Hoà")
        page = looked(name=typed, born=None)
        assert [each.person.name.full for each in page.rows] == ["Nguyễn Văn Hoà"]
        assert page.near

    @pytest.mark.parametrize("born", [None, PartialDate(1990)])
    def test_words_in_another_order_or_one_left_out(self, born: PartialDate | None) -> None:
        a_resident("Nguyễn Văn Hoà", born="1990"), a_resident("Nguyễn Văn Hoà", born="1991", unit=far())
        for typed in ("hoà nguyễn", "Nguyễn Hoà", "văn hoà"):
            assert described(typed, born=born) == ["Nguyễn Văn Hoà"]
        assert described("hoà nguyễn", born=PartialDate(1991)) == []

    def test_who_bears_just_that_name_is_not_called_near(self) -> None:
        a_resident("Nguyễn Văn Hoà"), a_resident("Nguyễn Văn Hoàn")
        assert not looked(name="Nguyễn Văn Hoà", born=None).near

    def test_it_reaches_no_further_than_the_officer(self) -> None:
        a_resident("Nguyễn Văn Hoà", unit=far())
        assert described("nguyen van hao", born=None) == []


class TestRelatives:
    def test_kin_of_somebody_by_his_name_or_number(self) -> None:
        father = a_resident("Phạm Văn Cha", born="1960")
        for given, facts in (("Con", {"father": father}), ("Vợ", {"spouse": father})):
            a_resident(f"Trần Thị {given}", **facts)
        kin = ["Trần Thị Con", "Trần Thị Vợ"]
        assert described("", born=None, relative="pham van cha") == kin
        assert described("", born=None, relative=str(father.pin)) == kin
        assert described("tran thi", born=None, relative="Phạm Văn") == kin
        assert described("tran thi c", born=None, relative="Phạm Văn") == kin[:1]
        assert described("pham van", born=None, relative="tran thi con") == ["Phạm Văn Cha"]

    def test_who_is_not_in_the_register_counts_by_the_name_that_was_written_down(self) -> None:
        child = register_person(
            name=PersonName.parse("Nguyễn Văn Con"),
            born=PartialDate(2001),
            sex=Sex.MALE,
            province="001",
            father=KinOf(name="Phạm Văn Cha", number="001060000001"),
            ground="test",
            by=SYSTEM,
            at=now(),
        )
        a_household(card(child))
        for relative in ("pham van cha", "001060000001"):
            assert described("nguyen van", born=None, relative=relative) == ["Nguyễn Văn Con"]
        assert described("nguyen van", born=None, relative="pham thi") == []

    @pytest.mark.parametrize("by", ["name", "number"])
    def test_kin_who_live_elsewhere_are_shown_to_nobody_but_their_own_police(self, by: str) -> None:
        here, there = a_commune(), far()
        father = a_resident("Phạm Văn Cha", unit=here, born="1960")
        a_resident("Phạm Thị Gần", unit=here, father=father), a_resident("Phạm Thị Xa", unit=there, father=father)
        relative = "pham van cha" if by == "name" else str(father.pin)
        agencies = [a_commune_agency(), a_commune_agency(there)]
        seen = [described("", an_officer(agency), born=None, relative=relative) for agency in agencies]
        assert seen[0] == ["Phạm Thị Gần"]
        # A name is looked for where one's own people live; whose number one knows may live anywhere.
        assert seen[1] == ([] if by == "name" else ["Phạm Thị Xa"])
        assert described("pham thi", an_officer(agencies[1]), born=None, relative=relative) == ["Phạm Thị Xa"]
        province = an_officer(a_province_agency(a_province("Hồ Chí Minh", code="79")))
        assert described("pham thi", province, born=None, relative=relative) == ["Phạm Thị Xa"]

    def test_of_a_common_name_one_has_to_say_more(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(describing, "READ_AT_ONCE", 1)
        monkeypatch.setattr(describing, "RELATIVES", 1)
        a_resident("Nguyễn Văn An"), a_resident("Nguyễn Văn An")
        with pytest.raises(queries.TooManyAlike):
            described("", born=None, relative="nguyen van an")
