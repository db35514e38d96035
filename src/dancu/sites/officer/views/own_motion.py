"""What the authority does of its own motion; the pages of a draft are those of `sites.filing`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dancu.accounts.access import actor
from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.platform.clock import now, today
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
    """Begin one of them."""
    code = request.POST.get("procedure", "")
    draft = casework.begin_own_motion(procedure_code=code, officer=officer(request), by=actor(request), at=now())
    return redirect("draft", draft_id=draft)
