"""Declaration of residence information, in a version for each change of the law."""

from dataclasses import replace
from datetime import date
from functools import partial

from dancu.casework.domain.workflow import STANDARD
from dancu.casework.procedures import Procedure, Provision, Step, in_sequence
from dancu.declarations.domain.law import CHANNELS, RETENTION, held
from dancu.declarations.domain.rules import no_fee
from dancu.declarations.forms import Agency
from dancu.declarations.papers import Papers
from dancu.declarations.settling import concerned
from dancu.procedures.residence_declaration import checking, effects, forms, law, newcomers, rules, words
from dancu.procedures.residence_declaration.application import CASE, Application
from dancu.procedures.residence_declaration.compare import compare
from dancu.procedures.residence_declaration.documents import documents
from dancu.residence.domain.acts import in_force

_SHARED = Papers[Application](texts=words.TEXTS, result=words.result)
PAPERS = replace(_SHARED, result=None, own={"CT08": partial(newcomers.notice, _SHARED)})


def under(since: date) -> Procedure[Application]:
    """Return the procedure as the law has set it since a day."""
    return Procedure(
        code="1.010040",
        slug="residence-declaration",
        since=since,
        field="G01-CA05",
        subsystem="permanent_residence",
        legal_basis=in_force(law.ACTS, since),
        texts=words.TEXTS,
        steps=(
            Step("agency", Agency),
            Step("subject", forms.Subject),
            Step("place", forms.Place),
            Step("members", forms.Members),
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
        provisions=(Provision(key="residence", article="19"),),
        fee=no_fee,
        time_limit=rules.time_limit,
        complex_limit=rules.complex_limit,
        limits=rules.LIMITS,
        channels=CHANNELS.on(since),
        workflow=STANDARD.extendable(),
        papers=PAPERS.on(since),
        on_approval=effects.enter,
        reopens=law.REOPENS.get(since, ()),
        retention=RETENTION.on(since),
        unverified=held(law.DOUBTS, since),
    )


PROCEDURES = in_sequence(*(under(day) for day in law.DAYS))
