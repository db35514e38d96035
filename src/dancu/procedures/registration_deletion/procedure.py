"""Deletion by the authority's own motion, in a version for each change of its forms."""

from datetime import date

from dancu.casework.domain.workflow import OWN_MOTION
from dancu.casework.procedures import Document, Procedure, Provision, Step, in_sequence
from dancu.declarations import own_motion
from dancu.declarations.domain.law import RETENTION, held
from dancu.declarations.domain.own_motion import no_fee
from dancu.declarations.forms.own_motion import Person
from dancu.procedures.registration_deletion import effects, forms, law, register, rules, words
from dancu.procedures.registration_deletion.application import Application, case_of
from dancu.residence.domain.acts import in_force
from dancu.residence.domain.deletion import DELETIONS


def under(since: date) -> Procedure[Application]:
    """Return the procedure as the law has set it since a day."""
    cases = rules.cases(since)
    return Procedure(
        code="own.24",
        slug="registration-deletion",
        since=since,
        field="G01-CA05",
        subsystem="permanent_residence",
        legal_basis=in_force(law.ACTS, since),
        texts=words.TEXTS,
        steps=(Step("person", Person), Step("registration", forms.Registration)),
        cases=cases,
        case_of=lambda application: application.case,
        read=Application.read,
        agency_of=lambda application: application.agency_id,
        contact_of=lambda application: application.contact,
        concerned=own_motion.concerned,
        check=register.check,
        summary=words.summary,
        compare=register.compare,
        documents=(
            Document(key="minutes", code="", required=lambda application: True),
            Document(key="evidence", code="", offered=lambda application: True),
        ),
        provisions=tuple(
            Provision(key=key, article=each.article)
            for each in DELETIONS
            if (key := case_of(each.kind, each.ground)) in cases
        ),
        fee=no_fee,
        time_limit=rules.time_limit,
        limits=(law.LIMIT,),
        own_motion=True,
        workflow=OWN_MOTION,
        papers=words.papers(since),
        on_approval=effects.delete,
        retention=RETENTION.on(since),
        unverified=held(law.DOUBTS, since),
    )


PROCEDURES = in_sequence(*(under(day) for day in law.DAYS))
