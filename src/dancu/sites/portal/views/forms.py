"""The residence forms, empty: who files on paper prints them, everybody may see what stands in them."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dancu.accounts.access import public
from dancu.platform.clock import today
from dancu.residence import papers
from dancu.residence.texts import FORMS
from dancu.sites.portal import as_of


@dataclass(frozen=True, slots=True)
class _Form:
    """A line of the list."""

    number: str
    name: str
    circular: str
    since: date
    """The day that its edition holds from; it is downloaded by it."""


@public
@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """List the forms in their editions of today or of a day asked for."""
    form = as_of.asked(request, first=min(papers.DAYS), today=today())
    on = form.cleaned_data["on"] if form.is_valid() else today()
    if form.is_valid() and "on" not in request.GET:
        return redirect(f"{request.path}?on={on}")
    own, issued = (
        [_line(number, on) for number in papers.EDITIONS if (number in papers.FILLED_IN_BY_PEOPLE) is by_people]
        for by_people in (True, False)
    )
    facts = {"own": own, "issued": issued, "form": form, "on": on, "is_today": on == today()}
    return render(request, "portal/forms.html", facts, status=400 if form.errors else 200)


def _line(number: str, on: date) -> _Form:
    editions = papers.EDITIONS[number]
    since = max(day for day in editions.days if day <= on)
    return _Form(number=number, name=str(FORMS[number]), circular=editions.on(on).circular, since=since)


@public
@require_safe
def blank(request: HttpRequest, number: str) -> HttpResponse:
    """Download a form of today's edition, or of the edition of the day in the address."""
    try:
        on = date.fromisoformat(request.GET["on"]) if "on" in request.GET else today()
        content = papers.form(number.upper(), on=on).draw_blank()
    except (ValueError, papers.NoSuchForm):
        raise Http404 from None
    headers = {"Content-Disposition": f'inline; filename="{number.upper()}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
