"""What the authority does of its own motion; the pages of a draft are those of `sites.filing`."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dancu.accounts.access import actor
from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.kernel.actor import Purpose
from dancu.platform.clock import now, today
from dancu.population import queries as population
from dancu.residence import queries as residence
from dancu.residence.queries import Of
from dancu.sites.filing.drafts import asking, form_at, own_draft
from dancu.sites.officer.access import officer


@require_safe
def begun(request: HttpRequest) -> HttpResponse:
    """List what may be opened, and what is begun at one's agency."""
    me = officer(request)
    facts = {
        "offered": queries.list_entered(officer=me, on=today(), own_motion=True),
        "drafts": queries.list_counter_drafts(officer=me, by=actor(request), at=now(), own_motion=True),
    }
    return render(request, "officer/own_motion/list.html", facts)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin one of them; from somebody's record, about him."""
    me, by, at = officer(request), actor(request), now()
    code, sight = request.POST.get("procedure", ""), request.POST.get("sight", "")
    seen = residence.sight_of(sight, Of.PERSON, officer=me, at=at) if sight else None
    draft = casework.begin_own_motion(procedure_code=code, officer=me, by=by, at=at)
    if seen:
        person = population.get_person(id=seen.id, purpose=Purpose.REGISTER_CHANGE, by=by, at=at)
        _name(request, draft, str(person.pin))
    return redirect("draft", draft_id=draft)


def _name(request: HttpRequest, draft_id: UUID, pin: str) -> None:
    """Answer the first step with whom it is about, as if his number had been typed."""
    draft, data = own_draft(request, draft_id), QueryDict(mutable=True)
    data["pin"] = pin
    first = draft.procedure.steps[0]
    form = form_at(request, draft, first, data)
    casework.save_step(
        draft_id=draft_id,
        step=first.key,
        typed={"pin": [pin]},
        answers=form.answers() if form.is_valid() else None,
        revision=None,
        **asking(request),
    )
