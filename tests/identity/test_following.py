"""An officer whose personal identification number is another now still handles nothing about himself."""

from datetime import timedelta

import pytest

from dancu.casework import queries
from dancu.casework.domain.duty import OwnDossier
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier
from dancu.casework.queries import DossierFilters, Queue
from dancu.identity.tasks import follow_pin
from dancu.kernel.actor import SYSTEM
from dancu.kernel.sex import Sex
from dancu.offices.models import Officer
from dancu.offices.queries import officer_of
from dancu.population import commands as population
from dancu.population.domain.facts import Facts, Way
from tests.builders import casework as build
from tests.builders.casework import NOW, Filer, act
from tests.builders.jobs import queued
from tests.builders.offices import an_officer
from tests.builders.population import a_person

pytestmark = pytest.mark.django_db


def test_the_change_of_a_number_reaches_the_officer_who_bears_it_once() -> None:
    person = a_person("Nguyễn Văn Cán")
    officer = an_officer(pin=str(person.pin))
    population.correct_person(
        person=person.id,
        facts=Facts(sex=Sex.FEMALE),
        way=Way.RECTIFIED,
        on=NOW.date(),
        ground="Quyết định cải chính hộ tịch",
        by=SYSTEM,
        at=NOW + timedelta(days=30),
    )
    [change] = [each for each in queued("identity.follow_pin") if each["former"] == str(person.pin)]
    for _ in range(2):
        follow_pin(**change)
    row = Officer.objects.get(pk=officer.id)
    assert (row.pin, row.former_pins) == (change["pin"], [str(person.pin)])


def test_what_concerns_his_former_number_concerns_him() -> None:
    with build.installed():
        filer = Filer(build.an_agency())
        desk = build.an_officer(filer.place, pin="001099000005")
        code = filer.a_dossier()
        Dossier.objects.filter(code=code).update(concerned_pins=["001099000005"])
        Officer.objects.filter(pk=desk.officer.id).update(pin="001199000009", former_pins=["001099000005"])
        changed = build.Desk(officer_of(desk.officer.account_id), desk.actor)
        with pytest.raises(OwnDossier):
            act(changed, Action.RECEIVE, code)
        with pytest.raises(OwnDossier):
            queries.get_dossier(code, officer=changed.officer, by=changed.actor, at=NOW)
        found = queries.search_dossiers(
            officer=changed.officer, filters=DossierFilters(queue=Queue.ALL), by=changed.actor, at=NOW
        )
        assert found.rows == ()
