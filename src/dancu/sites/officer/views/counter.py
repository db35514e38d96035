"""Entering dossiers for those who come to the counter (Tiếp nhận trực tiếp); the pages of a draft are those of `sites.filing`."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.validators import slug_re
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dancu.accounts.access import actor
from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.domain.filing import Channel, Declarer
from dancu.casework.queries import DraftView, HeldByColleague
from dancu.identity import commands as identity
from dancu.identity import queries as identities
from dancu.kernel.errors import DomainError
from dancu.platform import problems
from dancu.platform.clock import now, today
from dancu.sites.filing import reviewing
from dancu.sites.filing.drafts import asking, form_view, number_in, reading_of
from dancu.sites.filing.reviewing import Obstacle
from dancu.sites.officer.access import officer
from dancu.sites.officer.counter_forms import WalkIn
from dancu.sites.ui import refusals

_STEP = "_step"


@require_safe
def entered(request: HttpRequest) -> HttpResponse:
    """List what is being entered at the counter of one's agency."""
    found = queries.list_counter_drafts(officer=officer(request), by=actor(request), at=now())
    return render(request, "officer/counter/list.html", {"drafts": found})


@form_view
def begin(request: HttpRequest) -> HttpResponse:
    """Begin to enter a dossier for somebody who stands at the counter."""
    procedures = queries.list_entered(officer=officer(request), on=today())
    form = WalkIn(request.POST or None, procedures=procedures, initial={"filed_on": today()})
    status = HTTPStatus.OK
    if form.is_valid():
        try:
            return redirect("draft", draft_id=_begin(request, form))
        except DomainError as refusal:
            refusals.show(form, refusal)
            status = problems.status_of(refusal)
    return render(request, "officer/counter/new.html", {"form": form}, status=status)


def _begin(request: HttpRequest, form: WalkIn) -> UUID:
    me, by, at, said = officer(request), actor(request), now(), form.cleaned_data
    declarer, concerned = Declarer(name=said["name"]), frozenset[str]()
    if said["checked"]:
        known = identity.check_declarer(number=said["number"], name=said["name"], officer=me, by=by, at=at)
        declarer, concerned = known.declarer, known.household_pins
    return casework.begin_counter_draft(
        procedure_code=said["procedure"],
        filed_on=said["filed_on"],
        late_reason=said["late_reason"],
        declarer=declarer,
        concerned_pins=concerned,
        officer=me,
        by=by,
        at=at,
    )


@require_POST
def take_over(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Take a draft in hand that a colleague has; what one had typed in a step of it comes along to that step."""
    casework.take_over(draft_id=draft_id, officer=officer(request), by=actor(request), at=now())
    key = request.POST.get(_STEP, "")
    if slug_re.fullmatch(key):
        # The step is sent again as it was typed, and says what the colleague has saved since.
        return redirect("draft-step", draft_id=draft_id, key=key, preserve_request=True)
    return redirect("draft", draft_id=draft_id)


def by_its_holder(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a draft's page be opened by who has it in hand; a colleague is told who has, and loses nothing that he typed."""

    @wraps(view)
    def opened(request: HttpRequest, draft_id: UUID, **more: str) -> HttpResponse:
        try:
            return view(request, draft_id, **more)
        except HeldByColleague as held:
            return _held(request, draft_id, held, step=more.get("key", ""))

    return opened


def _held(request: HttpRequest, draft_id: UUID, held: HeldByColleague, *, step: str) -> HttpResponse:
    sent = request.POST if step else {}
    typed = [(name, value) for name in sent if name != "csrfmiddlewaretoken" for value in request.POST.getlist(name)]
    facts = {
        "draft_id": draft_id,
        "said": problems.message(held),
        "typed": typed,
        "step_name": _STEP,
        "step": step if typed else "",
    }
    return render(request, "officer/counter/held.html", facts, status=HTTPStatus.CONFLICT)


@never_cache
@form_view
def review(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Read everything once more with the declarer, and submit; the same draft sent twice is one dossier."""
    try:
        found = reviewing.complete_draft(request, draft_id)
        if isinstance(found, HttpResponse):
            return found
        return _submit(request, found) if request.method == "POST" else _draw(request, found)
    except DomainError:
        # It may be a dossier already: sent before and opened again, or sent twice at one moment.
        if code := queries.find_submitted(draft_id, by=actor(request), officer=officer(request)):
            return redirect("dossier", code=code)
        raise


def _submit(request: HttpRequest, draft: DraftView) -> HttpResponse:
    own = draft.procedure.own_motion
    if not request.POST.get("promise"):
        promise = (
            _("Tick that you have examined what you state.")
            if own
            else _("Tick that the declarer answers before the law for what he declares.")
        )
        return _draw(request, draft, {"promise": promise})
    ask = asking(request)
    seen = replace(draft.edition, revision=number_in(request.POST.get("_revision", "")) or 0)
    pin = _owner(request, draft)
    account = identities.find_open_account(pin, by=ask["by"], at=ask["at"]) if pin else None
    try:
        done = casework.submit(draft_id=draft.id, channel=_channel(draft), account_id=account, seen=seen, **ask)
    except HeldByColleague:
        raise
    except casework.NotAsRead as refused:
        return _draw(request, draft, {"promise": problems.message(refused)})
    except DomainError as refused:
        return _draw(request, draft, obstacles=reviewing.laid_out(draft, refused))
    said = (
        _("Dossier %(code)s is opened. Propose the decision; another officer decides it.")
        if own
        else _("Dossier %(code)s is submitted. Receive it, then print its receipt (CT04).")
    )
    messages.success(request, said % {"code": done.code})
    return redirect("dossier", code=done.code)


def _owner(request: HttpRequest, draft: DraftView) -> str:
    """Return the number of whose dossier it is: who declares, or whom the authority's own motion is about."""
    if not draft.procedure.own_motion:
        return draft.declarer.pin if draft.declarer else ""
    application = draft.procedure.read(draft.answers, draft.on)
    return draft.procedure.concerned(application, reading_of(request, draft)).subject_pin


def _channel(draft: DraftView) -> Channel:
    return Channel.OWN_MOTION if draft.procedure.own_motion else Channel.COUNTER


def _draw(
    request: HttpRequest,
    draft: DraftView,
    faults: dict[str, str] | None = None,
    obstacles: list[Obstacle] | None = None,
) -> HttpResponse:
    return reviewing.draw(
        request,
        draft,
        template="officer/own_motion/review.html" if draft.procedure.own_motion else "officer/counter/review.html",
        channel=_channel(draft),
        faults=faults or {},
        obstacles=reviewing.obstacles_to(request, draft) if obstacles is None else obstacles,
        more={},
    )
