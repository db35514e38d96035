"""Write down what a code means from a day to come, or take back what does not count yet."""

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from dancu.audit import commands as audit
from dancu.codelists import queries
from dancu.codelists.domain import CodeList, Version, leaves_none
from dancu.codelists.models import CodeVersion
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Denied, Invalid
from dancu.offices.domain.jurisdiction import AgencyLevel
from dancu.offices.domain.rights import CHANGE_CODE_LISTS
from dancu.offices.queries import OfficerView
from dancu.offices.queries.groups import demand


class OnlyTheCentre(Denied):
    """Code lists hold for the whole country: only the centre changes them."""

    code = "codelists.only_the_centre"


class CountsTooEarly(Invalid):
    """What is written down counts from tomorrow at the earliest, and after what is known of this code already."""

    code = "codelists.counts_too_early"


class CodeListChanged(Conflict):
    """Somebody changed this code while you had it open. See below what holds now: what you entered is kept."""

    code = "codelists.changed"


class CodeTaken(Conflict):
    """This list has this code already. Open it there to change it."""

    code = "codelists.code_taken"


class NothingToEnd(Conflict):
    """This code has ended already."""

    code = "codelists.nothing_to_end"


class NothingLeft(Conflict):
    """From that day on this procedure would have no provision to receive a dossier under. Write down another one first."""

    code = "codelists.nothing_left"


class CountsAlready(Conflict):
    """This counts already and stays as it was written down. Write down what holds instead."""

    code = "codelists.counts_already"


@transaction.atomic
def write_down(
    version: Version, *, codelist: CodeList, seen: date | None, officer: OfficerView, by: Actor, at: datetime
) -> None:
    """Write down what a code means from a day to come: a new code, its next version or its end.

    `seen` is the day of the code's last version when the page was opened; None for a new code. Raises MayNotAdminister,
    OnlyTheCentre, CountsTooEarly, CodeTaken, CodeListChanged, NothingToEnd, NothingLeft.
    """
    ensure_may_change(officer)
    _lock(codelist)
    last = queries.last_version(codelist, version.code)
    if (last.since if last else None) != seen:
        raise CodeTaken(fields={"code": [CodeTaken.template()]}) if seen is None else CodeListChanged
    if version.ended and (last is None or last.ended):
        raise NothingToEnd
    if version.since <= _day(at) or (last and version.since <= last.since):
        raise CountsTooEarly(fields={"since": [CountsTooEarly.template()]})
    CodeVersion.objects.create(
        codelist=codelist,
        code=version.code,
        since=version.since,
        name=version.name,
        name_en=version.name_en,
        order=version.order,
        basis=version.basis,
        years=version.years,
        ended=version.ended,
        recorded_at=at,
        recorded_by_id=officer.id,
    )
    _ensure_something_holds(codelist, version)
    _record("codelists.written_down", codelist, last, version, by, at)


@transaction.atomic
def take_back(*, codelist: CodeList, code: str, since: date, officer: OfficerView, by: Actor, at: datetime) -> None:
    """Take back a version that does not count yet; doing it twice is doing it once. Raises what `write_down` does of rights."""
    ensure_may_change(officer)
    _lock(codelist)
    if since <= _day(at):
        raise CountsAlready
    before = queries.last_version(codelist, code)
    gone, _each = CodeVersion.objects.filter(codelist=codelist, code=code, since=since).delete()
    if gone:
        _ensure_something_holds(codelist, Version(code=code, since=since))
        _record("codelists.taken_back", codelist, before, queries.last_version(codelist, code), by, at)


def ensure_may_change(officer: OfficerView) -> None:
    """Raise MayNotAdminister without the right, OnlyTheCentre elsewhere."""
    demand(officer, CHANGE_CODE_LISTS)
    if officer.agency.level is not AgencyLevel.CENTRAL:
        raise OnlyTheCentre


def _ensure_something_holds(codelist: CodeList, changed: Version) -> None:
    """Where each procedure has codes of its own, let none be without from the day of a change on."""
    if codelist.of_procedures and leaves_none(queries.versions(codelist), changed.group, changed.since):
        raise NothingLeft


def _lock(codelist: CodeList) -> None:
    """Let changes of one list wait for each other: a code that is new has no row that could be held."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"codelists:{codelist}"])


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _record(
    act: str, codelist: CodeList, before: Version | None, after: Version | None, by: Actor, at: datetime
) -> None:
    facts = {"before": _facts(before), "after": _facts(after)}
    code = (after or before or Version(code="", since=_day(at))).code
    audit.record(act, by=by, purpose=Purpose.OPERATIONS, at=at, subject=("code", f"{codelist}/{code}"), facts=facts)


def _facts(version: Version | None) -> dict[str, Any]:
    if version is None:
        return {}
    facts = {"since": version.since.isoformat(), "name": version.name, "basis": version.basis, "ended": version.ended}
    return facts if version.years is None else facts | {"years": version.years}
