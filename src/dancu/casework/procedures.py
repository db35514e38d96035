"""What the engine asks of a procedure, and the catalogue of those installed.

A procedure is declared once, in its folder, as frozen `Procedure`s, one for each version of the law; `config` installs what it
finds there at start-up. Dossiers keep `code` and `version`, and are judged by it whatever the law becomes.
"""

import dataclasses
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from dancu.casework.domain.filing import Answers, Channel, Concerned, Contact, Declarer, Fee, Presented
from dancu.casework.domain.opinions import Asked
from dancu.casework.domain.retention import UNKNOWN, Retention
from dancu.casework.domain.workflow import Workflow
from dancu.casework.showing import Comparison, Section
from dancu.casework.texts import Texts
from dancu.documents.domain.seals import Place, Seal
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Missing
from dancu.kernel.money import Money
from dancu.kernel.working_days import TimeLimit

if TYPE_CHECKING:
    from dancu.casework.filing import StepForm

T = TypeVar("T")
A = TypeVar("A", contravariant=True)
"""An application, for what only asks it: what asks any declaration serves each kind of it."""
R = TypeVar("R")
L = TypeVar("L", bound="Listed")


class NoSuchProcedure(Missing):
    """There is no such procedure. Choose one from the list of procedures."""

    code = "casework.no_such_procedure"


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the filing; its title is the text `steps.<key>.title`."""

    key: str
    form: "type[StepForm]"
    template: str = ""
    """A template of the folder where the generic page will not do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Generic[A]):
    """A document that a dossier may need; its official name is the text `documents.<key>.name`, a few words of it `.short`."""

    key: str
    code: str
    """Component code of the national catalogue (000.00.00.G01-KQ...), empty where none is published."""
    offered: Callable[[A], bool] = lambda application: True
    required: Callable[[A], bool] = lambda application: False
    copies: int = 1
    is_opinion: bool = False
    """Whether it is somebody's opinion, who may also give it online."""
    opinion_of: Callable[[A], Asked | None] = lambda application: None
    """Whose it is, where the declaration names him; else the applicant says whom to ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """An article under which a dossier can be decided (Thông tin điều khoản); its wording is the text `provisions.<key>`."""

    key: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """By whom, what for and when the register is read; handed to every function that does so."""

    by: Actor
    purpose: Purpose
    at: datetime
    declarer: Declarer | None = None
    """Who declares at a counter, for whom an officer reads; None where `by` declares himself, or nobody does."""
    kept: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was read so far."""

    def once(self, what: object, read: Callable[[], R]) -> R:
        """Return what `read` returned the first time: a reading asks a register for the same thing once, and is noted once."""
        if what not in self.kept:
            self.kept[what] = read()
        return cast("R", self.kept[what])


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The approval that `on_approval` carries out, inside the deciding transaction."""

    dossier_id: int
    dossier_code: str
    on: date
    at: datetime
    by: Actor
    special_categories: tuple[str, ...] = ()
    """Codes of those that were chosen when the dossier was received."""
    note: str = ""
    """The opinion of who decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """What the engine knows when it issues a paper; the procedure adds the rest."""

    code: str
    agency_id: int
    """Which issues it, or at whose counter it is declared."""
    competent_id: int
    """Which is in charge of the dossier."""
    counter_id: int
    """At whose counter it was taken."""
    number: int
    """Running number of this form at this agency in this year."""
    reading: Reading
    """In whose name a paper that says what the registers hold reads them."""
    issued_at: datetime
    received_at: datetime | date | None
    due_at: datetime | None
    officer_name: str
    note: str
    provision: str
    documents: tuple[tuple[str, int], ...]
    """Official names of the documents attached, with the number of files of each."""
    handed_in: tuple[tuple[str, Presented, int], ...] = ()
    """Official names of the documents handed in on paper, in which form, and how many copies of each."""
    asked: Collection[str] = ()
    """Keys of the documents that stand for opinions which are asked for online."""
    addressee: str = ""
    """The agency that a paper between authorities goes to."""
    contact: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PaperForm(Generic[A]):
    """One form that the dossier's course issues: what stands in it, frozen as JSON when issued, how it is drawn, who seals it."""

    facts: Callable[[A, PaperFacts], Mapping[str, Any]]
    draw: Callable[[Mapping[str, Any], Seal], tuple[bytes, Place]]
    """Draw frozen facts with the words of their seal, and say where the signature belongs."""
    by_agency: bool = True
    """Whether the agency signs it; what an applicant declares, the portal seals as received."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """What the catalogue says of an administrative procedure under the law of a span of dates, however it is settled."""

    code: str
    slug: str
    since: date
    version: int = 1
    until: date | None = None
    """First day of the next version; `in_sequence` sets both."""
    field: str
    """Code of the field (Lĩnh vực) it belongs to."""
    subsystem: str
    """The officers' subsystem whose rights cover it."""
    legal_basis: tuple[str, ...]
    """Official titles of the acts it rests on."""
    texts: Texts
    """The words of its folder, those of the version's first day."""
    cases: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    documents: tuple[Document[Any], ...] = ()
    provisions: tuple[Provision, ...] = ()
    papers: Mapping[str, PaperForm[Any]] = dataclasses.field(default_factory=dict)
    fees: Mapping[Channel, Money] = dataclasses.field(default_factory=dict)
    """What a filing costs whom nothing exempts."""
    fees_by_list: Mapping[Channel, Money] = dataclasses.field(default_factory=dict)
    """What each person of a list costs, where many are filed for at once."""
    limits: tuple[TimeLimit, ...] = ()
    """The time limits that it knows, the usual one first."""
    own_motion: bool = False
    """Whether officers open it and nobody files it: it has no declaration (CT01), and no page on the portal."""
    channels: tuple[str, ...] = ()
    """Keys of texts `guidance.channels.<key>`: how a dossier can be filed."""
    reopens: tuple[str, ...] = ()
    """Steps whose questions this version changed: a draft begun before it answers them again."""
    unverified: tuple[str, ...] = ()
    """Keys of texts `unverified.<key>` that say which facts no source settles."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", self.texts.on(self.since))

    @property
    def folder(self) -> Path:
        return self.texts.folder.parent

    @property
    def title(self) -> str:
        """The official name, in the reader's language."""
        return self.texts("title")

    @property
    def news(self) -> Mapping[str, str]:
        """What this version changed, in words: a step's key, or one of its own -> the text `changes.<since>.<key>`."""
        return self.texts.under(f"changes.{self.since}")


@dataclass(frozen=True, kw_only=True)
class Notice(Listed):
    """A procedure that is over once notice is given: taken at once by whoever keeps the register, it makes no dossier."""

    page: str
    """Name of the portal's address at which notice is given."""


@dataclass(frozen=True, kw_only=True)
class Procedure(Listed, Generic[T]):
    """An administrative procedure that dossiers are filed of, with all that settles them."""

    case_of: Callable[[T], str]
    """Key of the case (Trường hợp): the text `cases.<key>`."""
    read: Callable[[Answers, date], T]
    """Turn answers into a typed application, judged by the law of a day; raises Invalid with the fields of what is wrong."""
    agency_of: Callable[[T], int]
    contact_of: Callable[[T], Contact]
    concerned: Callable[[T, Reading], Concerned]
    check: Callable[[T, Reading], None]
    """Check an application against the registers and the law when it is filed; raises a DomainError."""
    summary: Callable[[T], Sequence[Section]]
    compare: Callable[[T, Reading], Sequence[Comparison]]
    documents: tuple[Document[T], ...]
    fee: Callable[[T, Channel, date], Fee]
    time_limit: Callable[[T, date], TimeLimit]
    workflow: Workflow
    papers: Mapping[str, PaperForm[T]]
    on_approval: Callable[[T, Decision], None] = lambda application, decision: None
    """What approval does to the registers; nothing where the paper is all that is asked for."""
    complex_limit: Callable[[T, date], TimeLimit] | None = None
    """The time limit of a complex case, which the officer takes by an act of its own; None where the law knows one limit."""
    retention: Retention = UNKNOWN
    """How long its dossiers are kept once they are over."""

    def step(self, key: str) -> Step:
        """Return the step with this key; raises NoSuchProcedure, since its address does not exist."""
        return _first(step for step in self.steps if step.key == key)

    def document(self, key: str) -> Document[T]:
        """Return the document with this key; raises NoSuchProcedure, since its address does not exist."""
        return _first(document for document in self.documents if document.key == key)

    def documents_for(self, application: T) -> tuple[tuple[Document[T], bool], ...]:
        """Return the documents of this application's case, each with whether it must be there."""
        return tuple((d, must) for d in self.documents if (must := d.required(application)) or d.offered(application))


def in_sequence(*versions: L) -> tuple[L, ...]:
    """Number the versions of a procedure from 1 and let each hold until the next; raises ValueError where they do not rise."""
    for before, after in pairwise(versions):
        if after.since <= before.since:
            raise ValueError(f"{after.code} has a version since {after.since} after one since {before.since}")
    ends = [*(version.since for version in versions[1:]), None]
    return tuple(
        dataclasses.replace(version, version=number, until=until)
        for number, (version, until) in enumerate(zip(versions, ends, strict=True), start=1)
    )


class Catalogue:
    """All installed versions of all procedures."""

    def __init__(self, procedures: Iterable[Listed] = ()) -> None:
        self._versions: dict[tuple[str, int], Listed] = {}
        for procedure in procedures:
            if (procedure.code, procedure.version) in self._versions:
                raise ValueError(f"two folders claim {procedure.code} version {procedure.version}")
            self._versions[procedure.code, procedure.version] = procedure

    def version(self, code: str, version: int) -> Procedure[Any]:
        """Return the version that a dossier was filed under; raises NoSuchProcedure."""
        return _first(p for p in [self._versions.get((code, version))] if isinstance(p, Procedure))

    def current(self, code: str, on: date) -> Procedure[Any]:
        """Return the version that is in force on a day of a procedure that makes dossiers; raises NoSuchProcedure."""
        return _first(p for p in self.of_dossiers(on) if p.code == code)

    def in_force(self, on: date) -> list[Listed]:
        """List the version of each procedure that the law of a day holds, by official code."""
        held = (p for p in self._versions.values() if p.since <= on and (p.until is None or on < p.until))
        return sorted(held, key=lambda p: p.code)

    def of_dossiers(self, on: date) -> list[Procedure[Any]]:
        """List the procedures in force on a day that make dossiers, by official code."""
        return [p for p in self.in_force(on) if isinstance(p, Procedure)]

    def listed(self, on: date) -> list[Listed]:
        """List the procedures in force on a day that people find on the portal, by official code."""
        return [p for p in self.in_force(on) if not p.own_motion]

    def history(self, code: str) -> list[Listed]:
        """List all versions of a procedure, the earliest first."""
        return sorted((p for p in self._versions.values() if p.code == code), key=lambda p: p.version)

    def changes(self, code: str, before: int, after: int) -> list[Listed]:
        """List the versions whose changes lie between two others, in whichever direction one goes."""
        first, last = sorted((before, after))
        return [p for p in self.history(code) if first < p.version <= last]

    def codes(self, wanted: Callable[[Procedure[Any]], bool]) -> list[str]:
        """Return the codes of the procedures that make dossiers of which some version is wanted."""
        return sorted({p.code for p in self._versions.values() if isinstance(p, Procedure) and wanted(p)})

    @property
    def subsystems(self) -> list[str]:
        """The officers' subsystems that have a procedure that makes dossiers."""
        return sorted({p.subsystem for p in self._versions.values() if isinstance(p, Procedure)})

    def by_slug(self, slug: str, on: date) -> Listed:
        """Return the version in force on a day that people find by the name in its address; raises NoSuchProcedure."""
        return _first(p for p in self.listed(on) if p.slug == slug)


def _first(found: Iterable[R]) -> R:
    for each in found:
        return each
    raise NoSuchProcedure


_installed = Catalogue()


def install(procedures: Iterable[Listed]) -> None:
    """Hand the catalogue down to the engine; called once, at start-up."""
    global _installed
    _installed = Catalogue(procedures)


def catalogue() -> Catalogue:
    """Return the procedures installed at start-up."""
    return _installed
