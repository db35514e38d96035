"""Check who somebody is who comes to a counter to declare, and has or needs no account."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dancu.audit import commands as audit
from dancu.casework.domain.filing import Declarer
from dancu.identity import queries
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Denied, Invalid
from dancu.kernel.names import compare
from dancu.offices.domain import rights
from dancu.offices.queries import OfficerView
from dancu.residence import queries as residence


class MayNotReceive(Denied):
    """Your permissions do not include receiving dossiers, so you check nobody's card for one."""

    code = "identity.may_not_receive"


class NoLivingPerson(Invalid):
    """No living person in the population register bears this number. Check it against the card."""

    code = "identity.no_living_person"


class NotThisName(Invalid):
    """The population register knows another name by this number. Check number and name against the card."""

    code = "identity.not_this_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDeclarer:
    """Somebody whose card an officer held against the register, and who lives with him."""

    declarer: Declarer
    household_pins: frozenset[str]


def check_declarer(*, number: str, name: str, officer: OfficerView, by: Actor, at: datetime) -> CheckedDeclarer:
    """Record that an officer has checked the card of who stands before him; return whom the register knows by number and name.

    Raises MayNotReceive, NoLivingPerson, NotThisName. It is no one transaction: a look that ends in a refusal is noted too.
    """
    if not rights.receives(officer.rights):
        raise MayNotReceive
    person = queries.person_with(number, by=by, at=at)
    if person is None:
        raise NoLivingPerson(fields={"number": [NoLivingPerson.template()]})
    if not compare(name, person.name).same:
        # A slip of one digit must not fill a dossier with a stranger's data.
        raise NotThisName(fields={"number": [NotThisName.template()]})
    audit.record("identity.card_checked", by=by, purpose=Purpose.IDENTITY_CHECK, at=at, subject=("person", person.id))
    on = timezone.localdate(at)
    homes = residence.homes_of(people=[person.id], on=on, purpose=Purpose.IDENTITY_CHECK, by=by, at=at)
    pins = {str(person.pin), *(str(member.person.pin) for home in homes.values() for member in home.members)}
    declarer = Declarer(name=person.name.full, pin=str(person.pin), on_behalf_of=f"person:{person.id}")
    return CheckedDeclarer(declarer=declarer, household_pins=frozenset(pins))
