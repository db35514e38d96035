"""The last look at a draft, the promise, the confirm code, and what is said once it is filed."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dancu.accounts.access import account, actor
from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.domain.filing import Channel
from dancu.casework.queries import DraftView
from dancu.kernel.errors import DomainError
from dancu.platform import problems
from dancu.platform.clock import now
from dancu.sites.filing import reviewing
from dancu.sites.filing.drafts import form_view
from dancu.sites.filing.reviewing import Obstacle
from dancu.sites.portal import confirm_code


@never_cache
@form_view
def review(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Read everything once more, promise that it is true, and submit; the same draft sent twice is one dossier."""
    try:
        return _review(request, draft_id)
    except DomainError:
        # It may be a dossier already: sent before and opened again, or sent twice at one moment.
        if code := queries.find_submitted(draft_id, by=actor(request)):
            return redirect("submitted", code=code)
        raise


def _review(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    if request.method == "POST":
        return _submit(request, draft_id)
    found = reviewing.complete_draft(request, draft_id)
    return found if isinstance(found, HttpResponse) else _draw(request, found, {})


def _submit(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """File what was read with the confirm code: its steps were asked again then, and nothing may have changed since."""
    faults = {}
    token, typed = request.POST.get("token", ""), request.POST.get("confirm_code", "")
    seen = confirm_code.edition_of(draft_id, token, typed, at=now())
    if seen is None:
        faults["confirm_code"] = _("The confirm code is not right or has expired. Enter the new one.")
    if not request.POST.get("promise"):
        faults["promise"] = _("Tick that you take responsibility before the law for what you declare.")
    if seen is None or faults:
        return _again(request, draft_id, faults)
    try:
        done = casework.submit(draft_id=draft_id, channel=Channel.PORTAL, by=actor(request), at=now(), seen=seen)
    except DomainError as refused:
        return _again(request, draft_id, {}, refused)
    return redirect("submitted", code=done.code)


def _again(
    request: HttpRequest, draft_id: UUID, faults: dict[str, str], refused: DomainError | None = None
) -> HttpResponse:
    """Show what was not filed once more, and why; what it lacks now comes first."""
    found = reviewing.complete_draft(request, draft_id)
    if isinstance(found, HttpResponse):
        return found
    if isinstance(refused, casework.NotAsRead):
        faults, refused = {"confirm_code": problems.message(refused)}, None
    return _draw(request, found, faults, reviewing.laid_out(found, refused) if refused else None)


def _draw(
    request: HttpRequest, draft: DraftView, faults: dict[str, str], obstacles: list[Obstacle] | None = None
) -> HttpResponse:
    if obstacles is None:
        obstacles = reviewing.obstacles_to(request, draft)
    return reviewing.draw(
        request,
        draft,
        template="portal/filing/review.html",
        channel=Channel.PORTAL,
        faults=faults,
        obstacles=obstacles,
        more={"challenge": None if obstacles else confirm_code.new(draft.id, draft.edition)},
    )


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
