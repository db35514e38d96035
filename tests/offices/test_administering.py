"""Giving rights and changing officers: within one's own, in one's jurisdiction, and two at once."""

import pytest
from tests.builders.offices import NOW, a_commune_agency, an_officer, the_centre
from tests.builders.threads import at_once

from dancu.audit.models import AuditRow
from dancu.kernel.actor import SYSTEM
from dancu.offices import commands as offices
from dancu.offices.domain import rights
from dancu.offices.domain.rights import CHANGE_GROUPS, Action, Function, Right, Subsystem
from dancu.offices.models import Officer
from dancu.offices.queries import UnknownAgency, find_agency
from dancu.offices.queries.groups import list_usable, rights_of

TAKE_IN = Right(Subsystem.PERMANENT_RESIDENCE, Function.RECEPTION, Action.RECEIVE)
LOOK = Right(Subsystem.PERMANENT_RESIDENCE, Function.RECEPTION, Action.VIEW)
_FACTS = {"subsystem": Subsystem.PERMANENT_RESIDENCE, "by": SYSTEM, "at": NOW}


@pytest.mark.django_db
def test_before_and_after_stand_in_the_audit() -> None:
    chief = an_officer()
    group = offices.create_group(code="TN", name="Tiếp nhận", officer=chief, by=SYSTEM, at=NOW)
    offices.save_matrix(group_id=group, seen=(), wanted=[TAKE_IN], officer=chief, **_FACTS)
    offices.save_matrix(group_id=group, seen=[TAKE_IN], wanted=[LOOK], officer=chief, **_FACTS)
    facts = AuditRow.objects.filter(act="offices.rights_changed").latest("id").facts
    assert (facts["before"], facts["after"]) == (
        ["permanent_residence.reception.receive"],
        ["permanent_residence.reception.view"],
    )


@pytest.mark.django_db
def test_saving_twice_is_saving_once() -> None:
    chief = an_officer()
    group = offices.create_group(code="TN", name="Tiếp nhận", officer=chief, by=SYSTEM, at=NOW)
    for _ in range(2):
        offices.save_matrix(group_id=group, seen=(), wanted=[TAKE_IN], officer=chief, **_FACTS)
    assert AuditRow.objects.filter(act="offices.rights_changed").count() == 1


@pytest.mark.django_db
def test_only_groups_within_ones_own_rights_can_be_given() -> None:
    here = a_commune_agency()
    chief = an_officer(here, rights=rights.of(Function.RECEPTION, Function.OFFICERS))
    small = offices.open_group(code="A", name="Tiếp nhận", rights=[TAKE_IN], by=SYSTEM, at=NOW)
    large = offices.open_group(code="B", name="Mọi quyền", rights=rights.ALL, by=SYSTEM, at=NOW)
    offered = {group.id for group in list_usable(officer=chief, agency_id=here.id)}
    assert small in offered
    assert large not in offered
    member = an_officer(here, rights=())
    held = list(Officer.objects.get(pk=member.id).groups.values_list("pk", flat=True))
    change = {"officer_id": member.id, "full_name": "An", "position": "Cán bộ", "pin": "", "agency_id": here.id,
              "seen_groups": held, "officer": chief, "by": SYSTEM, "at": NOW}  # fmt: skip
    offices.change_officer(group_ids=[*held, small], **change)
    with pytest.raises(offices.BeyondOwnRights):
        offices.change_officer(group_ids=[*held, small, large], **change | {"seen_groups": [*held, small]})


@pytest.mark.django_db
def test_an_agency_is_found_by_code_or_whole_name_and_only_within_the_jurisdiction() -> None:
    here = a_commune_agency()
    centre, chief = an_officer(the_centre()), an_officer(here)
    assert find_agency(here.name.lower(), officer=centre) == find_agency(here.code, officer=chief) == here
    with pytest.raises(UnknownAgency):
        find_agency("G01.000.000.000", officer=chief)
    with pytest.raises(UnknownAgency):
        find_agency("Công an", officer=centre)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_one_matrix_at_once_the_second_is_told() -> None:
    here = a_commune_agency()
    chiefs = [an_officer(here), an_officer(here)]
    group = offices.create_group(code="TN", name="Tiếp nhận", officer=chiefs[0], by=SYSTEM, at=NOW)
    results = at_once(
        [
            lambda: offices.save_matrix(group_id=group, seen=(), wanted=[TAKE_IN], officer=chiefs[0], **_FACTS),
            lambda: offices.save_matrix(group_id=group, seen=(), wanted=[LOOK], officer=chiefs[1], **_FACTS),
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["MatrixChanged", "NoneType"]
    assert len(rights_of(group)) == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_two_who_can_give_rights_cannot_dismiss_each_other() -> None:
    one, other = (an_officer(the_centre()) for _ in range(2))
    assert one.may(CHANGE_GROUPS)
    results = at_once(
        [
            lambda: offices.dismiss_officer(officer_id=other.id, officer=one, by=SYSTEM, at=NOW),
            lambda: offices.dismiss_officer(officer_id=one.id, officer=other, by=SYSTEM, at=NOW),
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["NobodyLeft", "NoneType"]
    assert Officer.objects.filter(active=True).count() == 1
