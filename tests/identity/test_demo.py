"""The citizens of a demonstration."""

import pytest
from django.conf import LazySettings

from dancu.identity import commands, queries
from dancu.identity.commands.demo import UNVERIFIED
from tests.builders.accounts import NOW, sign_in
from tests.builders.offices import an_officer
from tests.builders.population import a_person
from tests.builders.residence import a_household

pytestmark = pytest.mark.django_db


def test_all_but_the_last_are_verified_and_all_can_sign_in() -> None:
    people = [a_person() for _ in range(4)]
    for person in people:
        a_household(person)
    ids = [person.id for person in people]
    for _ in range(2):
        citizens = commands.load_demo_citizens(pick=lambda: ids, officer=an_officer(), at=NOW)
    assert len(citizens) == 4
    assert [citizen.verified for citizen in citizens] == [True] * (4 - UNVERIFIED) + [False] * UNVERIFIED
    for citizen, person in zip(citizens, people, strict=True):
        account = sign_in(citizen.username, password=citizen.password).account_id
        assert queries.verified_person(account) == (person.id if citizen.verified else None)
    assert "Phường Hoàn Kiếm" in citizens[0].note


def test_a_real_system_gets_no_account_with_a_published_password(settings: LazySettings) -> None:
    settings.DEMO = False
    with pytest.raises(RuntimeError):
        commands.load_demo_citizens(pick=list, officer=an_officer(), at=NOW)
