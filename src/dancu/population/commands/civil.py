"""Take up messages of the civil-status registers: each once, whole or not at all, in whatever order they come.

What is wrong with a message is answered field by field and changes nothing. A message about somebody whose birth has not come
yet is held, and taken up in its turn as soon as that has.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.timezone import localtime

from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import DomainError
from dancu.kernel.names import compare
from dancu.population.commands.civil_acts import ACTS, Act, Refused
from dancu.population.domain.civil import Fault, Kind, Message, Outcome, Problem, Unreadable, Who
from dancu.population.domain.civil_reading import read
from dancu.population.models import CivilMessage, Person
from dancu.population.queries import NoSuchPerson, find_person


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of a message; the sender's registers take the number of a newborn child from it."""

    number: str
    outcome: Outcome
    repeated: bool = False
    """Whether it had come before, and is answered as it was then."""
    pin: str = ""
    """Which the person it is about bears now."""
    problems: tuple[Problem, ...] = ()


class _Waits(Exception):
    """Somebody's birth has not come yet."""

    def __init__(self, birth: str) -> None:
        super().__init__("a birth has not come yet")
        self.birth = birth


def receive(said: object, *, sender: str, by: Actor, at: datetime) -> Answer:
    """Take up a message of a sender, and those that waited for it; what was taken up before is answered as it was then."""
    try:
        message = read(said, localtime(at).date())
    except Unreadable as unreadable:
        number = said.get("number") if isinstance(said, Mapping) else ""
        number = number if isinstance(number, str) else ""
        return Answer(number=number, outcome=Outcome.REFUSED, problems=unreadable.problems)
    try:
        answer = _take_up(message, said, sender, by, at)
    except Refused as refused:
        return Answer(number=message.number, outcome=Outcome.REFUSED, problems=refused.problems)
    births = [message.number] if message.kind is Kind.BIRTH and answer.outcome is Outcome.ACCEPTED else []
    for birth in births:
        waiting = CivilMessage.objects.filter(sender=sender, waits_for=birth, outcome=Outcome.HELD)
        for row in waiting.order_by("id").values_list("id", flat=True):
            births += _take_up_again(row, by, at)
    return answer


@transaction.atomic
def _take_up(message: Message, said: object, sender: str, by: Actor, at: datetime) -> Answer:
    """Raise Refused, which takes everything back."""
    digest = hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    # Two who bring the same message at once wait for each other at its number.
    row, is_new = CivilMessage.objects.get_or_create(
        sender=sender,
        number=message.number,
        defaults={
            "kind": message.kind,
            "digest": digest,
            "outcome": Outcome.ACCEPTED,
            "received_at": at,
            "settled_at": at,
        },
    )
    if not is_new:
        if row.digest != digest:
            raise Refused(Problem(field="number", code=Fault.NUMBER_USED))
        return _answer(row, by, at, repeated=True)
    _await_births(message, sender)
    try:
        row.person_id = _enter(message, sender, by, at)
    except _Waits as waits:
        row.outcome, row.waits_for, row.said, row.settled_at = Outcome.HELD, waits.birth, said, None
    row.save()
    return _answer(row, by, at)


@transaction.atomic
def _take_up_again(identifier: int, by: Actor, at: datetime) -> list[str]:
    """Take up a message whose birth has come, and return its number where others may wait for it in their turn.

    One that is refused now keeps what was wrong with it.
    """
    row = CivilMessage.objects.select_for_update().get(id=identifier)
    if row.outcome != Outcome.HELD:
        return []
    try:
        message = read(row.said, localtime(at).date())
        _await_births(message, row.sender)
        with transaction.atomic():
            row.person_id = _enter(message, row.sender, by, at)
        row.outcome = Outcome.ACCEPTED
    except _Waits as waits:
        row.waits_for = waits.birth
        row.save(update_fields=["waits_for"])
        return []
    except (Refused, Unreadable) as refused:
        row.outcome = Outcome.REFUSED
        row.problems = [{"field": each.field, "code": str(each.code)} for each in refused.problems]
    row.said, row.settled_at = None, at
    row.save()
    return [row.number] if row.kind == Kind.BIRTH and row.outcome == Outcome.ACCEPTED else []


def _await_births(message: Message, sender: str) -> None:
    """Let a birth and what is about the child come one after the other, so that neither misses the other one."""
    births = {who.birth for who in message.people.values()} - {""}
    if message.kind is Kind.BIRTH:
        births.add(message.number)
    with connection.cursor() as cursor:
        for birth in sorted(births):
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"birth:{sender}:{birth}"])


def _enter(message: Message, sender: str, by: Actor, at: datetime) -> int:
    """Enter what a message says and return whom it is about; raises Refused or _Waits."""
    people = {role: _find(role, who, sender, by, at) for role, who in message.people.items() if who.registered}
    act = Act(message=message, people=people, by=by, at=at)
    about, enter = ACTS[message.kind]
    try:
        # A refusal of the register is told to the sender, and takes back what the act had done by then.
        with transaction.atomic():
            return enter(act)
    except DomainError as refusal:
        field = about if about in message.people or about == "child" else next(iter(message.people), "")
        raise Refused(Problem(field=field, code=refusal.code)) from refusal


def _find(role: str, who: Who, sender: str, by: Actor, at: datetime) -> int:
    """Return the id of somebody; raises Refused where nobody, or somebody called otherwise, bears the number."""
    ask: dict[str, Any] = {"purpose": Purpose.REGISTER_CHANGE, "by": by, "at": at}
    if who.birth:
        birth = CivilMessage.objects.filter(sender=sender, number=who.birth, kind=Kind.BIRTH).first()
        if birth is None or birth.outcome == Outcome.HELD:
            raise _Waits(who.birth)
        found = find_person(id=birth.person_id, **ask)
    else:
        found = find_person(number=who.pin, **ask)
    where = f"{role}.{'birth' if who.birth else 'pin'}"
    if found is None:
        raise Refused(Problem(field=where, code=NoSuchPerson.code))
    if not compare(found.name, who.name).same:
        raise Refused(Problem(field=f"{role}.name", code=Fault.ANOTHER_PERSON))
    return found.id


def _answer(row: CivilMessage, by: Actor, at: datetime, *, repeated: bool = False) -> Answer:
    pin = Person.objects.filter(id=row.person_id).values_list("pin", flat=True).first() if row.person_id else None
    return Answer(
        number=row.number,
        outcome=Outcome(row.outcome),
        repeated=repeated,
        pin=pin or "",
        problems=tuple(Problem(**each) for each in row.problems),
    )
