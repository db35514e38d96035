"""The forms, filled in from an application in the edition of its version; their language is Vietnamese."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from dancu.casework.domain.filing import Contact
from dancu.casework.procedures import PaperFacts, PaperForm
from dancu.kernel.pin import Pin
from dancu.offices import queries as offices
from dancu.places.queries import directory
from dancu.procedures.permanent_registration import rules
from dancu.procedures.permanent_registration.application import Application, Mover, Named
from dancu.procedures.permanent_registration.words import TEXTS, address, relation, sex
from dancu.residence import papers as forms

_OFFICIAL = "vi"


def _text(key: str) -> str:
    return TEXTS(key, _OFFICIAL)


def _member(mover: Mover) -> forms.Member:
    return forms.Member(
        name=mover.name,
        born=str(mover.born),
        sex=sex(mover.sex, _OFFICIAL),
        pin=mover.pin,
        relation=relation(mover.relation, _OFFICIAL),
    )


def _opinion(needed: bool, of: Named | None) -> forms.Opinion:
    """Return an opinion that is given in a paper of its own; an empty block where nobody has to agree."""
    if of is None:
        return forms.Opinion(text="")
    return forms.Opinion(text=_text("papers.consent_attached") if needed else "", name=of.name, pin=of.pin)


def _parental(application: Application) -> forms.Opinion:
    filer = application.filer
    if rules.may_represent(filer.standing):
        return forms.Opinion(text=_text("papers.consent_by_filing"), name=filer.name, pin=_pin(filer.number))
    needed = rules.needs_parental_consent(application)
    return forms.Opinion(text=_text("papers.consent_attached") if needed else "")


def _pin(number: str) -> str:
    """Return a personal number; an account may still bear one of nine digits, for which the form has no boxes."""
    return str(Pin(number)) if len(number) == 12 else ""


def declaration(application: Application, facts: PaperFacts) -> forms.Declaration:
    """CT01."""
    subject, householder = application.subject, application.householder
    agency = offices.agency(facts.agency_id)
    return forms.Declaration(
        code=facts.code,
        place=_place_of(facts.agency_id),
        issued_at=facts.issued_at,
        to=agency.name,
        name=subject.name,
        born=str(subject.born),
        sex=sex(subject.sex, _OFFICIAL),
        pin=subject.pin,
        phone=application.phone,
        email=application.email,
        householder=householder.name,
        relation=relation(subject.relation, _OFFICIAL),
        householder_pin=householder.pin,
        request=application.request,
        members=tuple(_member(member) for member in application.members),
        householder_opinion=_opinion(rules.needs_householder_consent(application), application.head),
        owner_opinion=_opinion(rules.needs_owner_consent(application), application.owner),
        parent_opinion=_parental(application),
        declarer=application.filer.name,
        declarer_pin=_pin(application.filer.number),
        **asdict(application.residences),
        occupation=subject.occupation,
        workplace=subject.workplace,
    )


def receipt(application: Application, facts: PaperFacts) -> forms.Receipt:
    """CT04."""
    return forms.Receipt(
        **_head(application, facts),
        **asdict(application.residences),
        phone=application.contact.phone or application.phone,
        email=application.contact.email or application.email,
        request=application.request,
        papers=tuple(_received(facts)),
        received_at=facts.received_at or facts.issued_at,
        due_at=facts.due_at or facts.issued_at,
        results=tuple(_results(application.contact)),
        paper_at=_paper_at(application, facts),
        officer=facts.officer_name,
    )


def _received(facts: PaperFacts) -> Iterator[forms.ReceivedPaper]:
    for name, presented, copies in facts.handed_in:
        note = _text("papers.copies").format(count=copies) if copies > 1 else ""
        yield forms.ReceivedPaper(name=name, kind=_text(f"papers.{presented}"), note=note)
    for name, count in facts.documents:
        note = _text("papers.files").format(count=count) if count > 1 else ""
        yield forms.ReceivedPaper(name=name, kind=_text("papers.scan"), note=note)


def supplement_slip(application: Application, facts: PaperFacts) -> forms.SupplementSlip:
    """CT05: each line of the officer's note is one thing to add."""
    agency = offices.agency(facts.agency_id)
    missing = tuple(line.lstrip("-•*0123456789.) ").strip() for line in facts.note.splitlines())
    return forms.SupplementSlip(
        **_head(application, facts),
        missing=tuple(line for line in missing if line),
        reason=_text("papers.supplement_reason"),
        contact=_text("papers.contact").format(agency=agency.name, phone=agency.phone),
        officer=facts.officer_name,
    )


def refusal(application: Application, facts: PaperFacts) -> forms.Refusal:
    """CT06."""
    return forms.Refusal(
        **_head(application, facts),
        reason=facts.note,
        provision=facts.provision,
        signatory=facts.officer_name,
    )


def result_notice(application: Application, facts: PaperFacts) -> forms.ResultNotice:
    """CT08."""
    key = "papers.approved_join" if application.head else "papers.approved_new"
    result = _text(key).format(
        place=address(application.place, facts.issued_at.date()),
        head=application.householder.name,
        day=_day(facts.issued_at.date()),
    )
    return forms.ResultNotice(
        **_head(application, facts),
        about=_text("papers.about"),
        addressee=application.filer.name,
        born=str(application.subject.born),
        sex=sex(application.subject.sex, _OFFICIAL),
        result=result,
        members=tuple(_member(member) for member in application.members),
        provision=facts.provision,
        signatory=facts.officer_name,
    )


def _head(application: Application, facts: PaperFacts) -> dict[str, Any]:
    """Return what every paper of the authority begins with."""
    agency = offices.agency(facts.agency_id)
    return {
        "superior": offices.agency(agency.parent_id).name if agency.parent_id else "",
        "agency": agency.name,
        "number": facts.number,
        "code": facts.code,
        "place": _place_of(facts.agency_id),
        "issued_at": facts.issued_at,
        "name": application.subject.name,
        "pin": application.subject.pin,
    }


def _place_of(agency_id: int) -> str:
    """Return the commune's name, as papers are dated at."""
    unit_id = offices.agency(agency_id).unit_id
    return directory().unit(unit_id).name.removeprefix("Phường ").removeprefix("Xã ") if unit_id else ""


def _results(contact: Contact) -> Iterator[str]:
    yield "Bản điện tử" if contact.delivery == "portal" else "Bản giấy"
    if "sms" in contact.ways:
        yield "Tin nhắn SMS"


def _paper_at(application: Application, facts: PaperFacts) -> str:
    """Return where the result on paper is fetched or sent to; empty where it is electronic."""
    contact = application.contact
    if contact.delivery == "portal":
        return ""
    said = _text(f"papers.delivery_{contact.delivery}").format(agency=offices.agency(facts.agency_id).name)
    return ": ".join(filter(None, (said, contact.delivery_address)))


def _day(day: date | datetime) -> str:
    return f"{day:%d/%m/%Y}"


def _paper(
    fill: Callable[[Application, PaperFacts], Any], form: forms.PaperForm[Any], *, by_agency: bool = True
) -> PaperForm[Application]:
    return PaperForm(
        facts=lambda application, facts: form.freeze(fill(application, facts)),
        draw=form.draw_to_sign,
        by_agency=by_agency,
    )


_FILLED_IN: dict[str, Callable[[Application, PaperFacts], Any]] = {
    "CT01": declaration,
    "CT04": receipt,
    "CT05": supplement_slip,
    "CT06": refusal,
    "CT08": result_notice,
}


def papers(on: date) -> dict[str, PaperForm[Application]]:
    """Return the forms in their editions of a day."""
    return {
        number: _paper(fill, forms.form(number, on=on), by_agency=number != "CT01")
        for number, fill in _FILLED_IN.items()
    }
