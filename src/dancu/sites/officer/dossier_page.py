"""A dossier as the page shows it: facts, declaration beside register, papers, course."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dancu.casework.domain.filing import Channel
from dancu.casework.domain.opinions import OpinionState
from dancu.casework.domain.states import AWAITING_APPLICANT, FINISHED
from dancu.casework.procedures import Procedure
from dancu.casework.queries import (
    Candidate,
    DossierAtCounter,
    DossierForOfficer,
    InspectionView,
    JournalLine,
    OpinionView,
    PaperView,
    StubView,
)
from dancu.casework.showing import Comparison, Section
from dancu.offices import queries as offices
from dancu.payments.domain import Receipt, RefundView
from dancu.sites.officer import words
from dancu.sites.ui.parts import Compared, Moment, Row, Verdict, When
from dancu.sites.ui.templatetags.ui import day, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """One part of the declaration beside the register."""

    title: str
    rows: tuple[Compared, ...]
    effects: tuple[Row, ...] = ()
    """Instead of the rows where nobody declared anything: what would change, and what would not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A section of the declaration in words."""

    title: str
    rows: tuple[Row, ...]
    head: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    id: int
    title: str
    number: int
    at: datetime
    signed: bool


def facts(found: DossierAtCounter) -> list[Row]:
    """Return the head of the page: what this dossier is and where it stands."""
    procedure = found.procedure
    rows = [
        Row(label=_("Filed on"), value=moment(found.submitted_at)),
        Row(label=_("Papers received on"), value=day(found.filed_on) if found.channel == Channel.COUNTER else ""),
        Row(label=_("Procedure"), value=procedure.title),
        Row(label=_("Case"), value=procedure.texts(f"cases.{found.case}")),
        Row(label=_("Way of filing"), value=words.CHANNELS[Channel(found.channel)]),
        Row(label=_("Agency"), value=offices.agency(found.agency_id).name),
        Row(
            label=_("Taken at the counter of"), value=offices.agency(found.counter_id).name if found.counter_id else ""
        ),
        Row(label=_("Declarer"), value=found.contact["name"] if found.counter_id else ""),
        Row(label=_("Result is collected"), value=_collected(found) if found.counter_id else ""),
        Row(label=_("Received at"), value=moment(found.received_at) or _("Not received yet")),
        Row(label=_("Due on"), value=_promised(found)),
        Row(label=_("Legal provision applied"), value=found.provision),
        Row(label=_("Special categories of households and people"), value=list(found.special_categories)),
        Row(label=_("Officer in charge"), value=found.assignee if isinstance(found, DossierForOfficer) else ""),
        Row(label=_("Fee"), value=fee(found)),
        Row(label=_("Receipts"), value=[_receipt(receipt) for receipt in found.fee.receipts]),
        Row(label=_("Paid back"), value=[_refund(refund) for refund in found.fee.refunds]),
    ]
    return [row for row in rows if row.value]


def fee(found: DossierAtCounter) -> str:
    """Return what is to be paid, or why nothing is."""
    fee = found.fee
    if fee.amount:
        return f"{fee.amount} · {words.PAYMENTS[fee.payment]}"
    ground = found.procedure.texts.find(f"exemptions.{fee.exemption}") if fee.exemption else ""
    free = _("Free of charge: %(ground)s") % {"ground": ground} if ground else _("Free of charge")
    return f"{free} ({found.exemption_proof})" if found.exemption_proof else free


def _promised(found: DossierAtCounter) -> list[str]:
    """Return when the result is due of what was received, and why it is another time than the law's."""
    return [moment(found.due_at), *filter(None, [found.due_reason])] if found.received_at else []


def due(found: DossierAtCounter, at: datetime) -> tuple[str, bool]:
    """Return in words when the authority must have acted, and whether that is past."""
    if found.state in FINISHED:
        return "", False
    if found.clock_stopped or found.state in AWAITING_APPLICANT:
        return _("The time limit stands still"), False
    late = found.due_at < at
    if late:
        days = (at - found.due_at).days
        return (ngettext("Overdue by %(days)s day", "Overdue by %(days)s days", days) % {"days": days}) if days else _(
            "Overdue since today"
        ), True
    return "", False


def compared(found: DossierForOfficer) -> tuple[Compare, ...]:
    """Return declaration and register side by side, by the sections of the declaration."""
    return tuple(
        Compare(
            title=_text(found.procedure, f"comparison.{section}"),
            rows=tuple(_compared(row, found.procedure) for row in rows),
            effects=tuple(_effect(row, found.procedure) for row in rows) if found.procedure.own_motion else (),
        )
        for section, rows in ((key, list(rows)) for key, rows in groupby(found.comparison, key=lambda row: row.section))
    )


def blocking(found: DossierAtCounter) -> tuple[str, ...]:
    """Return the reasons why reception must not go on, each once."""
    texts = found.procedure.texts
    return tuple(
        texts.find(f"mismatches.{key}") or _text(found.procedure, f"comparison.{key}") for key in found.finding.blocking
    )


def declared(found: DossierForOfficer | Candidate) -> tuple[Declared, ...]:
    """Return what was declared, section by section."""
    return tuple(_declared(section, found.procedure) for section in found.procedure.summary(found.application))


def papers(found: Sequence[PaperView]) -> tuple[Issued, ...]:
    """Return the papers issued so far, the newest first."""
    return tuple(
        Issued(
            id=paper.id,
            title=words.paper(paper.form),
            number=paper.number,
            at=paper.issued_at,
            signed=paper.signed,
        )
        for paper in reversed(found)
    )


def course(found: DossierAtCounter) -> list[Moment]:
    """Return who did what when, the newest last, and what is due next."""
    past = [(line.at, _moment(line)) for line in found.journal]
    if isinstance(found, DossierForOfficer):
        past += [(each.noted_at, _inspected(each)) for each in found.inspections]
    moments = [moment for _at, moment in sorted(past, key=lambda pair: pair[0])]
    if found.state not in FINISHED and found.state not in AWAITING_APPLICANT and not found.clock_stopped:
        what = _("Result due") if found.received_at else _("Reception due")
        moments.append(Moment(what=what, at=found.due_at, when=When.NEXT))
    return moments


def course_of_stub(found: StubView) -> list[Moment]:
    """Return who did what when of a dossier that was erased."""
    return [_moment(line) for line in found.journal]


def _moment(line: JournalLine) -> Moment:
    return Moment(
        what=_given(line) if line.assignee else words.done(line.action),
        at=line.at,
        who=" · ".join(filter(None, [line.agency, line.officer])) or _("The applicant"),
        note=line.note,
    )


def _inspected(note: InspectionView) -> Moment:
    what = _("Inspection on the spot written down")
    return Moment(what=what, at=note.noted_at, who=f"{note.agency} · {note.officer}")


def _given(line: JournalLine) -> str:
    return _("%(act)s to %(officer)s") % {"act": words.done(line.action), "officer": line.assignee}


def _receipt(receipt: Receipt) -> str:
    facts = {"book": receipt.book, "number": receipt.number, "amount": receipt.amount}
    line = _("Book %(book)s, no. %(number)s: %(amount)s") % facts
    return f"{line} ({receipt.description})" if receipt.description else line


def _refund(refund: RefundView) -> str:
    if refund.failed:
        return _("%(amount)s: the bank did not take it") % {"amount": refund.amount}
    if refund.done_at is None:
        return _("%(amount)s: on its way") % {"amount": refund.amount}
    return _("%(amount)s on %(day)s") % {"amount": refund.amount, "day": day(refund.done_at)}


def _collected(found: DossierAtCounter) -> str:
    """Return how and where the applicant gets the result of what one agency took for another."""
    way = found.contact["delivery"]
    said = found.procedure.texts.find(f"steps.request.delivery.choices.{way}")
    return ": ".join(filter(None, (said, found.contact["delivery_address"])))


def _compared(row: Comparison, procedure: Procedure[Any]) -> Compared:
    return Compared(
        label=_text(procedure, f"comparison.{row.label}"),
        declared=row.declared,
        registered=row.registered,
        verdict=Verdict(row.verdict),
        note=procedure.texts.find(f"mismatches.{row.reason}") if row.reason else "",
    )


def _effect(row: Comparison, procedure: Procedure[Any]) -> Row:
    return Row(label=_text(procedure, f"comparison.{row.label}"), value=row.declared or row.registered)


def _declared(section: Section, procedure: Procedure[Any]) -> Declared:
    head, body = section.table or ((), ())
    return Declared(
        title=_text(procedure, f"summary.{section.title}"),
        rows=tuple(Row(label=_text(procedure, f"summary.{row.label}"), value=row.value) for row in section.rows),
        head=tuple(_text(procedure, f"summary.{label}") for label in head),
        body=body,
    )


def opinions(found: DossierForOfficer) -> list[tuple[str, list[str]]]:
    """Return who was asked online for what, and what he said."""
    return [
        (
            found.procedure.texts(f"documents.{each.document}.name"),
            [line for line in (f"{each.name} · {_opinion(each)}", each.note) if line],
        )
        for each in found.opinions
    ]


def _opinion(opinion: OpinionView) -> str:
    match opinion.state:
        case OpinionState.AGREED:
            return _("agreed at %(at)s") % {"at": moment(opinion.given_at)}
        case OpinionState.REFUSED:
            return _("refused at %(at)s") % {"at": moment(opinion.given_at)}
        case OpinionState.ASKED:
            return _("asked at %(at)s, not answered yet") % {"at": moment(opinion.asked_at)}


def _text(procedure: Procedure[Any], key: str) -> str:
    """Return a text, or the title below its key where the key is that of a part with labels of its own."""
    return procedure.texts.find(f"{key}.title") or procedure.texts(key)
