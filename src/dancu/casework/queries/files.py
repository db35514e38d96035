"""Files and papers of a dossier, handed only to its applicant and to officers who may see it."""

from datetime import datetime

from dancu.audit import commands as audit
from dancu.casework import authorisation
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.models import Attachment, Dossier, Draft, Paper
from dancu.casework.procedures import catalogue
from dancu.documents import links
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Missing
from dancu.offices.queries import OfficerView


class NoSuchAttachment(Missing):
    """This file is no longer attached."""

    code = "casework.no_such_attachment"


class NoSuchPaper(Missing):
    """There is no such paper among those you may see."""

    code = "casework.no_such_paper"


def attachment_link(attachment_id: int, *, by: Actor, officer: OfficerView | None, at: datetime) -> str:
    """Return a short-lived address of a file, for the owner of its draft or dossier or an officer who may see the dossier."""
    row = Attachment.objects.filter(pk=attachment_id).select_related("draft", "dossier").first()
    holder = (row.dossier or row.draft) if row else None
    if row is None or holder is None or not _may_see(holder, by, officer):
        raise NoSuchAttachment
    audit.record("casework.file_read", by=by, purpose=_purpose(officer), at=at, subject=("attachment", attachment_id))
    return links.sign(file_id=row.file_id, name=row.name, at=at)


def paper_pdf(paper_id: int, *, by: Actor, officer: OfficerView | None, at: datetime) -> tuple[str, bytes]:
    """Return the file name and the PDF of a paper, to the dossier's applicant or an officer who may see the dossier."""
    row = Paper.objects.filter(pk=paper_id).select_related("dossier").first()
    if row is None or not _may_see(row.dossier, by, officer):
        raise NoSuchPaper
    audit.record("casework.paper_read", by=by, purpose=_purpose(officer), at=at, subject=("paper", paper_id))
    procedure = catalogue().version(row.dossier.procedure_code, row.dossier.procedure_version)
    return f"{row.form}-{row.dossier.code}.pdf", procedure.papers[row.form].draw(row.facts)


def _may_see(holder: Dossier | Draft, by: Actor, officer: OfficerView | None) -> bool:
    if officer is None:
        return holder.account_id is not None and holder.account_id == by.account_id
    if isinstance(holder, Draft):
        return (holder.officer_id, holder.agency_id) == (officer.id, officer.agency.id)
    try:
        authorisation.ensure_visible(officer, holder)
    except NoSuchDossier:
        return False
    return True


def _purpose(officer: OfficerView | None) -> Purpose:
    return Purpose.DOSSIER if officer else Purpose.OWN_DATA
