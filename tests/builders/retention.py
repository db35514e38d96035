"""Dossiers that are over, due for the archive or for erasure, and what officers do about them."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from dancu.casework import commands as casework
from dancu.casework.commands import disposing
from dancu.casework.domain.retention import Fate
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Disposition, Dossier
from dancu.offices.domain.rights import Function
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act

YEAR_LATER = NOW + timedelta(days=366)
"""When what is over now is due for the archive."""
TEN_YEARS_LATER = NOW + timedelta(days=3653)
"""When it is due for erasure."""


def an_archivist(filer: Filer, *, pin: str = "") -> Desk:
    """Return an officer who may do all that retention knows, and sees dossiers."""
    return build.an_officer(filer.place, Function.RETENTION, Function.RECEPTION, pin=pin)


def a_refused_dossier(filer: Filer, **changes: object) -> str:
    """Return a dossier that is over since NOW."""
    code = filer.a_dossier(**changes)
    act(build.an_officer(filer.place), Action.REFUSE, code)
    return code


def dispose(desk: Desk, fate: Fate, codes: Collection[str] | None, *, at: datetime = TEN_YEARS_LATER) -> UUID:
    """Put due dossiers on a list and return it."""
    disposition_id = uuid4()
    facts = {"officer": desk.officer, "by": desk.actor, "at": at}
    casework.dispose(disposition_id=disposition_id, fate=fate, codes=codes, **facts)
    return disposition_id


def decide(desk: Desk, disposition_id: UUID, *, agreed: bool = True, note: str = "Đúng thời hạn") -> None:
    """Decide on a list, ten years later."""
    facts = {"officer": desk.officer, "by": desk.actor, "at": TEN_YEARS_LATER}
    casework.decide_disposition(disposition_id=disposition_id, agreed=agreed, note=note, **facts)


def archive(desk: Desk, *codes: str) -> None:
    """Find what is due a year later, and archive these dossiers."""
    disposing.find_due(at=YEAR_LATER)
    disposing.carry_out(disposition_id=dispose(desk, Fate.ARCHIVE, codes, at=YEAR_LATER), at=YEAR_LATER)


def erase(proposer: Desk, decider: Desk, *codes: str) -> Disposition:
    """Archive these dossiers, and have them erased ten years later."""
    archive(proposer, *codes)
    disposing.find_due(at=TEN_YEARS_LATER)
    disposition_id = dispose(proposer, Fate.ERASE, codes)
    decide(decider, disposition_id)
    disposing.carry_out(disposition_id=disposition_id, at=TEN_YEARS_LATER)
    return Disposition.objects.get(pk=disposition_id)


def the(code: str) -> Dossier:
    return Dossier.objects.get(code=code)
