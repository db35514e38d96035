"""Filing a dossier, the same pages for every procedure: task list, steps, documents, review, done."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dancu.accounts.access import account, actor
from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.domain.filing import Channel
from dancu.casework.filing import Filing, StepForm
from dancu.casework.procedures import Step, catalogue
from dancu.casework.queries import DraftView
from dancu.casework.rows import ADD, REMOVE, RowsStep, with_row_added, with_row_removed
from dancu.documents import commands as documents
from dancu.kernel.errors import DomainError
from dancu.places.forms import asks_refresh
from dancu.platform import problems
from dancu.platform.bodies import SEVERAL_FILES, accepts_up_to
from dancu.platform.clock import now, today
from dancu.sites.portal import confirm_code
from dancu.sites.ui.parts import File, Progress, Row, Task

_form_view = require_http_methods(["GET", "HEAD", "POST"])
_CONFLICT = 409


@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a draft of a procedure."""
    procedure = catalogue().by_slug(slug, today())
    draft = casework.begin_draft(procedure_code=procedure.code, by=actor(request), at=now())
    return redirect("draft", draft_id=draft)


@require_safe
def overview(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show what is done, what comes now and what later."""
    draft = _draft(request, draft_id)
    facts = {"draft": draft, "tasks": _tasks(draft)}
    return render(request, "portal/filing/draft.html", facts)


@_form_view
def step(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """Fill in one step; what was typed is kept at every press of a button, right or wrong."""
    draft = _draft(request, draft_id)
    at_step = draft.procedure.step(key)
    if (first := _first_open(draft)) and _index(draft, key) > _index(draft, first.key):
        return redirect("draft-step", draft_id=draft_id, key=first.key)
    if request.method != "POST":
        return _draw_step(request, draft, at_step, _taken_up(request, draft, at_step))
    return _save_step(request, draft, at_step)


def _save_step(request: HttpRequest, draft: DraftView, at_step: Step) -> HttpResponse:
    data, redraws = _changed(request.POST)
    form = _form(request, draft, at_step, data)
    redraws = redraws or data.get("_shape", form.shape) != form.shape
    valid = not redraws and form.is_valid()
    try:
        casework.save_step(
            draft_id=draft.id,
            step=at_step.key,
            typed={name: [str(value) for value in values] for name, values in data.lists() if _is_typed(name)},
            answers=form.answers() if valid else None,
            revision=_number(data.get("_revision", "")),
            by=actor(request),
            at=now(),
        )
    except casework.StaleDraft as stale:
        messages.error(request, problems.message(stale))
        fresh = _draft(request, draft.id)
        return _draw_step(request, fresh, at_step, form, status=_CONFLICT)
    if "_later" in data:
        return redirect("dossiers")
    if valid:
        return redirect(_after(draft, at_step))
    quiet = _form(request, draft, at_step, data, quiet=True) if redraws else form
    return _draw_step(request, _draft(request, draft.id), at_step, quiet)


def _changed(data: QueryDict) -> tuple[QueryDict, bool]:
    """Return what was typed as the pressed button leaves it, and whether the page is only drawn again."""
    if ADD in data:
        return with_row_added(data), True
    if REMOVE in data:
        return with_row_removed(data, str(data[REMOVE])), True
    return data, asks_refresh(data)


def _taken_up(request: HttpRequest, draft: DraftView, at_step: Step) -> StepForm:
    typed = draft.typed.get(at_step.key)
    if typed is None:
        return at_step.form(filing=_filing(request, draft, at_step.key))
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, list(values))
    return _form(request, draft, at_step, data, quiet=True)


def _form(request: HttpRequest, draft: DraftView, at_step: Step, data: QueryDict, *, quiet: bool = False) -> StepForm:
    return at_step.form(data, filing=_filing(request, draft, at_step.key), quiet=quiet)


def _filing(request: HttpRequest, draft: DraftView, key: str) -> Filing:
    return Filing(procedure=draft.procedure, step=key, on=draft.on, at=now(), by=actor(request), answers=draft.answers)


def _draw_step(
    request: HttpRequest, draft: DraftView, at_step: Step, form: StepForm, *, status: int = 200
) -> HttpResponse:
    texts = draft.procedure.texts
    facts = {
        "draft": draft,
        "step": at_step,
        "form": form,
        "rows": getattr(form, "rows", None),
        "note_on_rows": form.note_on_rows() if isinstance(form, RowsStep) else "",
        "may_add": getattr(form, "may_add", False),
        "title": texts(f"steps.{at_step.key}.title"),
        "intro": texts.find(f"steps.{at_step.key}.intro"),
        "number": _index(draft, at_step.key) + 1,
        "count": len(draft.procedure.steps) + 2,
        "facts": [Row(label=fact.label, value=fact.value) for fact in form.facts()],
        "consequences": [Row(label=fact.label, value=fact.value) for fact in form.consequences()],
        "back": _before(draft, at_step),
    }
    return render(request, at_step.template or "portal/filing/step.html", facts, status=status)


@accepts_up_to(SEVERAL_FILES)
@_form_view
def papers(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Attach files to the documents that this case needs."""
    draft = _draft(request, draft_id)
    if first := _first_open(draft):
        return redirect("draft-step", draft_id=draft_id, key=first.key)
    problem, key = "", ""
    if request.method == "POST":
        key = request.POST.get("document", "")
        problem = _take_in(request, draft, key)
        if not problem:
            return redirect(f"{request.path}#{key}")
    listed = _needed(draft)
    facts = {"draft": draft, "documents": listed, "problem": problem, "problem_at": key, "back": _before(draft, None)}
    return render(request, "portal/filing/documents.html", facts, status=400 if problem else 200)


def _take_in(request: HttpRequest, draft: DraftView, key: str) -> str:
    """Attach what was sent; return what is wrong with it, empty when nothing is."""
    sent = request.FILES.getlist("files")
    if not sent:
        return _("Choose a file first.")
    by, at = actor(request), now()
    try:
        draft.procedure.document(key)
        for each in sent:
            stored = documents.store_upload(each, name=each.name or "", by=by, at=at)
            casework.attach(draft_id=draft.id, document=key, file_id=stored.id, name=stored.name, by=by, at=at)
    except DomainError as refused:
        return problems.message(refused)
    return ""


@require_POST
def detach(request: HttpRequest, draft_id: UUID, attachment_id: int) -> HttpResponse:
    """Take a file off again."""
    casework.detach(draft_id=draft_id, attachment_id=attachment_id, by=actor(request), at=now())
    return redirect("draft-documents", draft_id=draft_id)


@never_cache
@_form_view
def review(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Read everything once more, promise that it is true, and submit; the same draft sent twice is one dossier."""
    if request.method == "POST" and (code := queries.find_submitted(draft_id, by=actor(request))):
        return redirect("submitted", code=code)
    draft = _rechecked(request, _draft(request, draft_id))
    if first := _first_open(draft):
        messages.warning(request, _("Something you entered earlier changes this step. Please complete it again."))
        return redirect("draft-step", draft_id=draft_id, key=first.key)
    if any(need.lacking for need in _needed(draft)):
        messages.warning(request, _("A required document is still missing."))
        return redirect("draft-documents", draft_id=draft_id)
    if request.method != "POST":
        return _draw_review(request, draft, {})
    return _submit(request, draft)


def _submit(request: HttpRequest, draft: DraftView) -> HttpResponse:
    faults = {}
    if not confirm_code.is_right(draft.id, request.POST.get("token", ""), request.POST.get("confirm_code", "")):
        faults["confirm_code"] = _("The confirm code is not right or has expired. Enter the new one.")
    if not request.POST.get("promise"):
        faults["promise"] = _("Tick that you answer before the law for what you declare.")
    if faults:
        return _draw_review(request, draft, faults)
    try:
        done = casework.submit(draft_id=draft.id, channel=Channel.PORTAL, by=actor(request), at=now())
    except DomainError as refused:
        return _draw_review(request, draft, {"": problems.message(refused)})
    return redirect("submitted", code=done.code)


def _draw_review(request: HttpRequest, draft: DraftView, faults: dict[str, str]) -> HttpResponse:
    procedure = draft.procedure
    application = procedure.read(draft.answers)
    fee = procedure.fee(application, Channel.PORTAL, draft.on)
    facts = {
        "draft": draft,
        "sections": procedure.summary(application),
        "texts": procedure.texts,
        "documents": [need for need in _needed(draft) if need.files],
        "fee": fee.amount,
        "exempt": procedure.texts(f"exemptions.{fee.exemption}") if fee.exemption else "",
        "challenge": confirm_code.new(draft.id),
        "faults": faults,
        "promise": request.POST.get("promise"),
        "back": "draft-documents",
    }
    return render(request, "portal/filing/review.html", facts, status=400 if faults else 200)


@never_cache
@require_safe
def code_picture(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Draw the letters of the confirm code."""
    drawn = confirm_code.picture(draft_id, request.GET.get("c", ""))
    if drawn is None:
        raise Http404
    return HttpResponse(drawn, content_type="image/png")


@_form_view
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw a draft away, after asking whether that is really meant."""
    draft = _draft(request, draft_id)
    if request.method != "POST":
        return render(request, "portal/filing/discard.html", {"draft": draft})
    casework.discard_draft(draft_id=draft_id, by=actor(request), at=now())
    messages.success(request, _("The draft was discarded."))
    return redirect("dossiers")


@require_safe
def submitted(request: HttpRequest, code: str) -> HttpResponse:
    """Say that it is filed, under which code, and what happens next."""
    found = queries.get_own_dossier(code, by=actor(request), at=now())
    declaration = next((paper for paper in reversed(found.papers) if paper.form == "CT01"), None)
    facts = {"dossier": found, "declaration": declaration, "username": account(request).username}
    return render(request, "portal/filing/submitted.html", facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A document on the page that asks for it."""

    key: str
    name: str
    copies: int
    required: bool
    files: list[File]

    @property
    def lacking(self) -> bool:
        return self.required and not self.files


def _needed(draft: DraftView) -> list[Need]:
    application = draft.procedure.read(draft.answers)
    return [
        Need(
            key=document.key,
            name=draft.procedure.texts(f"documents.{document.key}.name"),
            copies=document.copies,
            required=required,
            files=[
                File(
                    name=each.name,
                    href=f"/attachments/{each.id}",
                    about=f"{max(1, each.size // 1024)} KB",
                    remove=f"/drafts/{draft.id}/files/{each.id}/remove",
                )
                for each in draft.attachments.get(document.key, ())
            ],
        )
        for document, required in draft.procedure.documents_for(application)
    ]


def _rechecked(request: HttpRequest, draft: DraftView) -> DraftView:
    """Ask every step again, since a later change of one may unsettle another; return the draft as it then is."""
    for each in draft.procedure.steps:
        if each.key not in draft.answers:
            break
        form = _taken_up_loud(request, draft, each)
        answers = form.answers() if form.is_valid() else None
        if answers == draft.answers[each.key]:
            continue
        casework.save_step(
            draft_id=draft.id,
            step=each.key,
            typed=draft.typed[each.key],
            answers=answers,
            revision=draft.revision,
            by=actor(request),
            at=now(),
        )
        draft = _draft(request, draft.id)
        if answers is None:
            break
    return draft


def _taken_up_loud(request: HttpRequest, draft: DraftView, at_step: Step) -> StepForm:
    data = QueryDict(mutable=True)
    for name, values in draft.typed[at_step.key].items():
        data.setlist(name, list(values))
    return _form(request, draft, at_step, data)


def _tasks(draft: DraftView) -> list[Task]:
    open_step = _first_open(draft)
    reached = _index(draft, open_step.key) if open_step else len(draft.procedure.steps)
    tasks = [
        Task(
            title=draft.procedure.texts(f"steps.{each.key}.title"),
            progress=Progress.DONE if each.key in draft.answers else Progress.NOW if at == reached else Progress.LATER,
            href=f"/drafts/{draft.id}/steps/{each.key}" if at <= reached else "",
        )
        for at, each in enumerate(draft.procedure.steps)
    ]
    lacking = open_step is not None or any(need.lacking for need in _needed(draft))
    here = Progress.LATER if open_step else Progress.NOW if lacking else Progress.DONE
    tasks.append(Task(title=_("Documents"), progress=here, href="" if open_step else f"/drafts/{draft.id}/documents"))
    last = Progress.LATER if lacking else Progress.NOW
    return [
        *tasks,
        Task(title=_("Review and submit"), progress=last, href="" if lacking else f"/drafts/{draft.id}/review"),
    ]


def _draft(request: HttpRequest, draft_id: UUID) -> DraftView:
    return queries.get_draft(draft_id, by=actor(request), at=now())


def _first_open(draft: DraftView) -> Step | None:
    return next((each for each in draft.procedure.steps if each.key not in draft.answers), None)


def _index(draft: DraftView, key: str) -> int:
    return [each.key for each in draft.procedure.steps].index(key)


def _after(draft: DraftView, at_step: Step) -> str:
    place = _index(draft, at_step.key) + 1
    steps = draft.procedure.steps
    return f"/drafts/{draft.id}/steps/{steps[place].key}" if place < len(steps) else f"/drafts/{draft.id}/documents"


def _before(draft: DraftView, at_step: Step | None) -> str:
    place = _index(draft, at_step.key) if at_step else len(draft.procedure.steps)
    return f"/drafts/{draft.id}/steps/{draft.procedure.steps[place - 1].key}" if place else f"/drafts/{draft.id}"


def _is_typed(name: str) -> bool:
    return not name.startswith("_") and name != "csrfmiddlewaretoken"


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None
