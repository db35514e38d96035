"""The catalogue of procedures: find one, read what it needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dancu.accounts.access import actor, public
from dancu.accounts.domain.realms import Kind
from dancu.casework.procedures import Listed, Notice, catalogue
from dancu.casework.queries import DraftSummary, list_drafts
from dancu.kernel.names import fold
from dancu.platform.clock import now, today
from dancu.residence.papers import FILLED_IN_BY_PEOPLE
from dancu.residence.texts import form_name
from dancu.sites.portal import as_of
from dancu.sites.ui.parts import Row


@public
@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """List the procedures in force, those of a field and with a keyword where they are asked for; accents need not be typed."""
    return _list(request, "procedures")


@public
@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """List the procedures that can be filed online."""
    return _list(request, "file")


def _list(request: HttpRequest, page: str) -> HttpResponse:
    asked, field = request.GET.get("q", "").strip()[:100], request.GET.get("field", "")[:20]
    fields = {each.field: each.texts("field") for each in catalogue().listed(today())}
    found = [each for each in find(asked, on=today()) if field in {"", each.field}]
    facts = {
        "procedures": [
            {
                "title": each.title,
                "slug": each.slug,
                "code": each.code,
                "since": each.since,
                "field_name": fields[each.field],
            }
            for each in found
        ],
        "fields": sorted(fields.items()),
        "field": field,
        "q": asked,
        "page": page,
    }
    return render(request, "portal/procedures/list.html", facts)


@public
@require_safe
def procedure(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a procedure: its steps, time, fees, documents, cases, legal basis and results; today's, or those of a day."""
    current = catalogue().by_slug(slug, today())
    versions = catalogue().history(current.code)
    form = as_of.asked(request, first=versions[0].since, today=today())
    on = form.cleaned_data["on"] if form.is_valid() else today()
    if form.is_valid() and "on" not in request.GET:
        return redirect(f"{request.path}?on={on}")
    found = catalogue().by_slug(slug, on)
    facts = {
        **_shown(found),
        "page": reverse(found.page) if isinstance(found, Notice) else "",
        "only_notices": getattr(request.user, "kind", None) is Kind.FACILITY,
        "drafts": _drafts(request, found),
        "form": form,
        "on": on,
        "is_today": found is current,
        "versions": [_Version(each, tuple(each.news.values()), each is found) for each in reversed(versions)],
    }
    return render(request, "portal/procedures/procedure.html", facts, status=400 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class _Version:
    """A line of the table of versions."""

    procedure: Listed
    news: Sequence[str]
    is_shown: bool


def _shown(found: Listed) -> dict[str, Any]:
    texts = found.texts
    return {
        "procedure": found,
        "about": texts("guidance.about"),
        "copies_note": texts("guidance.copies_note"),
        "key_facts": _key_facts(found),
        "rows": _facts(found),
        "steps": list(texts.under("guidance.steps").values()),
        "documents": [
            (texts(f"documents.{each.key}.name"), texts.find(f"documents.{each.key}.when"), each.copies)
            for each in found.documents
        ],
        "cases": [texts(f"cases.{case}") for case in found.cases],
        "blanks": [(form.lower(), form_name(form)) for form in found.papers if form in FILLED_IN_BY_PEOPLE],
        "unverified": [texts(f"unverified.{key}") for key in found.unverified],
    }


def _drafts(request: HttpRequest, found: Listed) -> list[DraftSummary]:
    """Return what the one who is signed in has begun of this procedure already."""
    if isinstance(found, Notice) or not request.user.is_authenticated:
        return []
    drafts = list_drafts(by=actor(request), at=now())
    return [each for each in drafts if each.procedure.code == found.code and not each.supplements]


def find(asked: str, *, on: date) -> Sequence[Listed]:
    """Return the procedures in force whose name, field or keywords hold every word asked for, however accented."""
    words = fold(asked).split()
    return [each for each in catalogue().listed(on) if all(word in _searched(each) for word in words)]


def _searched(each: Listed) -> str:
    found = [each.code]
    for language in ("vi", "en"):
        found += [each.texts(key, language) for key in ("title", "field", "keywords")]
    return fold(" ".join(found))


def _key_facts(found: Listed) -> list[tuple[str, Row]]:
    """Return what everybody asks first, each with its picture."""
    texts = found.texts
    return [
        ("clock", Row(label=_("Time limit"), value=[texts("guidance.time_limit"), texts("guidance.time_limit_note")])),
        ("money", Row(label=_("Fee"), value=list(texts.under("guidance.fees").values()))),
        ("home", Row(label=_("Agency"), value=texts("guidance.agency"))),
    ]


def _facts(found: Listed) -> list[Row]:
    texts = found.texts
    rows = [
        Row(label=_("Procedure code"), value=found.code),
        Row(label=_("Field"), value=texts("field")),
        Row(label=_("Who may file"), value=list(texts.under("guidance.subjects").values())),
        Row(label=_("Ways to file"), value=[texts(f"guidance.channels.{each}") for each in found.channels]),
        *([Row(label=_("Consent"), value=consent)] if (consent := texts.find("guidance.consent")) else []),
        Row(label=_("Requirements"), value=texts("guidance.requirements")),
        Row(label=_("Forms"), value=texts("guidance.forms")),
        Row(label=_("Legal basis"), value=list(found.legal_basis)),
        Row(label=_("Results"), value=list(texts.under("guidance.results").values())),
    ]
    # A procedure for which nobody has to agree says nothing of consent.
    return [row for row in rows if row.value]
