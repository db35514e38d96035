"""Extension of temporary residence, in a version for each change of the law."""

from datetime import date

from dancu.casework.domain.workflow import STANDARD
from dancu.casework.procedures import Procedure, Provision, Step, in_sequence
from dancu.declarations.domain.law import CHANNELS, REOPENS, RETENTION, held
from dancu.declarations.domain.temporary import FEES, FEES_BY_LIST, LIMIT, Case
from dancu.declarations.forms import Agency, Subject
from dancu.declarations.papers import Papers
from dancu.declarations.settling import concerned
from dancu.procedures.temporary_extension import checking, effects, forms, law, rules, words
from dancu.procedures.temporary_extension.application import Application
from dancu.procedures.temporary_extension.compare import compare
from dancu.procedures.temporary_extension.documents import documents
from dancu.procedures.temporary_extension.telling import SLUG
from dancu.residence.domain.acts import in_force

PAPERS = Papers[Application](
    texts=words.TEXTS,
    result=words.result,
    owner_agrees=rules.needs_owner_consent,
)


def under(since: date) -> Procedure[Application]:
    """Return the procedure as the law has set it since a day."""
    return Procedure(
        code="1.002755",
        slug=SLUG,
        since=since,
        field="G01-CA05",
        subsystem="temporary_residence",
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
        provisions=(Provision(key="term", article="28.3"), Provision(key="barracks", article="15")),
        fee=rules.fee,
        fees=FEES.on(since),
        fees_by_list=FEES_BY_LIST.on(since),
        time_limit=rules.time_limit,
        limits=(LIMIT,),
        channels=CHANNELS.on(since),
        workflow=STANDARD,
        papers=PAPERS.on(since),
        on_approval=effects.extend,
        reopens=REOPENS.get(since, ()),
        retention=RETENTION.on(since),
        unverified=held(law.DOUBTS, since),
    )


PROCEDURES = in_sequence(*(under(day) for day in law.DAYS))
