"""The last look at a draft, the promise, the confirm code, and what is said once it is filed."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dancu.accounts.access import account, actor
from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.domain.filing import Channel
from dancu.casework.procedures import Reading
from dancu.casework.queries import DraftView
from dancu.kernel.actor import Purpose
from dancu.kernel.errors import DomainError
from dancu.platform import problems
from dancu.platform.clock import now
from dancu.sites.portal import confirm_code
from dancu.sites.portal.drafts import first_open, form_view, needs_of, own_draft, typed_form


@never_cache
@form_view
def review(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Read everything once more, promise that it is true, and submit; the same draft sent twice is one dossier."""
    if request.method == "POST" and (code := queries.find_submitted(draft_id, by=actor(request))):
        return redirect("submitted", code=code)
    draft = _rechecked(request, own_draft(request, draft_id))
    if first := first_open(draft):
        messages.warning(request, _("Something you entered earlier changes this step. Please complete it again."))
        return redirect("draft-step", draft_id=draft_id, key=first.key)
    if any(need.lacking for need in needs_of(draft)):
        messages.warning(request, _("A required document is still missing."))
        return redirect("draft-documents", draft_id=draft_id)
    if request.method != "POST":
        return _draw_review(request, draft, {})
    return _submit(request, draft)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps a draft from being filed, and where it can be mended."""

    text: str
    href: str
    place: str


def _obstacles(request: HttpRequest, draft: DraftView) -> list[Obstacle]:
    """Ask law and registers what they would refuse, before anybody types a code."""
    procedure = draft.procedure
    try:
        procedure.check(
            procedure.read(draft.answers, draft.on), Reading(by=actor(request), purpose=Purpose.FILING, at=now())
        )
    except DomainError as refused:
        return _where(draft, refused)
    return []


def _where(draft: DraftView, refused: DomainError) -> list[Obstacle]:
    """Lay out a refusal by the steps that it names."""
    steps = {each.key: draft.procedure.texts(f"steps.{each.key}.title") for each in draft.procedure.steps}
    found = [
        Obstacle(_(text), f"/drafts/{draft.id}/steps/{key}", steps[key])
        for key, texts in refused.fields.items()
        if key in steps
        for text in texts
    ]
    return found or [Obstacle(problems.message(refused), "", "")]


def _submit(request: HttpRequest, draft: DraftView) -> HttpResponse:
    faults = {}
    token, typed = request.POST.get("token", ""), request.POST.get("confirm_code", "")
    if not confirm_code.is_right(draft.id, token, typed, at=now()):
        faults["confirm_code"] = _("The confirm code is not right or has expired. Enter the new one.")
    if not request.POST.get("promise"):
        faults["promise"] = _("Tick that you answer before the law for what you declare.")
    if faults:
        return _draw_review(request, draft, faults)
    try:
        done = casework.submit(draft_id=draft.id, channel=Channel.PORTAL, by=actor(request), at=now())
    except DomainError as refused:
        return _draw_review(request, draft, {}, _where(draft, refused))
    return redirect("submitted", code=done.code)


def _draw_review(
    request: HttpRequest, draft: DraftView, faults: dict[str, str], obstacles: list[Obstacle] | None = None
) -> HttpResponse:
    if obstacles is None:
        obstacles = _obstacles(request, draft)
    procedure = draft.procedure
    application = procedure.read(draft.answers, draft.on)
    fee = procedure.fee(application, Channel.PORTAL, draft.on)
    facts = {
        "draft": draft,
        "sections": procedure.summary(application),
        "texts": procedure.texts,
        "documents": [need for need in needs_of(draft) if need.files],
        "fee": fee.amount,
        "exempt": procedure.texts(f"exemptions.{fee.exemption}") if fee.exemption else "",
        "time_limit": procedure.texts("guidance.time_limit"),
        "number": len(procedure.steps) + 2,
        "obstacles": obstacles,
        "challenge": None if obstacles else confirm_code.new(draft.id),
        "faults": faults,
        "promise": request.POST.get("promise"),
        "back": "draft-documents",
    }
    return render(request, "portal/filing/review.html", facts, status=400 if faults or obstacles else 200)


@never_cache
@require_safe
def code_picture(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Draw the letters of the confirm code."""
    drawn = confirm_code.picture(draft_id, request.GET.get("c", ""))
    if drawn is None:
        raise Http404
    return HttpResponse(drawn, content_type="image/png")


@require_safe
def submitted(request: HttpRequest, code: str) -> HttpResponse:
    """Say that it is filed, under which code, and what happens next."""
    found = queries.get_own_dossier(code, by=actor(request), at=now())
    declaration = next((paper for paper in reversed(found.papers) if paper.form == "CT01"), None)
    facts = {"dossier": found, "declaration": declaration, "username": account(request).username}
    return render(request, "portal/filing/submitted.html", facts)


def _rechecked(request: HttpRequest, draft: DraftView) -> DraftView:
    """Ask every step again, since a later change of one may unsettle another; return the draft as it then is."""
    for each in draft.procedure.steps:
        if each.key not in draft.answers:
            break
        form = typed_form(request, draft, each, quiet=False)
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
        draft = own_draft(request, draft.id)
        if answers is None:
            break
    return draft
