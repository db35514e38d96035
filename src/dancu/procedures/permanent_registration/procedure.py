"""Permanent registration, in a version for each change of the law."""

from datetime import date

from dancu.casework.domain.workflow import STANDARD
from dancu.casework.procedures import Procedure, Provision, Step, in_sequence
from dancu.declarations.domain.law import CHANNELS, REOPENS, RETENTION, held
from dancu.declarations.forms import Agency, Subject
from dancu.declarations.papers import Papers
from dancu.declarations.settling import concerned
from dancu.procedures.permanent_registration import checking, effects, forms, law, rules, words
from dancu.procedures.permanent_registration.application import Application, Ground
from dancu.procedures.permanent_registration.compare import compare
from dancu.procedures.permanent_registration.documents import documents
from dancu.residence.domain.acts import in_force

ARTICLES = {
    Ground.OWN: "20.1",
    Ground.KIN_CLOSE: "20.2.a",
    Ground.KIN_ELDERLY: "20.2.b",
    Ground.KIN_DISABLED: "20.2.b",
    Ground.KIN_MINOR: "20.2.c",
    Ground.RENTED: "20.3",
    Ground.RELIGIOUS: "20.4.a-c",
    Ground.RELIGIOUS_HELPLESS: "20.4.d",
    Ground.FACILITY: "20.5",
    Ground.CARE_FAMILY: "20.5",
    Ground.VEHICLE: "20.6",
    Ground.POLICE: "15",
    Ground.ARMY: "15",
}


PAPERS = Papers[Application](
    texts=words.TEXTS,
    result=words.result,
    householder_agrees=rules.needs_householder_consent,
    owner_agrees=rules.needs_owner_consent,
)


def under(since: date) -> Procedure[Application]:
    """Return the procedure as the law has set it since a day."""
    return Procedure(
        code="1.004222",
        slug="permanent-registration",
        since=since,
        field="G01-CA05",
        subsystem="permanent_residence",
        legal_basis=in_force(law.ACTS, since),
        texts=words.TEXTS,
        steps=(
            Step("agency", Agency),
            Step("subject", Subject),
            Step("place", forms.Place),
            Step("members", forms.Members),
            Step("request", forms.Request),
        ),
        cases=law.cases(since),
        case_of=lambda application: application.case,
        read=Application.read,
        agency_of=lambda application: application.agency_id,
        contact_of=lambda application: application.contact,
        concerned=concerned,
        check=checking.check,
        summary=words.summary,
        compare=compare,
        documents=documents(since),
        provisions=tuple(Provision(key=ground.value, article=article) for ground, article in ARTICLES.items()),
        fee=rules.fee,
        fees=law.FEES.on(since),
        time_limit=rules.time_limit,
        limits=(rules.LIMIT,),
        channels=CHANNELS.on(since),
        workflow=STANDARD,
        papers=PAPERS.on(since),
        on_approval=effects.register,
        reopens=REOPENS.get(since, ()),
        retention=RETENTION.on(since),
        unverified=held(law.DOUBTS, since),
    )


PROCEDURES = in_sequence(*(under(day) for day in law.DAYS))
