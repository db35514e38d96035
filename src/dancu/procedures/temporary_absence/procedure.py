"""The declaration of absence, in a version for each change of the law."""

from datetime import date

from dancu.casework.domain.workflow import STANDARD
from dancu.casework.procedures import Procedure, Provision, Step, in_sequence
from dancu.declarations.domain.law import CHANNELS, RETENTION, held
from dancu.declarations.domain.rules import no_fee
from dancu.declarations.forms import Agency, Subject
from dancu.declarations.papers import Papers
from dancu.declarations.settling import concerned
from dancu.procedures.temporary_absence import checking, effects, forms, law, rules, words
from dancu.procedures.temporary_absence.application import Application
from dancu.procedures.temporary_absence.compare import compare
from dancu.procedures.temporary_absence.documents import documents
from dancu.residence.domain.absence import Category, categories
from dancu.residence.domain.acts import in_force

PAPERS = Papers[Application](texts=words.TEXTS, own={"CT03": words.slip})


def under(since: date) -> Procedure[Application]:
    """Return the procedure as the law has set it since a day."""
    return Procedure(
        code="1.003677",
        slug="temporary-absence",
        since=since,
        field="G01-CA05",
        subsystem="temporary_absence",
        legal_basis=in_force(law.ACTS, since),
        texts=words.TEXTS,
        steps=(
            Step("agency", Agency),
            Step("subject", Subject),
            Step("absence", forms.Absence),
            Step("request", forms.Request),
        ),
        cases=tuple(Category),
        case_of=lambda application: application.case,
        read=Application.read,
        agency_of=lambda application: application.agency_id,
        contact_of=lambda application: application.contact,
        concerned=concerned,
        check=checking.check,
        summary=words.summary,
        compare=compare,
        documents=documents(since),
        provisions=tuple(Provision(key=each.category, article=each.article) for each in categories(since)),
        fee=no_fee,
        time_limit=rules.time_limit,
        complex_limit=rules.complex_limit,
        limits=rules.LIMITS,
        channels=CHANNELS.on(since),
        workflow=STANDARD.resulting_in("CT03").extendable(),
        papers=PAPERS.on(since),
        on_approval=effects.register,
        reopens=law.REOPENS.get(since, ()),
        retention=RETENTION.on(since),
        unverified=held(law.DOUBTS, since),
    )


PROCEDURES = in_sequence(*(under(day) for day in law.DAYS))
