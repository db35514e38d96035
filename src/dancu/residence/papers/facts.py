"""What stands in each form, in the form's order; texts as people read them, in Vietnamese, empty where there is nothing to say.

Birth dates are texts, since day and month may be unknown.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who changes residence along (CT01 item 11, CT08)."""

    name: str
    born: str
    sex: str
    pin: str
    relation: str
    """To the householder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """The opinion of a householder, an owner, a parent or guardian, and who gives it."""

    text: str
    name: str = ""
    pin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedPaper:
    """A line of the receipt's table."""

    name: str
    kind: str
    """Original, copy, or picture of it: "Bản chính", "Bản sao", "Bản chụp, quét"."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """CT01, Tờ khai thay đổi thông tin cư trú."""

    code: str
    """Of the dossier; its QR code stands on the form. Empty on a form printed before filing."""
    place: str
    issued_at: datetime
    to: str
    name: str
    born: str
    sex: str
    pin: str
    phone: str
    email: str
    householder: str
    relation: str
    householder_pin: str
    request: str
    members: tuple[Member, ...]
    householder_opinion: Opinion
    owner_opinion: Opinion
    parent_opinion: Opinion
    declarer: str
    declarer_pin: str
    permanent: str = ""
    """This and the rest is only asked for by the edition of 2021."""
    temporary: str = ""
    current: str = ""
    occupation: str = ""
    workplace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelDocument:
    """A foreign passport or travel document, or a paper that a Vietnamese authority issued (CT02 item 11)."""

    number: str
    issued_on: str
    issued_by: str
    valid_until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A line of somebody's life (CT02 item 13)."""

    when: str
    """From month and year to month and year."""
    place: str
    work: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverseasDeclaration:
    """CT02, Tờ khai thay đổi thông tin cư trú, of citizens who live abroad and have no valid Vietnamese passport."""

    code: str
    """Of the dossier; empty on a form printed before filing."""
    place: str
    issued_at: datetime
    to: str
    name: str
    foreign_name: str
    born: str
    sex: str
    ethnicity: str
    religion: str
    pin: str
    phone: str
    email: str
    foreign_nationality: str
    document: TravelDocument
    work_abroad: str
    life: tuple[Span, ...]
    family: tuple[str, ...]
    """Father, mother, wife or husband, children: a line each."""
    residence_abroad: str
    current: str
    request: str
    householder: str
    relation: str
    householder_pin: str
    householder_opinion: Opinion
    owner_opinion: Opinion
    parent_opinion: Opinion
    declarer: str
    declarer_pin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _FromAgency:
    """The head of every paper of an authority, and whom it is about."""

    superior: str
    agency: str
    number: int
    """Running number of the form at this agency in this year."""
    code: str
    place: str
    issued_at: datetime
    name: str
    pin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceSlip(_FromAgency):
    """CT03, Phiếu khai báo tạm vắng."""

    born: str
    sex: str
    permanent: str
    temporary: str
    current: str
    since: date
    until: date
    reason: str
    destination: str
    declarer: str
    """Who declares it: the absent person, or a parent or guardian."""
    officer: str
    signatory: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(_FromAgency):
    """CT04, Phiếu tiếp nhận hồ sơ và hẹn trả kết quả."""

    permanent: str
    temporary: str
    current: str
    phone: str
    email: str
    request: str
    papers: tuple[ReceivedPaper, ...]
    received_at: datetime | date
    """A day alone where the hour is not known."""
    due_at: datetime
    results: tuple[str, ...]
    """The forms of the result that are asked for: "Bản giấy", "Bản điện tử", "Tin nhắn SMS"."""
    paper_at: str
    """Where it is fetched on paper, or where it is sent."""
    officer: str
    competent: str = ""
    """Which agency settles it, where another one receives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementSlip(_FromAgency):
    """CT05, Phiếu hướng dẫn bổ sung, hoàn thiện hồ sơ: everything that is missing, at once."""

    missing: tuple[str, ...]
    reason: str
    contact: str
    """Where questions are answered: office and telephone."""
    officer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(_FromAgency):
    """CT06, Phiếu từ chối tiếp nhận, giải quyết hồ sơ."""

    reason: str
    provision: str
    """Article and clause that the refusal rests on."""
    signatory: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation(_FromAgency):
    """CT07, Xác nhận thông tin về cư trú."""

    requester: str
    requester_pin: str
    born: str
    sex: str
    ethnicity: str
    religion: str
    origin: str
    birth_registered_at: str
    permanent: str
    temporary: str
    current: str
    householder: str
    relation: str
    householder_pin: str
    members: tuple[Member, ...]
    """The others of the household."""
    further: tuple[str, ...]
    """Whatever else was asked for, such as former residences; a line each."""
    valid_until: date
    """The last day on which it is good."""
    signatory: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultNotice(_FromAgency):
    """CT08, Thông báo kết quả giải quyết, hủy bỏ đăng ký cư trú."""

    about: str
    """What it is a notice of: "kết quả giải quyết ..."."""
    addressee: str
    born: str
    sex: str
    result: str
    """What was done: registered whom, where, from which day."""
    members: tuple[Member, ...]
    provision: str
    signatory: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationRequest(_FromAgency):
    """CT10, Phiếu xác minh thông tin về cư trú: between two authorities."""

    to: str
    question: str
    signatory: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationDecision(_FromAgency):
    """CT09, Quyết định hủy bỏ đăng ký cư trú."""

    born: str
    sex: str
    cancelled: str
    """What is cancelled: which registration, where, of which day, by which dossier."""
    ground: str
    """What was wrong with it."""
    finding: str
    """What the authority found."""
    restored: tuple[str, ...]
    """What stands again, a line each."""
    provision: str
    signatory: str
