"""Code lists as the centre's administrators keep them: what holds on a day, a new code, a code's next version or its end."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dancu.accounts.access import actor
from dancu.codelists import commands, queries
from dancu.codelists.domain import CodeList, Version
from dancu.kernel.errors import DomainError
from dancu.offices.domain.jurisdiction import AgencyLevel
from dancu.offices.domain.rights import CHANGE_CODE_LISTS, SEE_CODE_LISTS
from dancu.offices.queries import OfficerView
from dancu.offices.queries.groups import demand
from dancu.platform import problems
from dancu.platform.clock import now, today
from dancu.sites.officer import words
from dancu.sites.officer.access import officer
from dancu.sites.officer.codelist_forms import AsOfForm, EndForm, NewCodeForm, VersionForm, procedures
from dancu.sites.officer.remembering import remembers
from dancu.sites.ui import refusals
from dancu.sites.ui.parts import Tab

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """Lead to the first list."""
    demand(officer(request), SEE_CODE_LISTS)
    return redirect("code-list", name=next(iter(CodeList)))


@require_safe
@remembers("code-list", "procedure")
def one(request: HttpRequest, name: str) -> HttpResponse:
    """Show what a list holds on a day."""
    codelist = _list(name)
    form = AsOfForm({"on": f"{today():%d/%m/%Y}"} | request.GET.dict(), codelist=codelist)
    asked = form.cleaned_data if form.is_valid() else {}
    on = asked.get("on") or today()
    entries = queries.list_entries(codelist, on=on, officer=officer(request), group=asked.get("procedure", ""))
    context = {
        "codelist": codelist,
        "title": words.CODE_LISTS[codelist],
        "form": form,
        "on": on,
        "tabs": [*(_tab(each, codelist) for each in CodeList), Tab(label=_("Fees"), href=reverse("fees"))],
        "entries": [(each, _procedure(codelist, each.entry.version.code)) for each in entries],
        "may_change": _may_change(officer(request)),
    }
    return render(request, "officer/codelists/list.html", context)


@read_or_send
def new(request: HttpRequest, name: str) -> HttpResponse:
    """Write down a code that the list does not have yet."""
    codelist = _list(name)
    form = NewCodeForm(request.POST or None, codelist=codelist)
    commands.ensure_may_change(officer(request))
    if form.is_valid() and _written(request, form, codelist, form.version(form.entered)):
        return redirect("code", name=codelist, code=form.entered)
    context = {"codelist": codelist, "title": words.CODE_LISTS[codelist], "form": form}
    return _answer(request, "officer/codelists/new.html", context, form)


@read_or_send
def code(request: HttpRequest, name: str, code: str) -> HttpResponse:
    """Show a code's versions, and write down its next one or its end."""
    codelist = _list(name)
    if request.method == "POST":
        commands.ensure_may_change(officer(request))
    ends = "end" in request.POST
    next_one = VersionForm(request.POST if request.POST and not ends else None, codelist=codelist, prefix="next")
    end = EndForm(request.POST if ends else None, prefix="end")
    form = end if ends else next_one
    if form.is_valid() and _written(request, form, codelist, form.version(code)):
        return redirect("code", name=codelist, code=code)
    versions = queries.history(codelist, code, on=today(), officer=officer(request))
    if not versions:
        raise Http404
    last = versions[0].entry.version
    if not form.is_bound:
        next_one, end = _next(last, codelist), EndForm(prefix="end", initial={"seen": last.since})
    context = {
        "codelist": codelist,
        "title": words.CODE_LISTS[codelist],
        "code": code,
        "procedure": _procedure(codelist, code),
        "last": last,
        "versions": versions,
        "next_one": next_one,
        "end": end,
        "may_change": _may_change(officer(request)),
    }
    return _answer(request, "officer/codelists/code.html", context, form)


@require_POST
def take_back(request: HttpRequest, name: str, code: str, since: str) -> HttpResponse:
    """Take back a version that does not count yet."""
    codelist = _list(name)
    try:
        day = date.fromisoformat(since)
    except ValueError:
        raise Http404 from None
    commands.take_back(codelist=codelist, code=code, since=day, officer=officer(request), by=actor(request), at=now())
    messages.success(request, _("What did not count yet is taken back."))
    there = queries.history(codelist, code, on=today(), officer=officer(request))
    return redirect(reverse("code", args=[codelist, code]) if there else reverse("code-list", args=[codelist]))


def _written(request: HttpRequest, form: EndForm, codelist: CodeList, version: Version) -> bool:
    """Write a version down and tell so; else say in the form what is refused."""
    try:
        commands.write_down(
            version,
            codelist=codelist,
            seen=form.cleaned_data["seen"],
            officer=officer(request),
            by=actor(request),
            at=now(),
        )
    except DomainError as refusal:
        if isinstance(refusal, commands.CodeListChanged):
            # He sees what holds now, and may write down what comes after it.
            last = queries.last_version(codelist, version.code)
            form.data = {**form.data, form.add_prefix("seen"): last.since.isoformat() if last else ""}
        refusals.show(form, refusal)
        form.refused = refusal
        return False
    messages.success(request, _("It is written down, and counts from its day."))
    return True


def _answer(request: HttpRequest, template: str, context: dict[str, Any], form: EndForm) -> HttpResponse:
    status = problems.status_of(form.refused) if form.refused else 400 if form.is_bound and form.errors else 200
    return render(request, template, context, status=status)


def _next(last: Version, codelist: CodeList) -> VersionForm:
    known = {
        "seen": last.since,
        "name": last.name,
        "name_en": last.name_en,
        "order": last.order,
        "years": last.years,
    }
    return VersionForm(codelist=codelist, prefix="next", initial=known)


def _may_change(me: OfficerView) -> bool:
    return me.may(CHANGE_CODE_LISTS) and me.agency.level is AgencyLevel.CENTRAL


def _list(name: str) -> CodeList:
    try:
        return CodeList(name)
    except ValueError:
        raise Http404 from None


def _procedure(codelist: CodeList, code: str) -> str:
    """Return the name of the procedure that a code belongs to, in a list where each has its own."""
    return dict(procedures()).get(code.rpartition(".")[0], "") if codelist.of_procedures else ""


def _tab(each: CodeList, current: CodeList) -> Tab:
    return Tab(label=str(words.CODE_LISTS[each]), href=reverse("code-list", args=[each]), current=each is current)
