"""Verification by another agency: asked from a dossier, listed and answered where it is asked."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dancu.accounts.access import actor
from dancu.casework import commands, queries
from dancu.kernel.errors import Denied, DomainError
from dancu.offices.queries import find_competent_agency
from dancu.platform import problems
from dancu.platform.clock import now, today
from dancu.sites.officer.access import officer
from dancu.sites.officer.paging import neighbours, page_of
from dancu.sites.officer.verification_forms import AnswerForm, QuestionForm
from dancu.sites.ui import refusals

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask another agency about a dossier."""
    me, by, at = officer(request), actor(request), now()
    found = queries.get_dossier(code, officer=me, by=by, at=at)
    if isinstance(found.verification_refusal, Denied):
        raise found.verification_refusal
    if request.method != "POST" and not found.may_ask_verification:
        return redirect("dossier", code=code)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        agency = find_competent_agency(form.cleaned_data["commune"].id, on=today())
        question = form.cleaned_data["question"]
        if agency is None:
            form.add_error("commune", _("No police agency is in charge of this commune. Choose another one."))
        else:
            try:
                commands.ask_verification(code=code, agency_id=agency.id, question=question, officer=me, by=by, at=at)
            except DomainError as refusal:
                refusals.show(form, refusal)
            else:
                messages.success(request, _("%(agency)s is asked.") % {"agency": agency.name})
                return redirect("dossier", code=code)
    words = {"title": _("Ask another agency to verify"), "send": _("Ask")}
    return render(request, "officer/dossier/form.html", {"dossier": found, "form": form, **words})


@require_safe
def verifications(request: HttpRequest) -> HttpResponse:
    """List what the officer's agency is asked, first what waits for an answer."""
    page = page_of(request)
    found, more = queries.list_verifications(officer=officer(request), by=actor(request), at=now(), page=page)
    facts = {"asked": found, **neighbours(page, more=more)}
    return render(request, "officer/verifications/list.html", facts)


@read_or_send
def one(request: HttpRequest, verification_id: int) -> HttpResponse:
    """Show a question, and answer it."""
    me, by, at = officer(request), actor(request), now()
    form = AnswerForm(request.POST or None)
    refused: DomainError | None = None
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        try:
            commands.answer_verification(verification_id=verification_id, answer=answer, officer=me, by=by, at=at)
        except (commands.AnsweredMeanwhile, commands.NotWaitedFor) as refusal:
            refused = refusal
        else:
            messages.success(request, _("The answer is sent."))
            return redirect("verifications")
    facts = {
        "asked": queries.get_verification(verification_id, officer=me, by=by, at=at),
        "form": form,
        "refused": problems.message(refused) if refused else "",
        "typed": request.POST.get("answer", "") if refused else "",
    }
    return render(
        request,
        "officer/verifications/one.html",
        facts,
        status=problems.status_of(refused) if refused else HTTPStatus.OK,
    )
