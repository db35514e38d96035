"""Somebody whom the population register does not know: who may be he all the same, and his entry (art. 19)."""

from dataclasses import replace
from datetime import datetime, time

from django.utils import timezone

from dancu.casework.procedures import Decision, PaperFacts, Reading
from dancu.declarations import register
from dancu.declarations.papers import Papers
from dancu.kernel.errors import Conflict
from dancu.kernel.names import PersonName, compare
from dancu.population import commands as population
from dancu.population import queries as records
from dancu.population.commands import NOBODY, KinOf
from dancu.population.domain.lookalikes import Described
from dancu.population.domain.person import PersonCard, PlaceOf, RecordStatus
from dancu.procedures.residence_declaration.application import Application, Newcomer
from dancu.residence.papers import ResultNotice

GROUND = "residence_declaration"


class LikenessUnexplained(Conflict):
    """Somebody in the register may be who is declared here. Compare the two, and write in the opinion why he is another."""

    code = "residence_declaration.likeness_unexplained"


class EnteredMeanwhile(Conflict):
    """Somebody with this name, date of birth and sex is in the register by now. Reject the dossier, or let it be filed anew."""

    code = "residence_declaration.entered_meanwhile"


def likely(application: Application, reading: Reading) -> tuple[PersonCard, ...]:
    """Return who in the register may be the newcomer."""
    return records.list_lookalikes(_described(application), **register.asking(reading))


def is_he(card: PersonCard, application: Application) -> bool:
    """Tell whether nothing that was declared tells somebody from the newcomer."""
    subject = application.subject
    same = compare(card.name, subject.name).same and (card.born, card.sex) == (subject.born, subject.sex)
    return same and card.status is RecordStatus.IN_FORCE


def enter(newcomer: Newcomer, application: Application, decision: Decision, reading: Reading) -> int:
    """Enter a newcomer, issue his number, return his id; raises LikenessUnexplained or EnteredMeanwhile.

    Whom the officers saw beside the declaration, the opinion of who decides tells apart; who came in since nobody did.
    """
    filed = timezone.make_aware(datetime.combine(application.on, time.min))
    seen = frozenset(records.find_lookalikes(_described(application), entered_before=filed))
    numbered = register.find(application.subject.old_number, reading)
    if numbered and is_he(numbered, application):
        raise EnteredMeanwhile
    try:
        return _entered(newcomer, application, decision, population.Another(than=seen, reason=decision.note))
    except population.PossibleDuplicate as found:
        if seen.issuperset(found.people):
            raise LikenessUnexplained(fields={"note": [LikenessUnexplained.template()]}) from found
        raise EnteredMeanwhile from found


def _entered(newcomer: Newcomer, application: Application, decision: Decision, another: population.Another) -> int:
    subject = application.subject
    return population.register_person(
        name=PersonName.parse(subject.name),
        born=subject.born,
        sex=subject.sex,
        province=newcomer.province,
        home_town=PlaceOf(None, newcomer.home_town),
        ethnicity=newcomer.ethnicity,
        father=KinOf(name=newcomer.father) if newcomer.father else NOBODY,
        mother=KinOf(name=newcomer.mother) if newcomer.mother else NOBODY,
        details={
            "old_id_number": subject.old_number,
            "occupation": subject.occupation,
            "workplace": subject.workplace,
        },
        another=another,
        ground=GROUND,
        by=decision.by,
        at=decision.at,
        dossier_code=decision.dossier_code,
    )


def _described(application: Application) -> Described:
    subject, newcomer = application.subject, application.newcomer
    return Described(
        name=PersonName.parse(subject.name),
        born=subject.born,
        sex=subject.sex,
        old_id_number=subject.old_number,
        father=newcomer.father if newcomer else "",
        mother=newcomer.mother if newcomer else "",
    )


def notice(papers: Papers[Application], application: Application, facts: PaperFacts) -> ResultNotice:
    """Return CT08 with the number that was issued to who had none."""
    told = papers.result_notice(application, facts)
    if application.newcomer is None:
        return told
    entered = records.find_entered_by(dossier_code=facts.code, **register.asking(facts.reading))
    if entered is None:
        raise records.NoSuchPerson
    issued = papers.texts("papers.issued", "vi").format(pin=entered.pin.grouped)
    return replace(told, pin=str(entered.pin), result=f"{told.result}. {issued}")
