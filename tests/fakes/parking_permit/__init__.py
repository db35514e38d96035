"""A procedure with one step, one document and a visible effect: enough to run the whole course of a dossier."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django import forms

from dancu.casework.domain.filing import Answers, Concerned, Contact, Fee
from dancu.casework.domain.opinions import Asked
from dancu.casework.domain.retention import Retention
from dancu.casework.domain.workflow import STANDARD
from dancu.casework.filing import StepForm
from dancu.casework.procedures import (
    Decision,
    Document,
    PaperForm,
    Procedure,
    Provision,
    Reading,
    Step,
)
from dancu.casework.showing import Comparison, Row, Section, Verdict
from dancu.casework.texts import Texts
from dancu.documents import pdf
from dancu.documents.domain.seals import Place, Seal
from dancu.kernel.errors import Conflict
from dancu.kernel.money import Money
from dancu.kernel.working_days import TimeLimit


class PlateTaken(Conflict):
    """This plate has a permit."""

    code = "parking_permit.plate_taken"


@dataclass
class Registry:
    """Where approved permits go; a test reads it."""

    permits: dict[str, str] = field(default_factory=dict)


REGISTRY = Registry()


@dataclass(frozen=True)
class Application:
    agency: int
    name: str
    pin: str
    plate: str
    mismatch: bool
    leased: bool = False
    owner_pin: str = ""


class Request(StepForm):
    agency = forms.IntegerField()
    name = forms.CharField()
    pin = forms.CharField()
    plate = forms.CharField()
    mismatch = forms.BooleanField(required=False)


def read(answers: Answers, on: date) -> Application:
    return Application(**answers["request"])


def compare(application: Application, reading: Reading) -> list[Comparison]:
    verdict = Verdict.DIFFERENT if application.mismatch else Verdict.SAME
    return [
        Comparison(
            section="vehicle",
            label="plate",
            declared=application.plate,
            registered="",
            verdict=verdict,
            blocking=application.mismatch,
            reason="unknown_plate" if application.mismatch else "",
        )
    ]


def grant(application: Application, decision: Decision) -> None:
    if application.plate in REGISTRY.permits:
        raise PlateTaken
    REGISTRY.permits[application.plate] = decision.dossier_code


def draw(facts: Mapping[str, Any], seal: Seal) -> tuple[bytes, Place]:
    shown = {**facts, "signer": seal.signer}
    return pdf.render_to_sign(Path(__file__).parent / "paper.typ", shown, written_at=seal.at, keywords=seal.code)


def paper(form: str) -> PaperForm[Application]:
    return PaperForm(
        facts=lambda application, facts: {
            "form": form,
            "plate": application.plate,
            "number": facts.number,
            "note": facts.note,
            "received_at": facts.received_at.isoformat() if facts.received_at else "",
        },
        draw=draw,
        by_agency=form != "CT01",
    )


PROCEDURE: Procedure[Application] = Procedure(
    code="9.000001",
    slug="parking-permit",
    since=date(2021, 7, 1),
    field="T01",
    subsystem="permanent_residence",
    legal_basis=("Parking rules",),
    texts=Texts(Path(__file__).parent / "texts"),
    steps=(Step("request", Request),),
    cases=("resident",),
    case_of=lambda application: "resident",
    read=read,
    agency_of=lambda application: application.agency,
    contact_of=lambda application: Contact(name=application.name, ways=("inbox",)),
    concerned=lambda application, reading: Concerned(
        subject_name=application.name, subject_pin=application.pin, pins=frozenset({application.pin})
    ),
    check=lambda application, reading: None,
    summary=lambda application: (Section("vehicle", "request", (Row("plate", application.plate),)),),
    compare=compare,
    documents=(
        Document(key="registration", code="", required=lambda application: True),
        Document(
            key="owner_consent",
            code="",
            required=lambda application: application.leased,
            offered=lambda application: application.leased,
            is_opinion=True,
            opinion_of=lambda application: (
                Asked("Trần Văn Chủ", application.owner_pin) if application.owner_pin else None
            ),
        ),
    ),
    provisions=(Provision(key="article_1", article="1"),),
    fee=lambda application, channel, on: Fee(amount=Money(10_000)),
    time_limit=lambda application, on: TimeLimit.working_days(7),
    complex_limit=lambda application, on: TimeLimit.working_days(9),
    workflow=STANDARD.extendable(),
    papers={form: paper(form) for form in ("CT01", "CT04", "CT05", "CT06", "CT08")},
    on_approval=grant,
    retention=Retention(archive_after_months=12, erase_after_years=10, source="Parking rules"),
)
