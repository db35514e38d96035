"""Extension of temporary residence: what is known and asked, when it can be asked for, what approval does."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from tests.builders.declaring import refusals, says, typed_days
from tests.builders.places import a_commune
from tests.builders.population import a_person
from tests.builders.procedures import NOW, ON, Household, a_row, changed
from tests.builders.residence import READ, a_household, a_temporary_residence

from dancu.casework.filing import Filing
from dancu.casework.procedures import Decision, Reading
from dancu.declarations.checking import RegisterChanged
from dancu.declarations.domain.declaration import Named
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.errors import DomainError
from dancu.notices import rendering
from dancu.notices.models import Message
from dancu.population.domain.person import PersonCard
from dancu.procedures.temporary_extension import checking, effects, rules
from dancu.procedures.temporary_extension.application import Application
from dancu.procedures.temporary_extension.compare import compare
from dancu.procedures.temporary_extension.procedure import PROCEDURES
from dancu.procedures.temporary_extension.telling import tell_of_renewal
from dancu.residence import commands
from dancu.residence import queries as residence
from dancu.residence.domain import terms
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Joining

pytestmark = pytest.mark.django_db

refused = partial(refusals, checking.check)

PROCEDURE = PROCEDURES[-1]
LINE = "Số 12 phố Hàng Bài"
PLACE = {
    "line": LINE,
    "expires": "2026-11-30",
    "until": "2027-11-30",
    "household": "apart",
    "relation": "",
    "ground": "others",
    "owner_name": "Lê Thị Sở Hữu",
    "owner_pin": "",
}
UNTIL = typed_days(until=date(2027, 11, 30))
DECISION = Decision(dossier_id=None, dossier_code="G01.101.000.070-261124-0001", on=ON, at=NOW, by=SYSTEM)  # type: ignore[arg-type]


def a_lodger(*, until: date = date(2026, 12, 1), proved: bool = True) -> Household:
    """Return somebody who lives temporarily at the agency's commune until a day."""
    home = Household(a_person(), proved=proved)
    a_temporary_residence(home.person, since=date(2025, 12, 1), until=until, unit=home.place, line=LINE)
    return home


def answers(home: Household, *, case: str = "household", **steps: dict[str, Any]) -> dict[str, dict[str, Any]]:
    known = home.answers(**{step: facts for step, facts in steps.items() if step != "place"})
    known["agency"]["case"] = case
    return known | {"place": PLACE | steps.get("place", {})}


def declared(home: Household, **steps: Any) -> Application:
    return Application.read(answers(home, **steps), ON)


def extend(person: PersonCard) -> None:
    commands.extend_temporary(people=[person.id], until=date(2027, 11, 15), asked_on=ON, by=SYSTEM, at=NOW)


def the_place(home: Household, typed: dict[str, str] | None = None, **steps: Any) -> Any:
    filing = Filing(procedure=PROCEDURE, step="place", on=ON, at=NOW, by=home.actor, answers=answers(home, **steps))
    form = PROCEDURE.step("place").form
    return form(filing=filing) if typed is None else form(typed, filing=filing)


class TestPlace:
    def test_the_residence_of_the_register_is_shown_and_kept(self) -> None:
        home = a_lodger()
        form = the_place(home, {**UNTIL, "ground": "own"})
        assert "30/11/2026" in {fact.value for fact in form.facts()}
        assert not {"line", "expires", "household"} & set(form.fields)
        assert form.is_valid(), form.errors
        assert (form.answers()["line"], form.answers()["expires"]) == (LINE, "2026-11-30")

    def test_a_guests_householder_is_known_too(self) -> None:
        host, home = a_person("Lê Văn Chủ"), Household(a_person())
        there = a_household(host, unit=home.place, line=LINE)
        commands.register_temporary(
            joining=[Joining(home.person.id, Relation.GUEST)],
            household=there.household_id,
            since=date(2025, 12, 1),
            until=date(2026, 12, 1),
            by=SYSTEM,
            at=NOW,
        )
        form = the_place(home, {**UNTIL, "ground": "others", "owner_name": "Lê Văn Chủ"})
        assert form.is_valid(), form.errors
        assert "Lê Văn Chủ" in {fact.value for fact in form.facts()}
        known = declared(home, place=form.answers())
        assert (known.householder, known.subject.relation) == (Named("Lê Văn Chủ", str(host.pin)), "guest")

    def test_a_stranger_types_it_and_sees_nothing_of_the_register(self) -> None:
        form = the_place(a_lodger(proved=False))
        assert {"line", "expires", "household"} <= set(form.fields)
        assert "30/11/2026" not in {fact.value for fact in form.facts()}

    def test_the_owner_is_asked_for_where_he_must_agree(self) -> None:
        home = a_lodger()
        assert "owner_name" in the_place(home, {**UNTIL, "ground": "others"}).errors
        assert "owner_name" not in the_place(home, {"ground": "own"}).fields

    @pytest.mark.parametrize("until", [date(2027, 6, 1), date(2026, 11, 1)])
    def test_outside_the_last_fifteen_days_it_is_refused_at_the_last_day(self, until: date) -> None:
        form = the_place(a_lodger(until=until), {**UNTIL, "ground": "own"})
        if until < ON:
            # What has ended is no present residence: it is typed, and refused by the day typed.
            assert "expires" in form.fields
        else:
            assert list(form.errors) == ["until"]


class TestWindow:
    @pytest.mark.parametrize(
        ("expires", "until", "refusal"),
        [
            (date(2026, 11, 24), date(2027, 1, 1), None),
            (date(2026, 12, 9), date(2027, 1, 1), None),
            (date(2026, 12, 10), date(2027, 1, 1), terms.OutsideRenewal),
            (date(2026, 11, 23), date(2027, 1, 1), terms.OutsideRenewal),
            (date(2026, 11, 30), date(2028, 11, 30), None),
            (date(2026, 11, 30), date(2028, 12, 1), terms.TermTooLong),
            (date(2026, 11, 30), date(2026, 11, 30), terms.TermEndsBeforeItBegins),
        ],
    )
    def test_asked_for_in_the_last_fifteen_days_for_at_most_two_years_more(
        self, expires: date, until: date, refusal: type[DomainError] | None
    ) -> None:
        found = rules.term_refusal(expires, until, ON)
        assert found is None if refusal is None else isinstance(found, refusal)


class TestBeforeFiling:
    def test_a_true_declaration_is_in_order(self) -> None:
        home = a_lodger()
        assert refused(declared(home), home.reading) == {}

    def test_who_lives_nowhere_temporarily_registers_anew(self) -> None:
        home = Household(a_person())
        assert refused(declared(home), home.reading) == {"place": says(checking.NotTemporaryHere)}

    def test_another_commune_must_be_chosen_again(self) -> None:
        home = a_lodger()
        elsewhere = a_commune("Phường Cửa Nam", code="00082")
        found = refused(declared(home, agency={"commune": elsewhere.id}), home.reading)
        assert found == {"agency": says(checking.OtherCommune)}

    def test_a_day_that_is_not_the_registers_is_looked_over_again(self) -> None:
        home = a_lodger()
        found = refused(declared(home, place={"expires": "2026-11-29"}), home.reading)
        assert found == {"place": says(RegisterChanged)}

    def test_what_was_extended_already_is_not_extended_once_more(self) -> None:
        home = a_lodger()
        extend(home.person)
        form = the_place(home, {**UNTIL, "ground": "own"})
        assert "14/11/2027" in {fact.value for fact in form.facts()}
        assert list(form.errors) == ["until"]
        assert refused(declared(home), home.reading) == {"place": says(terms.OutsideRenewal)}

    def test_a_child_whose_term_was_extended_is_left_out(self) -> None:
        home = a_lodger()
        child = a_person(born="2015", father=home.person)
        a_temporary_residence(child, since=date(2025, 12, 1), until=date(2026, 12, 1), unit=home.place, line=LINE)
        along = {"rows": [a_row(child, "child")]}
        assert refused(declared(home, members=along), home.reading) == {}
        extend(child)
        anew = changed(home.reading, kept={})
        assert refused(declared(home, members=along), anew) == {"members": says(terms.OutsideRenewal)}

    def test_a_stranger_learns_nothing_of_the_residence(self) -> None:
        home = Household(a_person(), proved=False)
        assert refused(declared(home), home.reading) == {}

    def test_the_ground_must_belong_to_the_case(self) -> None:
        home = a_lodger()
        assert refused(declared(home, case="barracks"), home.reading) == {"place": says(rules.OtherGround)}


class TestDocuments:
    @pytest.mark.parametrize(
        ("case", "ground", "needed"),
        [
            ("household", "others", {"owner_consent"}),
            ("household", "own", set()),
            ("list", "others", {"owner_consent", "list_letter", "list_declarations"}),
            ("barracks", "police", {"police_letter"}),
            ("barracks", "army", {"army_letter"}),
        ],
    )
    def test_each_case_brings_its_papers(self, case: str, ground: str, needed: set[str]) -> None:
        application = declared(Household(a_person()), case=case, place={"ground": ground})
        assert {each.key for each, required in PROCEDURE.documents_for(application) if required} == needed

    def test_an_owner_who_files_agrees_by_filing(self) -> None:
        home = Household(a_person())
        owner = {"owner_name": home.person.name.full, "owner_pin": str(home.person.pin)}
        assert not rules.needs_owner_consent(declared(home, place=owner))


class TestApproval:
    def test_the_residence_goes_on_without_a_gap(self) -> None:
        home, other = a_lodger(), a_person()
        a_temporary_residence(other, since=date(2025, 12, 1), until=date(2026, 12, 1), unit=home.place, line=LINE)
        effects.extend(declared(home, members={"rows": [a_row(other, "co_tenant")]}), DECISION)
        for person in (home.person, other):
            lives = residence.find_temporary_residence(person=person.id, on=date(2026, 12, 1), **READ)
            assert lives is not None
            assert (lives.address_line, lives.since, lives.until) == (LINE, date(2026, 12, 1), date(2027, 12, 1))

    def test_what_was_filed_in_time_is_extended_after_the_last_day_too(self) -> None:
        home = a_lodger()
        late = changed(DECISION, on=date(2026, 12, 3))
        effects.extend(declared(home), late)
        assert residence.find_temporary_residence(person=home.person.id, on=date(2026, 12, 3), **READ)


class TestForTheOfficer:
    def compared(self, home: Household, **steps: Any) -> set[str]:
        reading = Reading(by=SYSTEM, purpose=Purpose.DOSSIER, at=NOW)
        return {row.reason for row in compare(declared(home, **steps), reading) if row.blocking}

    def test_a_true_declaration_goes_on(self) -> None:
        assert self.compared(a_lodger()) == set()

    def test_another_place_and_another_time_stand_against_reception(self) -> None:
        assert self.compared(a_lodger(), place={"line": "Số 13"}) == {"not_temporary_here"}
        assert self.compared(a_lodger(until=date(2027, 6, 1))) == {"outside_renewal"}

    def test_a_term_that_was_extended_already_stands_against_reception(self) -> None:
        home = a_lodger()
        extend(home.person)
        assert self.compared(home) == {"outside_renewal"}

    def test_what_was_filed_in_time_is_received_after_the_last_day_too(self) -> None:
        home = a_lodger()
        late = Reading(by=SYSTEM, purpose=Purpose.DOSSIER, at=NOW + timedelta(days=9))
        assert not [row.reason for row in compare(declared(home), late) if row.blocking]


class TestBeforeItEnds:
    def tell(self, home: Household) -> None:
        tell_of_renewal(person=home.person.id, unit=home.place.id, until="2026-12-09", dossier=None, at=NOW.isoformat())

    def test_who_has_a_verified_account_is_told_the_last_day_and_where_to_extend_it(self) -> None:
        home = a_lodger()
        self.tell(home)
        message = Message.objects.get(account=home.account_id, way="inbox")
        words = rendering.words_of(message.notice, message.facts)
        assert "08/12/2026" in words.subject
        assert words.link.endswith(f"/procedures/{PROCEDURE.slug}")

    def test_nobody_else_is(self) -> None:
        self.tell(a_lodger(proved=False))
        assert not Message.objects.exists()
