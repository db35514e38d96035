"""One act on many dossiers: ticked in a list, read on one page, done each on its own, with a report at the end."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dancu.accounts.access import actor
from dancu.casework import commands, queries
from dancu.casework.domain.workflow import Action
from dancu.casework.queries import Candidate
from dancu.platform.clock import now, today
from dancu.sites.officer import acting, dossier_page, searching, words
from dancu.sites.officer.access import officer
from dancu.sites.officer.dossier_page import Declared
from dancu.sites.officer.together_forms import TogetherForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A dossier on the page that is read before the act."""

    dossier: Candidate
    what: str
    papers: tuple[str, ...]
    declared: tuple[Declared, ...]
    refused: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of one dossier; without a reason the act is done."""

    code: str
    reason: str


@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest, act: str) -> HttpResponse:
    """Show what was ticked and what the act would do to it; sent from there, do it and report."""
    action = acting.of_slug(act)
    if action not in commands.TOGETHER:
        raise Http404
    at = now()
    seen = _seen(request)
    codes = list(seen) or request.GET.getlist("code")
    if not codes:
        return redirect(_back(request))
    found = queries.list_candidates(action, codes, officer=officer(request), by=actor(request), at=at)
    form = TogetherForm(request.POST if seen else None, action=action, assignable=found.assignable)
    if seen and form.is_valid():
        return _report(request, action, seen, form, at)
    lines = [_line(each) for each in found.dossiers]
    facts: dict[str, Any] = {
        "act": act,
        "label": words.ACTS[action],
        "approves": action is Action.APPROVE,
        "form": form,
        "possible": [line for line in lines if not line.refused],
        "refused": [line for line in lines if line.refused],
        "unknown": found.unknown,
        "from": _from(request),
        "back": _back(request),
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "officer/together/confirm.html", facts, status=status)


def _report(
    request: HttpRequest, action: Action, seen: dict[str, int], form: TogetherForm, at: datetime
) -> HttpResponse:
    judged = commands.perform_each(
        action,
        seen,
        officer=officer(request),
        by=actor(request),
        at=at,
        note=form.cleaned_data["note"],
        assignee=form.cleaned_data.get("assignee"),
    )
    results = [Result(code=each.code, reason=words.sentence(each.refused) if each.refused else "") for each in judged]
    facts = {
        "label": words.ACTS[action],
        "done_word": words.done(action),
        "total": len(results),
        "done": [each for each in results if not each.reason],
        "not_done": [each for each in results if each.reason],
        "from": _from(request),
        "back": _back(request),
    }
    return render(request, "officer/together/report.html", facts)


def _line(each: Candidate) -> Line:
    title, case = each.procedure.title, each.procedure.texts(f"cases.{each.case}")
    return Line(
        dossier=each,
        what=words.procedure_and_case(title, case),
        papers=tuple(words.paper(form) for form in each.papers),
        declared=dossier_page.declared(each),
        refused=words.sentence(each.refused) if each.refused else "",
    )


def _seen(request: HttpRequest) -> dict[str, int]:
    """Return what the page that is sent from showed: codes, each with its revision."""
    pairs = (text.rpartition(":") for text in request.POST.getlist("seen")[: queries.MOST_TOGETHER])
    return {code: int(revision) for code, _, revision in pairs if revision.isdecimal() and len(revision) < 10}


def _from(request: HttpRequest) -> str:
    return searching.listed(request.POST.get("from") or request.GET.get("from") or "", on=today())


def _back(request: HttpRequest) -> str:
    listed = _from(request)
    return reverse("home") + (f"?{listed}" if listed else "")
