"""Somebody whom an officer looks up: with kin, a household, an absence, a corrected name."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localtime

from dancu.cards import commands as cards
from dancu.cards.domain.cards import Kind
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.kernel.names import PersonName
from dancu.offices.queries import OfficerView
from dancu.population import commands
from dancu.population.domain.facts import Facts, Way
from dancu.population.models import LikelyPair
from dancu.residence.domain.relations import Relation
from dancu.residence.queries import Of, Sight
from tests.builders.own_motion import a_draft
from tests.builders.population import a_person
from tests.builders.residence import a_household, an_absence


def people(officer: OfficerView, now: datetime) -> tuple[dict[str, Any], list[str]]:
    """Make them; return what their pages are reached by, and what they are called."""
    day = localtime(now).date()
    mother = a_person("Lương Thị Hồng", born="1961")
    person = a_person("Lương Văn Tú", mother=mother, occupation="Thợ mộc")
    home = a_household(mother, (person, Relation.CHILD), line="8 ngõ Huyện")
    an_absence(person, since=day, until=day + timedelta(days=400))
    commands.correct_person(
        person=person.id,
        facts=Facts(name=PersonName.parse("Lương Văn Tư")),
        way=Way.RECTIFIED,
        on=day,
        ground="Trích lục số 12",
        by=SYSTEM,
        at=now,
    )
    for kind, issued_on in ((Kind.CITIZEN, date(2022, 5, 4)), (Kind.IDENTITY, date(2025, 6, 2))):
        number = str(person.pin)
        cards.issue_card(
            person=person.id, kind=kind, number=number, issued_on=issued_on, ground="CC01", by=SYSTEM, at=now
        )
    twin = a_person("Lương Văn Tư", born="1990")
    commands.note_pairs([(person.id, twin.id, 9.5)], at=now)
    draft = a_draft(officer, "own.26", ("person", {"pin": str(person.pin)}), at=now)
    facts = {
        "entry": draft,
        "pair": LikelyPair.objects.get(other=twin.id).pk,
        "person_sight": Sight(Of.PERSON, person.id, Purpose.DOSSIER).lend(officer, now),
        "household_sight": Sight(Of.HOUSEHOLD, home.household_id or 0, Purpose.DOSSIER).lend(officer, now),
    }
    return facts, ["Lương Thị Hồng", "Lương Văn Tú", "Lương Văn Tư", "8 ngõ Huyện", "Thợ mộc", "Trích lục số 12"]
