"""The residence forms that people get on paper or as PDF: CT01, CT04, CT05, CT06, CT08.

A *form* has a version for each circular that set it, with the days between which it holds; its *facts* are a frozen dataclass
that can be kept as JSON, and its template draws them. What was issued under a version is always drawn by that version. Until
papers are signed, each says that it is not.
"""

from dancu.residence.papers.facts import (
    Declaration,
    Member,
    Opinion,
    Receipt,
    ReceivedPaper,
    Refusal,
    ResultNotice,
    SupplementSlip,
)
from dancu.residence.papers.forms import CT01_116, CT04_116, CT05_116, CT06_116, CT08_116, NoSuchForm, PaperForm, form

__all__ = [
    "CT01_116",
    "CT04_116",
    "CT05_116",
    "CT06_116",
    "CT08_116",
    "Declaration",
    "Member",
    "NoSuchForm",
    "Opinion",
    "PaperForm",
    "Receipt",
    "ReceivedPaper",
    "Refusal",
    "ResultNotice",
    "SupplementSlip",
    "form",
]
