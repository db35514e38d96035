"""What officers do of their own motion, from the draft to the decision."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from dancu.casework import commands as casework
from dancu.casework.domain.filing import Channel
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action
from dancu.casework.filing import Filing
from dancu.casework.procedures import catalogue
from dancu.kernel.actor import Actor
from dancu.offices.queries import OfficerView
from dancu.places.domain.units import Address
from dancu.population.domain.person import PersonCard
from dancu.residence import commands
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Ground, Joining
from dancu.residence.models import ResidenceEvent
from tests.builders.casework import a_file
from tests.builders.identity import acting
from tests.builders.offices import NOW
from tests.builders.population import AT

CANCELLATION, DELETION = "own.35", "own.24"
LINE = "12 Lê Lợi"


def registered_by(officer: OfficerView, person: PersonCard, *, line: str = LINE) -> UUID:
    """Register somebody permanently in the commune of an officer who decides it; return the act."""
    unit = officer.agency.unit_id
    assert unit is not None
    commands.register_permanent(
        joining=[Joining(person.id, Relation.HEAD)],
        place=Address(unit, line),
        since=AT.date(),
        ground=Ground.OWN_DWELLING,
        by=acting(officer),
        at=AT,
    )
    act = ResidenceEvent.objects.filter(person=person.id).latest("id").act
    assert act is not None
    return act


def filled_in(code: str, step: str, data: dict[str, Any], answers: dict[str, Any], by: Actor) -> dict[str, Any]:
    """Return what a step answers, as its form does; fails where the form refuses it."""
    on = NOW.date()
    procedure = catalogue().current(code, on)
    filing = Filing(procedure=procedure, step=step, on=on, at=NOW, by=by, answers=answers)
    form = procedure.step(step).form(data, filing=filing)
    assert form.is_valid(), form.errors
    return dict(form.answers())


def a_draft(officer: OfficerView, code: str, *steps: tuple[str, dict[str, Any]], at: datetime = NOW) -> UUID:
    """Begin something of the authority's own motion, its steps answered in their order."""
    by = acting(officer)
    draft = casework.begin_own_motion(procedure_code=code, officer=officer, by=by, at=at)
    answers: dict[str, Any] = {}
    for step, data in steps:
        answers[step] = filled_in(code, step, data, answers, by)
        casework.save_step(
            draft_id=draft,
            step=step,
            typed={name: [str(value)] for name, value in data.items()},
            answers=answers[step],
            revision=None,
            officer=officer,
            by=by,
            at=at,
        )
    return draft


def a_cancellation(officer: OfficerView, person: PersonCard, act: UUID, **said: str) -> UUID:
    facts = {"act": str(act), "ground": "wrong_conditions", "finding": "Hợp đồng thuê nhà không có thật"}
    return a_draft(officer, CANCELLATION, ("person", {"pin": str(person.pin)}), ("act", facts | said))


def opened(officer: OfficerView, draft: UUID, *, account: int | None = None, at: datetime = NOW) -> str:
    """Open a dossier of a draft; return its code."""
    return casework.submit(
        draft_id=draft, channel=Channel.OWN_MOTION, officer=officer, account_id=account, by=acting(officer), at=at
    ).code


def act(officer: OfficerView, action: Action, code: str, *, at: datetime = NOW) -> State:
    outcome = "approve" if action is Action.PROPOSE else ""
    by = acting(officer)
    return casework.perform(
        action, code=code, officer=officer, by=by, at=at, note="Theo quy định", outcome=outcome
    ).state


def decided(officer: OfficerView, leader: OfficerView, draft: UUID, *, account: int | None = None) -> str:
    """Open, propose and approve; return the code."""
    code = opened(officer, draft, account=account)
    act(officer, Action.PROPOSE, code)
    act(leader, Action.APPROVE, code, at=NOW + timedelta(hours=1))
    return code


def deleting(person: PersonCard, **said: Any) -> list[tuple[str, dict[str, Any]]]:
    """Return what an officer types who deletes a permanent registration with its minutes."""
    facts = {
        "kind": "permanent",
        "ground": "dwelling_gone",
        "minutes": "12/BB",
        "finding": "Nhà đã phá dỡ",
        **boxes("happened_on", "10/11/2026"),
        **boxes("minutes_on", "20/11/2026"),
    }
    return [("person", {"pin": str(person.pin)}), ("registration", facts | said)]


def boxes(name: str, day: str) -> dict[str, str]:
    """Return a day as it is typed in three boxes."""
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), day.split("/"), strict=True))


def with_minutes(officer: OfficerView, draft: UUID) -> UUID:
    """Attach the minutes to a draft."""
    casework.attach(
        draft_id=draft,
        document="minutes",
        file_id=a_file().pk,
        name="bien-ban.pdf",
        officer=officer,
        by=acting(officer),
        at=NOW,
    )
    return draft


def a_deletion(officer: OfficerView, person: PersonCard, **said: Any) -> UUID:
    return with_minutes(officer, a_draft(officer, DELETION, *deleting(person, **said)))
