"""Erase a dossier: everything that anybody declared, sent, wrote or was told of it goes, also its files.

What stays is that there was a dossier: code, procedure and case, agency, days, outcome, who did what when, and in the audit
what was erased by whose decision. What the register holds since its approval stays, and so do receipts of fees, which are kept
by the law on accounting.
"""

from collections.abc import Collection
from datetime import datetime

from dancu.casework.commands import journal
from dancu.casework.models import (
    Attachment,
    Dossier,
    Draft,
    Editing,
    ExaminedDocument,
    HandedIn,
    Inspection,
    JournalEntry,
    Opinion,
    Paper,
    RegisterCheck,
    Submission,
    Verification,
)
from dancu.documents import commands as documents
from dancu.notices import commands as notices
from dancu.platform import statement

_NOTICE = "erase"
_HELD = (
    # A verification holds its paper.
    Verification,
    Paper,
    Attachment,
    HandedIn,
    ExaminedDocument,
    RegisterCheck,
    Inspection,
    Opinion,
    Editing,
    Submission,
)


def erase(dossier: Dossier, *, at: datetime) -> dict[str, int]:
    """Erase what a locked dossier holds, tell its applicant, and return how much there was of what."""
    statement.write(journal.told(dossier, _NOTICE, "", at))
    files = set(Attachment.objects.filter(dossier=dossier).values_list("file_id", flat=True))
    files |= set(Paper.objects.filter(dossier=dossier, file__isnull=False).values_list("file_id", flat=True))
    counts = {"files": len(files)}
    files |= _drop_supplement(dossier)
    for model in _HELD:
        gone, _ = model.objects.filter(dossier=dossier).delete()
        counts |= {model._meta.db_table.partition("_")[2]: gone} if gone else {}
    JournalEntry.objects.filter(dossier=dossier).exclude(note="").update(note="")
    _name_nobody(dossier, at)
    documents.forget(file_ids=files)
    return counts


def _drop_supplement(dossier: Dossier) -> set[int]:
    """Delete a supplement that was never sent, and return its files; who does so sees nothing of it but whose it is."""
    drafts = Draft.objects.filter(dossier=dossier).values("pk")
    files = set(Attachment.objects.filter(draft__in=drafts).values_list("file_id", flat=True))
    Attachment.objects.filter(draft__in=drafts).delete()
    HandedIn.objects.filter(draft__in=drafts).delete()
    # Not by the model, which would read what it deletes.
    statement.rows("delete from casework_draft where dossier_id = %(dossier)s returning id", dossier=dossier.pk)
    return files


def forget_messages(codes: Collection[str]) -> None:
    """Forget what applicants were told of these dossiers, but that they are erased."""
    notices.forget(about=codes, but=f"dossier_{_NOTICE}")


def _name_nobody(dossier: Dossier, at: datetime) -> None:
    dossier.account_id = None
    dossier.subject_name = dossier.subject_key = ""
    dossier.subject_pin = dossier.subject_old_number = dossier.subject_passport = ""
    dossier.declarer_pin = dossier.on_behalf_of = ""
    dossier.concerned_pins, dossier.contact = [], {}
    # The ground of an exemption, a special category or a provision can say what somebody suffers from or believes.
    dossier.fee_exemption = dossier.exemption_proof = dossier.due_reason = dossier.provision = ""
    dossier.special_categories = []
    dossier.erased_at = at
    dossier.save()
