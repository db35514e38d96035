"""Filling in a dossier, the same pages for every procedure: task list, steps, discard."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dancu.casework import commands as casework
from dancu.casework.filing import StepForm
from dancu.casework.procedures import Step
from dancu.casework.queries import DraftView
from dancu.casework.rows import ADD, REMOVE, RowsStep, with_row_added, with_row_removed
from dancu.lists import writing
from dancu.places.forms import REFRESH, asks_refresh
from dancu.platform import problems
from dancu.platform.bodies import ONE_FILE, accepts_up_to
from dancu.sites.filing.drafts import (
    address_after,
    address_before,
    asking,
    entered_for,
    filing_of,
    first_open,
    form_at,
    form_view,
    index_of,
    list_of,
    news_at,
    news_of,
    number_in,
    own_draft,
    tasks_of,
    typed_form,
)
from dancu.sites.filing.listing import TAKE, FileForm, file_form, handed_out, spreadsheet, taken_over
from dancu.sites.ui.parts import Row

_CONFLICT = 409


@require_safe
def overview(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show what is done, what comes now and what later."""
    draft = own_draft(request, draft_id)
    facts = {
        "draft": draft,
        "entered_for": entered_for(draft),
        "tasks": tasks_of(draft),
        "news": news_of(draft),
        "list": list_of(request, draft),
    }
    return render(request, "filing/draft.html", facts)


@accepts_up_to(ONE_FILE)
@form_view
def step(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """Fill in one step; what was typed is kept at every press of a button, right or wrong."""
    draft = own_draft(request, draft_id)
    at_step = draft.procedure.step(key)
    if (first := first_open(draft)) and index_of(draft, key) > index_of(draft, first.key):
        return redirect("draft-step", draft_id=draft_id, key=first.key)
    if request.method != "POST":
        return _draw_step(request, draft, at_step, _taken_up(request, draft, at_step))
    return _save_step(request, draft, at_step)


def _save_step(request: HttpRequest, draft: DraftView, at_step: Step) -> HttpResponse:
    data, redraws = _changed(request.POST)
    form = form_at(request, draft, at_step, data)
    chosen = None
    if TAKE in data and isinstance(form, RowsStep):
        data, chosen = taken_over(form, request, data)
        form = form_at(request, draft, at_step, data)
    redraws = redraws or data.get("_shape", form.shape) != form.shape
    if redraws and request.htmx:  # type: ignore[attr-defined]
        return _draw_step(request, draft, at_step, form_at(request, draft, at_step, data, quiet=True))
    valid = not redraws and chosen is None and form.is_valid()
    try:
        casework.save_step(
            draft_id=draft.id,
            step=at_step.key,
            typed={name: [str(value) for value in values] for name, values in data.lists() if _is_typed(name)},
            answers=form.answers() if valid else None,
            revision=number_in(data.get("_revision", "")),
            **asking(request),
        )
    except casework.StaleDraft as stale:
        messages.error(request, problems.message(stale))
        fresh = own_draft(request, draft.id)
        return _draw_step(request, fresh, at_step, form, status=_CONFLICT)
    if "_later" in data:
        return redirect(list_of(request, draft).href)
    if valid:
        return redirect(address_after(draft, at_step))
    # Rows that a file brought say at once what is wrong with them; where it is refused, that alone is said.
    is_quiet = redraws or (chosen is not None and not chosen.is_valid())
    quiet = form_at(request, draft, at_step, data, quiet=True) if is_quiet else form
    return _draw_step(request, own_draft(request, draft.id), at_step, quiet, chosen=chosen)


@require_safe
def template(request: HttpRequest, draft_id: UUID, key: str, form: str) -> HttpResponse:
    """Hand out the template of the file from which a step's rows can be taken."""
    wanted, draft = spreadsheet(form), own_draft(request, draft_id)
    at_step = draft.procedure.step(key)
    if (first := first_open(draft)) and index_of(draft, key) > index_of(draft, first.key):
        raise Http404
    columns = getattr(_taken_up(request, draft, at_step), "columns", ())
    if not columns:
        raise Http404
    title = draft.procedure.texts(f"steps.{key}.title")
    return handed_out(writing.template(title, columns, wanted), f"{draft.procedure.slug}.{wanted}", wanted)


def _changed(data: QueryDict) -> tuple[QueryDict, bool]:
    """Return what was typed as the pressed button leaves it, and whether the page is only drawn again."""
    if ADD in data:
        return with_row_added(data), True
    if REMOVE in data:
        return with_row_removed(data, str(data[REMOVE])), True
    return data, asks_refresh(data)


def _taken_up(request: HttpRequest, draft: DraftView, at_step: Step) -> StepForm:
    if at_step.key in draft.typed:
        return typed_form(request, draft, at_step, quiet=True)
    return at_step.form(filing=filing_of(request, draft, at_step.key))


def _draw_step(
    request: HttpRequest,
    draft: DraftView,
    at_step: Step,
    form: StepForm,
    *,
    status: int = 200,
    chosen: FileForm | None = None,
) -> HttpResponse:
    texts = draft.procedure.texts
    _let_redraw(form, request.path)
    facts = {
        "draft": draft,
        "step": at_step,
        "form": form,
        "news": news_at(draft, at_step.key),
        "rows": getattr(form, "rows", None),
        "note_on_rows": form.note_on_rows() if isinstance(form, RowsStep) else "",
        "file": chosen or file_form(form),
        "may_add": getattr(form, "may_add", False),
        "title": texts(f"steps.{at_step.key}.title"),
        "intro": form.filing.text(f"steps.{at_step.key}.intro"),
        "number": index_of(draft, at_step.key) + 1,
        "count": len(draft.procedure.steps) + 2,
        "facts": [Row(label=fact.label, value=fact.value) for fact in form.facts()],
        "facts_note": form.filing.text(f"steps.{at_step.key}.wrong") if form.facts() else "",
        "has_consequences": type(form).consequences is not StepForm.consequences,
        "consequences": [Row(label=fact.label, value=fact.value) for fact in form.consequences()],
        "back": address_before(draft, at_step),
    }
    return render(request, at_step.template or "filing/step.html", facts, status=status)


def _let_redraw(form: StepForm, address: str) -> None:
    """Let the browser fetch the fields that a choice asks for; without JavaScript, sending the step does it."""
    for name in form.reshaping:
        if name in form.fields:
            form.fields[name].widget.attrs |= {
                "hx-post": address,
                "hx-trigger": "change",
                "hx-target": "#step-fields",
                "hx-select": "#step-fields",
                "hx-swap": "outerHTML show:none",
                "hx-vals": f'{{"{REFRESH}": "1"}}',
            }


@form_view
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw a draft away, after asking whether that is really meant."""
    draft = own_draft(request, draft_id)
    if request.method != "POST":
        return render(request, "filing/discard.html", {"draft": draft})
    casework.discard_draft(draft_id=draft_id, **asking(request))
    messages.success(request, _("The draft was discarded."))
    return redirect(list_of(request, draft).href)


def _is_typed(name: str) -> bool:
    return not name.startswith("_") and name != "csrfmiddlewaretoken"
