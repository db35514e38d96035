"""What the law makes of an application: pure functions, each naming its article.

Articles without an act are those of the Residence Law 68/2020/QH14.
"""

from collections.abc import Callable, Iterator
from datetime import date

from dancu.declarations.domain import rules
from dancu.declarations.domain.civil_status import Proof, civil_refusals
from dancu.declarations.domain.declaration import HEAD
from dancu.declarations.domain.rules import Refusal
from dancu.kernel.errors import Invalid
from dancu.kernel.working_days import TimeLimit
from dancu.population.domain.facts import Facts
from dancu.procedures.residence_correction.application import Application, Case
from dancu.residence.domain.rules import UnfitHead, same_line

LIMIT = TimeLimit.working_days(3)
"""Art. 26.2."""


class SameHead(Invalid):
    """The new householder is the present one. Name who has headed the household so far."""

    code = "residence_correction.same_head"


class CaseChanged(Invalid):
    """The case was changed since. Fill in this part again."""

    code = "residence_correction.case_changed"


class SameAddress(Invalid):
    """The new address is the old one. Enter how it is called now."""

    code = "residence_correction.same_address"


def refusals(application: Application) -> Iterator[Refusal]:
    """Yield everything in an application that the law refuses, in the order of the steps."""
    yield from rules.of_people(application)
    match application.case:
        case Case.NEW_HEAD | Case.HEAD_GONE:
            yield from _of_new_head(application)
        case Case.RELATION:
            yield from _of_relation(application)
        case Case.CIVIL_STATUS:
            yield from _of_civil_status(application)
        case Case.ADDRESS:
            if not (application.line and application.new_line):
                yield "change", CaseChanged()
            elif same_line(application.line, application.new_line):
                yield "change", SameAddress()


def _of_civil_status(application: Application) -> Iterator[Refusal]:
    said = application.civil_status
    if said is None or said.facts == Facts():
        yield "change", CaseChanged()
        return
    for refusal in civil_refusals(said, application.on):
        yield "change", refusal


def _of_relation(application: Application) -> Iterator[Refusal]:
    head, unclear = application.head, {"", HEAD}
    if head is None or application.subject.relation in unclear:
        yield "change", CaseChanged()
    elif rules.is_among(head, application.movers):
        yield "change", rules.HeadAmongMovers()
    if any(member.relation in unclear for member in application.members):
        yield "members", CaseChanged()


def _of_new_head(application: Application) -> Iterator[Refusal]:
    former, gone = application.former, application.case is Case.HEAD_GONE
    if former is None or (gone and application.reason is None):
        yield "change", CaseChanged()
    elif former.number == application.subject.number:
        yield "change", SameHead()
    stay = [mover for mover in application.movers if not (gone and former and mover.number == former.number)]
    # Art. 10.2: of those named, the register's wards are known to the command and to `checking`.
    if application.subject not in rules.may_head(stay, application.on):
        yield "subject", UnfitHead()
    if not all(member.relation for member in application.members):
        yield "members", CaseChanged()


def needs_householder_consent(application: Application) -> bool:
    """Art. 26.2.a: the present householder agrees to another one; one who files does so by filing."""
    former = application.former
    return application.case is Case.NEW_HEAD and (former is None or not rules.is_filer(former, application))


def needs_members_consent(application: Application) -> bool:
    """Art. 10.2: the members name the householder together; who files, and the present householder, are asked otherwise."""
    if not application.case.changes_head:
        return False
    asked = {application.former.number} if application.former else set()
    if application.filer.proved:
        asked.add(application.filer.number)
    return any(not rules.is_minor(mover, application.on) and mover.number not in asked for mover in application.movers)


def needs_proof(application: Application) -> bool:
    """Art. 26.2: what the registers do not know is proved; of an address the authority has the decision itself (26.2.c)."""
    return application.case in {Case.HEAD_GONE, Case.RELATION} and not application.known


def offers_proof(application: Application) -> bool:
    return application.case not in {Case.NEW_HEAD, Case.CIVIL_STATUS}


def is_proved_by(proof: Proof) -> Callable[[Application], bool]:
    """Art. 26.2 b: what is corrected of civil status is proved by the paper that was named."""

    def needed(application: Application) -> bool:
        return application.civil_status is not None and application.civil_status.proof is proof

    return needed


def time_limit(application: Application, on: date) -> TimeLimit:
    return LIMIT
