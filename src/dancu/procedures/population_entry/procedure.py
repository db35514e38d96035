"""Entry in the population register by the authority's own motion, in a version for each change of its forms."""

from datetime import date

from dancu.casework.domain.workflow import OWN_MOTION
from dancu.casework.procedures import Document, Procedure, Provision, Step, in_sequence
from dancu.declarations import own_motion
from dancu.declarations.domain.law import RETENTION, held
from dancu.declarations.domain.own_motion import no_fee
from dancu.declarations.forms.own_motion import Person
from dancu.procedures.population_entry import effects, forms, law, register, rules, words
from dancu.procedures.population_entry.application import Application, Case
from dancu.procedures.population_entry.concluding import CODE
from dancu.procedures.population_entry.telling import SLUG
from dancu.residence.domain.acts import in_force


def under(since: date) -> Procedure[Application]:
    """Return the procedure as the law has set it since a day."""
    return Procedure(
        code=CODE,
        slug=SLUG,
        since=since,
        field="G01-CA05",
        subsystem="permanent_residence",
        legal_basis=in_force(law.ACTS, since),
        texts=words.TEXTS,
        steps=(Step("person", Person), Step("change", forms.Change)),
        cases=tuple(Case),
        case_of=lambda application: application.case,
        read=Application.read,
        agency_of=lambda application: application.agency_id,
        contact_of=lambda application: application.contact,
        concerned=own_motion.concerned,
        check=register.check,
        summary=words.summary,
        compare=register.compare,
        documents=(
            Document(
                key="proof",
                code="",
                offered=lambda application: not application.elsewhere,
                required=lambda application: not application.elsewhere,
            ),
            Document(key="evidence", code="", offered=lambda application: True),
        ),
        provisions=(
            Provision(key="death", article="24.1 a, 29.1 a"),
            Provision(key="nationality_lost", article="24.1 đ, 29.1 d"),
            Provision(key="civil_status", article="26.1 b"),
        ),
        fee=no_fee,
        time_limit=rules.time_limit,
        limits=(law.LIMIT,),
        own_motion=True,
        workflow=OWN_MOTION,
        papers=words.papers(since),
        on_approval=effects.enter,
        retention=RETENTION.on(since),
        unverified=held(law.DOUBTS, since),
    )


PROCEDURES = in_sequence(*(under(day) for day in law.DAYS))
