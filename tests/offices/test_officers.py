"""Officers belong to one agency and hold what their groups grant."""

import pytest
from django.db import IntegrityError
from pytest_django import DjangoAssertNumQueries
from tests.builders.offices import NOW, a_commune_agency, an_officer
from tests.builders.places import a_commune

from dancu.audit.models import AuditRow
from dancu.kernel.actor import SYSTEM
from dancu.offices import commands, queries
from dancu.offices.commands.appointing import AlreadyAnOfficer, GroupOfAnotherAgency, NoSuchRight
from dancu.offices.domain import rights
from dancu.offices.domain.rights import Action, Function, Right, Subsystem
from dancu.offices.models import Officer

pytestmark = pytest.mark.django_db


def test_an_officer_holds_what_his_groups_grant() -> None:
    officer = an_officer(rights=rights.of(Function.RECEPTION))
    assert officer.may(Right(Subsystem.PERMANENT_RESIDENCE, Function.RECEPTION, Action.RECEIVE))
    assert not officer.may(Right(Subsystem.PERMANENT_RESIDENCE, Function.APPROVAL, Action.APPROVE))


def test_two_groups_add_up() -> None:
    officer = an_officer(rights=rights.of(Function.RECEPTION))
    group = commands.open_group(code="PD", name="Phê duyệt", rights=rights.of(Function.APPROVAL), by=SYSTEM, at=NOW)
    Officer.objects.get(pk=officer.id).groups.add(group)
    assert queries.officer_of(officer.account_id).rights == rights.of(Function.RECEPTION, Function.APPROVAL)


def test_a_procedure_may_name_its_subsystem_by_plain_text() -> None:
    assert an_officer().may(Right("permanent_residence", Function.RECEPTION, Action.RECEIVE))


def test_an_officer_is_read_in_two_queries_however_many_rights_he_holds(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    officer = an_officer()
    queries.agency(officer.agency.id)
    with django_assert_num_queries(2):
        queries.officer_of(officer.account_id)


def test_a_dismissed_officer_is_none() -> None:
    officer = an_officer()
    Officer.objects.filter(pk=officer.id).update(active=False)
    with pytest.raises(queries.NotAnOfficer):
        queries.officer_of(officer.account_id)


def test_an_account_without_an_officer_is_refused() -> None:
    with pytest.raises(queries.NotAnOfficer):
        queries.officer_of(0)


def test_names_are_known_of_dismissed_officers_too() -> None:
    officer = an_officer(full_name="Phạm Thị Mai")
    Officer.objects.filter(pk=officer.id).update(active=False)
    assert queries.names_of([officer.id]) == {officer.id: "Phạm Thị Mai"}


def test_a_right_outside_the_matrix_cannot_be_granted() -> None:
    with pytest.raises(NoSuchRight):
        commands.open_group(
            code="X",
            name="X",
            rights=[Right(Subsystem.PERMANENT_RESIDENCE, Function.RECEPTION, Action.APPROVE)],
            by=SYSTEM,
            at=NOW,
        )


def test_a_group_of_another_agency_cannot_be_given() -> None:
    here, there = a_commune_agency(), a_commune_agency(a_commune("Phường Cửa Nam", code="00082"))
    group = commands.open_group(code="X", name="X", rights=rights.ALL, agency_id=there.id, by=SYSTEM, at=NOW)
    officer = an_officer(here)
    Officer.objects.filter(pk=officer.id).delete()
    with pytest.raises(GroupOfAnotherAgency):
        commands.appoint_officer(
            account_id=officer.account_id,
            agency_id=here.id,
            full_name="An",
            position="",
            group_ids=[group],
            by=SYSTEM,
            at=NOW,
        )


def test_an_account_is_one_officer() -> None:
    officer = an_officer()
    with pytest.raises(AlreadyAnOfficer):
        commands.appoint_officer(
            account_id=officer.account_id,
            agency_id=officer.agency.id,
            full_name="An",
            position="",
            group_ids=[],
            by=SYSTEM,
            at=NOW,
        )


def test_a_person_is_one_active_officer() -> None:
    an_officer(pin="001090000001")
    with pytest.raises(IntegrityError, match="one_active_officer_a_person"):
        an_officer(pin="001090000001")


def test_appointing_is_audited() -> None:
    officer = an_officer()
    row = AuditRow.objects.get(act="offices.officer_appointed", subject_id=str(officer.id))
    assert row.facts["agency"] == officer.agency.id
