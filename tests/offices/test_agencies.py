"""Every commune has its police; the competent one is found without guessing."""

from dataclasses import replace
from datetime import date

import pytest
from tests.builders.offices import a_commune_agency
from tests.builders.places import TODAY, a_commune, an_old_commune, the_whole_country, went_to

from dancu.accounts.domain.realms import Realm
from dancu.accounts.queries import find_account
from dancu.offices import commands, queries
from dancu.offices.domain.jurisdiction import AgencyLevel
from dancu.offices.domain.rights import Action, Function
from dancu.offices.models import Agency, Officer
from dancu.places.domain.units import Extent
from dancu.places.queries import directory

pytestmark = pytest.mark.django_db


def test_a_demonstration_has_the_centre_34_provinces_and_3321_communes_marked_as_made_up() -> None:
    the_whole_country()
    assert commands.load_demo_agencies(on=TODAY) == 1 + 34 + 3321
    assert commands.load_demo_agencies(on=TODAY) == 0
    assert not Agency.objects.filter(demo=False).exists()
    assert not Agency.objects.exclude(phone__startswith="0000").exists()
    assert Agency.objects.values("code").distinct().count() == 3356
    units = directory()
    (ben_thanh,) = queries.list_agencies(units.by_code("26743", on=TODAY).id, on=TODAY)
    assert (ben_thanh.name, ben_thanh.code) == ("Công an phường Bến Thành", "G01.179.026.743")
    (city,) = queries.list_agencies(units.by_code("79", on=TODAY).id, on=TODAY)
    assert (city.name, city.level, city.id) == (
        "Công an thành phố Hồ Chí Minh",
        AgencyLevel.PROVINCE,
        ben_thanh.parent_id,
    )


def test_a_demonstrations_officers_can_do_the_whole_course_in_each_of_its_communes() -> None:
    the_whole_country()
    commands.load_demo_agencies(on=TODAY)
    first = commands.load_demo_officers()
    assert commands.load_demo_officers() == first
    assert Officer.objects.count() == len(first)
    held: dict[str, set[tuple[str, str]]] = {}
    for officer in first:
        account = find_account(realm=Realm.OFFICER, username=officer.username)
        assert account is not None
        view = queries.officer_of(account.id)
        held.setdefault(view.agency.code, set()).update((right.function, right.action) for right in view.rights)
    course = {
        (Function.RECEPTION, Action.RECEIVE),
        (Function.PROCESSING, Action.PROCESS),
        (Function.APPROVAL, Action.APPROVE),
        (Function.RESULTS, Action.PROCESS),
        (Function.ACCOUNTS, Action.CHECK),
    }
    of_communes = [rights for code, rights in held.items() if not code.endswith(".000.000")]
    assert len(of_communes) == 3
    assert all(course <= rights for rights in of_communes)


def test_outside_a_demonstration_no_officer_with_a_known_password_is_made(settings) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO = False
    with pytest.raises(RuntimeError, match="published passwords"):
        commands.load_demo_officers()


def test_the_competent_agency_of_a_commune_is_its_own() -> None:
    agency = a_commune_agency()
    assert agency.unit_id is not None
    assert queries.find_competent_agency(agency.unit_id, on=TODAY) == agency


def test_the_competent_agency_of_an_old_commune_is_that_of_its_one_successor() -> None:
    agency, old = a_commune_agency(), an_old_commune()
    went_to(old, a_commune())
    assert queries.find_competent_agency(old.id, on=TODAY) == agency


def test_a_divided_commune_has_no_competent_agency_before_the_person_says_which_part() -> None:
    a_commune_agency()
    old = an_old_commune()
    went_to(old, a_commune(), extent=Extent.PARTLY)
    assert queries.find_competent_agency(old.id, on=TODAY) is None


def test_a_closed_agency_is_not_offered() -> None:
    agency = a_commune_agency()
    Agency.objects.filter(pk=agency.id).update(closed_on=date(2026, 11, 24))
    queries.forget_agencies()
    assert agency.unit_id is not None
    assert queries.list_agencies(agency.unit_id, on=TODAY) == ()
    assert replace(agency, closed_on=TODAY).is_open(date(2026, 11, 23))


def test_an_unknown_agency_is_refused() -> None:
    with pytest.raises(queries.UnknownAgency):
        queries.agency(0)
