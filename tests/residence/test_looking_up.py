"""People looked up at the workstation: by whom, what for, how far, and what is written down of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.builders.identity import acting
from tests.builders.offices import a_commune_agency, a_province_agency, an_officer, the_centre
from tests.builders.places import a_commune, a_province, an_old_commune, went_to
from tests.builders.population import a_person
from tests.builders.residence import a_household, a_temporary_residence

from dancu.audit.models import AuditRow
from dancu.kernel.actor import Purpose
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import DomainError
from dancu.kernel.sex import Sex
from dancu.offices.domain import rights
from dancu.offices.queries import OfficerView
from dancu.places.domain.units import Unit
from dancu.platform.clock import now, today
from dancu.population.domain.person import PersonCard
from dancu.population.queries import NoSuchPerson, search
from dancu.residence import queries
from dancu.residence.domain.relations import Relation
from dancu.residence.queries import Described, Of, Sight, Stated, looking_up

pytestmark = pytest.mark.django_db

FOR_RESIDENCE = Stated(purpose=Purpose.RESIDENCE_MANAGEMENT)
WITH_PAPER = Stated(purpose=Purpose.AUTHORITY_REQUEST, reference="125/CV-PC06")
EVERYWHERE = rights.of(rights.Function.PERSONS, rights.Function.PERSONS_BEYOND)
HERE = rights.of(rights.Function.PERSONS)


def far() -> Unit:
    return a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79"))


def a_resident(name: str, *, unit: Unit | None = None, **facts: Any) -> PersonCard:
    person = a_person(name, **facts)
    a_household(person, unit=unit)
    return person


def by_number(number: str, officer: OfficerView | None = None, stated: Stated = FOR_RESIDENCE) -> int:
    officer = officer or an_officer()
    return queries.find_by_number(number, stated=stated, officer=officer, by=acting(officer), at=now()).person.id


def described(
    name: str = "nguyen van",
    officer: OfficerView | None = None,
    *,
    born: PartialDate | None = PartialDate(1990),  # noqa: B008
    stated: Stated = FOR_RESIDENCE,
    after: int | None = None,
    **said: Any,
) -> list[str]:
    officer = officer or an_officer()
    page = queries.search_described(
        Described(name=name, born=born, **said),
        stated=stated,
        after=after,
        officer=officer,
        by=acting(officer),
        at=now(),
    )
    return [each.person.name.full for each in page.rows]


class TestByNumber:
    def test_a_number_finds_its_bearer_anywhere(self) -> None:
        person = a_resident("Nguyễn Văn Xa", unit=far())
        assert by_number(str(person.pin)) == person.id

    def test_an_old_number_too(self) -> None:
        assert by_number("012345678") if a_person(old_id_number="012345678") else False

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
        monkeypatch.setattr(looking_up, "FOUND_ON_A_PAGE", 2)
        people = [a_resident(f"Nguyễn Văn {given}") for given in ("An", "Bình", "Cường")]
        assert described() == ["Nguyễn Văn An", "Nguyễn Văn Bình"]
        assert described(after=people[1].id) == ["Nguyễn Văn Cường"]

    def test_too_many_alike_are_not_shown(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for module in (search, looking_up.population):
            monkeypatch.setattr(module, "CANDIDATES", 1)
        a_resident("Nguyễn Văn An"), a_resident("Nguyễn Văn Bình")
        with pytest.raises(queries.TooManyAlike):
            described()


class TestRefusals:
    @pytest.mark.parametrize(
        ("act", "refusal"),
        [
            (lambda: described("an"), queries.SaidTooLittle),
            (lambda: described(born=None), queries.SaidTooLittle),
            (lambda: described(stated=Stated(purpose=None)), queries.PurposeMissing),
            (lambda: described(stated=Stated(purpose=Purpose.AUDIT)), queries.PurposeMissing),
            (lambda: described(stated=Stated(purpose=Purpose.AUTHORITY_REQUEST)), queries.ReferenceMissing),
            (lambda: described(beyond=True), queries.ReferenceMissing),
            (lambda: described(beyond=True, officer=an_officer(rights=HERE), stated=WITH_PAPER), queries.LookUpDenied),
            (lambda: described(officer=an_officer(rights=())), queries.LookUpDenied),
            (lambda: by_number("001090999999", an_officer(rights=())), queries.LookUpDenied),
        ],
    )
    def test_what_is_refused(self, act: Any, refusal: type[DomainError]) -> None:
        with pytest.raises(refusal):
            act()

    @pytest.mark.parametrize("said", ["Nguyễn Văn An", "001090000123", "012345678", "không", "a" * 41 + "1"])
    def test_a_reference_names_a_paper_and_no_person(self, said: str) -> None:
        with pytest.raises(queries.ReferenceMissing):
            described(stated=Stated(purpose=Purpose.DOSSIER, reference=said))


class TestOwnHousehold:
    def test_nobody_looks_up_himself_or_who_lives_with_him(self) -> None:
        me, wife = a_person("Nguyễn Văn Tôi"), a_person("Trần Thị Bình")
        a_household(me, (wife, Relation.WIFE))
        officer = an_officer(pin=str(me.pin))
        for person in (me, wife):
            with pytest.raises(queries.OwnRecord):
                by_number(str(person.pin), officer)
        assert described(officer=officer) == []

    def test_nor_opens_a_page_that_shows_them(self) -> None:
        me = a_person()
        home, officer = a_household(me), an_officer(pin=str(me.pin))
        for of, identifier in ((Of.PERSON, me.id), (Of.HOUSEHOLD, home.household_id or 0)):
            sight = Sight(of, identifier, Purpose.DOSSIER).lend(officer, now())
            with pytest.raises(queries.OwnRecord):
                queries.sight_of(sight, of, officer=officer, at=now())


class TestSights:
    def test_a_sight_serves_one_officer_one_record_and_a_working_day(self) -> None:
        person, officer, colleague = a_person(), an_officer(), an_officer()
        sight = Sight(Of.PERSON, person.id, Purpose.DOSSIER).lend(officer, now())
        assert queries.sight_of(sight, Of.PERSON, officer=officer, at=now()).purpose is Purpose.DOSSIER
        for text, of, who, at in (
            (sight, Of.PERSON, colleague, now()),
            (sight, Of.HOUSEHOLD, officer, now()),
            (sight, Of.PERSON, officer, now() + timedelta(hours=8)),
            (sight[:-1] + ("A" if sight[-1] != "A" else "B"), Of.PERSON, officer, now()),
            (str(person.id), Of.PERSON, officer, now()),
        ):
            with pytest.raises(queries.SightOver):
                queries.sight_of(text, of, officer=who, at=at)

    def test_without_the_right_to_view_it_opens_nothing(self) -> None:
        officer = an_officer(rights=[rights.SEARCH_PERSONS])
        sight = Sight(Of.PERSON, a_person().id, Purpose.DOSSIER).lend(officer, now())
        with pytest.raises(queries.LookUpDenied):
            queries.sight_of(sight, Of.PERSON, officer=officer, at=now())


class TestAudit:
    def test_a_search_says_what_for_by_which_paper_and_whom_it_showed(self) -> None:
        person = a_resident("Nguyễn Văn An")
        described(officer=an_officer(rights=EVERYWHERE), beyond=True, stated=WITH_PAPER)
        row = AuditRow.objects.get(act="residence.persons_searched")
        assert row.purpose == Purpose.AUTHORITY_REQUEST
        assert row.facts == {"by": "country", "shown": 1, "reference": "125/CV-PC06"}
        assert row.listed == [f"person:{person.id}"]
        read = AuditRow.objects.filter(act="population.person_read", subject_id=str(person.id)).latest("pk")
        assert (read.purpose, read.facts) == (Purpose.AUTHORITY_REQUEST, {"fields": "card"})

    def test_a_search_that_finds_nobody_is_written_down_too(self) -> None:
        with pytest.raises(NoSuchPerson):
            by_number("001090999999")
        assert AuditRow.objects.get(act="residence.persons_searched").facts["shown"] == 0
