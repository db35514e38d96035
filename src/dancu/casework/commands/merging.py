"""When an agency is closed, what lies there goes to its successor: all that is open in one transaction, the rest behind it.

Of 100,000 open dossiers every one is at the old agency or every one at the new: nobody works in a commune that is half moved.
What is finished is only read, so a job moves it in batches; the same job finds what was filed at the old agency while the
transaction ran. Codes and numbers stay as they are, and each dossier's course says where it lay before.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from dancu.audit import commands as audit
from dancu.casework.domain.states import FINISHED
from dancu.casework.models import Disposition, Draft, Verification
from dancu.casework.queries.merging import count_lying
from dancu.kernel.actor import SYSTEM, Actor, Purpose
from dancu.kernel.errors import Conflict, Invalid
from dancu.offices import commands as offices
from dancu.offices import queries as agencies
from dancu.offices.queries import AgencyView, OfficerView
from dancu.platform import statement


class WorkLeft(Conflict):
    """There is open work at this agency. Finish it first, or merge it into another agency, to which it goes then."""

    code = "casework.work_left"


class BasisMissing(Invalid):
    """Enter the decision by which the agency is closed."""

    code = "casework.closing_basis_missing"


BATCH = 5000
"""Dossiers that the job moves in one transaction."""
MOVED = "move"
"""The line of a dossier's course that says so."""

_MOVE = """
    with chosen as (
        select id from casework_dossier where agency_code = %(old_code)s and (state = any(%(finished)s)) = %(ended)s
        order by id limit %(most)s for update
    ), moved as (
        update casework_dossier as dossier set agency_id = %(new)s, agency_code = %(code)s,
            counter_agency_id = nullif(counter_agency_id, %(new)s),
            revision = revision + case when %(ended)s then 0 else 1 end
        from chosen where dossier.id = chosen.id returning dossier.id, dossier.code, dossier.revision, dossier.state
    ), course as (
        insert into casework_journalentry (dossier_id, revision, at, action, source, target, officer_id, agency_id, note, public)
        select id, revision, %(at)s, %(action)s, state, state, %(officer)s, %(old)s, %(note)s, true from moved
        where not %(ended)s
    )
    select code from moved
"""

_MOVE_COUNTER = """
    with chosen as (
        select id from casework_dossier where counter_agency_id = %(old)s and (state = any(%(finished)s)) = %(ended)s
        order by id limit %(most)s for update
    )
    update casework_dossier as dossier set counter_agency_id = nullif(%(new)s, agency_id)
    from chosen where dossier.id = chosen.id returning dossier.code
"""
"""What the agency took for others its successor goes on with; what it took for the successor itself is now simply that one's."""


@transaction.atomic
def merge_agency(*, agency_id: int, successor_id: int, on: date, officer: OfficerView, by: Actor, at: datetime) -> int:
    """Close an agency and give officers, groups and all that is open there to its successor; return how many dossiers.

    Who acts on a dossier at this moment is waited for, and who comes after him finds it at the successor. Raises what
    `offices.merge_agency` does.
    """
    asked: dict[str, Any] = {"agency_id": agency_id, "successor_id": successor_id, "on": on}
    offices.merge_agency(**asked, officer=officer, by=by, at=at)
    old, new = agencies.agency(agency_id), agencies.agency(successor_id)
    moved = _move(old, new, ended=False, by=by, at=at, officer=officer)
    _move_counter(old, new, ended=False, by=by, at=at)
    # Who begins another draft at this moment waits for his place, and finds himself at the successor.
    Draft.objects.filter(agency=old.id).update(agency=new.id)
    _move_questions(old, new)
    Disposition.objects.filter(agency=old.id, agreed=None).update(agency=new.id)
    return len(moved)


@transaction.atomic
def close_agency(*, agency_id: int, on: date, basis: str, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Close an agency that nothing lies at any more, and that no other one follows.

    What somebody files there at this moment, or had begun before, goes to the agency above (`follow`). Raises WorkLeft,
    BasisMissing, and what `offices.close_agency` does.
    """
    if not basis.strip():
        raise BasisMissing(fields={"basis": [BasisMissing.template()]})
    asked: dict[str, Any] = {"agency_id": agency_id, "on": on, "basis": basis.strip()}
    place = agencies.agency(agency_id)
    offices.close_agency(**asked, officer=officer, by=by, at=at)
    if count_lying(place):
        raise WorkLeft


def follow(*, at: datetime) -> int:
    """Move what still lies at agencies that have a successor, in batches; return how many dossiers. Safe to repeat.

    What was filed at an agency that was closed without one goes to the agency above it.
    """
    agencies.forget_agencies()
    count = 0
    for old in agencies.list_merged():
        new = agencies.at_work(old.id)
        for ended in (False, True):
            while moved := _follow(old, new, ended=ended, at=at):
                count += moved
            while _follow_counter(old, new, ended=ended, at=at):
                pass
        with transaction.atomic():
            _move_questions(old, new)
    for old in agencies.list_closed_alone():
        if old.parent_id is not None:
            while moved := _follow(old, agencies.at_work(old.parent_id), ended=False, at=at):
                count += moved
    return count


@transaction.atomic
def _follow(old: AgencyView, new: AgencyView, *, ended: bool, at: datetime) -> int:
    return len(_move(old, new, ended=ended, by=SYSTEM, at=at, most=BATCH))


@transaction.atomic
def _follow_counter(old: AgencyView, new: AgencyView, *, ended: bool, at: datetime) -> int:
    return len(_move_counter(old, new, ended=ended, by=SYSTEM, at=at, most=BATCH))


def _move_counter(
    old: AgencyView, new: AgencyView, *, ended: bool, by: Actor, at: datetime, most: int | None = None
) -> list[str]:
    """Let the successor be the counter of what the old agency took for others; return their codes."""
    rows = statement.rows(_MOVE_COUNTER, old=old.id, new=new.id, finished=sorted(FINISHED), ended=ended, most=most)
    codes = [code for (code,) in rows]
    audit.record_many(
        "casework.counter_moved",
        by=by,
        purpose=Purpose.OPERATIONS,
        at=at,
        subjects=[("dossier", code) for code in codes],
        facts={"before": old.code, "after": new.code},
    )
    return codes


def _move(
    old: AgencyView,
    new: AgencyView,
    *,
    ended: bool,
    by: Actor,
    at: datetime,
    officer: OfficerView | None = None,
    most: int | None = None,
) -> list[str]:
    """Move the dossiers of an agency that have ended, or those that have not; return their codes."""
    rows = statement.rows(
        _MOVE,
        old=old.id,
        old_code=old.code,
        new=new.id,
        code=new.code,
        finished=sorted(FINISHED),
        ended=ended,
        most=most,
        at=at,
        action=MOVED,
        officer=officer.id if officer else None,
        note=f"{old.name} → {new.name}",
    )
    codes = [code for (code,) in rows]
    audit.record_many(
        "casework.moved",
        by=by,
        purpose=Purpose.OPERATIONS,
        at=at,
        subjects=[("dossier", code) for code in codes],
        facts={"before": old.code, "after": new.code},
    )
    return codes


def _move_questions(old: AgencyView, new: AgencyView) -> None:
    """Give the open questions of an agency to its successor."""
    for question in Verification.objects.select_for_update().filter(agency=old.id, answered_at=None).order_by("pk"):
        same = Verification.objects.filter(dossier=question.dossier_id, agency=new.id, answered_at=None).first()
        if same is None:
            question.agency_id = new.id
            question.save(update_fields=["agency"])
            continue
        # Both were asked about one dossier: whoever answers now answers both questions at once.
        same.question = f"{same.question}\n\n{question.question}"
        same.save(update_fields=["question"])
        question.delete()
