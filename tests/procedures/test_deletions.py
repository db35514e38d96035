"""Deletion of a registration, permanent or temporary: what is asked, what law and registers refuse, what approval does."""

from datetime import date

import pytest
from tests.builders.declaring import required, says, typed_days
from tests.builders.deletions import (
    DECISION,
    LINE,
    OFFICER,
    PERMANENT,
    TEMPORARY,
    a_home,
    a_lodging,
    anew,
    declared,
    dies,
    loses_nationality,
    of_another,
    procedure,
    refused,
    the_step,
    within,
)
from tests.builders.places import a_commune
from tests.builders.population import a_person
from tests.builders.procedures import ON, Household, a_row, born_at_age
from tests.builders.residence import READ, a_household, a_temporary_residence, members

from dancu.casework.domain.filing import Channel
from dancu.declarations import checking, deleting
from dancu.declarations.domain import deletion as law
from dancu.declarations.domain import rules
from dancu.declarations.domain.deletion import Deletion
from dancu.kernel.errors import DomainError
from dancu.kernel.working_days import TimeLimit
from dancu.residence import queries
from dancu.residence.commands.households import NeedsNewHead
from dancu.residence.domain.deletion import RegisteredAway, grounds_of
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EndGround, Ground, Kind

pytestmark = pytest.mark.django_db


class TestPlace:
    def test_the_registration_and_the_household_of_the_register_are_shown_and_kept(self) -> None:
        home = a_home()
        form = the_step("place", home, "settled_abroad", PERMANENT, typed_days(happened_on=date(2026, 11, 20)))
        assert set(form.fields) == {"happened_on"}
        assert any(LINE in fact.value for fact in form.facts())
        assert form.is_valid(), form.errors
        assert form.answers() == {
            "line": LINE, "household": "new", "head_name": "", "head_pin": "", "relation": "",
            "happened_on": "2026-11-20", "known": False,
        }  # fmt: skip

    def test_of_another_member_the_householder_is_known_too(self) -> None:
        child = a_person(born=str(born_at_age(30)))
        home = a_home((child, Relation.CHILD))
        subject = of_another(home, child)
        form = the_step(
            "place", home, "settled_abroad", PERMANENT, typed_days(happened_on=date(2026, 11, 20)), subject=subject
        )
        assert form.is_valid(), form.errors
        said = form.answers()
        assert (said["household"], said["head_pin"], said["relation"]) == ("join", str(home.person.pin), "child")

    def test_by_temporary_residence_the_household_is_that_of_the_lodging(self) -> None:
        friend = a_person()
        home = a_lodging((friend, Relation.CO_TENANT))
        form = the_step("place", home, "lease_ended", TEMPORARY, typed_days(happened_on=date(2026, 11, 20)))
        assert form.is_valid(), form.errors
        assert form.answers()["household"] == "new"
        rows = the_step("members", home, "lease_ended", TEMPORARY).proposed_rows()
        assert [(row["pin"], row["relation"]) for row in rows] == [(str(friend.pin), "co_tenant")]

    def test_a_stranger_types_it_and_sees_nothing_of_the_register(self) -> None:
        home = Household(a_person(), proved=False)
        a_household(home.person, unit=home.place, line=LINE)
        form = the_step("place", home, "settled_abroad", PERMANENT)
        assert {"line", "household", "happened_on"} <= set(form.fields)
        assert not any(LINE in fact.value for fact in form.facts())

    @pytest.mark.parametrize(
        ("case", "happened_on", "refusal"),
        [
            ("settled_abroad", date(2026, 11, 24), None),
            ("settled_abroad", date(2026, 11, 25), law.NotYetHappened),
            ("lease_ended", date(2025, 11, 24), None),
            ("lease_ended", date(2025, 11, 25), law.TooSoon),
            ("dwelling_transferred", date(2026, 11, 1), law.TooSoon),
            ("owner_refuses", date(2026, 11, 1), None),
        ],
    )
    def test_the_day_is_past_and_the_months_of_the_law_are_over(
        self, case: str, happened_on: date, refusal: type[DomainError] | None
    ) -> None:
        form = the_step("place", a_home(), case, PERMANENT, typed_days(happened_on=happened_on))
        assert list(form.errors) == (["happened_on"] if refusal else [])
        found = law.day_refusal(Kind.PERMANENT, EndGround(case), happened_on, ON)
        assert found is None if refusal is None else isinstance(found, refusal)

    @pytest.mark.parametrize("code", [PERMANENT, TEMPORARY])
    def test_every_ground_says_which_day_is_meant(self, code: str) -> None:
        home = a_home()
        hints = {
            case: the_step("place", home, case, code).fields["happened_on"].help_text for case in procedure(code).cases
        }
        assert len(set(hints.values())) == len(hints)

    def test_six_months_away_are_enough_for_a_temporary_registration_and_not_for_a_permanent_one(self) -> None:
        since = date(2026, 5, 24)
        assert law.day_refusal(Kind.TEMPORARY, EndGround.AWAY, since, ON) is None
        assert isinstance(law.day_refusal(Kind.PERMANENT, EndGround.AWAY, since, ON), law.TooSoon)


class TestSubject:
    def test_nobody_declares_himself_dead(self) -> None:
        home = a_home()
        form = the_step("subject", home, "dead_or_missing", PERMANENT, {"is_subject": "on", "phone": "0912345678"})
        assert list(form.errors) == ["is_subject"]
        assert says(law.NotByHimself)[0] in refused(declared(home, "dead_or_missing"), home.reading)["subject"]

    def test_a_member_of_the_household_declares_a_minor_who_is_not_his_child(self) -> None:
        niece = a_person(born=str(born_at_age(9)))
        home = a_home((niece, Relation.NEPHEW_OR_NIECE))
        place = within(home, "nephew_or_niece")
        found = declared(home, "settled_abroad", subject=of_another(home, niece), place=place)
        assert refused(found, home.reading) == {}
        by_paper = of_another(home, niece, "authorised", represents=False)
        found = declared(home, "settled_abroad", subject=by_paper, place=place)
        assert refused(found, home.reading) == {"subject": says(rules.NeedsRepresentative)}


class TestBeforeFiling:
    def test_a_true_declaration_is_in_order(self) -> None:
        home = a_home()
        assert refused(declared(home, "settled_abroad"), home.reading) == {}
        lodger = a_lodging()
        assert refused(declared(lodger, "lease_ended", TEMPORARY), lodger.reading) == {}

    def test_the_dead_are_declared_by_their_household(self) -> None:
        father = a_person(born="01/01/1950")
        home = a_home((father, Relation.FATHER))
        found = declared(home, "dead_or_missing", subject=of_another(home, father), place=within(home, "father"))
        assert refused(found, home.reading) == {}

    def test_the_dead_settle_nowhere(self) -> None:
        father = a_person(born="01/01/1950")
        home = a_home((father, Relation.FATHER))
        dies(father)
        found = declared(home, "settled_abroad", subject=of_another(home, father), place=within(home, "father"))
        assert refused(found, home.reading)["subject"] == says(checking.NotAsRegistered)

    def test_who_is_not_registered_at_the_address_cannot_be_struck_off_it(self) -> None:
        home = a_home()
        found = declared(home, "settled_abroad", place={"line": "Số 13"})
        assert refused(found, home.reading) == {"place": says(deleting.NotRegisteredThere)}
        assert refused(declared(home, "lease_ended", TEMPORARY), home.reading) == {
            "place": says(deleting.NotRegisteredThere)
        }

    def test_another_commune_must_be_chosen_again(self) -> None:
        home = a_home()
        elsewhere = a_commune("Phường Cửa Nam", code="00082")
        found = refused(declared(home, "settled_abroad", agency={"commune": elsewhere.id}), home.reading)
        assert found == {"agency": says(deleting.OtherCommune)}

    def test_a_stranger_learns_nothing_of_the_registration(self) -> None:
        home = Household(a_person(), proved=False)
        assert refused(declared(home, "settled_abroad"), home.reading) == {}

    def test_who_registered_elsewhere_was_not_away_without_a_word(self) -> None:
        home = a_home()
        away = declared(home, "away", place={"happened_on": "2025-10-01"})
        assert refused(away, home.reading) == {}
        a_temporary_residence(home.person, since=date(2026, 1, 1), until=date(2026, 6, 1))
        assert refused(away, anew(home)) == {"agency": says(RegisteredAway)}

    def test_a_householder_who_leaves_others_behind_names_one_who_may_head_them(self) -> None:
        wife = a_person(born="01/01/1992")
        home = a_home((wife, Relation.WIFE))
        assert refused(declared(home, "settled_abroad"), home.reading) == {"request": says(checking.NewHeadMissing)}
        named = {"new_head_name": wife.name.full, "new_head_pin": str(wife.pin)}
        assert refused(declared(home, "settled_abroad", request=named), home.reading) == {}

    def test_so_does_the_head_of_a_household_of_lodgers(self) -> None:
        friend = a_person()
        home = a_lodging((friend, Relation.CO_TENANT))
        found = refused(declared(home, "lease_ended", TEMPORARY), home.reading)
        assert found == {"request": says(checking.NewHeadMissing)}
        assert "new_head" in the_step("request", home, "lease_ended", TEMPORARY).fields


class TestDocuments:
    @pytest.mark.parametrize("code", [PERMANENT, TEMPORARY])
    def test_each_ground_brings_its_own_proof_and_nobody_is_asked_to_agree(self, code: str) -> None:
        home = Household(a_person(born=str(born_at_age(30))))
        child = a_row(a_person(born=str(born_at_age(3))), "child")
        for case in procedure(code).cases:
            application = declared(home, case, code, members={"rows": [child]})
            needed = required(procedure(code), application)
            without = {"away", "cancelled", "permanent_here"}
            assert needed == (set() if case in without else {f"proof_{case}"}), case
        assert not any(each.is_opinion for each in procedure(code).documents)

    def test_a_death_that_the_register_holds_is_not_proved_again(self) -> None:
        father = a_person(born="01/01/1950")
        home = a_home((father, Relation.FATHER))
        subject, place = of_another(home, father), within(home, "father")
        form = the_step(
            "place", home, "dead_or_missing", PERMANENT, typed_days(happened_on=date(2026, 11, 20)), subject=subject
        )
        assert form.is_valid(), form.errors
        assert form.answers()["known"] is False
        claimed = declared(home, "dead_or_missing", subject=subject, place={**place, "known": True})
        assert not law.needs_proof(claimed)
        assert refused(claimed, home.reading) == {"place": says(checking.RegisterChanged)}
        dies(father)
        form = the_step(
            "place", home, "dead_or_missing", PERMANENT, typed_days(happened_on=date(2026, 11, 20)), subject=subject
        )
        assert form.is_valid(), form.errors
        assert form.answers()["known"] is True
        assert refused(claimed, anew(home)) == {}

    def test_a_loss_of_nationality_that_the_register_holds_is_not_proved_again(self) -> None:
        home = a_home()
        claimed = declared(home, "nationality_lost", place={"known": True})
        assert refused(claimed, home.reading) == {"place": says(checking.RegisterChanged)}
        loses_nationality(home.person)
        assert not law.needs_proof(claimed)
        assert refused(claimed, anew(home)) == {}
        assert not [row.reason for row in procedure().compare(claimed, OFFICER) if row.blocking]

    def test_who_lost_the_nationality_is_declared_on_no_other_ground(self) -> None:
        home = a_home()
        loses_nationality(home.person)
        claimed = declared(home, "settled_abroad")
        assert refused(claimed, home.reading) == {"subject": says(checking.NotAsRegistered)}
        assert "no_citizen" in {row.reason for row in procedure().compare(claimed, OFFICER) if row.blocking}

    def test_who_is_declared_along_is_proved_of_too(self) -> None:
        home = Household(a_person())
        rows = [a_row(a_person(), "child")]
        assert law.needs_proof(declared(home, "dead_or_missing", place={"known": True}, members={"rows": rows}))


class TestVersions:
    @pytest.mark.parametrize(
        ("code", "on", "limit"),
        [
            (PERMANENT, date(2021, 7, 1), 5),
            (PERMANENT, date(2026, 7, 1), 5),
            (TEMPORARY, date(2021, 7, 1), 2),
            (TEMPORARY, date(2026, 3, 14), 2),
            (TEMPORARY, date(2026, 3, 15), 3),
        ],
    )
    def test_the_time_limit_is_that_of_the_day(self, code: str, on: date, limit: int) -> None:
        found = procedure(code, on)
        application = declared(Household(a_person()), "lease_ended", code)
        assert found.time_limit(application, on) == found.limits[0] == TimeLimit.working_days(limit)

    def test_a_cancelled_permanent_registration_is_struck_off_within_a_day_since_decree_58(self) -> None:
        found, application = procedure(), declared(Household(a_person()), "cancelled")
        assert found.time_limit(application, date(2026, 3, 14)) == TimeLimit.working_days(5)
        assert found.time_limit(application, date(2026, 3, 15)) == TimeLimit.working_days(1)

    @pytest.mark.parametrize("code", [PERMANENT, TEMPORARY])
    def test_it_costs_nothing(self, code: str) -> None:
        application = declared(Household(a_person()), "away", code)
        assert [procedure(code).fee(application, channel, ON).amount.dong for channel in Channel] == [0] * len(Channel)
        assert not procedure(code).fees

    @pytest.mark.parametrize("code", [PERMANENT, TEMPORARY])
    def test_so_nobody_is_said_to_be_exempt(self, code: str) -> None:
        application = declared(Household(a_person(born="01/01/1950")), "away", code)
        assert rules.exemption(application)
        assert "request.exemption" not in {
            row.label for section in procedure(code).summary(application) for row in section.rows
        }

    @pytest.mark.parametrize(("code", "kind"), [(PERMANENT, Kind.PERMANENT), (TEMPORARY, Kind.TEMPORARY)])
    def test_cases_and_provisions_are_the_grounds_of_the_law(self, code: str, kind: Kind) -> None:
        grounds = [each.ground for each in grounds_of(kind, ON)]
        assert list(procedure(code).cases) == [each.key for each in procedure(code).provisions] == grounds


class TestApproval:
    def test_the_householder_leaves_and_the_one_named_heads_those_who_stay(self) -> None:
        wife, child = a_person(born="01/01/1992"), a_person(born=str(born_at_age(9)))
        home = a_home((wife, Relation.WIFE), (child, Relation.CHILD))
        household = queries.household_of(person=wife.id, on=ON, **READ)
        named = {"new_head_name": wife.name.full, "new_head_pin": str(wife.pin)}
        procedure().on_approval(declared(home, "settled_abroad", request=named), DECISION)
        assert queries.find_permanent_residence(person=home.person.id, on=ON, **READ) is None
        assert household is not None
        assert members(household.id, ON) == {wife.id: Relation.HEAD, child.id: Relation.CHILD}

    def test_without_a_successor_nothing_is_deleted(self) -> None:
        home = a_home((a_person(born="01/01/1992"), Relation.WIFE))
        with pytest.raises(NeedsNewHead):
            procedure().on_approval(declared(home, "settled_abroad"), DECISION)

    def test_the_one_named_heads_a_household_of_lodgers(self) -> None:
        friend = a_person()
        home = a_lodging((friend, Relation.CO_TENANT))
        named = {"new_head_name": friend.name.full, "new_head_pin": str(friend.pin)}
        procedure(TEMPORARY).on_approval(declared(home, "lease_ended", TEMPORARY, request=named), DECISION)
        assert queries.find_temporary_residence(person=home.person.id, on=ON, **READ) is None
        household = queries.household_headed_by(person=friend.id, kind=Kind.TEMPORARY, **READ)
        assert household is not None

    def test_permanent_residence_goes_on_where_the_temporary_one_is_deleted(self) -> None:
        home = a_lodging()
        a_household(home.person, line="Số 1 phố Hàng Bạc")
        procedure(TEMPORARY).on_approval(declared(home, "lease_ended", TEMPORARY), DECISION)
        lives = queries.find_permanent_residence(person=home.person.id, on=ON, **READ)
        assert lives is not None
        assert lives.ground is Ground.OWN_DWELLING


class TestForTheOfficer:
    def compared(self, application: Deletion) -> set[str]:
        return {row.reason for row in deleting.compare(application, OFFICER) if row.blocking}

    def test_a_true_declaration_goes_on(self) -> None:
        assert self.compared(declared(a_home(), "settled_abroad")) == set()

    def test_of_the_dead_too(self) -> None:
        father = a_person(born="01/01/1950")
        home = a_home((father, Relation.FATHER))
        dies(father)
        subject, place = of_another(home, father), within(home, "father")
        assert self.compared(declared(home, "dead_or_missing", subject=subject, place=place)) == set()
        assert self.compared(declared(home, "settled_abroad", subject=subject, place=place)) == {"dead"}

    def test_another_address_a_registration_elsewhere_and_a_household_without_a_head_stand_against_reception(
        self,
    ) -> None:
        home = a_home((a_person(born="01/01/1992"), Relation.WIFE))
        assert self.compared(declared(home, "settled_abroad", place={"line": "Số 13"})) == {"not_registered_there"}
        assert self.compared(declared(home, "settled_abroad")) == {"new_head"}
        a_temporary_residence(home.person, since=date(2026, 1, 1), until=date(2026, 6, 1))
        assert self.compared(declared(home, "away")) == {"registered_away"}
