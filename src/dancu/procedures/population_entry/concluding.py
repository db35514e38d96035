"""A death or a loss of nationality that came to the register outside a dossier: its deletion is concluded, and told by CT08."""

from collections.abc import Set
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils.timezone import localtime
from procrastinate.contrib.django import app

from dancu.casework import commands as casework
from dancu.identity.queries import account_of
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.offices import queries as offices
from dancu.platform.events import subscribe
from dancu.platform.jobs import AGAIN
from dancu.population import queries as population
from dancu.population.domain.person import EventKind
from dancu.population.events import NationalityLost, PersonDied
from dancu.population.queries import EventView
from dancu.procedures.population_entry.application import Case
from dancu.procedures.population_entry.words import TEXTS
from dancu.residence import commands as residence
from dancu.residence import queries as homes
from dancu.residence.domain.deletion import AUTOMATIC_SINCE
from dancu.residence.domain.residence import EndGround, Kind, Residence

CODE = "own.26"
_DEATHS = frozenset({EventKind.DIED, EventKind.DECLARED_DEAD})
_GROUNDS = frozenset({EndGround.DEAD_OR_MISSING, EndGround.NATIONALITY_LOST})


@app.task(name="population_entry.conclude_death", retry=AGAIN)
def conclude_death(person: int, on: str, at: str) -> None:
    """Delete what is registered of somebody who died, and issue the notice of it."""
    _conclude(person, _DEATHS, Case.DEATH, datetime.fromisoformat(at))


@app.task(name="population_entry.conclude_nationality_loss", retry=AGAIN)
def conclude_nationality_loss(person: int, on: str, at: str) -> None:
    """Delete what is registered of somebody who is no citizen any more, and issue the notice of it."""
    _conclude(person, {EventKind.NATIONALITY_LOST}, Case.NATIONALITY_LOST, datetime.fromisoformat(at))


@transaction.atomic
def _conclude(person: int, kinds: Set[EventKind], case: Case, at: datetime) -> None:
    """Do nothing where a dossier says already what was done, nothing was registered, or people still declare it themselves."""
    today = localtime(at).date()
    ask: dict[str, Any] = {"purpose": Purpose.REGISTER_CHANGE, "by": SYSTEM, "at": at}
    event = next(each for each in population.list_events(person=person, **ask) if each.kind in kinds)
    home = _home(homes.list_residences(person=person, **ask), today)
    agency = offices.find_competent_agency(home.unit_id, on=today) if home else None
    if today < AUTOMATIC_SINCE or event.dossier_code or home is None or agency is None:
        return
    somebody = population.get_person(id=person, **ask)
    dossier = casework.conclude(
        procedure_code=CODE,
        answers={
            "person": {
                "pin": str(somebody.pin),
                "name": somebody.name.full,
                "born": str(somebody.born),
                "sex": somebody.sex.value,
                "phone": somebody.phone,
                "email": somebody.email,
            },
            "change": {**_said(event, case), "agency": agency.id, "unit": home.unit_id},
        },
        once=uuid5(NAMESPACE_URL, f"{CODE}:{case}:{person}:{event.at.isoformat()}"),
        account_id=None if case is Case.DEATH else account_of(person),
        at=at,
    )
    if dossier is None:
        return
    delete = residence.delete_after_death if case is Case.DEATH else residence.delete_after_nationality_loss
    delete(person=person, on=event.on, by=SYSTEM, at=at, dossier=dossier)


def _home(known: tuple[Residence, ...], today: date) -> Residence | None:
    """Return where somebody is registered still, or was until this came: permanently, or else temporarily."""
    ended = [each for each in known if each.until is None or each.until > today or each.end_ground in _GROUNDS]
    return next((each for kind in (Kind.PERMANENT, Kind.TEMPORARY) for each in ended if each.kind is kind), None)


def _said(event: EventView, case: Case) -> dict[str, Any]:
    """Return the answers that an officer gives to the second step, as the register has it."""
    return {
        "case": case.value,
        "ground": event.ground,
        "registered_on": localtime(event.at).date().isoformat(),
        "happened_on": event.on.isoformat(),
        "lost_by": event.after.get("way", ""),
        "nationality": event.after.get("nationality", ""),
        "finding": TEXTS("papers.told.finding", "vi"),
        "elsewhere": True,
    }


subscribe(PersonDied, conclude_death)
subscribe(NationalityLost, conclude_nationality_loss)
