"""The confirmation of residence information, in a version for each change of the law."""

from datetime import date

from dancu.casework.domain.workflow import STANDARD
from dancu.casework.procedures import Procedure, Provision, Step, in_sequence
from dancu.declarations.domain.law import CHANNELS, REOPENS, RETENTION, held
from dancu.declarations.domain.rules import no_fee
from dancu.declarations.forms import Agency, Subject
from dancu.declarations.papers import Papers
from dancu.declarations.settling import concerned
from dancu.procedures.residence_confirmation import checking, forms, law, rules, words
from dancu.procedures.residence_confirmation.application import CASE, Application
from dancu.procedures.residence_confirmation.compare import compare
from dancu.procedures.residence_confirmation.confirming import confirmation
from dancu.procedures.residence_confirmation.documents import documents
from dancu.residence.domain.acts import in_force

PAPERS = Papers[Application](texts=words.TEXTS, own={"CT07": confirmation})


def under(since: date) -> Procedure[Application]:
    """Return the procedure as the law has set it since a day."""
    return Procedure(
        code="1.010041",
        slug="residence-confirmation",
        since=since,
        field="G01-CA05",
        subsystem="permanent_residence",
        legal_basis=in_force(law.ACTS, since),
        texts=words.TEXTS,
        steps=(
            Step("agency", Agency),
            Step("subject", Subject),
            Step("content", forms.Contents),
            Step("request", forms.Request),
        ),
        cases=(CASE,),
        case_of=lambda application: CASE,
        read=Application.read,
        agency_of=lambda application: application.agency_id,
        contact_of=lambda application: application.contact,
        concerned=concerned,
        check=checking.check,
        summary=words.summary,
        compare=compare,
        documents=documents(since),
        provisions=(Provision(key="confirmation", article=law.ARTICLE.on(since)),),
        fee=no_fee,
        time_limit=rules.time_limit,
        limits=(rules.KNOWN, rules.TO_BE_CHECKED),
        channels=CHANNELS.on(since),
        workflow=STANDARD.resulting_in("CT07"),
        papers=PAPERS.on(since),
        reopens=REOPENS.get(since, ()),
        retention=RETENTION.on(since),
        unverified=held(law.DOUBTS, since),
    )


PROCEDURES = in_sequence(*(under(day) for day in law.DAYS))
