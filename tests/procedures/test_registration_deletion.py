"""Deletion by the authority's own motion (Residence Law arts. 24, 29): grounds, minutes, four eyes, competence, two at once."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.builders.casework import a_file
from tests.builders.identity import a_verified_account, acting
from tests.builders.offices import NOW, a_commune_agency, an_officer
from tests.builders.own_motion import DELETION, a_deletion, a_draft, act, boxes, decided, deleting, opened
from tests.builders.places import a_commune, a_province
from tests.builders.population import a_person
from tests.builders.residence import READ, a_household, a_temporary_residence
from tests.builders.threads import at_once

from dancu.casework import commands as casework
from dancu.casework.domain.duty import OwnProposal
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier, Paper
from dancu.kernel.errors import Conflict
from dancu.notices.models import Message
from dancu.offices.domain.rights import Function, of
from dancu.offices.queries import OfficerView
from dancu.population.domain.person import PersonCard
from dancu.residence import commands as residence
from dancu.residence import queries as register
from dancu.residence.domain.deletion import Basis
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EndGround
from dancu.residence.models import ResidenceEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> OfficerView:
    return an_officer(a_commune_agency())


@pytest.fixture
def leader() -> OfficerView:
    return an_officer(a_commune_agency(), rights=of(Function.APPROVAL), full_name="Đặng Hoàng Nam")


@pytest.fixture
def person() -> PersonCard:
    person = a_person("Nguyễn Văn An")
    a_household(person)
    return person


def is_registered(person: PersonCard) -> bool:
    return register.find_permanent_residence(person=person.id, on=NOW.date(), **READ) is not None


def refused(officer: OfficerView, person: PersonCard, **said: Any) -> str:
    """Return what the form says against it."""
    with pytest.raises(AssertionError) as found:
        a_draft(officer, DELETION, *deleting(person, **said))
    return str(found.value)


class TestDeciding:
    def test_with_minutes_and_another_officers_decision_the_registration_ends(
        self, officer: OfficerView, leader: OfficerView, person: PersonCard
    ) -> None:
        account = a_verified_account(person)
        code = decided(officer, leader, a_deletion(officer, person), account=account)
        assert not is_registered(person)
        deleted = ResidenceEvent.objects.get(kind="deleted")
        assert deleted.after == {
            "kind": "permanent", "article": "24.1 i", "basis": "own_motion", "minutes": "12/BB"
        }  # fmt: skip
        assert deleted.dossier_id == Dossier.objects.get(code=code).pk
        facts = Paper.objects.get(form="CT08").facts
        assert "theo biên bản số 12/BB ngày 20/11/2026" in facts["result"]
        assert facts["provision"] == "Điểm i khoản 1 Điều 24 Luật Cư trú"
        notices = set(Message.objects.filter(account=account).values_list("notice", flat=True))
        assert {"dossier_open", "dossier_decide"} <= notices

    def test_who_proposed_it_does_not_decide(self, officer: OfficerView, person: PersonCard) -> None:
        code = opened(officer, a_deletion(officer, person))
        act(officer, Action.PROPOSE, code)
        with pytest.raises(OwnProposal):
            act(officer, Action.APPROVE, code)
        assert is_registered(person)

    def test_without_the_minutes_themselves_it_is_not_opened(self, officer: OfficerView, person: PersonCard) -> None:
        draft = a_draft(officer, DELETION, *deleting(person))
        with pytest.raises(casework.Incomplete):
            opened(officer, draft)
        casework.attach(
            draft_id=draft, document="minutes", file_id=a_file().pk, name="bb.pdf", officer=officer,
            by=acting(officer), at=NOW,
        )  # fmt: skip
        assert opened(officer, draft)

    def test_a_temporary_registration_is_deleted_alone(
        self, officer: OfficerView, leader: OfficerView, person: PersonCard
    ) -> None:
        a_temporary_residence(
            person, since=date(2026, 1, 1), until=date(2027, 1, 1), unit=a_commune("Phường Cửa Nam", code="00082")
        )
        there = a_commune_agency(a_commune("Phường Cửa Nam", code="00082"))
        other, chief = an_officer(there), an_officer(there, rights=of(Function.APPROVAL))
        decided(other, chief, a_deletion(other, person, kind="temporary", ground="lease_ended"))
        assert register.find_temporary_residence(person=person.id, on=NOW.date(), **READ) is None
        assert is_registered(person)


class TestWhatTheLawAsks:
    def test_the_household_has_its_seven_days_first(self, officer: OfficerView, person: PersonCard) -> None:
        assert "bảy ngày" in refused(officer, person, **boxes("happened_on", "14/11/2026"))
        assert a_draft(officer, DELETION, *deleting(person, **boxes("happened_on", "13/11/2026")))

    def test_minutes_of_tomorrow_are_none(self, officer: OfficerView, person: PersonCard) -> None:
        assert "chưa đến" in refused(officer, person, **boxes("minutes_on", "25/11/2026"))

    def test_months_away_have_to_be_over(self, officer: OfficerView, person: PersonCard) -> None:
        assert "happened_on" in refused(officer, person, ground="away")
        assert a_draft(officer, DELETION, *deleting(person, ground="away", **boxes("happened_on", "10/11/2025")))

    def test_a_registration_elsewhere_speaks_against_being_away(self, officer: OfficerView, person: PersonCard) -> None:
        a_temporary_residence(person, since=date(2026, 1, 1), until=date(2026, 6, 1))
        refusal = refused(officer, person, ground="away", **boxes("happened_on", "10/11/2025"))
        assert "đăng ký tạm trú hoặc khai báo tạm vắng" in refusal

    def test_a_ground_of_the_other_kind_is_not_offered(self, officer: OfficerView, person: PersonCard) -> None:
        assert "ground" in refused(officer, person, ground="permanent_here")
        assert "ground" in refused(officer, person, ground="cancelled")

    def test_who_stays_is_headed_by_somebody_named(self, officer: OfficerView, leader: OfficerView) -> None:
        head, wife = a_person("Trần Văn Bình"), a_person("Lê Thị Cúc")
        home = a_household(head, (wife, Relation.WIFE))
        assert "new_head" in refused(officer, head)
        decided(officer, leader, a_deletion(officer, head, new_head=str(wife.pin)))
        assert register.get_household(id=home.household_id, **READ).head == wife.id
        assert is_registered(wife)

    def test_members_of_the_household_go_along(self, officer: OfficerView, leader: OfficerView) -> None:
        head, wife = a_person("Trần Văn Bình"), a_person("Lê Thị Cúc")
        a_household(head, (wife, Relation.WIFE))
        decided(officer, leader, a_deletion(officer, head, members=[str(wife.pin)]))
        assert not is_registered(head)
        assert not is_registered(wife)


def test_the_authority_of_another_place_deletes_nothing(person: PersonCard) -> None:
    far = a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79"))
    assert "cơ quan khác" in refused(an_officer(a_commune_agency(far)), person)


@pytest.mark.django_db(transaction=True)
def test_of_a_declared_deletion_and_one_of_own_motion_at_once_one_is_done(
    officer: OfficerView, leader: OfficerView, person: PersonCard
) -> None:
    code = opened(officer, a_deletion(officer, person))
    act(officer, Action.PROPOSE, code)

    def declared() -> object:
        return residence.delete_permanent(
            people=[person.id],
            ground=EndGround.SETTLED_ABROAD,
            basis=Basis.DECLARED,
            on=NOW.date(),
            by=acting(leader),
            at=NOW + timedelta(hours=1),
        )

    results = at_once([lambda: act(leader, Action.APPROVE, code), declared])
    assert sum(isinstance(each, Conflict) for each in results) == 1
    assert ResidenceEvent.objects.filter(kind="deleted").count() == 1
    assert Dossier.objects.get(code=code).state == (State.DECIDED if results[0] is State.DECIDED else State.PROPOSED)
