"""Whatever the audit holds is told in words."""

import pytest
from tests.journeys import kept

from dancu.audit.models import AuditRow
from dancu.casework.domain.workflow import Action
from dancu.population.domain.person import EventKind as PopulationEvent
from dancu.residence.domain.residence import EventKind as ResidenceEvent
from dancu.sites.officer import audit_words


@pytest.mark.django_db
def test_every_act_and_thing_of_a_small_world_has_its_word() -> None:
    kept.build()
    rows = AuditRow.objects.all()
    acts, kinds = ({getattr(row, name) for row in rows} for name in ("act", "subject_kind"))
    assert [code for code in acts if audit_words.act(code) == code] == []
    assert kinds - {""} <= audit_words.KINDS.keys()


def test_every_act_on_a_dossier_and_every_event_of_the_registers_has_its_word() -> None:
    codes = [f"casework.{action}" for action in Action]
    codes += [f"population.{kind}" for kind in PopulationEvent] + [f"residence.{kind}" for kind in ResidenceEvent]
    assert [code for code in codes if audit_words.act(code) == code] == []
