"""The pages of persons and households: looked for by what is sent, shown as they are or were."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from tests.builders.casework import Desk
from tests.builders.desks import at_the_desk
from tests.builders.identity import acting
from tests.builders.offices import an_officer
from tests.builders.places import a_commune
from tests.builders.population import AT, a_person
from tests.builders.residence import a_household, an_absence

from dancu.audit.models import AuditRow
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.names import PersonName
from dancu.offices.domain import rights
from dancu.platform.clock import now, today
from dancu.population import commands
from dancu.population.domain.facts import Facts, Way
from dancu.population.domain.person import PersonCard
from dancu.residence.commands import classify
from dancu.residence.domain.relations import Relation

pytestmark = pytest.mark.django_db

SEARCH = {"purpose": "residence_management", "reference": "", "number": "", "name": "", "sex": ""}


def desk(**facts: object) -> Client:
    officer = an_officer(**facts)  # type: ignore[arg-type]
    return at_the_desk(Desk(officer, acting(officer)))


def look_up(browser: Client, **said: str) -> str:
    """Send a search and return where it leads, or the page."""
    answer = browser.post("/persons", SEARCH | said)
    return answer.headers.get("Location") or answer.content.decode()


def record(browser: Client, person: PersonCard, query: str = "") -> str:
    answer = browser.get(look_up(browser, number=str(person.pin)) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_special_categories_are_shown_of_the_day_and_on_the_page_of_the_household() -> None:
    person = a_person("Nguyễn Văn An")
    home = a_household(person)
    classify(people=[person.id], categories=["policy_family"], on=today(), by=SYSTEM, at=now(), dossier=None)
    browser = desk()
    assert "Gia đình chính sách" in record(browser, person)
    yesterday = today() - timedelta(days=1)
    then = record(browser, person, f"?on={yesterday:%d/%m/%Y}")
    assert "Phân loại hộ, nhân khẩu quản lý theo đặc thù" not in then
    assert "Gia đình chính sách" in browser.get(look_up(browser, number=home.household_code)).content.decode()


class TestSearch:
    def test_a_number_leads_to_the_record_by_an_address_that_says_nothing(self) -> None:
        person = a_person("Nguyễn Văn An")
        leads = look_up(desk(), number=f"{person.pin[:6]} {person.pin[6:]}")
        assert leads.startswith("/persons/")
        assert str(person.pin) not in leads

    def test_a_passport_leads_to_the_record(self) -> None:
        a_person("Nguyễn Văn An", passport_number="C1234567")
        assert look_up(desk(), number="c 1234567").startswith("/persons/")

    def test_a_file_number_leads_to_the_household(self) -> None:
        home = a_household(a_person("Nguyễn Văn An"))
        browser = desk()
        page = browser.get(look_up(browser, number=home.household_code)).content.decode()
        assert "Nguyễn Văn An" in page
        assert home.household_code in page

    def test_a_description_lists_who_is_meant(self) -> None:
        person = a_person("Nguyễn Văn An")
        a_household(person)
        page = look_up(desk(), name="nguyen van an", born_year="1990")
        assert "Nguyễn Văn An" in page
        assert "Số 1 phố Hàng Bạc" in page

    def test_what_is_refused_keeps_what_was_typed(self) -> None:
        page = look_up(desk(), name="nguyen van an", purpose="")
        assert "Vui lòng chọn mục đích" in page
        assert 'value="nguyen van an"' in page
        page = look_up(desk(), name="an", relative="cha")
        assert "Vui lòng nhập ít nhất họ và tên của công dân" in page
        assert 'value="cha"' in page

    def test_people_with_nearly_the_same_name_are_offered_as_such(self) -> None:
        a_household(a_person("Nguyễn Văn Hoà"))
        page = look_up(desk(), name="nguyeenx vawn hoaf")
        assert "có họ tên gần giống" in page
        assert "Nguyễn Văn Hoà" in page

    def test_places_are_offered_as_vietnamese_on_an_english_page_too(self) -> None:
        browser = desk()
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        page = browser.get("/persons").content.decode()
        assert page.count('lang="vi">Thành phố Hà Nội') == 1

    def test_a_relative_s_name_or_number_finds_his_kin(self) -> None:
        father = a_person("Phạm Văn Cha", born="1960")
        a_household(father, (a_person("Phạm Thị Con", father=father), Relation.CHILD))
        for typed in ("phạm văn cha", f"{father.pin[:6]} {father.pin[6:]}"):
            assert "Phạm Thị Con" in look_up(desk(), relative=typed)

    def test_nobody(self) -> None:
        assert "Không tìm thấy ai" in look_up(desk(), name="nguyen van an", born_year="1990")

    def test_the_whole_country_is_offered_to_who_has_the_right(self) -> None:
        assert "Trong cả nước" in desk().get("/persons").content.decode()
        here = desk(rights=rights.of(rights.Function.PERSONS))
        assert "Trong cả nước" not in here.get("/persons").content.decode()

    def test_who_may_search_but_not_view_is_shown_a_line_that_leads_nowhere(self) -> None:
        person = a_person("Nguyễn Văn An")
        page = look_up(desk(rights=[rights.SEARCH_PERSONS]), number=str(person.pin))
        assert "Nguyễn Văn An" in page
        assert 'href="/persons/' not in page

    def test_without_the_right_there_is_neither_page_nor_entry_in_the_menu(self) -> None:
        browser = desk(rights=())
        assert browser.get("/persons").status_code == 403
        assert "Công dân, hộ gia đình" not in browser.get("/").content.decode()


class TestRecord:
    def test_it_shows_who_somebody_is_where_and_with_whom_he_lives_and_what_happened(self) -> None:
        father = a_person("Nguyễn Văn Cha", born="1960")
        person = a_person("Nguyễn Văn An", father=father, occupation="Thợ mộc")
        a_household(father, (person, Relation.CHILD))
        an_absence(person, since=today(), until=today() + timedelta(days=400))
        page = record(desk(), person)
        for said in ("Thợ mộc", "Số 1 phố Hàng Bạc", "Nguyễn Văn Cha", "Đi học", "Quản lý cư trú tại địa bàn"):
            assert said in page

    def test_another_day_shows_what_was_so_then(self) -> None:
        person = a_person("Nguyễn Văn An")
        commands.correct_person(
            person=person.id,
            facts=Facts(name=PersonName.parse("Nguyễn Minh Quân")),
            way=Way.CHANGED,
            on=date(2026, 11, 24),
            ground="Trích lục số 12",
            by=SYSTEM,
            at=AT + timedelta(seconds=1),
        )
        browser = desk()
        identity = record(browser, person, "?on=20/11/2026").partition('id="identity"')[2].partition("</section>")[0]
        assert "Nguyễn Văn An" in identity
        events = record(browser, person).partition('id="events"')[2]
        assert "Trích lục số 12" in events
        assert "Nguyễn Văn An → Nguyễn Minh Quân" not in events
        assert "Văn An → Minh Quân" in events

    def test_a_day_that_is_none_says_so_and_shows_today(self) -> None:
        page = record(desk(), a_person("Nguyễn Văn An"), "?on=31/02/2026")
        assert "Nguyễn Văn An" in page
        assert "govuk-error-message" in page

    def test_the_household_shows_its_members_and_leads_to_them(self) -> None:
        head, child = a_person("Nguyễn Văn Cha"), a_person("Nguyễn Văn Con")
        a_household(head, (child, Relation.CHILD))
        browser = desk()
        page = record(browser, head)
        link = "/households/" + page.partition('href="/households/')[2].partition('"')[0]
        members = browser.get(link).content.decode()
        assert "Nguyễn Văn Con" in members
        onward = "/persons/" + members.partition('id="members"')[2].partition('href="/persons/')[2].partition('"')[0]
        assert browser.get(onward).status_code == 200
        assert "Tại thời điểm đó hộ không có thành viên" in browser.get(f"{link}?on=01/01/2019").content.decode()

    def test_a_colleague_cannot_use_the_address(self) -> None:
        assert desk().get(look_up(desk(), number=str(a_person().pin))).status_code == 403

    def test_everything_that_was_read_bears_the_purpose(self) -> None:
        person = a_person()
        a_household(person)
        record(desk(), person)
        read = AuditRow.objects.filter(
            subject_kind="person", subject_id=str(person.id), at__gt=now() - timedelta(minutes=1)
        )
        said = {row.purpose for row in read if row.officer_id}
        assert said == {Purpose.RESIDENCE_MANAGEMENT, Purpose.DOSSIER}

    def test_from_the_record_an_act_of_the_authoritys_own_motion_begins_about_this_person(self) -> None:
        person = a_person("Nguyễn Văn An")
        a_household(person)
        browser = desk()
        sight = look_up(browser, number=str(person.pin)).rpartition("/")[2]
        draft = browser.post("/own-motion/new", {"procedure": "own.26", "sight": sight})["Location"]
        assert "Nguyễn Văn An" in browser.get(f"{draft}/steps/change").content.decode()

    def test_nothing_is_offered_about_who_lives_elsewhere(self) -> None:
        person = a_person()
        a_household(person, unit=a_commune("Phường Cửa Nam", code="00082"))
        assert 'id="own-motion"' not in record(desk(), person)

    def test_who_may_not_process_is_offered_none(self) -> None:
        page = record(desk(rights=rights.of(rights.Function.PERSONS)), a_person())
        assert 'id="own-motion"' not in page
