"""The split of a household, in a version for each change of the law."""

from datetime import date

from dancu.casework.domain.workflow import STANDARD
from dancu.casework.procedures import Procedure, Provision, Step, in_sequence
from dancu.declarations.domain.law import CHANNELS, REOPENS, RETENTION, held
from dancu.declarations.forms import Agency, Subject
from dancu.declarations.papers import Papers
from dancu.declarations.settling import concerned
from dancu.procedures.household_split import checking, effects, forms, law, rules, words
from dancu.procedures.household_split.application import Application, Case
from dancu.procedures.household_split.compare import compare
from dancu.procedures.household_split.documents import documents
from dancu.residence.domain.acts import in_force

PAPERS = Papers[Application](
    texts=words.TEXTS,
    result=words.result,
    householder_agrees=rules.needs_householder_consent,
    owner_agrees=rules.needs_owner_consent,
)


def under(since: date) -> Procedure[Application]:
    """Return the procedure as the law has set it since a day."""
    return Procedure(
        code="1.010038",
        slug="household-split",
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
        provisions=(Provision(key="split", article="25.1"),),
        fee=rules.fee,
        fees=law.FEES.on(since),
        time_limit=rules.time_limit,
        limits=(rules.LIMIT,),
        channels=CHANNELS.on(since),
        workflow=STANDARD,
        papers=PAPERS.on(since),
        on_approval=effects.split,
        reopens=REOPENS.get(since, ()),
        retention=RETENTION.on(since),
        unverified=held(law.DOUBTS, since),
    )


PROCEDURES = in_sequence(*(under(day) for day in law.DAYS))
