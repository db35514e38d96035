"""What a look-up of people is refused, what it opens, and what is written down of it."""

from datetime import timedelta
from typing import Any

import pytest
from tests.builders.offices import an_officer
from tests.builders.population import a_person
from tests.builders.residence import a_household
from tests.residence.looking import EVERYWHERE, HERE, WITH_PAPER, a_resident, by_number, described

from dancu.audit.models import AuditRow
from dancu.kernel.actor import Purpose
from dancu.kernel.errors import DomainError
from dancu.offices.domain import rights
from dancu.platform.clock import now
from dancu.population.queries import NoSuchPerson
from dancu.residence import queries
from dancu.residence.domain.relations import Relation
from dancu.residence.queries import Of, Sight, Stated

pytestmark = pytest.mark.django_db


class TestRefusals:
    @pytest.mark.parametrize(
        ("act", "refusal"),
        [
            (lambda: described("an"), queries.SaidTooLittle),
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
