"""The residence forms that people get on paper or as PDF: CT01 to CT10.

A *form* has an edition for each circular that set it, with the day from which it holds; its *facts* are a frozen dataclass
that can be kept as JSON, and its template draws them. What was issued in an edition is always drawn in that edition. A
paper on its way to be signed is drawn with its seal; only a blank form bears none.
"""

from dancu.residence.papers.doubts import NOT_DRAWN, UNVERIFIED
from dancu.residence.papers.facts import (
    AbsenceSlip,
    CancellationDecision,
    Confirmation,
    Declaration,
    Member,
    Opinion,
    OverseasDeclaration,
    Receipt,
    ReceivedPaper,
    Refusal,
    ResultNotice,
    Span,
    SupplementSlip,
    TravelDocument,
    VerificationRequest,
)
from dancu.residence.papers.forms import (
    DAYS,
    EDITIONS,
    FILLED_IN_BY_PEOPLE,
    Edition,
    NoSuchForm,
    PaperForm,
    form,
)

__all__ = [
    "DAYS",
    "EDITIONS",
    "FILLED_IN_BY_PEOPLE",
    "NOT_DRAWN",
    "UNVERIFIED",
    "AbsenceSlip",
    "CancellationDecision",
    "Confirmation",
    "Declaration",
    "Edition",
    "Member",
    "NoSuchForm",
    "Opinion",
    "OverseasDeclaration",
    "PaperForm",
    "Receipt",
    "ReceivedPaper",
    "Refusal",
    "ResultNotice",
    "Span",
    "SupplementSlip",
    "TravelDocument",
    "VerificationRequest",
    "form",
]
