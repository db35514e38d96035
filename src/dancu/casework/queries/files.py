"""Files and papers of a dossier, handed only to its applicant and to officers who may see it."""

from datetime import datetime, timedelta

from dancu.audit import commands as audit
from dancu.casework import authorisation
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.domain.states import BEFORE_RECEPTION
from dancu.casework.models import Attachment, Dossier, Draft, Paper
from dancu.casework.queries import shared
from dancu.casework.queries.shared import PaperView
from dancu.casework.queries.verifications import NoSuchVerification, asked_of
from dancu.documents import links
from dancu.documents import queries as documents
from dancu.documents.blobs import Form
from dancu.documents.domain.scans import FileInfected, Scan
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Missing
from dancu.offices.queries import OfficerView

SIGNING_PATIENCE = timedelta(minutes=5)
"""A paper that is unsigned for longer is late: its job was lost, or has given up."""


class NoSuchAttachment(Missing):
    """This file is no longer attached."""

    code = "casework.no_such_attachment"


class NoSuchPaper(Missing):
    """There is no such paper among those you may see."""

    code = "casework.no_such_paper"


class PaperBeingSigned(Conflict):
    """This paper is being signed. Load the page again in a moment."""

    code = "casework.paper_being_signed"


def attachment_link(
    attachment_id: int, *, by: Actor, officer: OfficerView | None, at: datetime, drawn: bool = False
) -> str:
    """Return a short-lived address of a file, for the owner of its draft or dossier or an officer who may see the dossier.

    With `drawn`, of the picture that was drawn of it, where there is one. Raises NoSuchAttachment, and FileInfected for what
    nobody gets.
    """
    row = Attachment.objects.filter(pk=attachment_id).select_related("draft", "dossier", "file").first()
    holder = (row.dossier or row.draft) if row else None
    # What was handed in is examined where it is received; the counter that took it for another agency is done with it then.
    at_counter = isinstance(holder, Dossier) and holder.state in BEFORE_RECEPTION
    if row is None or holder is None or not _may_see(holder, by, officer, at_counter=at_counter):
        raise NoSuchAttachment
    if row.file.scan == Scan.INFECTED:
        raise FileInfected
    audit.record("casework.file_read", by=by, purpose=_purpose(officer), at=at, subject=("attachment", attachment_id))
    if drawn and row.file.drawn:
        return links.sign_picture(file_id=row.file_id, form=Form.PAGE, at=at)
    return links.sign(file_id=row.file_id, name=row.name, at=at)


def paper_pdf(paper_id: int, *, by: Actor, officer: OfficerView | None, at: datetime) -> tuple[str, bytes]:
    """Return the file name and the signed PDF of a paper, to the dossier's applicant or an officer who may see it.

    Raises NoSuchPaper, OwnDossier, and PaperBeingSigned while it is: nobody gets an unsigned one.
    """
    row = Paper.objects.filter(pk=paper_id).select_related("dossier", "verification").first()
    if row is None or not _may_read(row, by, officer):
        raise NoSuchPaper
    if row.file_id is None:
        raise PaperBeingSigned
    audit.record("casework.paper_read", by=by, purpose=_purpose(officer), at=at, subject=("paper", paper_id))
    return f"{row.form}-{row.dossier.code}.pdf", documents.content_of(row.file_id)


def list_papers(code: str, *, by: Actor, officer: OfficerView | None) -> tuple[PaperView, ...]:
    """Return which papers a dossier has, oldest first, to its applicant or an officer who may see it; raises NoSuchDossier.

    Form, number and day are nobody's data, and a page asks again and again while it waits: no read is noted.
    """
    row = Dossier.objects.filter(code=code).first()
    if row is None or not _may_see(row, by, officer, at_counter=True):
        raise NoSuchDossier
    return shared.papers(row, for_officer=officer is not None and not authorisation.taken_here(officer, row))


def count_late_papers(*, at: datetime) -> int:
    """Count the papers that should have been signed long ago."""
    return Paper.objects.filter(file=None, issued_at__lt=at - SIGNING_PATIENCE).count()


def _may_read(paper: Paper, by: Actor, officer: OfficerView | None) -> bool:
    """Tell whether somebody may read a paper; one between authorities, who may see the dossier or is asked by it."""
    question = getattr(paper, "verification", None)
    if question is None:
        return _may_see(paper.dossier, by, officer, at_counter=True)
    if officer is None:
        return False
    try:
        asked_of(question.pk, officer)
    except NoSuchVerification:
        return _may_see(paper.dossier, by, officer, at_counter=False)
    return True


def _may_see(holder: Dossier | Draft, by: Actor, officer: OfficerView | None, *, at_counter: bool) -> bool:
    if officer is None:
        return holder.account_id is not None and holder.account_id == by.account_id
    if isinstance(holder, Draft):
        return (holder.officer_id, holder.agency_id) == (officer.id, officer.agency.id)
    try:
        authorisation.ensure_visible(officer, holder, at_counter=at_counter)
    except NoSuchDossier:
        return False
    return True


def _purpose(officer: OfficerView | None) -> Purpose:
    return Purpose.DOSSIER if officer else Purpose.OWN_DATA
