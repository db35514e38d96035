"""Attaching files to the documents that a draft's case needs."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dancu.accounts.access import actor
from dancu.casework import commands as casework
from dancu.casework.queries import DraftView
from dancu.documents import commands as documents
from dancu.kernel.errors import DomainError
from dancu.platform import problems
from dancu.platform.bodies import SEVERAL_FILES, accepts_up_to
from dancu.platform.clock import now
from dancu.sites.filing.drafts import (
    address_before,
    first_open,
    form_view,
    list_of,
    needs_of,
    number_in,
    own_draft,
)


@accepts_up_to(SEVERAL_FILES)
@form_view
def papers(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Attach files to the documents that this case needs; whatever button is pressed, files that were chosen are taken in."""
    draft = own_draft(request, draft_id)
    if first := first_open(draft):
        return redirect("draft-step", draft_id=draft_id, key=first.key)
    if request.method != "POST":
        return _draw_papers(request, draft, {})
    faults = _take_in(request, draft)
    if (removed := number_in(request.POST.get("_remove", ""))) is not None:
        casework.detach(draft_id=draft_id, attachment_id=removed, by=actor(request), at=now())
    draft = own_draft(request, draft_id)
    if "_continue" in request.POST:
        faults = _left_open(draft) | faults
    if faults:
        return _draw_papers(request, draft, faults)
    if "_later" in request.POST:
        return redirect(list_of(request).href)
    if "_continue" in request.POST:
        return redirect("draft-review", draft_id=draft_id)
    return redirect(f"{request.path}#{request.POST.get('_attach', '')}")


def _take_in(request: HttpRequest, draft: DraftView) -> dict[str, str]:
    """Attach every file that was sent; return what is wrong with those that were not taken, by document."""
    by, at = actor(request), now()
    faults = {}
    for document, _required in draft.procedure.documents_for(draft.procedure.read(draft.answers, draft.on)):
        for each in request.FILES.getlist(f"files-{document.key}"):
            try:
                stored = documents.store_upload(each, name=each.name or "", by=by, at=at)
                casework.attach(
                    draft_id=draft.id, document=document.key, file_id=stored.id, name=stored.name, by=by, at=at
                )
            except DomainError as refused:
                faults[document.key] = f"{each.name}: {problems.message(refused)}"
    return faults


def _left_open(draft: DraftView) -> dict[str, str]:
    """Return why the draft cannot go on with the files that it has, by document."""
    infected, lacking = problems.message(casework.Infected()), _("Attach this document to go on.")
    needs = needs_of(draft)
    return {need.key: infected if need.infected else lacking for need in needs if need.infected or need.lacking}


def _draw_papers(request: HttpRequest, draft: DraftView, faults: dict[str, str]) -> HttpResponse:
    facts = {
        "draft": draft,
        "number": len(draft.procedure.steps) + 1,
        "count": len(draft.procedure.steps) + 2,
        "documents": [(need, faults.get(need.key, "")) for need in needs_of(draft)],
        "faults": faults,
        "back": address_before(draft, None),
    }
    return render(request, "filing/documents.html", facts, status=400 if faults else 200)
