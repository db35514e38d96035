"""Beginning to enter a dossier at the counter: who may, for whom, of which day, and what is said when that cannot be."""

import html

import pytest
from tests.builders.citizens import errors
from tests.builders.counters import Clerk, WalkIn, a_colleague, ben_thanh, page, shown
from tests.builders.offices import an_officer
from tests.builders.pages import Form
from tests.builders.threads import at_once

from dancu.audit.models import AuditRow
from dancu.casework.models import Draft
from dancu.offices.domain import rights

pytestmark = pytest.mark.django_db
LATE = {"filed_on_day": "20", "filed_on_month": "11", "filed_on_year": "2025"}


@pytest.fixture
def walk_in() -> WalkIn:
    return WalkIn()


@pytest.fixture
def clerk() -> Clerk:
    return Clerk()


def test_a_checked_card_fills_in_what_the_register_knows(clerk: Clerk, walk_in: WalkIn) -> None:
    clerk.begin(**walk_in.card)
    assert "Đã kiểm tra thẻ" in shown(clerk, clerk.draft)
    clerk.fill("agency", commune_province="79", commune_commune="26743", case="other_province_new")
    text = shown(clerk, f"{clerk.draft}/steps/subject")
    assert "15/03/1990" in text
    assert 'name="pin"' not in text


def test_at_the_counter_the_steps_speak_of_the_declarer_and_not_to_him(clerk: Clerk, walk_in: WalkIn) -> None:
    clerk.begin(**walk_in.card)
    assert "nơi người khai báo đề nghị" in shown(clerk, f"{clerk.draft}/steps/agency")
    clerk.fill("agency", commune_province="79", commune_commune="26743", case="other_province_new")
    text = shown(clerk, f"{clerk.draft}/steps/subject")
    assert "nếu người khai báo đăng ký" in text
    assert "Hãy đến Công an cấp xã" not in text


def test_without_a_checked_card_the_register_says_nothing(clerk: Clerk, walk_in: WalkIn) -> None:
    clerk.begin(name=walk_in.person.name.full)
    clerk.fill("agency", commune_province="79", commune_commune="26743", case="other_province_new")
    text = shown(clerk, f"{clerk.draft}/steps/subject")
    assert "15/03/1990" not in text
    assert 'name="pin"' in text
    assert walk_in.person.name.full in text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Nhập họ, chữ đệm và tên"),
        ({"name": "Lê Văn Khác"}, "số này mang họ tên khác"),
        ({"number": "001090999999"}, "Không có người đang sống nào"),
        ({"number": "12"}, "CMND cũ gồm 9 chữ số"),
        ({"number": ""}, "Hãy nhập số trên thẻ đã kiểm tra."),
        ({"checked": ""}, "hoặc để trống số."),
        ({"filed_on_year": "2099"}, "không thể sau hôm nay"),
        (LATE, "nhập"),
        ({**LATE, "filed_on_year": "2019", "late_reason": "Muộn"}, "01/07/2021"),
        ({"filed_on_day": "31", "filed_on_month": "2"}, "không có trong lịch"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_stays(
    clerk: Clerk, walk_in: WalkIn, typed: dict[str, str], said: str
) -> None:
    sent = walk_in.card | typed
    answer = clerk.begin(**sent)
    [error] = errors(answer)
    assert said in html.unescape(error)
    assert not Draft.objects.exists()
    form = Form(answer.content.decode())
    kept = {name: values[-1].lstrip("\n") for name, values in form.values.items() if name in sent and values}
    assert kept == {name: value for name, value in sent.items() if value or name in kept}


def test_a_card_that_was_looked_up_in_vain_is_noted_too(clerk: Clerk, walk_in: WalkIn) -> None:
    before = AuditRow.objects.filter(officer_id=clerk.officer.id).count()
    clerk.begin(**walk_in.card | {"name": "Lê Văn Khác"})
    assert AuditRow.objects.filter(officer_id=clerk.officer.id, act__startswith="population.").count()
    assert AuditRow.objects.filter(officer_id=clerk.officer.id).count() > before


def test_an_earlier_day_brings_its_own_law_and_keeps_the_reason(clerk: Clerk, walk_in: WalkIn) -> None:
    clerk.begin(**walk_in.card, **LATE, late_reason="Mất điện cả ngày")
    draft = Draft.objects.get()
    assert (draft.filed_on.isoformat(), draft.late_reason) == ("2025-11-20", "Mất điện cả ngày")
    text = shown(clerk, clerk.draft)
    assert "20/11/2025" in text
    assert "Mất điện cả ngày" in text
    assert "Quy định đã thay đổi" not in text
    assert shown(clerk, clerk.draft)
    assert Draft.objects.get().procedure_version == draft.procedure_version


def test_nobody_enters_for_his_own_household(walk_in: WalkIn) -> None:
    relative = Clerk(an_officer(ben_thanh(), pin=str(walk_in.wife.pin)))
    answer = relative.begin(**walk_in.card)
    assert answer.status_code == 403
    assert not Draft.objects.exists()
    assert walk_in.person.name.full in page(answer)


def test_the_menu_leads_there_only_whom_may_receive(clerk: Clerk) -> None:
    assert 'href="/counter"' in shown(clerk, "/")
    onlooker = Clerk(an_officer(clerk.officer.agency, rights=rights.of(rights.Function.PROCESSING)))
    assert 'href="/counter"' not in shown(onlooker, "/")
    assert onlooker.browser.get("/counter").status_code == 403
    assert onlooker.browser.get("/counter/new").status_code == 403
    assert onlooker.begin(name="Nguyễn Văn An").status_code == 403


def test_begun_twice_it_is_one_dossier_until_something_is_entered(clerk: Clerk, walk_in: WalkIn) -> None:
    first = clerk.begin(**walk_in.card)["Location"]
    clerk.begin(**walk_in.card | LATE, late_reason="Mất điện cả ngày")
    assert clerk.begin(**walk_in.card)["Location"] == first
    assert clerk.begin(**walk_in.card | LATE, late_reason="Nghỉ lễ")["Location"] != first
    assert sorted(Draft.objects.values_list("late_reason", flat=True)) == ["", "Nghỉ lễ"]
    clerk.draft = first
    clerk.fill("agency", commune_province="79", commune_commune="26743", case="other_province_new")
    assert clerk.begin(**walk_in.card)["Location"] != first


@pytest.mark.django_db(transaction=True)
def test_two_clicks_begin_one_dossier() -> None:
    clerk, walk_in = Clerk(), WalkIn()
    answers = at_once([lambda: clerk.begin(**walk_in.card)] * 2)
    assert len({answer["Location"] for answer in answers}) == 1
    assert Draft.objects.count() == 1


def test_two_officers_begin_for_one_declarer_and_each_has_his_own(clerk: Clerk, walk_in: WalkIn) -> None:
    colleague = a_colleague(clerk)
    assert clerk.begin(**walk_in.card)["Location"] != colleague.begin(**walk_in.card)["Location"]
