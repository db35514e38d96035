"""Reads of casework: each audience gets its own type with just what it may see, and every read leaves an audit row."""

from dancu.casework.holding import HeldByColleague, NoSuchDraft
from dancu.casework.queries.applicant import DossierForApplicant, DossierSummary, get_own_dossier, list_own_dossiers
from dancu.casework.queries.assignees import Assignable
from dancu.casework.queries.counter import DossierAtCounter
from dancu.casework.queries.drafts import (
    CounterDraft,
    DraftSummary,
    DraftView,
    find_submitted,
    get_draft,
    list_counter_drafts,
    list_drafts,
    list_entered,
)
from dancu.casework.queries.editing import EditorView
from dancu.casework.queries.examining import CheckView, ExaminedView
from dancu.casework.queries.exports import ExportBeingWritten, ExportView, NoSuchExport, fetch_export, get_export
from dancu.casework.queries.files import (
    NoSuchAttachment,
    NoSuchPaper,
    PaperBeingSigned,
    attachment_link,
    count_late_papers,
    list_papers,
    paper_pdf,
)
from dancu.casework.queries.inspections import InspectionView
from dancu.casework.queries.matching import SOON, DossierFilters, Order, Queue, subsystems_seen
from dancu.casework.queries.merging import Lying, count_lying
from dancu.casework.queries.officer import DossierForOfficer, get_dossier, open_dossier
from dancu.casework.queries.opinions import (
    AskedOfMe,
    NoSuchOpinion,
    OpinionView,
    get_asked,
    list_asked_of,
)
from dancu.casework.queries.reports import (
    Counts,
    DeskLoad,
    Grouping,
    Measure,
    Report,
    ReportDenied,
    Span,
    list_load,
    list_reported,
    report,
)
from dancu.casework.queries.search import (
    DossierRow,
    Page,
    QueueCount,
    SavedSearchView,
    count_queues,
    list_saved_searches,
    search_dossiers,
)
from dancu.casework.queries.shared import AttachmentView, FeeView, HandedInView, JournalLine, PaperView
from dancu.casework.queries.together import MOST_TOGETHER, Candidate, Candidates, list_candidates
from dancu.casework.queries.verifications import (
    AskedOfAgency,
    NoSuchVerification,
    VerificationView,
    get_verification,
    list_verifications,
)
from dancu.casework.queries.verifying import GenuinePaper, PaperUnknown, verify_code, verify_file

__all__ = [
    "MOST_TOGETHER",
    "SOON",
    "AskedOfAgency",
    "AskedOfMe",
    "Assignable",
    "AttachmentView",
    "Candidate",
    "Candidates",
    "CheckView",
    "CounterDraft",
    "Counts",
    "DeskLoad",
    "DossierAtCounter",
    "DossierFilters",
    "DossierForApplicant",
    "DossierForOfficer",
    "DossierRow",
    "DossierSummary",
    "DraftSummary",
    "DraftView",
    "EditorView",
    "ExaminedView",
    "ExportBeingWritten",
    "ExportView",
    "FeeView",
    "GenuinePaper",
    "Grouping",
    "HandedInView",
    "HeldByColleague",
    "InspectionView",
    "JournalLine",
    "Lying",
    "Measure",
    "NoSuchAttachment",
    "NoSuchDraft",
    "NoSuchExport",
    "NoSuchOpinion",
    "NoSuchPaper",
    "NoSuchVerification",
    "OpinionView",
    "Order",
    "Page",
    "PaperBeingSigned",
    "PaperUnknown",
    "PaperView",
    "Queue",
    "QueueCount",
    "Report",
    "ReportDenied",
    "SavedSearchView",
    "Span",
    "VerificationView",
    "attachment_link",
    "count_late_papers",
    "count_lying",
    "count_queues",
    "fetch_export",
    "find_submitted",
    "get_asked",
    "get_dossier",
    "get_draft",
    "get_export",
    "get_own_dossier",
    "get_verification",
    "list_asked_of",
    "list_candidates",
    "list_counter_drafts",
    "list_drafts",
    "list_entered",
    "list_load",
    "list_own_dossiers",
    "list_papers",
    "list_reported",
    "list_saved_searches",
    "list_verifications",
    "open_dossier",
    "paper_pdf",
    "report",
    "search_dossiers",
    "subsystems_seen",
    "verify_code",
    "verify_file",
]
