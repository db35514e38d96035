"""The five steps as forms: what they ask of whom, what they fill in, what they refuse at the field."""

from typing import Any

import pytest
from django.http import QueryDict
from tests.builders.places import a_commune
from tests.builders.population import a_person
from tests.builders.procedures import NOW, ON, Household, a_row
from tests.builders.residence import a_household

from dancu.casework.filing import Filing, StepForm
from dancu.declarations.domain.rules import NeedsRepresentative
from dancu.kernel.sex import Sex
from dancu.procedures.permanent_registration.procedure import PROCEDURES
from dancu.residence.domain.relations import Relation

PROCEDURE = PROCEDURES[-1]

pytestmark = pytest.mark.django_db


def a_form(step: str, home: Household, typed: dict[str, Any] | None = None, **answers: dict[str, Any]) -> Any:
    """Return a step's form, untouched or with what somebody typed, after the steps before it."""
    filing = Filing(procedure=PROCEDURE, step=step, on=ON, at=NOW, by=home.actor, answers=home.answers(**answers))
    form: type[StepForm] = PROCEDURE.step(step).form
    if typed is None:
        return form(filing=filing)
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return form(data, filing=filing)


def said(form: Any) -> dict[str, str]:
    return {fact.label: fact.value for fact in (*form.facts(), *form.consequences())}


def typed_person(person: Any) -> dict[str, str]:
    day, month, year = str(person.born).split("/")
    return {
        "name": person.name.full,
        "born_day": day,
        "born_month": month,
        "born_year": year,
        "sex": person.sex.value,
        "pin": str(person.pin),
        "phone": "0912345678",
    }


class TestAgency:
    def test_the_commune_of_ones_account_is_proposed_with_its_agency(self) -> None:
        home = Household(a_person())
        form = a_form("agency", home)
        assert form["commune"].value().commune == home.place.code
        assert home.agency.name in said(form).values()

    def test_the_case_that_was_chosen_is_said_in_full(self) -> None:
        home = Household(a_person())
        assert "Trường hợp" not in said(a_form("agency", home))
        assert said(a_form("agency", home, {"case": "other_province_new"}))["Trường hợp"].endswith("Lập hộ mới")
        assert "Trường hợp" not in said(a_form("agency", home, {"case": "nonsense"}))

    def test_the_answer_holds_the_agency_in_charge(self) -> None:
        home = Household(a_person())
        typed = {"commune_province": "01", "commune_commune": home.place.code, "case": "other_province_new"}
        form = a_form("agency", home, typed)
        assert form.is_valid()
        assert form.answers() == {"commune": home.place.id, "agency": home.agency.id, "case": "other_province_new"}

    def test_a_commune_without_an_agency_is_refused(self) -> None:
        home, other = Household(a_person()), a_commune("Phường Cửa Nam", code="00082")
        form = a_form("agency", home, {"commune_province": "01", "commune_commune": other.code, "case": "abroad_new"})
        assert list(form.errors) == ["commune"]


class TestSubject:
    def test_a_proved_account_is_filled_in_and_locked(self) -> None:
        person = a_person("Trần Văn Bình")
        form = a_form("subject", Household(person))
        assert "Trần Văn Bình" in said(form).values()
        assert not {"name", "born", "sex", "pin", "standing"} & set(form.fields)

    def test_what_is_sent_for_a_locked_field_does_not_count(self) -> None:
        person = a_person("Trần Văn Bình")
        typed = {"is_subject": "on", "phone": "0912345678", "name": "Ai Khác", "pin": "001090999999"}
        form = a_form("subject", Household(person), typed)
        assert form.is_valid()
        assert (form.answers()["name"], form.answers()["pin"]) == ("Trần Văn Bình", str(person.pin))

    def test_an_unproved_account_types_everything_and_sees_nothing_of_the_register(self) -> None:
        person = a_person("Trần Văn Bình", occupation="Thợ mộc")
        form = a_form("subject", Household(person, proved=False))
        assert {"name", "born", "sex", "pin"} <= set(form.fields)
        assert said(form) == {}
        assert not form["occupation"].value()

    def test_for_somebody_else_all_is_asked_and_by_what_right(self) -> None:
        home, child = Household(a_person()), a_person("Trần Thị Chi", born="1/6/2018")
        form = a_form("subject", home, {**typed_person(child), "standing": "parent"})
        assert form.is_valid(), form.errors
        assert form.answers()["represents"] is False

    def test_a_parent_known_to_the_register_need_not_prove_it(self) -> None:
        mother = a_person(sex=Sex.FEMALE)
        child = a_person("Trần Thị Chi", born="1/6/2018", mother=mother)
        form = a_form("subject", Household(mother), {**typed_person(child), "standing": "parent"})
        assert form.is_valid(), form.errors
        assert form.answers()["represents"] is True

    @pytest.mark.parametrize("standing", ["household_member", "authorised"])
    def test_a_minor_is_not_registered_by_others_than_parent_or_guardian(self, standing: str) -> None:
        home, child = Household(a_person()), a_person("Trần Thị Chi", born="1/6/2018")
        form = a_form("subject", home, {**typed_person(child), "standing": standing})
        assert not form.is_valid()
        assert form.errors.as_data()["standing"][0].code == NeedsRepresentative.code

    def test_somebody_not_born_yet_is_refused(self) -> None:
        home, person = Household(a_person()), a_person("Trần Thị Chi")
        typed = typed_person(person) | {"born_year": "2027", "standing": "authorised"}
        assert "born" in a_form("subject", home, typed).errors


class TestPlace:
    TYPED = {"line": "Số 12 phố Hàng Bài", "obstacle": "none"}
    JOIN = {"agency": {"case": "other_province_join"}}

    def test_a_new_household_asks_for_no_head(self) -> None:
        form = a_form("place", Household(a_person()))
        assert not {"head_name", "head_pin", "relation"} & set(form.fields)

    def test_only_a_rented_place_asks_for_its_floor(self) -> None:
        home = Household(a_person())
        assert "floor_area" not in a_form("place", home, {**self.TYPED, "ground": "own"}).fields
        assert "floor_area" in a_form("place", home, {**self.TYPED, "ground": "rented"}).fields

    def test_too_little_floor_is_refused_at_the_field(self) -> None:
        typed = {**self.TYPED, "ground": "rented", "owner_name": "Lê Thị Chủ", "floor_area": "15,9", "residents": "2"}
        form = a_form("place", Household(a_person()), typed)
        assert not form.is_valid()
        assert list(form.errors) == ["floor_area"]

    def test_a_place_of_article_23_is_refused_at_the_field(self) -> None:
        form = a_form("place", Household(a_person()), {**self.TYPED, "ground": "own", "obstacle": "condemned"})
        assert list(form.errors) == ["obstacle"]

    def test_kinship_that_the_register_knows_is_kept(self) -> None:
        father = a_person("Trần Văn Cha", born="1/1/1960")
        home = Household(a_person(father=father))
        typed = {
            **self.TYPED,
            "ground": "kin_close",
            "head_name": father.name.full,
            "head_pin": str(father.pin),
            "relation": "child",
            "owner_is_head": "on",
        }
        form = a_form("place", home, typed, **self.JOIN)
        assert form.is_valid(), form.errors
        assert form.answers()["kin_known"] is True

    def test_another_owner_is_named(self) -> None:
        typed = {
            **self.TYPED,
            "ground": "kin_close",
            "head_name": "A B",
            "head_pin": "001060000001",
            "relation": "child",
        }
        form = a_form("place", Household(a_person()), typed, **self.JOIN)
        assert list(form.errors) == ["owner_name"]


class TestMembers:
    def test_ones_own_household_is_offered_with_what_each_is_to_one(self) -> None:
        person, spouse, child = a_person(), a_person(sex=Sex.FEMALE), a_person(born="1/6/2018")
        a_household(person, (spouse, Relation.WIFE), (child, Relation.CHILD))
        form = a_form("members", Household(person))
        offered = {row["pin"].value(): row["relation_to_subject"].value() for row in form.rows}
        assert offered == {spouse.pin: "wife", child.pin: "child"}
        assert not any(row["picked"].value() for row in form.rows)

    def test_a_wife_who_moves_is_offered_husband_and_child_as_hers(self) -> None:
        person, spouse, child = a_person(), a_person(sex=Sex.FEMALE), a_person(born="1/6/2018")
        a_household(person, (spouse, Relation.WIFE), (child, Relation.CHILD))
        form = a_form("members", Household(spouse))
        offered = {row["pin"].value(): row["relation_to_subject"].value() for row in form.rows}
        assert offered == {person.pin: "husband", child.pin: "child"}

    def test_nobody_is_offered_to_an_unproved_account(self) -> None:
        person, spouse = a_person(), a_person(sex=Sex.FEMALE)
        a_household(person, (spouse, Relation.WIFE))
        assert len(a_form("members", Household(person, proved=False)).rows) == 0

    def test_only_picked_rows_count_and_only_they_are_judged(self) -> None:
        child = a_person("Trần Thị Chi", born="1/6/2018")
        picked = {f"rows-0-{name}": value for name, value in typed_person(child).items()}
        typed = {
            "rows-TOTAL_FORMS": "2",
            "rows-INITIAL_FORMS": "2",
            **picked,
            "rows-0-picked": "on",
            "rows-0-relation_to_subject": "child",
            "rows-1-name": "Không chọn",
        }
        form = a_form("members", Household(a_person()), typed)
        assert form.is_valid(), form.rows.errors
        rows = form.answers()["rows"]
        assert [(row["name"], row["relation"]) for row in rows] == [("Trần Thị Chi", "child")]

    def test_a_picked_row_must_be_whole_but_for_its_number(self) -> None:
        typed = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-picked": "on"}
        form = a_form("members", Household(a_person()), typed)
        assert not form.is_valid()
        assert set(form.rows[0].errors) == {"name", "born", "sex", "relation_to_subject"}


class TestRequest:
    TYPED = {"request": "Đăng ký thường trú", "delivery": "portal", "exemption": "none"}

    def test_the_request_is_worded_for_one(self) -> None:
        form = a_form("request", Household(a_person()))
        assert (
            form["request"]
            .value()
            .startswith("Đăng ký thường trú lập hộ mới tại: Số 12 phố Hàng Bài, Phường Hoàn Kiếm")
        )

    def test_a_child_is_told_that_nothing_is_due(self) -> None:
        form = a_form("request", Household(a_person()), subject={"born": "1/6/2018"})
        assert "exemption" not in form.fields
        assert "Trẻ em dưới 16 tuổi" in said(form).values()

    def test_a_head_who_leaves_chooses_among_those_who_stay(self) -> None:
        person, spouse, child = a_person(), a_person(sex=Sex.FEMALE), a_person(born="1/6/2018")
        a_household(person, (spouse, Relation.WIFE), (child, Relation.CHILD))
        home = Household(person)
        along = {"rows": [a_row(child, "child")]}
        form = a_form("request", home, {**self.TYPED, "new_head": str(spouse.pin)}, members=along)
        assert form.is_valid(), form.errors
        assert form.answers()["new_head_name"] == spouse.name.full
        assert not a_form("request", home, {**self.TYPED, "new_head": str(child.pin)}, members=along).is_valid()

    def test_who_leaves_nobody_behind_is_not_asked(self) -> None:
        person = a_person()
        a_household(person)
        form = a_form("request", Household(person))
        assert not {"new_head", "new_head_name"} & set(form.fields)

    def test_post_needs_an_address_and_e_mail_one_too(self) -> None:
        typed = {**self.TYPED, "delivery": "post", "ways": ["email"]}
        form = a_form("request", Household(a_person()), typed)
        assert set(form.errors) == {"delivery_address", "notice_email"}

    def test_text_messages_need_a_number_and_are_offered_only_where_they_can_be_sent(self, settings: Any) -> None:
        typed = {**self.TYPED, "ways": ["sms"], "notice_phone": ""}
        assert set(a_form("request", Household(a_person()), typed).errors) == {"notice_phone"}
        assert a_form("request", Household(a_person()), {**typed, "notice_phone": "0912 345 678"}).is_valid()
        settings.SMS_GATEWAY = ""
        assert [way for way, _ in a_form("request", Household(a_person())).fields["ways"].choices] == ["email"]
        assert "ways" in a_form("request", Household(a_person()), {**typed, "notice_phone": "0912345678"}).errors

    def test_a_quiet_form_shows_what_was_typed_and_complains_of_nothing(self) -> None:
        home = Household(a_person())
        filing = Filing(procedure=PROCEDURE, step="request", on=ON, at=NOW, by=home.actor, answers=home.answers())
        form = PROCEDURE.step("request").form(QueryDict("delivery=post"), filing=filing, quiet=True)
        assert not form.errors
        assert form["delivery"].value() == "post"
