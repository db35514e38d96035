"""Lodging notices that come by telephone or on paper: written down for whoever gives them, their receipt, the list of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dancu.accounts.access import actor
from dancu.kernel.errors import DomainError
from dancu.offices.domain.rights import VERIFY_ACCOUNTS
from dancu.places.domain.units import Address
from dancu.platform.clock import now, today
from dancu.residence import commands, queries
from dancu.residence.domain.stays import NoticeWay
from dancu.residence.queries import FacilityView
from dancu.residence.texts import FACILITY_KINDS
from dancu.sites.filing import notifying
from dancu.sites.filing.drafts import form_view
from dancu.sites.filing.notifying import Page
from dancu.sites.officer.access import officer
from dancu.sites.officer.notice_forms import FacilitySearch, ReceptionForm, ReclaimForm
from dancu.sites.ui import refusals
from dancu.sites.ui.parts import Row


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """List what one's agency wrote down, the latest first; `?before=` continues after the notice of that id."""
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isdecimal() and len(asked) < 19 else None
    found, more = queries.list_written_down(officer=officer(request), before=before, by=actor(request), at=now())
    rows = [{"notice": each, "place": notifying.written(Address(each.unit_id, each.address_line))} for each in found]
    facts = {"rows": rows, "before": before, "older": found[-1].id if more else None}
    return render(request, "officer/lodging/notices.html", facts)


@form_view
def facilities(request: HttpRequest) -> HttpResponse:
    """Find the facility that gives notice; what is looked for stands in no address."""
    queries.check_writes_down(officer(request))
    form = FacilitySearch(request.POST or None)
    found: list[dict[str, object]] | None = None
    if form.is_valid():
        found = [
            {
                "facility": each,
                "kind": FACILITY_KINDS[each.kind],
                "place": notifying.written(queries.place_of(each, today())),
            }
            for each in queries.search_facilities(
                form.cleaned_data["text"], officer=officer(request), by=actor(request), at=now()
            )
        ]
    facts = {"form": form, "found": found, "may_reclaim": officer(request).may(VERIFY_ACCOUNTS)}
    return render(request, "officer/lodging/facilities.html", facts)


@form_view
def write_down(request: HttpRequest, facility_id: int | None = None) -> HttpResponse:
    """Write down a notice of a facility, or of any other place; what was typed is kept at every press, right or wrong."""
    me, by, at = officer(request), actor(request), now()
    queries.check_writes_down(me)
    facility = queries.get_facility_in_charge(facility_id, officer=me, by=by, at=at) if facility_id else None
    if request.method != "POST":
        here = Address(me.agency.unit_id, "") if me.agency.unit_id else None
        return _draw(request, facility, notifying.begun(facility, here, at=at), ReceptionForm(at=at))
    data, redraws = notifying.pressed(request.POST)
    reception = ReceptionForm(data, at=at)
    page = notifying.sent(data, facility, redraws=redraws, on=reception.day)
    sending = data.get("sending", "")
    # Both are asked, so that all that is wrong is said at once.
    if not all([reception.is_valid(), page.is_valid]) or redraws:
        return _draw(request, facility, page, reception, sending)
    try:
        written = _write_down(request, facility, page, reception, sending)
    except commands.AlreadySent as refusal:
        return _draw(request, facility, page, reception, refusal=refusal)
    except DomainError as refusal:
        return _draw(request, facility, page, reception, sending, refusal=refusal)
    return redirect("lodging-notice", notice=written.id)


@form_view
def reclaim(request: HttpRequest, facility_id: int) -> HttpResponse:
    """Close the account of a facility that somebody else registered."""
    ask: Any = {"officer": officer(request), "by": actor(request), "at": now()}
    facility = queries.get_facility_in_charge(facility_id, **ask)
    if not officer(request).may(VERIFY_ACCOUNTS):
        raise commands.MayNotReclaim
    form = ReclaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        commands.reclaim_facility(facility=facility_id, **ask)
        messages.success(request, _("The account is closed. The owner or manager can now register the facility."))
        return redirect("facilities")
    rows = [
        *notifying.about_place(facility.kind, facility.name, queries.place_of(facility, today())),
        Row(label=_("Owner or manager"), value=facility.manager),
        Row(label=_("Phone number"), value=facility.phone),
    ]
    return render(request, "officer/lodging/reclaim.html", {"form": form, "facility": facility, "rows": rows})


@require_safe
def receipt(request: HttpRequest, notice: int) -> HttpResponse:
    """Show a notice that one's agency wrote down: its number, when and from whom it was received, who of its guests was late."""
    found, stays = queries.get_written_down(notice, officer=officer(request), by=actor(request), at=now())
    rows = [
        Row(label=_("Who gives notice"), value=found.notifier),
        *notifying.receipt_rows(found),
        Row(label=_("Written down by"), value=officer(request).agency.name),
    ]
    return render(request, "officer/lodging/receipt.html", {"notice": found, "stays": stays, "rows": rows})


def _write_down(
    request: HttpRequest, facility: FacilityView | None, page: Page, reception: ReceptionForm, sending: str
) -> queries.Notified:
    said = page.place.cleaned_data if page.place else {}
    return commands.write_down_notice(
        kind=page.kind,
        name=facility.name if facility else said["name"],
        place=queries.place_of(facility, today()) if facility else said["place"],
        guests=[row.guest() for row in page.rows],
        way=NoticeWay(reception.cleaned_data["way"]),
        notifier=reception.cleaned_data["notifier"],
        received_at=reception.received_at,
        by_guest=bool(said.get("by_guest")),
        facility=facility.id if facility else None,
        sending=notifying.sending_of(sending),
        officer=officer(request),
        by=actor(request),
        at=now(),
    )


def _draw(
    request: HttpRequest,
    facility: FacilityView | None,
    page: Page,
    reception: ReceptionForm,
    sending: str = "",
    refusal: DomainError | None = None,
) -> HttpResponse:
    facts = notifying.shown(page, facility, sending, refusal) | {"reception": reception}
    return refusals.answer(render(request, "officer/lodging/write_down.html", facts), refusal)
