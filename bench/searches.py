"""What officers search for, each time something else that is there to be found, and how long the queries of the page take."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import connection

from dancu.accounts.domain.realms import Realm
from dancu.accounts.queries import find_account
from dancu.casework import queries as casework
from dancu.casework.models import Dossier
from dancu.casework.queries import DossierFilters, Queue
from dancu.kernel.actor import Actor, ActorKind
from dancu.offices.queries import OfficerView, officer_of, scope_filter

Search = Callable[[], Any]
OFFICERS = {"commune": "hk.tonghop", "province": "hcm.theodoi", "centre": "c06.theodoi"}
_EVERYWHERE = DossierFilters(queue=Queue.ALL)


def officer_at(level: str) -> OfficerView:
    """Return the officer of a level who searches."""
    found = find_account(realm=Realm.OFFICER, username=OFFICERS[level])
    if found is None:
        raise SystemExit(f"{OFFICERS[level]} is not among the officers of the demonstration.")
    return officer_of(found.id)


def of(officer: OfficerView, *, times: int, at: datetime) -> dict[str, list[Search]]:
    """Return the searches of an officer by their kind."""
    by = Actor(kind=ActorKind.OFFICER, account_id=officer.account_id, officer_id=officer.id)

    def search(filters: DossierFilters, after: str = "") -> Search:
        return lambda: casework.search_dossiers(officer=officer, filters=filters, by=by, at=at, after=after)

    kinds = {f"queue {queue}": [search(DossierFilters(queue=queue))] * times for queue in Queue}
    asked = [_asked(row) for row in _dossiers(officer, times)]
    kinds |= {kind: [search(each[kind]) for each in asked] for kind in asked[0]}
    days = [replace(_EVERYWHERE, submitted_until=(at - timedelta(days=30 * far)).date()) for far in range(times)]
    kinds["next page far down"] = [search(_EVERYWHERE, search(until)().after) for until in days]
    kinds["counts"] = [lambda: casework.count_queues(officer=officer, at=at)] * times
    return kinds


def time_each(searches: list[Search]) -> tuple[list[float], int]:
    """Return how many milliseconds each search took, and how many statements the last."""
    spent: list[float] = []
    statements = 0

    def count(execute: Any, *asked: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(*asked)

    with connection.execute_wrapper(count):
        for search in searches:
            statements, began = 0, time.perf_counter()
            search()
            spent.append((time.perf_counter() - began) * 1000)
    return spent, statements


def _asked(row: Dossier) -> dict[str, DossierFilters]:
    """Return what may be asked for where this dossier is sought."""
    day, key = row.submitted_at.date(), row.subject_key
    return {
        "code": replace(_EVERYWHERE, code=row.code),
        "name": replace(_EVERYWHERE, name=row.subject_name),
        "name without accents": replace(_EVERYWHERE, name=key),
        "part of a name": replace(_EVERYWHERE, name=" ".join(key.split()[-2:])),
        "name in a queue": DossierFilters(name=row.subject_name),
        "PIN": replace(_EVERYWHERE, number=row.subject_pin),
        "passport": replace(_EVERYWHERE, number=row.subject_passport or "C0000000"),
        "dates": replace(_EVERYWHERE, submitted_since=day, submitted_until=day + timedelta(days=6)),
        "due": replace(_EVERYWHERE, due_since=day, due_until=day + timedelta(days=1)),
        "overdue": replace(_EVERYWHERE, overdue=True),
        "state": replace(_EVERYWHERE, state=row.state),
        "combined": replace(
            _EVERYWHERE,
            procedure_code=row.procedure_code,
            case=row.case,
            state=row.state,
            submitted_since=day - timedelta(days=30),
            submitted_until=day + timedelta(days=30),
        ),
    }


def _dossiers(officer: OfficerView, count: int) -> list[Dossier]:
    """Return dossiers of the officer's jurisdiction, from all years; where there are none, any."""
    dice, last = Random(count), Dossier.objects.latest("pk")  # noqa: S311  # not a secret
    found: list[Dossier] = []
    while len(found) < count:
        later = Dossier.objects.filter(scope_filter(officer), pk__gte=dice.randint(1, last.pk))
        found.append(later.order_by("pk").first() or last)
    return found
