"""The documents that a draft's case needs: files attached to them and, at a counter, papers handed in."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dancu.accounts.access import actor
from dancu.casework import commands as casework
from dancu.casework.domain.filing import Presented
from dancu.casework.queries import DraftView
from dancu.documents import commands as documents
from dancu.kernel.errors import DomainError
from dancu.platform import problems
from dancu.platform.bodies import SEVERAL_FILES, accepts_up_to
from dancu.platform.clock import now
from dancu.sites.filing.drafts import (
    Need,
    address_before,
    asking,
    at_counter,
    first_open,
    form_view,
    list_of,
    needs_of,
    number_in,
    own_draft,
)
from dancu.sites.filing.words import PRESENTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A document on the page, what is wrong with what was sent for it, and what stands in the boxes of its paper."""

    need: Need
    fault: str
    presented: str
    copies: str
    name: str
    pin: str
    """Whom to ask online, as it was typed."""


@accepts_up_to(SEVERAL_FILES)
@form_view
def papers(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Put files and papers to the documents that this case needs; whatever button is pressed, what was chosen is taken in."""
    draft = own_draft(request, draft_id)
    if first := first_open(draft):
        return redirect("draft-step", draft_id=draft_id, key=first.key)
    if request.method != "POST":
        return _draw_papers(request, draft, {})
    faults = _take_in(request, draft) | _ask(request, draft)
    _take_off(request, draft)
    draft = own_draft(request, draft_id)
    if "_continue" in request.POST:
        faults = _left_open(request, draft) | faults
    if faults:
        return _draw_papers(request, draft, faults)
    if "_later" in request.POST:
        return redirect(list_of(request, draft).href)
    if "_continue" in request.POST:
        return redirect("draft-review", draft_id=draft_id)
    pressed = next((request.POST[name] for name in ("_attach", "_ask", "_unask") if request.POST.get(name)), "")
    return redirect(f"{request.path}#{pressed}")


def _take_in(request: HttpRequest, draft: DraftView) -> dict[str, str]:
    """Attach every file and write down every paper that was sent; return what is wrong with the others, by document."""
    ask, faults = asking(request), {}
    by, at = ask["by"], ask["at"]
    for document, _required in draft.procedure.documents_for(draft.procedure.read(draft.answers, draft.on)):
        key = document.key
        for each in request.FILES.getlist(f"files-{key}"):
            try:
                stored = documents.store_upload(each, name=each.name or "", by=by, at=at)
                casework.attach(draft_id=draft.id, document=key, file_id=stored.id, name=stored.name, **ask)
            except DomainError as refused:
                faults[key] = f"{each.name}: {problems.message(refused)}"
        try:
            _write_down(request, draft, key)
        except casework.WrongCopies as refused:
            faults[key] = problems.message(refused)
    return faults


def _write_down(request: HttpRequest, draft: DraftView, document: str) -> None:
    officer, presented = at_counter(request), request.POST.get(f"presented-{document}", "")
    if officer is None or presented not in set(Presented):
        return
    casework.hand_in(
        draft_id=draft.id,
        document=document,
        presented=Presented(presented),
        copies=number_in(request.POST.get(f"copies-{document}", "").strip()) or 0,
        officer=officer,
        by=actor(request),
        at=now(),
    )


def _ask(request: HttpRequest, draft: DraftView) -> dict[str, str]:
    """Have somebody asked online, or no longer; return what is wrong with whom to ask."""
    if at_counter(request):
        return {}
    by, at = actor(request), now()
    if document := request.POST.get("_unask"):
        casework.ask_on_paper(draft_id=draft.id, document=document, by=by, at=at)
    if document := request.POST.get("_ask"):
        typed = {name: request.POST.get(f"{name}-{document}", "") for name in ("name", "pin")}
        try:
            casework.ask_online(draft_id=draft.id, document=document, by=by, at=at, **typed)
        except casework.NobodyToAsk as refused:
            return {document: problems.message(refused)}
    return {}


def _take_off(request: HttpRequest, draft: DraftView) -> None:
    if (removed := number_in(request.POST.get("_remove", ""))) is not None:
        casework.detach(draft_id=draft.id, attachment_id=removed, **asking(request))
    if (officer := at_counter(request)) and (struck := request.POST.get("_strike")):
        casework.strike_handed_in(draft_id=draft.id, document=struck, officer=officer, by=actor(request), at=now())


def _left_open(request: HttpRequest, draft: DraftView) -> dict[str, str]:
    """Return why the draft cannot go on with the files and papers that it has, by document."""
    infected, lacking = problems.message(casework.Infected()), _("Attach this document to go on.")
    if draft.declarer:
        lacking = _("Write down that this document was handed in, or attach it, to go on.")
    needs = needs_of(draft)
    return {need.key: infected if need.infected else lacking for need in needs if need.infected or need.lacking}


def _draw_papers(request: HttpRequest, draft: DraftView, faults: dict[str, str]) -> HttpResponse:
    asked = [
        Asked(
            need=need,
            fault=faults.get(need.key, ""),
            presented=request.POST.get(f"presented-{need.key}", "") if need.key in faults else "",
            copies=request.POST.get(f"copies-{need.key}", str(need.copies)) if need.key in faults else str(need.copies),
            name=request.POST.get(f"name-{need.key}", ""),
            pin=request.POST.get(f"pin-{need.key}", ""),
        )
        for need in needs_of(draft)
    ]
    facts = {
        "draft": draft,
        "number": len(draft.procedure.steps) + 1,
        "count": len(draft.procedure.steps) + 2,
        "documents": asked,
        "faults": faults,
        "presented": PRESENTED if draft.declarer else {},
        "back": address_before(draft, None),
    }
    return render(request, "filing/documents.html", facts, status=400 if faults else 200)
