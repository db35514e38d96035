"""What officers examine before they act: whether documents are sufficient, and the declaration beside the register."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from dancu.audit import commands as audit
from dancu.casework import authorisation
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.commands import reception
from dancu.casework.domain.workflow import ActNotPossible
from dancu.casework.models import Dossier, ExaminedDocument
from dancu.casework.procedures import catalogue
from dancu.kernel.actor import Actor, Purpose
from dancu.offices.queries import OfficerView


@transaction.atomic
def examine_documents(*, code: str, found: Mapping[str, bool], officer: OfficerView, by: Actor, at: datetime) -> None:
    """Write down which documents of a dossier's last round are sufficient: those named, by key.

    Raises NoSuchDossier, OwnDossier, ActNotPossible where the officer may neither receive nor return it now.
    """
    dossier = _locked(code, officer)
    procedure = catalogue().version(dossier.procedure_code, dossier.procedure_version)
    if not authorisation.may_examine(authorisation.options(dossier=dossier, procedure=procedure, officer=officer)):
        raise ActNotPossible
    known = {document.key for document in procedure.documents}
    rows = [
        ExaminedDocument(
            dossier=dossier, round=dossier.rounds, document=key, sufficient=sufficient, officer_id=officer.id, at=at
        )
        for key, sufficient in found.items()
        if key in known
    ]
    ExaminedDocument.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["dossier", "round", "document"],
        update_fields=["sufficient", "officer", "at"],
    )
    _record("casework.documents_examined", code, {row.document: row.sufficient for row in rows}, by, at)


@transaction.atomic
def check_register(*, code: str, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Compare a dossier with the register and write down what came of it.

    Raises NoSuchDossier, OwnDossier, and ActNotPossible of what the archive holds: that is only read.
    """
    dossier = _locked(code, officer)
    if dossier.archived_at is not None:
        raise ActNotPossible
    procedure = catalogue().version(dossier.procedure_code, dossier.procedure_version)
    application = procedure.read(dossier.submissions.get(round=dossier.rounds).answers, dossier.filed_on)
    found = reception.compare(dossier, procedure, application, officer=officer, by=by, at=at)
    facts: dict[str, object] = {"differing": found.differing, "blocking": list(found.blocking)}
    _record("casework.register_checked", code, facts, by, at)


def _locked(code: str, officer: OfficerView) -> Dossier:
    dossier = Dossier.objects.select_for_update().filter(code=code).first()
    if dossier is None:
        raise NoSuchDossier
    authorisation.ensure_visible(officer, dossier, at_counter=True)
    return dossier


def _record(act: str, code: str, facts: Mapping[str, object], by: Actor, at: datetime) -> None:
    audit.record(act, by=by, purpose=Purpose.DOSSIER, at=at, subject=("dossier", code), facts=dict(facts))
