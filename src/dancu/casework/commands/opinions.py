"""Opinions given online (Decree 58/2026/ND-CP; CT01's notes): asked for with a dossier, given once by who proves who he is.

A dossier is not received while one is missing or against it; a paper, or another filing, stands in for it.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from dancu.audit import commands as audit
from dancu.casework.commands import journal
from dancu.casework.commands.drafts import locked, touch
from dancu.casework.domain.opinions import Asked, OpinionState
from dancu.casework.domain.states import FINISHED
from dancu.casework.events import OpinionAsked
from dancu.casework.law import law_day
from dancu.casework.models import Dossier, Draft, Opinion
from dancu.casework.procedures import Procedure, catalogue
from dancu.casework.queries.opinions import NoSuchOpinion
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Invalid
from dancu.kernel.pin import NotAPin, Pin
from dancu.platform import events, statement

LONGEST_REASON = 1000


class NobodyToAsk(Invalid):
    """Write the name and the twelve digits of the personal number of the person who is asked."""

    code = "casework.nobody_to_ask"


class OpinionGiven(Conflict):
    """You have given your opinion on this dossier already."""

    code = "casework.opinion_given"


class NotAskedAnyMore(Conflict):
    """Your opinion is no longer asked for: the dossier has ended, or a paper was handed in instead."""

    code = "casework.not_asked_any_more"


class RefusalReasonMissing(Invalid):
    """Say why you do not agree."""

    code = "casework.refusal_reason_missing"


@transaction.atomic
def ask_online(*, draft_id: UUID, document: str, name: str = "", pin: str = "", by: Actor, at: datetime) -> None:
    """Have somebody asked for his opinion once the draft is submitted, instead of a paper.

    Whom the declaration names is asked, else the one with this name and number. Raises NobodyToAsk, NoSuchProcedure.
    """
    draft = locked(draft_id, by, None)
    procedure = catalogue().version(draft.procedure_code, draft.procedure_version)
    found = procedure.document(document)
    if not found.is_opinion:
        raise NobodyToAsk
    asked = found.opinion_of(procedure.read(draft.answers, law_day(draft, at))) or _said(name, pin)
    if asked is None:
        raise NobodyToAsk(fields={document: [NobodyToAsk.template()]})
    draft.opinions[document] = {"name": asked.name, "pin": asked.pin}
    touch(draft, at, "opinions")


@transaction.atomic
def ask_on_paper(*, draft_id: UUID, document: str, by: Actor, at: datetime) -> None:
    """Ask nobody online for this document; a paper is attached."""
    draft = locked(draft_id, by, None)
    if draft.opinions.pop(document, None):
        touch(draft, at, "opinions")


def _said(name: str, pin: str) -> Asked | None:
    name = " ".join(name.split())
    try:
        return Asked(name, str(Pin.parse(pin))) if 2 <= len(name) <= 160 else None
    except NotAPin:
        return None


def asked_in(draft: Draft, procedure: Procedure[Any], application: Any, there: Collection[str]) -> dict[str, Asked]:
    """Return who is asked online in a draft, by document; a paper stands in, and whom the declaration names now is asked."""
    found: dict[str, Asked] = {}
    for document, _required in procedure.documents_for(application) if draft.opinions else ():
        said = draft.opinions.get(document.key)
        if said and document.is_opinion and document.key not in there:
            found[document.key] = document.opinion_of(application) or Asked(said["name"], said["pin"])
    return found


def parts(dossier: Dossier, asked: dict[str, Asked], at: datetime) -> list[statement.Part]:
    """Return what writes the questions of a new dossier, and count them on it."""
    rows = _rows(dossier, asked, at)
    return [statement.insert("opinions", rows)] if rows else []


def renew(dossier: Dossier, asked: dict[str, Asked], at: datetime) -> None:
    """Ask anew in the next round: who agreed need not do so again, and nobody is asked in vain any more."""
    agreed = {row.document: row.pin for row in dossier.opinions.filter(state=OpinionState.AGREED)}
    kept = {key for key, pin in agreed.items() if key in asked and asked[key].pin == pin}
    dossier.opinions.exclude(document__in=kept).delete()
    Opinion.objects.bulk_create(_rows(dossier, {k: each for k, each in asked.items() if k not in kept}, at))


def _rows(dossier: Dossier, asked: dict[str, Asked], at: datetime) -> list[Opinion]:
    rows = [
        Opinion(dossier_id=dossier.pk, document=key, name=each.name, pin=each.pin, asked_at=at)
        for key, each in asked.items()
    ]
    dossier.opinions_open = len(rows)
    for row in rows:
        events.publish(OpinionAsked(opinion=str(row.pk), pin=row.pin, at=at))
    return rows


@transaction.atomic
def give_opinion(
    *, opinion_id: UUID, proved_numbers: Collection[str], agrees: bool, note: str, by: Actor, at: datetime
) -> None:
    """Agree to a dossier or refuse, as the one with these numbers, which his account has proved.

    Raises NoSuchOpinion for anybody else, OpinionGiven, NotAskedAnyMore, RefusalReasonMissing.
    """
    asked = Opinion.objects.filter(pk=opinion_id, pin__in=list(proved_numbers)).exclude(pin="")
    dossier_id = asked.values_list("dossier_id", flat=True).first()
    if dossier_id is None:
        raise NoSuchOpinion
    note = " ".join(note.split())[:LONGEST_REASON]
    if not agrees and not note:
        raise RefusalReasonMissing(fields={"note": [RefusalReasonMissing.template()]})
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    row = Opinion.objects.filter(pk=opinion_id).first()
    if row is None or dossier.state in FINISHED:
        raise NotAskedAnyMore
    if row.state != OpinionState.ASKED:
        raise OpinionGiven
    row.state = OpinionState.AGREED if agrees else OpinionState.REFUSED
    row.note, row.account_id, row.given_at = note, by.own_account, at
    row.save()
    if agrees:
        Dossier.objects.filter(pk=dossier.pk).update(opinions_open=F("opinions_open") - 1)
    audit.record(
        f"casework.opinion_{row.state}",
        by=by,
        purpose=Purpose.DOSSIER,
        at=at,
        subject=("dossier", dossier.code),
        facts={"opinion": str(row.pk), "document": row.document},
    )
    statement.write(journal.told(dossier, f"opinion_{row.state}", note, at))
