"""Record that cards were issued and what became of them; each change is an event, audited.

Whoever changes a card of somebody holds that person first, so two who do so at once come one after the other.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from dancu.audit import commands as audit
from dancu.cards.domain import cards
from dancu.cards.domain.cards import ARROWS, Action, Kind, State
from dancu.cards.events import CardMoved
from dancu.cards.models import CardEvent, CardRow
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Conflict, Invalid, Missing
from dancu.platform.events import publish
from dancu.population import commands as population
from dancu.population import queries as register
from dancu.population.domain.person import Life

ISSUE = "issue"
_OPEN = [State.IN_FORCE, State.HELD, State.LOST]


class NoSuchCard(Missing):
    """No such card is recorded. Check the number and the day of issue."""

    code = "cards.no_such_card"


class AlreadyRecorded(Conflict):
    """This card is recorded already."""

    code = "cards.already_recorded"


class NotHisNumber(Invalid):
    """The number of the card is none of this person's. Check the card and the person."""

    code = "cards.not_his_number"


class NewerCard(Conflict):
    """A card of this person was issued later. Only the newest one can be in force."""

    code = "cards.newer_card"


class NotIssuedYet(Invalid):
    """A card cannot have been issued after today, nor before its holder was born. Check the day of issue."""

    code = "cards.not_issued_yet"


class HolderDied(Conflict):
    """The register says that this person died. No card is issued to the dead."""

    code = "cards.holder_died"


class NotThen(Invalid):
    """What happens to a card happens after its issue and not after today. Check the day."""

    code = "cards.not_then"


class NotPossible(Conflict):
    """The card is no longer in a state in which this can be done. Look at it again."""

    code = "cards.not_possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """Who does something to cards, when, from which day and why."""

    on: date
    ground: str
    by: Actor
    at: datetime

    def write(self, row: CardRow, action: str) -> None:
        CardEvent.objects.create(
            card=row,
            action=action,
            state=row.state,
            on=self.on,
            at=self.at,
            ground=self.ground,
            actor_kind=self.by.kind,
            account_id=self.by.account_id,
            officer_id=self.by.officer_id,
            agency_id=self.by.agency_id,
        )
        audit.record(
            f"cards.{action}",
            by=self.by,
            purpose=Purpose.REGISTER_CHANGE,
            at=self.at,
            subject=("person", row.person_id),
            facts={"card": row.pk},
        )
        publish(CardMoved(card=row.pk, person=row.person_id, state=State(row.state), at=self.at))


@transaction.atomic
def issue_card(
    *,
    person: int,
    kind: Kind,
    number: str,
    issued_on: date,
    printed: date | None = None,
    ground: str,
    by: Actor,
    at: datetime,
) -> int:
    """Record a card that was issued to a person, in the place of the one before; return its id.

    `printed` is the last day that a Căn cước công dân says; of other kinds the law says it.
    Raises NoSuchPerson, HolderDied, NotIssuedYet, NotHisNumber, AlreadyRecorded or NewerCard.
    """
    population.hold_people(ids=[person])
    holder = register.get_person(id=person, purpose=Purpose.REGISTER_CHANGE, by=by, at=at)
    if holder.life is Life.DEAD:
        raise HolderDied
    if not holder.born.earliest <= issued_on <= localtime(at).date():
        raise NotIssuedYet
    if number not in register.list_numbers_of(id=person, purpose=Purpose.REGISTER_CHANGE, by=by, at=at):
        raise NotHisNumber
    theirs = CardRow.objects.filter(person=person)
    if theirs.filter(number=number, issued_on=issued_on).exists():
        raise AlreadyRecorded
    if theirs.filter(issued_on__gt=issued_on).exists():
        raise NewerCard
    act = _Act(on=issued_on, ground=ground, by=by, at=at)
    for former in theirs.filter(state__in=_OPEN):
        _move(former, Action.REPLACE, act)
    row = CardRow.objects.create(
        person_id=person,
        kind=kind,
        number=number,
        issued_on=issued_on,
        expires_on=cards.last_day(kind, born=holder.born, issued_on=issued_on, printed=printed),
        recorded_at=at,
    )
    act.write(row, ISSUE)
    return row.pk


@transaction.atomic
def move_card(*, card: int, action: Action, on: date, ground: str, by: Actor, at: datetime) -> None:
    """Record what was done to a card; raises NoSuchCard, NotPossible or NotThen."""
    asked = CardRow.objects.filter(id=card)
    found = asked.first()
    if found is None:
        raise NoSuchCard
    population.hold_people(ids=[found.person_id])
    row = asked.get()
    if row.state not in ARROWS[action][0]:
        raise NotPossible
    if not row.issued_on <= on <= localtime(at).date():
        raise NotThen
    _move(row, action, _Act(on=on, ground=ground, by=by, at=at))


@transaction.atomic
def end_with_holder(*, person: int, on: date, by: Actor, at: datetime) -> None:
    """Let the cards of somebody who died end with him; safe to repeat."""
    population.hold_people(ids=[person])
    for row in CardRow.objects.filter(person=person, state__in=_OPEN):
        _move(row, Action.END, _Act(on=on, ground="", by=by, at=at))


def _move(row: CardRow, action: Action, act: _Act) -> None:
    row.state = ARROWS[action][1]
    CardRow.objects.filter(id=row.pk).update(state=row.state)
    act.write(row, action)
