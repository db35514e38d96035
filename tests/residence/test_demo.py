"""The lodging facility of a demonstration."""

import pytest
from django.conf import LazySettings
from tests.builders.accounts import NOW, sign_in
from tests.builders.places import a_commune

from dancu.accounts.domain.realms import FACILITIES
from dancu.kernel.actor import Actor, ActorKind
from dancu.residence import commands, queries

pytestmark = pytest.mark.django_db


def test_the_facility_signs_in_and_has_guests_tonight_however_often_it_is_asked_for() -> None:
    a_commune()
    facility = [commands.load_demo_facility(at=NOW) for _ in range(2)][-1]
    assert facility
    account = sign_in(facility.username, password=facility.password, kinds=FACILITIES).account_id
    by = Actor(kind=ActorKind.CITIZEN, account_id=account)
    assert queries.get_own_facility(by=by, at=NOW).name == facility.name
    assert len(queries.list_own_guests(night=NOW.date(), by=by, at=NOW)[0]) == 3


def test_a_real_system_gets_no_facility_with_a_published_password(settings: LazySettings) -> None:
    settings.DEMO = False
    with pytest.raises(RuntimeError):
        commands.load_demo_facility(at=NOW)
