"""Correction of residence information, in a version for each change of the law."""

from datetime import date

from dancu.casework.domain.workflow import STANDARD
from dancu.casework.procedures import Procedure, Provision, Step, in_sequence
from dancu.declarations.domain.law import CHANNELS, RETENTION, held
from dancu.declarations.domain.rules import no_fee
from dancu.declarations.forms import Agency, Subject
from dancu.declarations.papers import Papers
from dancu.declarations.settling import concerned
from dancu.procedures.residence_correction import checking, effects, forms, law, rules, words
from dancu.procedures.residence_correction.application import Application, Case
from dancu.procedures.residence_correction.compare import compare
from dancu.procedures.residence_correction.documents import documents
from dancu.procedures.residence_correction.telling import SLUG
from dancu.residence.domain.acts import in_force

PAPERS = Papers[Application](
    texts=words.TEXTS,
    result=words.result,
    householder_agrees=rules.needs_householder_consent,
    # Nobody comes to live elsewhere.
    parents_agree=lambda application: False,
)


def under(since: date) -> Procedure[Application]:
    """Return the procedure as the law has set it since a day."""
    return Procedure(
        code="1.010039",
        slug=SLUG,
        since=since,
        field="G01-CA05",
        subsystem="permanent_residence",
        legal_basis=in_force(law.ACTS, since),
        texts=words.TEXTS,
        steps=(
            Step("agency", Agency),
            Step("subject", Subject),
            Step("change", forms.Change),
            Step("members", forms.Members),
            Step("request", forms.Request),
        ),
        cases=tuple(Case),
        case_of=lambda application: application.case,
        read=Application.read,
        agency_of=lambda application: application.agency_id,
        contact_of=lambda application: application.contact,
        concerned=concerned,
        check=checking.check,
        summary=words.summary,
        compare=compare,
        documents=documents(since),
        provisions=(
            Provision(key="head", article="26.1.a"),
            Provision(key="civil_status", article="26.1.b"),
            Provision(key="address", article="26.1.c"),
        ),
        fee=no_fee,
        time_limit=rules.time_limit,
        limits=(rules.LIMIT,),
        channels=CHANNELS.on(since),
        workflow=STANDARD,
        papers=PAPERS.on(since),
        on_approval=effects.correct,
        reopens=law.REOPENS.get(since, ()),
        retention=RETENTION.on(since),
        unverified=held(law.DOUBTS, since),
    )


PROCEDURES = in_sequence(*(under(day) for day in law.DAYS))
