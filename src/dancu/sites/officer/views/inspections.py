"""Notes of inspections, written from a dossier."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dancu.accounts.access import actor
from dancu.casework import commands, queries
from dancu.kernel.errors import Denied, DomainError
from dancu.platform.clock import now, today
from dancu.sites.officer.access import officer
from dancu.sites.officer.inspection_forms import InspectionForm
from dancu.sites.ui import refusals


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Write down what was found on the spot."""
    me, by, at = officer(request), actor(request), now()
    found = queries.get_dossier(code, officer=me, by=by, at=at)
    if isinstance(found.inspection_refusal, Denied):
        raise found.inspection_refusal
    if request.method != "POST" and not found.may_note_inspection:
        return redirect("dossier", code=code)
    form = InspectionForm(request.POST or None, initial={"inspected_on": today()})
    if form.is_valid():
        try:
            commands.note_inspection(code=code, officer=me, by=by, at=at, **form.cleaned_data)
        except DomainError as refusal:
            refusals.show(form, refusal)
        else:
            messages.success(request, _("The inspection is written down."))
            return redirect("dossier", code=code)
    words = dict.fromkeys(("title", "send"), _("Write down an inspection"))
    return render(request, "officer/dossier/form.html", {"dossier": found, "form": form, **words})
