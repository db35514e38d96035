"""The cards of somebody who was looked up: one that was issued, and what became of one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dancu.accounts.access import actor
from dancu.cards import commands, queries
from dancu.kernel.errors import DomainError
from dancu.platform.clock import now
from dancu.population import queries as population
from dancu.residence import queries as residence
from dancu.residence.queries import Of
from dancu.sites.officer import person_page
from dancu.sites.officer.access import officer
from dancu.sites.officer.card_forms import IssueForm, MoveForm
from dancu.sites.ui import refusals


@require_http_methods(["GET", "HEAD", "POST"])
def cards(request: HttpRequest, sight: str) -> HttpResponse:
    """Show somebody's cards, and enter one or what became of one."""
    me, by, at = officer(request), actor(request), now()
    queries.demand_right(me)
    seen = residence.sight_of(sight, Of.PERSON, officer=me, at=at)
    ask: dict[str, Any] = {"purpose": seen.purpose, "by": by, "at": at}
    theirs = queries.list_cards(person=seen.id, **ask)
    moves = "move" in request.POST
    issue = IssueForm(request.POST if request.method == "POST" and not moves else None)
    move = MoveForm(request.POST if moves else None, cards=theirs)
    if issue.is_valid() and _done(issue, commands.issue_card, person=seen.id, by=by, at=at):
        messages.success(request, _("The card is entered."))
        return redirect("person", sight=sight)
    if move.is_valid() and _done(move, commands.move_card, by=by, at=at):
        messages.success(request, _("It is entered what became of the card."))
        return redirect("person", sight=sight)
    [person] = population.list_people(ids=[seen.id], **ask)
    facts = {
        "person": person,
        "cards": [person_page.card_line(each, at) for each in theirs],
        "issue": issue,
        "move": move,
        "sight": sight,
    }
    return render(request, "officer/persons/cards.html", facts)


def _done(form: IssueForm | MoveForm, act: Callable[..., object], **told: Any) -> bool:
    try:
        act(**form.said(), **told)
    except DomainError as refusal:
        refusals.show(form, refusal)
        return False
    return True
