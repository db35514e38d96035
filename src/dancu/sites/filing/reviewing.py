"""The last look at a draft: every step asked again, what law and registers would refuse, and all of it on one page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dancu.casework import commands as casework
from dancu.casework.domain.filing import Channel
from dancu.casework.queries import DraftView
from dancu.kernel.errors import DomainError
from dancu.platform import problems
from dancu.sites.filing.drafts import (
    asking,
    entered_for,
    first_open,
    needs_of,
    news_of,
    number_in,
    own_draft,
    reading_of,
    typed_form,
)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps a draft from being filed, and where it can be mended."""

    text: str
    href: str
    place: str


def complete_draft(request: HttpRequest, draft_id: UUID) -> DraftView | HttpResponse:
    """Return a draft in which nothing is missing, every step asked again; else the way to what is missing."""
    draft = own_draft(request, draft_id)
    if number_in(request.POST.get("_version", "")) not in {None, draft.procedure.version}:
        messages.warning(request, problems.message(casework.LawChanged()))
        return redirect("draft", draft_id=draft_id)
    draft = _rechecked(request, draft)
    if first := first_open(draft):
        messages.warning(request, _("Something you entered earlier changes this step. Please complete it again."))
        return redirect("draft-step", draft_id=draft_id, key=first.key)
    needs = needs_of(draft)
    if any(need.infected for need in needs):
        messages.warning(request, problems.message(casework.Infected()))
        return redirect("draft-documents", draft_id=draft_id)
    if any(need.lacking for need in needs):
        messages.warning(request, _("A required document is still missing."))
        return redirect("draft-documents", draft_id=draft_id)
    return draft


def obstacles_to(request: HttpRequest, draft: DraftView) -> list[Obstacle]:
    """Ask law and registers what they would refuse, before anybody types a code."""
    procedure = draft.procedure
    try:
        procedure.check(procedure.read(draft.answers, draft.on), reading_of(request, draft))
    except DomainError as refused:
        return laid_out(draft, refused)
    return []


def laid_out(draft: DraftView, refused: DomainError) -> list[Obstacle]:
    """Lay out a refusal by the steps that it names."""
    steps = {each.key: draft.procedure.texts(f"steps.{each.key}.title") for each in draft.procedure.steps}
    found = [
        Obstacle(_(text), f"/drafts/{draft.id}/steps/{key}", steps[key])
        for key, texts in refused.fields.items()
        if key in steps
        for text in texts
    ]
    return found or [Obstacle(problems.message(refused), "", "")]


def draw(
    request: HttpRequest,
    draft: DraftView,
    *,
    template: str,
    channel: Channel,
    faults: Mapping[str, str],
    obstacles: Sequence[Obstacle],
    more: Mapping[str, Any],
) -> HttpResponse:
    """Draw the page on which everything is read once more; `more` is what the site asks before it is submitted."""
    procedure = draft.procedure
    application = procedure.read(draft.answers, draft.on)
    fee = procedure.fee(application, channel, draft.on)
    facts = {
        "draft": draft,
        "entered_for": entered_for(draft),
        "news": news_of(draft),
        "sections": procedure.summary(application),
        "texts": procedure.texts,
        "documents": [need for need in needs_of(draft) if need.there],
        "fee": fee.amount,
        "exempt": procedure.texts(f"exemptions.{fee.exemption}") if fee.exemption else "",
        "time_limit": procedure.texts("guidance.time_limit"),
        "number": len(procedure.steps) + 2,
        "obstacles": obstacles,
        "faults": faults,
        "promise": request.POST.get("promise"),
        **more,
    }
    return render(request, template, facts, status=400 if faults or obstacles else 200)


def _rechecked(request: HttpRequest, draft: DraftView) -> DraftView:
    """Ask every step again, since a later change of one may unsettle another; return the draft as it then is."""
    kept: dict[object, Any] = {}
    for each in draft.procedure.steps:
        if each.key not in draft.answers:
            break
        form = typed_form(request, draft, each, quiet=False, kept=kept)
        answers = form.answers() if form.is_valid() else None
        if answers == draft.answers[each.key]:
            continue
        casework.save_step(
            draft_id=draft.id,
            step=each.key,
            typed=draft.typed[each.key],
            answers=answers,
            revision=draft.revision,
            **asking(request),
        )
        draft = own_draft(request, draft.id)
        if answers is None:
            break
    return draft
