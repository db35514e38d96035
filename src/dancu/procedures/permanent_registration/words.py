"""An application in words: the review before it is filed, and what officers and applicant read afterwards."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.utils.formats import localize

from dancu.casework.procedures import Row, Section
from dancu.casework.texts import Texts
from dancu.kernel.pin import Pin
from dancu.offices import queries as offices
from dancu.places.queries import directory
from dancu.procedures.permanent_registration import rules
from dancu.procedures.permanent_registration.application import Application, Mover, Named, Place

FOLDER = Path(__file__).parent
TEXTS = Texts(FOLDER / "texts")

_MEMBER_COLUMNS = ("name", "born", "sex", "pin", "relation_to_subject", "relation")


def address(place: Place, on: date) -> str:
    """Return the address asked for, in the units of a day where they are certain."""
    return directory().address_today(place.unit_id, place.line, on)


def relation(code: str, language: str | None = None) -> str:
    return TEXTS(f"relations.{code}", language) if code else ""


def sex(code: str, language: str | None = None) -> str:
    return TEXTS(f"steps.subject.sex.choices.{code}", language)


def number(pin: str) -> str:
    """Return a personal number in the groups people read it in."""
    return Pin(pin).grouped if pin else ""


def named(person: Named) -> str:
    return " – ".join(filter(None, (person.name, number(person.pin))))


def summary(application: Application) -> Sequence[Section]:
    """Return all that was declared, by the steps where it can be changed; what was left empty is not shown."""
    return (
        _agency(application),
        _subject(application),
        _place(application),
        _members(application),
        _request(application),
    )


def _section(step: str, rows: Sequence[tuple[str, str]]) -> Section:
    return Section(step, step, tuple(Row(f"{step}.{label}", value) for label, value in rows if value))


def _agency(application: Application) -> Section:
    agency = offices.agency(application.agency_id)
    return _section(
        "agency", [("agency", agency.name), ("phone", agency.phone), ("case", TEXTS(f"cases.{application.case}"))]
    )


def _subject(application: Application) -> Section:
    subject, filer = application.subject, application.filer
    by = TEXTS(f"steps.subject.standing.choices.{filer.standing}") if filer.standing else TEXTS("summary.subject.self")
    rows = [
        ("filer", f"{filer.name} – {by}"),
        ("name", subject.name),
        ("born", str(subject.born)),
        ("sex", sex(subject.sex)),
        ("pin", number(subject.pin)),
        ("old_number", subject.old_number),
        ("passport", subject.passport),
        ("phone", application.phone),
        ("email", application.email),
        ("permanent", application.residences.permanent),
        ("temporary", application.residences.temporary),
        ("current", application.residences.current),
        ("occupation", subject.occupation),
        ("workplace", subject.workplace),
    ]
    return _section("subject", rows)


def _place(application: Application) -> Section:
    place, head = application.place, application.head
    rows = [
        ("address", address(place, application.on)),
        ("household", "" if head else TEXTS("summary.place.new_household")),
        ("head", application.householder.name),
        ("head_pin", number(application.householder.pin)),
        ("relation", relation(application.subject.relation)),
        ("kin_known", TEXTS("summary.place.kin_in_register") if place.kin_known else ""),
        ("ground", TEXTS(f"steps.place.ground.choices.{place.ground}")),
        ("owner", named(application.owner) if application.owner else ""),
        ("floor_area", _floor(place)),
        ("obstacle", TEXTS(f"steps.place.obstacle.choices.{place.obstacle}")),
        ("special", "; ".join(TEXTS(f"steps.place.special.choices.{fact}") for fact in sorted(place.special))),
    ]
    return _section("place", rows)


def _floor(place: Place) -> str:
    if place.floor_area is None:
        return ""
    return TEXTS("summary.place.per_person").format(area=localize(place.floor_area), people=place.residents)


def _members(application: Application) -> Section:
    if not application.members:
        return _section("members", [("count", TEXTS("summary.members.nobody"))])
    header = tuple(f"members.{column}" for column in _MEMBER_COLUMNS)
    return Section("members", "members", table=(header, tuple(_cells(member) for member in application.members)))


def _cells(member: Mover) -> tuple[str, ...]:
    return (
        member.name,
        str(member.born),
        sex(member.sex),
        number(member.pin),
        relation(member.relation_to_subject),
        relation(member.relation),
    )


def _request(application: Application) -> Section:
    contact = application.contact
    ways = [TEXTS("summary.request.inbox")]
    if "email" in contact.ways:
        ways.append(TEXTS("summary.request.email").format(address=contact.email))
    if "sms" in contact.ways:
        ways.append(TEXTS("summary.request.sms").format(phone=contact.phone))
    delivery = TEXTS(f"steps.request.delivery.choices.{contact.delivery}")
    exemption = rules.exemption(application)
    rows = [
        ("request", application.request),
        ("new_head", named(application.new_head) if application.new_head else ""),
        ("exemption", TEXTS.on(application.on)(f"exemptions.{exemption}") if exemption else ""),
        ("ways", "; ".join(ways)),
        ("phone", contact.phone),
        ("delivery", ": ".join(filter(None, (delivery, contact.delivery_address)))),
    ]
    return _section("request", rows)
