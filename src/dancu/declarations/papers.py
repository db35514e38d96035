"""The forms, filled in from a declaration in the edition of a version; their language is Vietnamese."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from dancu.casework.domain.filing import Contact
from dancu.casework.procedures import PaperFacts, PaperForm
from dancu.casework.texts import Texts
from dancu.declarations.domain import rules
from dancu.declarations.domain.declaration import Declaration, Mover, Named
from dancu.declarations.words import relation, sex
from dancu.offices import queries as offices
from dancu.places.queries import directory
from dancu.residence import papers as forms

D = TypeVar("D", bound=Declaration)
A = TypeVar("A")

_OFFICIAL = "vi"


@dataclass(frozen=True, kw_only=True)
class Papers(Generic[D]):
    """How a procedure fills in CT01, CT04, CT05, CT06, and CT08 or what other result it has."""

    texts: Texts
    result: Callable[[D, date], str] | None = None
    """What CT08 says was done on a day; None where another form is the result."""
    own: Mapping[str, Callable[[D, PaperFacts], Any]] = field(default_factory=dict)
    """How the forms are filled in that no other procedure has, by number."""
    householder_agrees: Callable[[D], bool] = lambda declaration: False
    """Whether the householder has to agree, in a paper of its own; so too the owner."""
    owner_agrees: Callable[[D], bool] = lambda declaration: False
    parents_agree: Callable[[D], bool] = rules.needs_parental_consent

    def on(self, day: date) -> dict[str, PaperForm[D]]:
        """Return the forms in their editions of a day."""
        filled: dict[str, Callable[[D, PaperFacts], Any]] = {
            "CT01": self.declaration,
            "CT04": self.receipt,
            "CT05": self.supplement_slip,
            "CT06": self.refusal,
            **self.own,
        }
        if self.result:
            filled["CT08"] = self.result_notice
        drawn = {
            number: paper_of(fill, forms.form(number, on=day), by_agency=number != "CT01")
            for number, fill in filled.items()
        }
        return drawn | between_agencies(day)

    def declaration(self, declared: D, facts: PaperFacts) -> forms.Declaration:
        """CT01."""
        subject, householder = declared.subject, declared.householder
        return forms.Declaration(
            code=facts.code,
            place=_place_of(facts.agency_id),
            issued_at=facts.issued_at,
            to=offices.agency(facts.competent_id).name,
            name=subject.name,
            born=str(subject.born),
            sex=sex(subject.sex, _OFFICIAL),
            pin=subject.number,
            phone=declared.phone,
            email=declared.email,
            householder=householder.name,
            relation=relation(subject.relation, _OFFICIAL),
            householder_pin=householder.number,
            request=declared.request,
            members=tuple(member(each) for each in declared.members),
            householder_opinion=self._opinion(
                "householder_consent", declared.present_head, facts, needed=self.householder_agrees(declared)
            ),
            owner_opinion=self._opinion("owner_consent", declared.owner, facts, needed=self.owner_agrees(declared)),
            parent_opinion=self._parental(declared, facts),
            declarer=declared.filer.name,
            declarer_pin=declared.filer.number,
            **asdict(declared.residences),
            occupation=subject.occupation,
            workplace=subject.workplace,
        )

    def receipt(self, declared: D, facts: PaperFacts) -> forms.Receipt:
        """CT04."""
        return forms.Receipt(
            **head(declared, facts),
            **asdict(declared.residences),
            phone=declared.contact.phone or declared.phone,
            email=declared.contact.email or declared.email,
            request=declared.request,
            papers=tuple(self._received(facts)),
            received_at=facts.received_at or facts.issued_at,
            due_at=facts.due_at or facts.issued_at,
            results=tuple(_results(declared.contact)),
            paper_at=self._paper_at(declared, facts),
            competent=offices.agency(facts.competent_id).name if facts.competent_id != facts.agency_id else "",
            officer=facts.officer_name,
        )

    def supplement_slip(self, declared: D, facts: PaperFacts) -> forms.SupplementSlip:
        """CT05: each line of the officer's note is one thing to add."""
        agency = offices.agency(facts.agency_id)
        missing = tuple(line.lstrip("-•*0123456789.) ").strip() for line in facts.note.splitlines())
        return forms.SupplementSlip(
            **head(declared, facts),
            missing=tuple(line for line in missing if line),
            reason=self._text("supplement_reason"),
            contact=self._text("contact").format(agency=agency.name, phone=agency.phone),
            officer=facts.officer_name,
        )

    def refusal(self, declared: D, facts: PaperFacts) -> forms.Refusal:
        """CT06."""
        return forms.Refusal(
            **head(declared, facts),
            reason=facts.note,
            provision=facts.provision,
            signatory=facts.officer_name,
        )

    def result_notice(self, declared: D, facts: PaperFacts) -> forms.ResultNotice:
        """CT08."""
        return forms.ResultNotice(
            **head(declared, facts),
            about=self._text("about"),
            addressee=declared.filer.name,
            born=str(declared.subject.born),
            sex=sex(declared.subject.sex, _OFFICIAL),
            result=self.result(declared, facts.issued_at.date()) if self.result else "",
            members=tuple(member(each) for each in declared.members),
            provision=facts.provision,
            signatory=facts.officer_name,
        )

    def _text(self, key: str) -> str:
        return self.texts(f"papers.{key}", _OFFICIAL)

    def _opinion(self, document: str, of: Named | None, facts: PaperFacts, *, needed: bool) -> forms.Opinion:
        """Return an opinion that is given in a paper of its own or online; an empty block where nobody has to agree."""
        if of is None:
            return forms.Opinion(text="")
        return forms.Opinion(text=self._given(document, facts) if needed else "", name=of.name, pin=of.number)

    def _given(self, document: str, facts: PaperFacts) -> str:
        return self._text("consent_online" if document in facts.asked else "consent_attached")

    def _parental(self, declared: D, facts: PaperFacts) -> forms.Opinion:
        filer = declared.filer
        if rules.may_represent(filer.standing):
            return forms.Opinion(text=self._text("consent_by_filing"), name=filer.name, pin=filer.number)
        needed = self.parents_agree(declared)
        return forms.Opinion(text=self._given("parental_consent", facts) if needed else "")

    def _received(self, facts: PaperFacts) -> Iterator[forms.ReceivedPaper]:
        for name, presented, copies in facts.handed_in:
            note = self._text("copies").format(count=copies) if copies > 1 else ""
            yield forms.ReceivedPaper(name=name, kind=self._text(presented), note=note)
        for name, count in facts.documents:
            note = self._text("files").format(count=count) if count > 1 else ""
            yield forms.ReceivedPaper(name=name, kind=self._text("scan"), note=note)

    def _paper_at(self, declared: D, facts: PaperFacts) -> str:
        """Return where the result on paper is fetched or sent to; empty where it is electronic."""
        contact = declared.contact
        if contact.delivery == "portal":
            return ""
        fetched_at = facts.counter_id if contact.delivery == "counter" else facts.competent_id
        said = self._text(f"delivery_{contact.delivery}").format(agency=offices.agency(fetched_at).name)
        return ": ".join(filter(None, (said, contact.delivery_address)))


def written(day: date) -> str:
    """Return a day as papers write it."""
    return f"{day:%d/%m/%Y}"


def paper_of(
    fill: Callable[[A, PaperFacts], Any], form: forms.PaperForm[Any], *, by_agency: bool = True
) -> PaperForm[A]:
    """Return a form as the engine issues it: filled in, then drawn from what was frozen."""
    return PaperForm(
        facts=lambda declared, facts: form.freeze(fill(declared, facts)),
        draw=form.draw_to_sign,
        by_agency=by_agency,
    )


class _About(Protocol):
    """Whom something is about."""

    @property
    def name(self) -> str: ...
    @property
    def number(self) -> str: ...


class _AboutSomebody(Protocol):
    @property
    def subject(self) -> _About: ...


def between_agencies(day: date) -> dict[str, PaperForm[Any]]:
    """Return the forms that go from one authority to another, and say no more of a dossier than whom it is about."""
    return {"CT10": paper_of(_verification_request, forms.form("CT10", on=day))}


def _verification_request(declared: _AboutSomebody, facts: PaperFacts) -> forms.VerificationRequest:
    return forms.VerificationRequest(
        **head_of(declared.subject.name, declared.subject.number, facts),
        to=facts.addressee,
        question=facts.note,
        signatory=facts.officer_name,
    )


def _results(contact: Contact) -> Iterator[str]:
    yield "Bản điện tử" if contact.delivery == "portal" else "Bản giấy"
    if "sms" in contact.ways:
        yield "Tin nhắn SMS"


def member(mover: Mover) -> forms.Member:
    return forms.Member(
        name=mover.name,
        born=str(mover.born),
        sex=sex(mover.sex, _OFFICIAL),
        pin=mover.number,
        relation=relation(mover.relation, _OFFICIAL),
    )


def head(declared: Declaration, facts: PaperFacts) -> dict[str, Any]:
    """Return what every paper of the authority begins with."""
    return head_of(declared.subject.name, declared.subject.number, facts)


def head_of(name: str, pin: str, facts: PaperFacts) -> dict[str, Any]:
    """Return the same for a paper about somebody by his name and number."""
    agency = offices.agency(facts.agency_id)
    return {
        "superior": offices.agency(agency.parent_id).name if agency.parent_id else "",
        "agency": agency.name,
        "number": facts.number,
        "code": facts.code,
        "place": _place_of(facts.agency_id),
        "issued_at": facts.issued_at,
        "name": name,
        "pin": pin,
    }


def _place_of(agency_id: int) -> str:
    """Return the commune's name, as papers are dated at."""
    unit_id = offices.agency(agency_id).unit_id
    return directory().unit(unit_id).name.removeprefix("Phường ").removeprefix("Xã ") if unit_id else ""
