"""A declaration in words: the review before it is filed, and what officers and applicant read afterwards.

Words that all procedures share stand in `texts/` here; a folder words anew what it calls otherwise.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.utils import translation

from dancu.casework.showing import Row, Section
from dancu.casework.texts import Texts
from dancu.declarations.domain import rules
from dancu.declarations.domain.declaration import Declaration, Mover, Named, Numbered
from dancu.declarations.domain.registration import Entry, Place, Registration
from dancu.kernel.pin import Pin
from dancu.offices import queries as offices
from dancu.places.queries import directory
from dancu.residence.domain.relations import Relation
from dancu.residence.texts import RELATIONS

SHARED = Path(__file__).parent / "texts"

_MEMBER_COLUMNS = ("name", "born", "sex", "pin", "relation_to_subject", "relation")


def texts_of(folder: Path) -> Texts:
    """Return the words of a procedure's folder above those that all share."""
    return Texts(folder / "texts", shared=SHARED)


COMMON = Texts(SHARED)


def address(place: Place, on: date) -> str:
    """Return the address asked for, in the units of a day where they are certain."""
    return directory().address_today(place.unit_id, place.line, on)


def relation(code: str, language: str | None = None) -> str:
    """Return what somebody is to another; empty where that was not said."""
    if not code:
        return ""
    with translation.override(language or translation.get_language()):
        return str(RELATIONS[Relation(code)])


def sex(code: str, language: str | None = None) -> str:
    return COMMON(f"steps.subject.sex.choices.{code}", language)


def number(pin: str) -> str:
    """Return a personal number in the groups people read it in."""
    return Pin(pin).grouped if pin else ""


def number_of(person: Numbered) -> str:
    """Return the number by which somebody was declared."""
    return number(person.pin) if person.pin and not person.found else person.old_number


def named(person: Named | None) -> str:
    return " – ".join(filter(None, (person.name, number_of(person)))) if person else ""


def summary(
    texts: Texts, declaration: Declaration, case: str, *own: Section, moves: bool = True, free: bool = False
) -> tuple[Section, ...]:
    """Return all that was declared, by the steps where it can be changed, the folder's own after the subject.

    What was left empty is not shown; `moves` tells whether members can change along, `free` that nobody pays.
    """
    along = (members(texts, declaration),) if moves else ()
    return (
        agency(texts, declaration, case),
        subject(texts, declaration),
        *own,
        *along,
        request(texts, declaration, free=free),
    )


def section(step: str, rows: Sequence[tuple[str, str]]) -> Section:
    """Return the lines of a step; what was left empty is not shown."""
    return Section(step, step, tuple(Row(f"{step}.{label}", value) for label, value in rows if value))


def agency(texts: Texts, declaration: Declaration, case: str) -> Section:
    found = offices.agency(declaration.agency_id)
    return section("agency", [("agency", found.name), ("phone", found.phone), ("case", texts(f"cases.{case}"))])


def subject(texts: Texts, declaration: Declaration) -> Section:
    person, filer = declaration.subject, declaration.filer
    by = texts(f"steps.subject.standing.choices.{filer.standing}") if filer.standing else texts("summary.subject.self")
    rows = [
        ("filer", f"{filer.name} – {by}"),
        ("name", person.name),
        ("born", str(person.born)),
        ("sex", sex(person.sex)),
        ("pin", number(person.pin)),
        ("old_number", person.old_number),
        ("passport", person.passport),
        ("phone", declaration.phone),
        ("email", declaration.email),
        ("permanent", declaration.residences.permanent),
        ("temporary", declaration.residences.temporary),
        ("current", declaration.residences.current),
        ("occupation", person.occupation),
        ("workplace", person.workplace),
    ]
    return section("subject", rows)


def household(texts: Texts, registration: Registration) -> list[tuple[str, str]]:
    """Return the lines that say where, and into which household."""
    head = registration.householder
    return [
        ("address", address(registration.place, registration.on)),
        ("household", texts("summary.place.new_household") if registration.entry is Entry.NEW else ""),
        ("head", head.name),
        ("head_pin", number_of(head)),
        ("relation", relation(registration.subject.relation)),
    ]


def members(texts: Texts, declaration: Declaration) -> Section:
    if not declaration.members:
        return section("members", [("count", texts("summary.members.nobody"))])
    header = tuple(f"members.{column}" for column in _MEMBER_COLUMNS)
    return Section("members", "members", table=(header, tuple(_cells(member) for member in declaration.members)))


def _cells(member: Mover) -> tuple[str, ...]:
    return (
        member.name,
        str(member.born),
        sex(member.sex),
        number_of(member),
        relation(member.relation_to_subject),
        relation(member.relation),
    )


def request(texts: Texts, declaration: Declaration, *, free: bool = False) -> Section:
    """Return what is asked for, and how the answer comes back; who is exempt is said unless nobody pays."""
    contact = declaration.contact
    ways = [texts("summary.request.inbox")]
    if "email" in contact.ways:
        ways.append(texts("summary.request.email").format(address=contact.email))
    if "sms" in contact.ways:
        ways.append(texts("summary.request.sms").format(phone=contact.phone))
    delivery = texts(f"steps.request.delivery.choices.{contact.delivery}")
    exemption = None if free else rules.exemption(declaration)
    rows = [
        ("request", declaration.request),
        ("new_head", named(declaration.new_head)),
        ("exemption", texts.on(declaration.on)(f"exemptions.{exemption}") if exemption else ""),
        ("ways", "; ".join(ways)),
        ("phone", contact.phone),
        ("delivery", ": ".join(filter(None, (delivery, contact.delivery_address)))),
    ]
    return section("request", rows)
