"""The page of a lodging facility: what its account is, what may be changed of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dancu.accounts.access import account, actor, for_facilities
from dancu.platform.clock import now, today
from dancu.residence import commands, queries
from dancu.residence.domain.stays import FacilityKind, facility_kinds
from dancu.sites.filing.notifying import agency_of, written
from dancu.sites.portal.facility_forms import FacilityForm
from dancu.sites.ui.parts import Row


@for_facilities
@require_http_methods(["GET", "HEAD", "POST"])
def facility(request: HttpRequest) -> HttpResponse:
    """Show a facility to its account, and let it say anew what kind it is and who runs it."""
    mine, by = account(request), actor(request)
    found = queries.get_own_facility(by=by, at=now())
    kinds = facility_kinds(today())
    begins = {"kind": found.kind.value, "manager": found.manager}
    form = FacilityForm(request.POST or None, initial=begins, kinds=kinds)
    if form.is_valid():
        commands.change_facility(
            account=mine.id,
            kind=FacilityKind(form.cleaned_data["kind"]),
            manager=form.cleaned_data["manager"],
            by=by,
            at=now(),
        )
        messages.success(request, _("Your details have been saved."))
        return redirect("facility")
    place = queries.place_of(found, today())
    rows = [
        Row(label=_("User name"), value=mine.username),
        Row(label=_("Name of the lodging facility"), value=found.name),
        Row(label=_("Address of the lodging facility"), value=written(place)),
        Row(label=_("Agency"), value=agency_of(place)),
        Row(label=_("Phone number"), value=found.phone),
        Row(label=_("Email"), value=mine.email),
    ]
    facts = {"form": form, "rows": rows, "name": found.name, "is_offered": found.kind in kinds}
    return render(request, "portal/lodging/facility.html", facts)
