"""Cancellation of a registration, in a version for each change of its forms."""

from datetime import date

from dancu.casework.domain.workflow import OWN_MOTION
from dancu.casework.procedures import Document, Procedure, Provision, Step, in_sequence
from dancu.declarations import own_motion
from dancu.declarations.domain.law import RETENTION, held
from dancu.declarations.domain.own_motion import no_fee
from dancu.declarations.forms.own_motion import Person
from dancu.procedures.registration_cancellation import acts, effects, forms, law, rules, words
from dancu.procedures.registration_cancellation.application import Application
from dancu.residence.domain.acts import in_force
from dancu.residence.domain.cancellation import CancelGround


def under(since: date) -> Procedure[Application]:
    """Return the procedure as the law has set it since a day."""
    return Procedure(
        code="own.35",
        slug="registration-cancellation",
        since=since,
        field="G01-CA05",
        subsystem="permanent_residence",
        legal_basis=in_force(law.ACTS, since),
        texts=words.TEXTS,
        steps=(Step("person", Person), Step("act", forms.Act)),
        cases=tuple(CancelGround),
        case_of=lambda application: application.ground,
        read=Application.read,
        agency_of=lambda application: application.agency_id,
        contact_of=lambda application: application.contact,
        concerned=own_motion.concerned,
        check=acts.check,
        summary=words.summary,
        compare=acts.compare,
        documents=(Document(key="evidence", code="", offered=lambda application: True),),
        provisions=tuple(Provision(key=ground, article="35") for ground in CancelGround),
        fee=no_fee,
        time_limit=rules.time_limit,
        limits=(law.LIMIT,),
        own_motion=True,
        workflow=OWN_MOTION.resulting_in("CT09", "CT08"),
        papers=words.papers(since),
        on_approval=effects.cancel,
        retention=RETENTION.on(since),
        unverified=held(law.DOUBTS, since),
    )


PROCEDURES = in_sequence(*(under(day) for day in law.DAYS))
