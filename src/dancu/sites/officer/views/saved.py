"""Searches that an officer keeps under names of his own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dancu.casework import commands as casework
from dancu.kernel.errors import DomainError
from dancu.platform import problems
from dancu.platform.clock import now, today
from dancu.sites.officer import searching
from dancu.sites.officer.access import officer

LONGEST_NAME = 60


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search of the list that was looked at."""
    came_from = request.POST.get("from", "")
    query = searching.lasting(came_from, on=today())
    name = request.POST.get("name", "")[:LONGEST_NAME]
    try:
        casework.save_search(name=name, query=query, officer=officer(request), at=now())
    except DomainError as refusal:
        messages.error(request, problems.message(refusal))
    else:
        messages.success(request, _("The search is kept."))
    return redirect(f"{reverse('home')}?{searching.listed(came_from, on=today())}")


@require_POST
def forget(request: HttpRequest, search_id: int) -> HttpResponse:
    """Forget one."""
    casework.forget_search(search_id=search_id, officer=officer(request))
    messages.success(request, _("The search is not kept any more."))
    return redirect(f"{reverse('home')}?{searching.listed(request.POST.get('from', ''), on=today())}")
