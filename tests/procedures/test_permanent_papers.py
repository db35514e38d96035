"""The five forms, filled in from a declaration."""

from datetime import date
from typing import Any

import pytest
from tests.builders.population import a_person
from tests.builders.procedures import NOW, ON, Household, a_row
from tests.builders.residence import a_household
from tests.residence.test_papers import text_of

from dancu.casework.procedures import PaperFacts
from dancu.documents.domain.seals import Seal
from dancu.procedures.permanent_registration.procedure import PAPERS
from dancu.residence.domain.relations import Relation

pytestmark = pytest.mark.django_db


def paper_facts(home: Household, **facts: Any) -> PaperFacts:
    known: dict[str, Any] = {
        "code": "G01.101.000.070-261124-0001",
        "agency_id": home.agency.id,
        "competent_id": home.agency.id,
        "counter_id": home.agency.id,
        "number": 7,
        "reading": home.reading,
        "issued_at": NOW,
        "received_at": NOW,
        "due_at": NOW,
        "officer_name": "Lê Minh Đức",
        "note": "",
        "provision": "Khoản 1 Điều 20 Luật Cư trú",
        "documents": (("Giấy tờ chứng minh chỗ ở hợp pháp", 2),),
        "contact": {},
    }
    return PaperFacts(**(known | facts))


def a_seal(home: Household) -> Seal:
    return Seal(words="Ký số bởi", signer=home.agency.name, at=NOW, where="dichvucong.localhost/verify", code="DC1:")


def test_the_declaration_says_what_was_declared() -> None:
    person, child = a_person("Trần Văn Bình"), a_person("Trần Thị Chi", born="1/6/2015")
    home = Household(person)
    form = PAPERS.declaration(home.declares(members={"rows": [a_row(child, Relation.CHILD)]}), paper_facts(home))
    assert (form.name, form.pin, form.born, form.sex) == ("Trần Văn Bình", str(person.pin), "15/03/1990", "Nam")
    assert (form.householder, form.relation) == ("Trần Văn Bình", "Chủ hộ")
    assert [(each.name, each.relation) for each in form.members] == [("Trần Thị Chi", "Con đẻ")]
    assert form.to == home.agency.name
    assert form.place == "Hoàn Kiếm"


def test_a_consent_that_is_attached_stands_in_its_block() -> None:
    person, head = a_person(), a_person("Lê Văn Chủ")
    home = Household(person)
    a_household(head, unit=home.place)
    place = {"head_name": head.name.full, "head_pin": str(head.pin), "relation": "child", "ground": "kin_close"}
    form = PAPERS.declaration(home.declares(agency={"case": "other_province_join"}, place=place), paper_facts(home))
    assert form.householder_opinion.name == "Lê Văn Chủ"
    assert form.householder_opinion.text == "Đồng ý, có văn bản kèm theo hồ sơ"
    assert form.owner_opinion.text == ""


def test_a_receipt_of_an_earlier_day_names_the_day_and_no_hour() -> None:
    home = Household(a_person())
    form = PAPERS.on(ON)["CT04"]
    drawn = [
        text_of(form.draw(form.facts(home.declares(), paper_facts(home, received_at=at)), a_seal(home))[0])
        for at in (NOW, date(2026, 11, 20))
    ]
    assert "Thời gian nhận hồ sơ: 09 giờ 00 phút, ngày 24 tháng 11 năm 2026" in drawn[0]
    assert "Thời gian nhận hồ sơ: ngày 20 tháng 11 năm 2026" in drawn[1]


def test_the_receipt_lists_the_papers_and_how_the_result_comes() -> None:
    home = Household(a_person())
    application = home.declares(request={"delivery": "post", "delivery_address": "Số 5 phố Huế, Hà Nội"})
    form = PAPERS.receipt(application, paper_facts(home))
    assert [(each.name, each.note) for each in form.papers] == [("Giấy tờ chứng minh chỗ ở hợp pháp", "2 tệp")]
    assert form.results == ("Bản giấy",)
    assert form.paper_at == "Dịch vụ bưu chính: Số 5 phố Huế, Hà Nội"


def test_the_slip_lists_each_missing_thing() -> None:
    home = Household(a_person())
    facts = paper_facts(home, note="- Hợp đồng thuê nhà\n2) Bản rõ nét của sổ đỏ\n\n")
    form = PAPERS.supplement_slip(home.declares(), facts)
    assert form.missing == ("Hợp đồng thuê nhà", "Bản rõ nét của sổ đỏ")


def test_the_notice_says_what_was_registered() -> None:
    home = Household(a_person())
    form = PAPERS.result_notice(home.declares(), paper_facts(home))
    assert form.result.startswith("Đã đăng ký thường trú lập hộ mới tại Số 12 phố Hàng Bài, Phường Hoàn Kiếm")
    assert form.result.endswith("từ ngày 24/11/2026")


def test_the_refusal_names_its_provision_and_reason() -> None:
    home = Household(a_person())
    form = PAPERS.refusal(home.declares(), paper_facts(home, note="Không đủ điều kiện."))
    assert (form.reason, form.provision) == ("Không đủ điều kiện.", "Khoản 1 Điều 20 Luật Cư trú")


@pytest.mark.parametrize("form", list(PAPERS.on(ON)))
def test_each_form_is_drawn_from_its_frozen_facts(form: str) -> None:
    home = Household(a_person())
    frozen = PAPERS.on(ON)[form].facts(home.declares(), paper_facts(home, note="Bổ sung hợp đồng."))
    content, place = PAPERS.on(ON)[form].draw(frozen, a_seal(home))
    assert content.startswith(b"%PDF")
    assert place.page == 1
    assert 0 < place.x < place.x + place.width < 596
