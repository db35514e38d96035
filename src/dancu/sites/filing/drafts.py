"""A draft on the pages, whatever its procedure: its forms, what it still needs, and the way through it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypedDict
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dancu.accounts.access import actor
from dancu.casework import authorisation, queries
from dancu.casework import commands as casework
from dancu.casework.domain.opinions import Asked
from dancu.casework.filing import Filing, StepForm
from dancu.casework.procedures import Reading, Step
from dancu.casework.queries import DraftView, HandedInView
from dancu.kernel.actor import Actor, Purpose
from dancu.offices.queries import OfficerView
from dancu.platform.clock import now
from dancu.sites.ui.parts import Crumb, File, Progress, Row, Task
from dancu.sites.ui.templatetags.ui import day

form_view = require_http_methods(["GET", "HEAD", "POST"])


class Asking(TypedDict):
    """What every question about a draft, and every act on it, names."""

    by: Actor
    at: datetime
    officer: OfficerView | None


def at_counter(request: HttpRequest) -> OfficerView | None:
    """Return the officer who fills in, for somebody at his counter or for his authority; None on the portal."""
    found: OfficerView | None = getattr(request, "officer", None)
    return found


def asking(request: HttpRequest) -> Asking:
    """Return who asks, when, and at which counter if at one."""
    return {"by": actor(request), "at": now(), "officer": at_counter(request)}


def list_of(request: HttpRequest, draft: DraftView) -> Crumb:
    """Return the page of the site that lists such drafts: where leaving one leads."""
    if draft.procedure.own_motion:
        return Crumb(label=_("Of our own motion"), href=reverse("own-motion"))
    if at_counter(request):
        return Crumb(label=_("Received at the counter"), href=reverse("counter"))
    return Crumb(label=_("My dossiers"), href=reverse("dossiers"))


def own_draft(request: HttpRequest, draft_id: UUID) -> DraftView:
    """Return a draft to its holder, carried over to the law of its day; raises NoSuchDraft, HeldByColleague."""
    ask = asking(request)
    draft = queries.get_draft(draft_id, **ask)
    if not draft.outdated:
        return draft
    casework.carry_over(draft_id=draft_id, **ask)
    return queries.get_draft(draft_id, **ask)


def entered_for(draft: DraftView) -> list[Row]:
    """Return for whom a draft is entered at a counter, and since when the agency has had his papers; else nothing."""
    if draft.declarer is None:
        return []
    checked = _("The card was checked") if draft.declarer.pin else _("The card was not checked")
    return [
        Row(label=_("Declarer"), value=[draft.declarer.name, checked]),
        Row(label=_("Papers received on"), value=[line for line in (day(draft.on), draft.late_reason) if line]),
    ]


@dataclass(frozen=True, slots=True)
class News:
    """What a version of the law changed, in words."""

    since: date
    lines: Sequence[str]


def news_of(draft: DraftView) -> list[News]:
    """Return all that the law changed since the draft was begun."""
    return [News(version.since, tuple(version.news.values())) for version in draft.changes]


def news_at(draft: DraftView, key: str) -> list[News]:
    """Return what the law changed in the questions of a step, until the step is answered again."""
    if key in draft.answers:
        return []
    return [News(version.since, (version.news[key],)) for version in draft.changes if key in version.news]


def form_at(
    request: HttpRequest,
    draft: DraftView,
    at_step: Step,
    data: QueryDict,
    *,
    quiet: bool = False,
    kept: dict[object, Any] | None = None,
) -> StepForm:
    """Return the form of a step, bound to what was sent."""
    return at_step.form(data, filing=filing_of(request, draft, at_step.key, kept=kept), quiet=quiet)


def filing_of(request: HttpRequest, draft: DraftView, key: str, *, kept: dict[object, Any] | None = None) -> Filing:
    """Return what a step's form may know of its draft; `kept` holds what the steps before have read of the registers."""
    officer = at_counter(request)
    return Filing(
        procedure=draft.procedure,
        step=key,
        on=draft.on,
        at=now(),
        by=speaking_for(request, draft),
        answers=draft.answers,
        declarer=draft.declarer,
        scope=officer.scope if officer and not authorisation.takes_for_others(officer, draft.procedure) else "",
        counter_id=draft.counter_id,
        kept={} if kept is None else kept,
    )


def speaking_for(request: HttpRequest, draft: DraftView) -> Actor:
    """Return who reads registers for a draft, with whom he does it for at a counter."""
    return replace(actor(request), on_behalf_of=draft.declarer.on_behalf_of if draft.declarer else "")


def reading_of(request: HttpRequest, draft: DraftView) -> Reading:
    """Return as whom the registers are read for a draft."""
    return Reading(by=speaking_for(request, draft), purpose=Purpose.FILING, at=now(), declarer=draft.declarer)


def typed_form(
    request: HttpRequest,
    draft: DraftView,
    at_step: Step,
    *,
    quiet: bool,
    kept: dict[object, Any] | None = None,
) -> StepForm:
    """Return the form of a step with what was typed in it before."""
    data = QueryDict(mutable=True)
    for name, values in draft.typed[at_step.key].items():
        data.setlist(name, list(values))
    return form_at(request, draft, at_step, data, quiet=quiet, kept=kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A document on the page that asks for it."""

    key: str
    name: str
    when: str
    copies: int
    required: bool
    files: list[File]
    handed_in: HandedInView | None
    """The paper itself, where it was handed in at a counter."""
    is_opinion: bool
    """Whether it is somebody's opinion, who may be asked online."""
    named: bool
    """Whether the declaration names whose it is."""
    asked: str
    """Who is asked online; empty where nobody is."""

    @property
    def there(self) -> bool:
        return bool(self.files or self.handed_in or self.asked)

    @property
    def lacking(self) -> bool:
        return self.required and not self.there

    @property
    def infected(self) -> bool:
        """Tell whether one of its files holds malware and has to go."""
        return any(file.infected for file in self.files)


def needs_of(draft: DraftView) -> list[Need]:
    """Return the documents of the draft's case, with what was attached to each; all steps must be complete."""
    application = draft.procedure.read(draft.answers, draft.on)
    return [
        Need(
            key=document.key,
            name=draft.procedure.texts(f"documents.{document.key}.name"),
            when=draft.procedure.texts.find(f"documents.{document.key}.when"),
            copies=document.copies,
            required=required,
            files=[
                File(
                    name=each.name,
                    href=f"/attachments/{each.id}",
                    about=f"{max(1, each.size // 1024)} KB",
                    remove=str(each.id),
                    thumbnail=each.thumbnail,
                    infected=each.infected,
                )
                for each in draft.attachments.get(document.key, ())
            ],
            handed_in=draft.handed_in.get(document.key),
            is_opinion=document.is_opinion and draft.declarer is None,
            named=document.opinion_of(application) is not None,
            asked=_asked(document.opinion_of(application), draft.opinions.get(document.key)),
        )
        for document, required in draft.procedure.documents_for(application)
    ]


def _asked(named: Asked | None, said: Mapping[str, str] | None) -> str:
    if said is None:
        return ""
    return named.name if named else said["name"]


def tasks_of(draft: DraftView) -> list[Task]:
    """Return the parts of the filing: done, now, later."""
    open_step = first_open(draft)
    reached = index_of(draft, open_step.key) if open_step else len(draft.procedure.steps)
    tasks = [
        Task(
            title=draft.procedure.texts(f"steps.{each.key}.title"),
            progress=Progress.DONE if each.key in draft.answers else Progress.NOW if at == reached else Progress.LATER,
            href=f"/drafts/{draft.id}/steps/{each.key}" if at <= reached else "",
        )
        for at, each in enumerate(draft.procedure.steps)
    ]
    lacking = open_step is not None or any(need.lacking or need.infected for need in needs_of(draft))
    here = Progress.LATER if open_step else Progress.NOW if lacking else Progress.DONE
    tasks.append(Task(title=_("Documents"), progress=here, href="" if open_step else f"/drafts/{draft.id}/documents"))
    last = Progress.LATER if lacking else Progress.NOW
    return [
        *tasks,
        Task(title=_("Review and submit"), progress=last, href="" if lacking else f"/drafts/{draft.id}/review"),
    ]


def first_open(draft: DraftView) -> Step | None:
    """Return the first step that is not complete."""
    return next((each for each in draft.procedure.steps if each.key not in draft.answers), None)


def index_of(draft: DraftView, key: str) -> int:
    """Return the place of a step, from 0."""
    return [each.key for each in draft.procedure.steps].index(key)


def address_after(draft: DraftView, at_step: Step) -> str:
    """Return where a completed step leads."""
    place = index_of(draft, at_step.key) + 1
    steps = draft.procedure.steps
    return f"/drafts/{draft.id}/steps/{steps[place].key}" if place < len(steps) else f"/drafts/{draft.id}/documents"


def address_before(draft: DraftView, at_step: Step | None) -> str:
    """Return where going back leads; without a step, from the documents."""
    place = index_of(draft, at_step.key) if at_step else len(draft.procedure.steps)
    return f"/drafts/{draft.id}/steps/{draft.procedure.steps[place - 1].key}" if place else f"/drafts/{draft.id}"


def number_in(text: str) -> int | None:
    """Read a number that a page sent along; None for anything else."""
    return int(text) if text.isdecimal() and len(text) < 10 else None
