"""Persons and households: looked up for a stated purpose, read as they are or were."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from dancu.accounts.access import actor
from dancu.casework import queries as casework
from dancu.casework.authorisation import MayNotEnter
from dancu.casework.procedures import Procedure
from dancu.kernel.errors import DomainError
from dancu.offices.domain.rights import MANAGE_CARDS, SEARCH_PERSONS, SEE_PERSONS
from dancu.offices.queries import OfficerView
from dancu.places.queries import directory
from dancu.platform.clock import now, today
from dancu.population.queries import NoSuchPerson
from dancu.residence import queries as residence
from dancu.residence.queries import Found, LookUpDenied, Of
from dancu.sites.filing.guest_forms import SEXES
from dancu.sites.officer import foreigner_page, person_page
from dancu.sites.officer.access import officer
from dancu.sites.officer.person_forms import AsOfForm, LookUpForm
from dancu.sites.officer.words import PURPOSES
from dancu.sites.ui import refusals


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Somebody who was found, with what is said of him in words."""

    found: Found
    sex: Any
    place: str


@require_http_methods(["GET", "HEAD", "POST"])
def persons(request: HttpRequest) -> HttpResponse:
    """Look somebody up; what is looked for is sent, never written into an address."""
    me, at = officer(request), now()
    if not me.may(SEARCH_PERSONS):
        raise LookUpDenied
    form, facts = LookUpForm(request.POST or None, officer=me), dict[str, Any]()
    if form.is_valid():
        ask: dict[str, Any] = {"stated": form.stated(), "officer": me, "by": actor(request), "at": at}
        try:
            if form.asks_household:
                return redirect("household", sight=residence.find_household(form.number_asked, **ask))
            if form.number_asked:
                return _numbered(request, form, ask)
            else:
                page = residence.search_described(form.described(), after=form.cleaned_data["after"], **ask)
                facts = {"lines": [_line(each) for each in page.rows], "after": page.after, "near": page.near}
        except DomainError as refusal:
            refusals.show(form, refusal)
    return render(request, "officer/persons/search.html", {"form": form, "may_open": me.may(SEE_PERSONS), **facts})


def _numbered(request: HttpRequest, form: LookUpForm, ask: dict[str, Any]) -> HttpResponse:
    """Lead to the record of whoever bears a number, or show the foreigners who do; raise what the look-up refuses."""
    me: OfficerView = ask["officer"]
    shown: dict[str, Any] = {"form": form, "may_open": me.may(SEE_PERSONS)}
    try:
        found = residence.find_by_number(form.number_asked, **ask)
    except NoSuchPerson:
        foreigners = residence.find_foreigners(form.number_asked, **ask)
        if not foreigners:
            raise
        shown["foreigners"] = [foreigner_page.part(each, ask["at"]) for each in foreigners]
    else:
        if me.may(SEE_PERSONS):
            return redirect("person", sight=found.sight)
        shown["lines"] = [_line(found)]
    return render(request, "officer/persons/search.html", shown)


@require_safe
def person(request: HttpRequest, sight: str) -> HttpResponse:
    """Show the record of somebody who was looked up."""
    me, by, at = officer(request), actor(request), now()
    seen = residence.sight_of(sight, Of.PERSON, officer=me, at=at)
    as_of = AsOfForm(request.GET, at=at)
    page = person_page.record(seen, as_of=as_of, officer=me, by=by, at=at)
    facts = {
        "page": page,
        "as_of": as_of,
        "purpose": PURPOSES[page.purpose],
        "sight": sight,
        "offered": _offered(me, seen.id),
        "may_enter_cards": me.may(MANAGE_CARDS),
    }
    return render(request, "officer/persons/person.html", facts)


@require_safe
def household(request: HttpRequest, sight: str) -> HttpResponse:
    """Show a household."""
    me, by, at = officer(request), actor(request), now()
    seen = residence.sight_of(sight, Of.HOUSEHOLD, officer=me, at=at)
    as_of = AsOfForm(request.GET, at=at)
    page = person_page.household(seen, as_of=as_of, officer=me, by=by, at=at)
    return render(
        request, "officer/persons/household.html", {"page": page, "as_of": as_of, "purpose": PURPOSES[page.purpose]}
    )


def _line(found: Found) -> Line:
    lives = found.lives
    place = directory().address_today(lives.unit_id, lives.address_line, today()) if lives else ""
    return Line(found=found, sex=SEXES[found.person.sex], place=place)


def _offered(me: OfficerView, person: int) -> tuple[Procedure[Any], ...]:
    """Return what this officer may do about somebody of his jurisdiction of the authority's own motion."""
    if not residence.in_reach(person, officer=me, on=today()):
        return ()
    try:
        return casework.list_entered(officer=me, on=today(), own_motion=True)
    except MayNotEnter:
        return ()
