"""Deletion of temporary registration, in a version for each change of the law."""

from datetime import date

from dancu.casework.domain.workflow import STANDARD
from dancu.casework.procedures import Procedure, Provision, Step, in_sequence
from dancu.declarations import deleting
from dancu.declarations.domain.deletion import cases
from dancu.declarations.domain.law import CHANNELS, REOPENS, RETENTION, held
from dancu.declarations.domain.rules import no_fee
from dancu.declarations.forms import Agency
from dancu.declarations.papers import Papers
from dancu.declarations.settling import concerned
from dancu.procedures.temporary_deletion import effects, forms, law, rules, words
from dancu.procedures.temporary_deletion.application import Application
from dancu.procedures.temporary_deletion.documents import documents
from dancu.residence.domain.acts import in_force
from dancu.residence.domain.deletion import grounds_of

PAPERS = Papers[Application](texts=words.TEXTS, result=words.result, parents_agree=lambda application: False)


def under(since: date) -> Procedure[Application]:
    """Return the procedure as the law has set it since a day."""
    return Procedure(
        code="1.010028",
        slug="temporary-deletion",
        since=since,
        field="G01-CA05",
        subsystem="temporary_residence",
        legal_basis=in_force(law.ACTS, since),
        texts=words.TEXTS,
        steps=(
            Step("agency", Agency),
            Step("subject", forms.Subject),
            Step("place", forms.Place),
            Step("members", forms.Members),
            Step("request", forms.Request),
        ),
        cases=cases(Application.home, since),
        case_of=lambda application: application.ground,
        read=Application.read,
        agency_of=lambda application: application.agency_id,
        contact_of=lambda application: application.contact,
        concerned=concerned,
        check=deleting.check,
        summary=words.summary,
        compare=deleting.compare,
        documents=documents(since),
        provisions=tuple(
            Provision(key=each.ground, article=each.article) for each in grounds_of(Application.home, since)
        ),
        fee=no_fee,
        time_limit=rules.time_limit,
        limits=law.LIMITS.on(since),
        channels=CHANNELS.on(since),
        workflow=STANDARD,
        papers=PAPERS.on(since),
        on_approval=effects.delete,
        reopens=REOPENS.get(since, ()),
        retention=RETENTION.on(since),
        unverified=held(law.DOUBTS, since),
    )


PROCEDURES = in_sequence(*(under(day) for day in law.DAYS))
