"""One dossier: everything about it beside the register, and the acts that this officer may do."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from dancu.accounts.access import actor
from dancu.casework import commands, queries
from dancu.casework.domain.opinions import OpinionState
from dancu.casework.domain.states import FINISHED
from dancu.casework.domain.workflow import Action
from dancu.casework.queries import DossierAtCounter, DossierForOfficer, PaperView
from dancu.kernel.errors import DomainError
from dancu.offices.domain.rights import SEE_RETENTION
from dancu.platform import problems
from dancu.platform.clock import now, today
from dancu.sites.filing.papers import look_again_in
from dancu.sites.officer import acting, document_page, dossier_page, receipt_forms, reception_fields, searching, words
from dancu.sites.officer.access import officer

_CHECK, _DOCUMENTS, _ROW, _LIMIT = "check", "documents", "row", "limit"
_SUFFICIENT = {"yes": True, "no": False}


@require_safe
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """Show a dossier."""
    at = now()
    try:
        found = queries.open_dossier(code, officer=officer(request), by=actor(request), at=at)
    except queries.Erased:
        stub = queries.get_stub(code, officer=officer(request), by=actor(request), at=at)
        facts = {"stub": stub, "course": dossier_page.course_of_stub(stub), "back": _back(request)}
        return render(request, "officer/dossier/erased.html", facts)
    wanted = acting.of_slug(request.GET.get("act", ""))
    return _page(request, found, at, wanted=wanted)


@require_POST
def act(request: HttpRequest, code: str, act: str) -> HttpResponse:
    """Do an act; or open another one instead, or compare with the register once more, with what was typed kept."""
    action = acting.of_slug(act)
    if action is None:
        raise Http404
    if instead := request.POST.get("instead"):
        return _instead(request, code, action, instead)
    typed = _typed(request)
    at = now()
    try:
        _examine(request, code, at)
        _perform(request, action, code, typed, at)
    except DomainError as refused:
        return _refused(request, code, action, typed, refused, at)
    commands.end_editing(code=code, officer=officer(request))
    messages.success(request, f"{words.done(action)}: {code}")
    return redirect(_address(code, request))


@require_POST
def editing(request: HttpRequest, code: str) -> HttpResponse:
    """Note that the officer writes something about a dossier, for those who open it meanwhile."""
    commands.begin_editing(code=code, officer=officer(request), at=now())
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_POST
def supplement(request: HttpRequest, code: str) -> HttpResponse:
    """Take up the supplement of a returned dossier: it is sent again once what was brought to the counter is entered."""
    at = now()
    try:
        draft = commands.begin_supplement(code=code, officer=officer(request), by=actor(request), at=at)
    except DomainError as refused:
        return _refused(request, code, Action.RESUBMIT, _typed(request), refused, at)
    return redirect("draft", draft_id=draft)


@require_safe
def attachment(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Lead to a file of a dossier on the files site."""
    return redirect(queries.attachment_link(attachment_id, by=actor(request), officer=officer(request), at=now()))


@require_safe
def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Show a paper of a dossier as PDF."""
    name, content = queries.paper_pdf(paper_id, by=actor(request), officer=officer(request), at=now())
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or ""
    return response


@require_safe
def papers(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the list of papers anew, for a page that waits for one."""
    found = queries.list_papers(code, by=actor(request), officer=officer(request))
    return render(request, "officer/dossier/_papers.html", _papers(code, found, now()))


def _papers(code: str, found: tuple[PaperView, ...], at: datetime) -> dict[str, Any]:
    return {"code": code, "papers": dossier_page.papers(found), "look_again": look_again_in(found, at=at)}


def _perform(request: HttpRequest, action: Action, code: str, typed: Mapping[str, Any], at: datetime) -> None:
    me, by, seen = officer(request), actor(request), _number(typed["seen"])
    note, assignee = typed["note"], _number(typed["assignee"])
    received = _received(typed) if action is Action.RECEIVE else commands.Received()
    receipts = receipt_forms.read(typed["receipts"], typed["fee_description"])
    if action is Action.RECEIVE and request.POST.get("onward"):
        commands.receive_and_forward(
            code=code,
            by=by,
            at=at,
            officer=me,
            note=note,
            received=received,
            receipts=receipts,
            assignee=assignee,
            seen=seen,
        )
        return
    commands.perform(
        action,
        code=code,
        by=by,
        at=at,
        officer=me,
        note=note,
        received=received,
        outcome=typed["outcome"],
        receipts=receipts,
        refund=receipt_forms.amount(typed["refund_amount"]) if action is Action.REFUND else None,
        assignee=assignee,
        seen=seen,
    )


def _received(typed: Mapping[str, Any]) -> commands.Received:
    promised, waived = reception_fields.read(typed)
    return commands.Received(
        provision=typed["provision"],
        categories=tuple(typed["special_categories"]),
        promised=promised,
        waived=waived,
    )


def _examine(request: HttpRequest, code: str, at: datetime) -> None:
    """Write down how documents were found, as far as the officer changed what his page showed."""
    found = {
        name.removeprefix("document-"): _SUFFICIENT[value]
        for name, value in request.POST.items()
        if name.startswith("document-") and value in _SUFFICIENT and value != request.POST.get(f"was-{name}")
    }
    if found:
        commands.examine_documents(code=code, found=found, officer=officer(request), by=actor(request), at=at)


def _instead(request: HttpRequest, code: str, action: Action, instead: str) -> HttpResponse:
    at = now()
    commands.begin_editing(code=code, officer=officer(request), at=at)
    try:
        _examine(request, code, at)
    except DomainError as refused:
        return _refused(request, code, action, _typed(request), refused, at)
    checked = instead == _CHECK
    if checked:
        commands.check_register(code=code, officer=officer(request), by=actor(request), at=at)
    typed = _typed(request)
    if instead == _ROW:
        typed["receipts"] = receipt_forms.with_another(typed["receipts"])
    elif instead == _LIMIT:
        typed = reception_fields.without_due(typed)
    found = _found(request, code, typed, at)
    wanted = action if instead in {_CHECK, _DOCUMENTS, _ROW, _LIMIT} else acting.of_slug(instead)
    return _page(request, found, at, wanted=wanted, typed=typed, checked=checked)


def _refused(
    request: HttpRequest, code: str, action: Action, typed: Mapping[str, Any], refused: DomainError, at: datetime
) -> HttpResponse:
    mismatched = isinstance(refused, commands.Mismatched)
    if mismatched:
        # What the reception was refused by was not written down with it.
        commands.check_register(code=code, officer=officer(request), by=actor(request), at=at)
    found = _found(request, code, typed, at)
    status = problems.status_of(refused)
    return _page(request, found, at, wanted=action, typed=typed, refused=refused, checked=mismatched, status=status)


def _found(request: HttpRequest, code: str, typed: Mapping[str, Any], at: datetime) -> DossierAtCounter:
    """Return the dossier with what the law's limit is at the time of reception that was typed."""
    received_at = reception_fields.received_at(typed)
    return queries.open_dossier(code, officer=officer(request), by=actor(request), at=at, received_at=received_at)


def _page(
    request: HttpRequest,
    found: DossierAtCounter,
    at: datetime,
    *,
    wanted: Action | None = None,
    typed: Mapping[str, Any] | None = None,
    refused: DomainError | None = None,
    checked: bool = False,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    panel = acting.panel(found, at=at, wanted=wanted, typed=typed, refused=refused)
    viewer = document_page.viewer(found, request.GET.dict(), officer=officer(request), by=actor(request), at=at)
    due, late = dossier_page.due(found, at)
    context: dict[str, Any] = {
        "dossier": found,
        "at": at,
        "back": _back(request),
        "from": _from(request),
        "facts": dossier_page.facts(found),
        "fee": dossier_page.fee(found),
        "due": due,
        "late": late,
        "panel": panel,
        "form": panel.form if panel else None,
        "receipts": panel.receipts if panel else None,
        "refused": words.sentence(refused) if refused is not None and not _stands_at_field(refused, panel) else "",
        "unsent": []
        if typed is None or (panel and wanted and panel.act == acting.slug(wanted))
        else acting.unsent(typed),
        "checked": checked,
        "differences": found.finding.differing,
        "blocking": dossier_page.blocking(found),
        "documents": document_page.documents(found, viewer.file.id if viewer else None),
        "infected": [file.name for file in found.attachments if file.infected],
        "viewer": viewer,
        **_papers(found.code, found.papers, at),
        "course": dossier_page.course(found),
        "may_see_retention": found.state in FINISHED and officer(request).may(SEE_RETENTION),
    }
    if not isinstance(found, DossierForOfficer):
        return render(request, "officer/dossier/at_counter.html", context, status=status)
    return render(request, "officer/dossier/dossier.html", context | _inside(found), status=status)


def _inside(found: DossierForOfficer) -> dict[str, Any]:
    """Return what only who has the dossier in his jurisdiction sees of it."""
    return {
        "compared": dossier_page.compared(found),
        "declared": dossier_page.declared(found),
        "opinions": dossier_page.opinions(found),
        "opinions_open": found.before_reception
        and any(each.state is not OpinionState.AGREED for each in found.opinions),
    }


def _typed(request: HttpRequest) -> dict[str, Any]:
    single = ("note", "provision", "assignee", "outcome", "seen", *acting.MONEY)
    several = {
        "special_categories": request.POST.getlist("special_categories"),
        "receipts": receipt_forms.typed(request.POST),
    }
    # What no field was sent for is as it is proposed.
    of_reception = {name: request.POST[name] for name in reception_fields.NAMES if name in request.POST}
    return {name: request.POST.get(name, "") for name in single} | of_reception | several


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def _stands_at_field(refused: DomainError, panel: acting.Panel | None) -> bool:
    return panel is not None and any(name in panel.form.errors for name in refused.fields)


def _from(request: HttpRequest) -> str:
    """Return the list that the officer came from, as the query of its address."""
    return searching.listed(request.POST.get("from") or request.GET.get("from") or "", on=today())


def _back(request: HttpRequest) -> str:
    listed = _from(request)
    return reverse("home") + (f"?{listed}" if listed else "")


def _address(code: str, request: HttpRequest) -> str:
    query = QueryDict(mutable=True)
    if listed := _from(request):
        query["from"] = listed
    return reverse("dossier", kwargs={"code": code}) + (f"?{query.urlencode()}" if query else "")
