"""What one has filed: drafts, dossiers, their course, papers and files."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dancu.accounts.access import actor
from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.domain.opinions import OpinionState
from dancu.casework.domain.workflow import Action
from dancu.casework.queries import DossierForApplicant, OpinionView, PaperView
from dancu.offices import queries as offices
from dancu.payments import queries as payments
from dancu.platform.clock import now
from dancu.sites.filing.drafts import form_view
from dancu.sites.filing.papers import look_again_in
from dancu.sites.filing.words import handed_in
from dancu.sites.portal.words import instant, moments, paper_names, receipt_words, refund_words
from dancu.sites.ui.parts import File, Row


@require_safe
def dossiers(request: HttpRequest) -> HttpResponse:
    """List one's drafts and dossiers, what waits for oneself first."""
    by, at = actor(request), now()
    facts = {"drafts": queries.list_drafts(by=by, at=at), "dossiers": queries.list_own_dossiers(by=by, at=at)}
    return render(request, "portal/dossiers/list.html", facts)


@require_safe
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """Show a dossier of one's own."""
    at = now()
    found = queries.get_own_dossier(code, by=actor(request), at=at)
    facts = {
        "dossier": found,
        "agency": offices.agency(found.agency_id),
        "rows": _facts(found),
        "sections": found.procedure.summary(found.application),
        "texts": found.procedure.texts,
        "moments": moments(found),
        **_papers(code, found.papers, at),
        "files": _files(found),
        "infected": any(each.infected for each in found.attachments),
        "handed_in": [(_document(found, each.document), handed_in(each)) for each in found.handed_in],
        "opinions": [(each, _document(found, each.document), _asked_at(request, each)) for each in found.opinions],
        "pays_online": found.fee.due and payments.find_bill(found.code) is not None,
        "may_supplement": Action.RESUBMIT in found.options,
        "may_withdraw": Action.ASK_WITHDRAWAL in found.options,
    }
    return render(request, "portal/dossiers/dossier.html", facts)


@require_safe
def papers(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the list of papers anew, for a page that waits for one."""
    found = queries.list_papers(code, by=actor(request), officer=None)
    return render(request, "portal/dossiers/_papers.html", _papers(code, found, now()))


@require_POST
def supplement(request: HttpRequest, code: str) -> HttpResponse:
    """Take up the supplement of a returned dossier."""
    draft = casework.begin_supplement(code=code, by=actor(request), at=now())
    return redirect("draft", draft_id=draft)


@form_view
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Ask to withdraw a dossier, after asking whether that is really meant."""
    found = queries.get_own_dossier(code, by=actor(request), at=now())
    if request.method != "POST":
        return render(request, "portal/dossiers/withdraw.html", {"dossier": found})
    casework.perform(Action.ASK_WITHDRAWAL, code=code, by=actor(request), at=now())
    messages.success(request, _("Your request to withdraw the dossier was sent. The agency will answer."))
    return redirect("dossier", code=code)


@require_safe
def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Download a paper of one's own dossier."""
    name, content = queries.paper_pdf(paper_id, by=actor(request), officer=None, at=now())
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
def attachment(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Open a file of one's own draft or dossier at its short-lived address."""
    return HttpResponseRedirect(queries.attachment_link(attachment_id, by=actor(request), officer=None, at=now()))


def _asked_at(request: HttpRequest, opinion: OpinionView) -> str:
    """Return the address that the applicant hands to who is asked; empty once he has answered."""
    if opinion.state is not OpinionState.ASKED:
        return ""
    return request.build_absolute_uri(reverse("opinion", kwargs={"opinion_id": opinion.id}))


def _papers(code: str, found: tuple[PaperView, ...], at: datetime) -> dict[str, Any]:
    named = list(zip(found, paper_names(found), strict=True))
    return {"code": code, "papers": named, "look_again": look_again_in(found, at=at)}


def _facts(found: DossierForApplicant) -> list[Row]:
    agency, texts = offices.agency(found.agency_id), found.procedure.texts
    fee = found.fee
    exempt = texts(f"exemptions.{fee.exemption}") if fee.exemption else ""
    return [
        Row(label=_("Procedure"), value=found.procedure.title),
        Row(label=_("Case"), value=texts(f"cases.{found.case}")),
        Row(label=_("Agency"), value=[agency.name, agency.phone]),
        *(
            [Row(label=_("Taken at the counter of"), value=offices.agency(found.counter_id).name)]
            if found.counter_id
            else []
        ),
        Row(label=_("Submitted"), value=instant(found.submitted_at)),
        Row(label=_("Received"), value=instant(found.received_at)),
        Row(
            label=_("Fee"),
            value=str(fee.amount) if fee.amount else ": ".join(filter(None, (_("Free of charge"), exempt))),
        ),
        *([Row(label=_("Paid"), value=str(fee.paid))] if fee.paid else []),
        *([Row(label=_("Receipts"), value=[receipt_words(each) for each in fee.receipts])] if fee.receipts else []),
        *([Row(label=_("Paid back"), value=[refund_words(each) for each in fee.refunds])] if fee.refunds else []),
    ]


def _files(found: DossierForApplicant) -> list[tuple[str, list[File]]]:
    listed: dict[str, list[File]] = {}
    for each in found.attachments:
        file = File(
            name=each.name,
            href=f"/attachments/{each.id}",
            about=f"{max(1, each.size // 1024)} KB",
            thumbnail=each.thumbnail,
            infected=each.infected,
        )
        listed.setdefault(each.document, []).append(file)
    return [(_document(found, key), files) for key, files in listed.items()]


def _document(found: DossierForApplicant, key: str) -> str:
    return found.procedure.texts(f"documents.{key}.name")
