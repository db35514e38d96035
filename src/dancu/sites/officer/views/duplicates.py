"""Records that may be one person's: the list, and two of them side by side, on which two officers decide."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dancu.accounts.access import actor
from dancu.kernel.actor import Purpose
from dancu.kernel.errors import Denied, DomainError, Missing
from dancu.offices.domain.rights import DECIDE_DUPLICATES, PROPOSE_DUPLICATES
from dancu.platform import problems
from dancu.platform.clock import now
from dancu.population import commands, queries
from dancu.population.domain.reviewing import Outcome, PairState, possible
from dancu.population.queries import PairView
from dancu.sites.officer import person_identity, words
from dancu.sites.officer.access import officer
from dancu.sites.officer.duplicate_forms import OutcomeForm
from dancu.sites.officer.paging import page_of
from dancu.sites.ui import refusals
from dancu.sites.ui.parts import Tab


@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """List the pairs of one state, those first for which most speaks."""
    state = next((each for each in PairState if each == request.GET.get("state")), PairState.WAITING)
    page = page_of(request)
    ask: dict[str, Any] = {"officer": officer(request), "by": actor(request), "at": now()}
    rows, more = queries.list_pairs(state=state, page=page, **ask)
    address = reverse("duplicates")
    facts = {
        "rows": rows,
        "tabs": [
            Tab(label=str(words.PAIRS[each]), href=f"{address}?state={each}", current=each is state)
            for each in PairState
        ],
        "before": f"?state={state}&page={page - 1}" if page > 1 else "",
        "after": f"?state={state}&page={page + 1}" if more else "",
    }
    return render(request, "officer/duplicates/list.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Show two records side by side; propose what they are, or decide on what a colleague proposed."""
    me = officer(request)
    ask: dict[str, Any] = {"officer": me, "by": actor(request), "at": now()}
    found = queries.get_pair(pair_id, **ask)
    decides = "agree" in request.POST or "decline" in request.POST
    form = OutcomeForm(request.POST if request.method == "POST" and not decides else None, pair=found)
    refused: DomainError | None = None
    try:
        if decides:
            commands.decide_outcome(pair_id=pair_id, agreed="agree" in request.POST, **ask)
            return _told(request, pair_id, _("Your decision is carried out."))
        if form.is_valid():
            commands.propose_outcome(
                pair_id=pair_id,
                outcome=Outcome(form.cleaned_data["outcome"]),
                survivor=form.cleaned_data.get("survivor"),
                reason=form.cleaned_data["reason"],
                **ask,
            )
            return _told(request, pair_id, _("The proposal waits for another officer."))
    except (Denied, Missing):
        raise
    except DomainError as refusal:
        refused = refusal
        if form.is_bound:
            refusals.show(form, refusal)
    facts = {
        "pair": found,
        "rows": list(_side_by_side(found, ask["by"], ask["at"])),
        "state": words.PAIRS[found.state],
        "proposal": words.OUTCOMES_OF_PAIRS[found.proposal] if found.proposal else "",
        "conflicts": [words.sentence(each) for each in _conflicts(found)],
        "form": form if possible(found.state) and me.may(PROPOSE_DUPLICATES) else None,
        "may_decide": found.proposal and me.may(DECIDE_DUPLICATES) and found.proposed_by != me.id,
        "own": found.proposed_by == me.id,
        "refused": words.sentence(refused) if refused and not form.is_bound else "",
    }
    status = problems.status_of(refused) if refused else HTTPStatus.OK
    return render(request, "officer/duplicates/pair.html", facts, status=status)


def _told(request: HttpRequest, pair_id: int, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("duplicate", pair_id=pair_id)


def _conflicts(found: PairView) -> Iterable[DomainError]:
    """Return what keeps two records that are not one yet from becoming one."""
    if found.state is PairState.MERGED or found.proposal is Outcome.PART:
        return ()
    return commands.merge_conflicts(duplicate=found.one.id, survivor=found.other.id)


def _side_by_side(found: PairView, by: Any, at: Any) -> Iterable[tuple[str, Any, Any, bool]]:
    """Yield each fact of both, and whether they differ."""
    ask: dict[str, Any] = {"purpose": Purpose.REGISTER_CHANGE, "by": by, "at": at}
    said = [
        {str(row.label): row.value for row in person_identity.rows(queries.get_person(id=each.id, **ask), None)}
        for each in (found.one, found.other)
    ]
    one, other = said
    for label in [*one, *(name for name in other if name not in one)]:
        yield label, one.get(label, ""), other.get(label, ""), one.get(label) != other.get(label)
