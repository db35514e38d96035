"""What applicant and officer both see of a dossier."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from dancu.casework.domain.duty import Payment, payment
from dancu.casework.domain.filing import Presented
from dancu.casework.domain.states import PublicStatus, State, public_status
from dancu.casework.domain.workflow import GIVING, Action
from dancu.casework.models import Attachment, Dossier, HandedIn, JournalEntry, Paper
from dancu.casework.procedures import catalogue
from dancu.casework.texts import fee_description
from dancu.documents import links
from dancu.documents.blobs import Form
from dancu.documents.domain.kinds import MediaType
from dancu.documents.domain.scans import Scan
from dancu.kernel.money import Money
from dancu.offices import queries as offices
from dancu.payments import queries as payments
from dancu.payments.domain import Receipt, RefundView


@dataclass(frozen=True, slots=True)
class AttachmentView:
    id: int
    document: str
    name: str
    size: int
    """In bytes."""
    media_type: str
    scan: Scan
    thumbnail: str = ""
    """Short-lived address of a small picture of it; empty for what is no picture of one page."""

    @property
    def shown(self) -> bool:
        """Tell whether a page can show it: browsers draw it, or we have drawn it."""
        return not self.infected and (bool(self.thumbnail) or MediaType(self.media_type).shown_in_page)

    @property
    def infected(self) -> bool:
        """Tell whether it holds malware, and so is nothing that was handed in."""
        return self.scan is Scan.INFECTED


@dataclass(frozen=True, slots=True)
class HandedInView:
    """A document that was handed in on paper."""

    document: str
    presented: Presented
    copies: int


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One act: which office (not which person) did what when."""

    at: datetime
    action: str
    source: str
    target: str
    agency: str
    """Name of the office; empty for the applicant's own acts."""
    note: str
    officer: str = ""
    """Only officers read which officer it was."""
    assignee: str = ""
    """And to whom he gave it."""


@dataclass(frozen=True, slots=True)
class PaperView:
    id: int
    form: str
    number: int
    issued_at: datetime
    signed: bool
    """Whether its signed file is there; until then it cannot be opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeView:
    """What a dossier costs, and how far it is paid."""

    amount: Money
    description: str
    """What a receipt says it is for."""
    exemption: str
    """Why nothing is owed: the text `exemptions.<key>`; empty where something is."""
    payment: Payment
    paid: Money
    paid_online: Money
    """What of it came online and was not paid back."""
    receipts: tuple[Receipt, ...]
    refunds: tuple[RefundView, ...]

    @property
    def due(self) -> Money:
        """What is asked for and not paid yet."""
        return self.left if self.payment is Payment.DUE else Money(0)

    @property
    def left(self) -> Money:
        """What is not paid yet, asked for or not."""
        return Money(self.amount.dong - self.paid.dong)


def fee(dossier: Dossier) -> FeeView:
    """Return what a dossier costs, with the receipts given and what was paid back."""
    texts = catalogue().version(dossier.procedure_code, dossier.procedure_version).texts
    return FeeView(
        amount=Money(dossier.fee_dong),
        description=fee_description(texts),
        exemption=dossier.fee_exemption,
        payment=_payment(dossier),
        paid=Money(dossier.paid_dong),
        paid_online=Money(dossier.paid_online_dong),
        receipts=payments.list_receipts(dossier.code) if dossier.payment_asked_at else (),
        refunds=payments.list_refunds(dossier.code) if dossier.payment_asked_at else (),
    )


def status(dossier: Dossier) -> PublicStatus:
    """Return what the public is told of a dossier."""
    return public_status(
        State(dossier.state),
        withdrawal_asked=dossier.withdrawal_asked_at is not None,
        payment_due=_payment(dossier) is Payment.DUE,
    )


def _payment(dossier: Dossier) -> Payment:
    asked = dossier.payment_asked_at is not None
    return payment(fee_dong=dossier.fee_dong, asked=asked, paid_dong=dossier.paid_dong)


def attachments(rows: Iterable[Attachment], *, at: datetime) -> tuple[AttachmentView, ...]:
    """View attachments that were fetched with their files, for somebody whose reading is written down."""
    return tuple(_attachment(row, at) for row in rows)


def _attachment(row: Attachment, at: datetime) -> AttachmentView:
    file, scan = row.file, Scan(row.file.scan)
    drawn = file.drawn and scan is not Scan.INFECTED
    thumbnail = links.sign_picture(file_id=file.pk, form=Form.THUMBNAIL, at=at) if drawn else ""
    return AttachmentView(row.pk, row.document, row.name, file.size, file.media_type, scan, thumbnail)


def attached(dossier: Dossier, *, at: datetime) -> tuple[AttachmentView, ...]:
    """Return the files of the dossier's last round."""
    rows = dossier.attachments.filter(round=dossier.rounds).select_related("file").order_by("pk")
    return attachments(rows, at=at)


def handed_in(rows: Iterable[HandedIn]) -> tuple[HandedInView, ...]:
    """View what was handed in on paper."""
    return tuple(HandedInView(row.document, Presented(row.presented), row.copies) for row in rows)


def asked_for(dossier: Dossier) -> str:
    """Return what the agency asked for when it last returned a dossier."""
    return dossier.journal.filter(action=Action.RETURN_FOR_SUPPLEMENT).latest("revision").note


def papers(dossier: Dossier, *, for_officer: bool) -> tuple[PaperView, ...]:
    """Return the papers that were issued about a dossier, oldest first; those between authorities are for officers only."""
    found = Paper.objects.filter(dossier=dossier)
    if not for_officer:
        found = found.filter(verification=None)
    return tuple(map(paper, found.order_by("issued_at", "pk").only("pk", "form", "number", "issued_at", "file_id")))


def paper(row: Paper) -> PaperView:
    return PaperView(row.pk, row.form, row.number, row.issued_at, row.file_id is not None)


def journal(dossier: Dossier, *, for_officer: bool) -> tuple[JournalLine, ...]:
    """Return the course so far, oldest first; applicants read public notes only."""
    entries = JournalEntry.objects.filter(dossier=dossier).order_by("revision")
    if not for_officer:
        # Which of them has it in hand is nothing that happens to the dossier.
        entries = entries.exclude(action__in=GIVING, source=F("target"))
    who = {one for entry in entries for one in (entry.officer_id, entry.assignee_id) if one} if for_officer else set()
    names = offices.names_of(who) if who else {}
    return tuple(
        JournalLine(
            at=entry.at,
            action=entry.action,
            source=entry.source,
            target=entry.target,
            agency=offices.agency(entry.agency_id).name if entry.agency_id else "",
            note=entry.note if for_officer or entry.public else "",
            officer=names.get(entry.officer_id or 0, ""),
            assignee=names.get(entry.assignee_id or 0, ""),
        )
        for entry in entries
    )
