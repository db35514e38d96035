"""What a reception rests on, made sure of before a dossier is received: provision, categories, documents, register."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from dancu.casework import provisions
from dancu.casework.commands.promising import AS_THE_LAW_SETS_IT, Promised, Waived
from dancu.casework.domain.reception import Finding, contradict, finding
from dancu.casework.models import Dossier, RegisterCheck
from dancu.casework.procedures import Procedure, Reading
from dancu.codelists import queries as codelists
from dancu.codelists.domain import CodeList
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Invalid
from dancu.offices.queries import OfficerView


class ProvisionMissing(Invalid):
    """Choose the provision of law that applies."""

    code = "casework.provision_missing"


class NoSuchCategory(Invalid):
    """This category is not in the list of today. Tick again."""

    code = "casework.no_such_category"


class CategoriesContradict(Invalid):
    """Who is in no special category is not in another one. Take one of the ticks away."""

    code = "casework.categories_contradict"


class DocumentsInsufficient(Conflict):
    """A document was found not sufficient. Return the dossier for further papers, or find the document sufficient."""

    code = "casework.documents_insufficient"


class Mismatched(Conflict):
    """What was declared does not agree with the register. Return the dossier for supplement, or refuse it."""

    code = "casework.mismatched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What who receives a dossier says of it."""

    provision: str = ""
    categories: Sequence[str] = ()
    promised: Promised = AS_THE_LAW_SETS_IT
    waived: Waived | None = None
    """None where the fee stays as the law and the declaration set it."""


def examine(
    dossier: Dossier,
    procedure: Procedure[Any],
    application: Any,
    received: Received,
    *,
    officer: OfficerView,
    by: Actor,
    at: datetime,
) -> None:
    """Write down on a locked dossier what its reception rests on.

    Raises ProvisionMissing, NoSuchCategory, CategoriesContradict, DocumentsInsufficient, Mismatched.
    """
    if received.provision not in dict(provisions.offered(procedure, dossier.filed_on)):
        raise ProvisionMissing(fields={"provision": [ProvisionMissing.template()]})
    _ensure_categories(received.categories, at)
    if dossier.examined.filter(round=dossier.rounds, sufficient=False).exists():
        raise DocumentsInsufficient
    found = compare(dossier, procedure, application, officer=officer, by=by, at=at)
    if found.blocking:
        raise Mismatched
    dossier.provision = received.provision
    dossier.special_categories = sorted(set(received.categories))


def compare(
    dossier: Dossier, procedure: Procedure[Any], application: Any, *, officer: OfficerView, by: Actor, at: datetime
) -> Finding:
    """Compare a declaration with the register, and write down who did so when and what came of it."""
    found = finding(procedure.compare(application, Reading(by=by, purpose=Purpose.DOSSIER, at=at)))
    RegisterCheck.objects.create(
        dossier=dossier,
        round=dossier.rounds,
        at=at,
        officer_id=officer.id,
        differing=found.differing,
        blocking=list(found.blocking),
    )
    return found


def _ensure_categories(chosen: Sequence[str], at: datetime) -> None:
    offered = {each.code for each in codelists.held(CodeList.SPECIAL_CATEGORIES, timezone.localtime(at).date())}
    if not set(chosen) <= offered:
        raise NoSuchCategory(fields={"special_categories": [NoSuchCategory.template()]})
    if contradict(chosen):
        raise CategoriesContradict(fields={"special_categories": [CategoriesContradict.template()]})
