"""Lodging notices of one's own: give one, its receipt, who stays tonight, what was sent before."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from dancu.accounts.access import account, actor, for_facilities
from dancu.accounts.domain.realms import Kind
from dancu.kernel.errors import DomainError
from dancu.platform.bodies import ONE_FILE, accepts_up_to
from dancu.platform.clock import now, today
from dancu.residence import commands, queries
from dancu.residence.domain.stays import NoticeWay
from dancu.residence.queries import FacilityView
from dancu.residence.texts import NOTICE_WAYS
from dancu.sites.filing import notifying
from dancu.sites.filing.drafts import form_view
from dancu.sites.filing.notifying import Page
from dancu.sites.portal import declaring
from dancu.sites.portal.guest_lists import GUESTS
from dancu.sites.portal.uploading import upload
from dancu.sites.ui import refusals

_FARTHEST = timedelta(days=366)


@for_facilities
@require_safe
def tonight(request: HttpRequest) -> HttpResponse:
    """List who stays in a night, today's unless another one is asked for."""
    night, page = _night(request.GET.get("night", "")), _page(request.GET.get("page", ""))
    by = actor(request)
    guests, more = queries.list_own_guests(night=night, page=page, by=by, at=now())
    facts = {
        "facility": facility_of(request),
        "guests": guests,
        "count": queries.count_own_guests(night=night, by=by),
        "night": night,
        "is_today": night == today(),
        "before": night - timedelta(days=1),
        "after": night + timedelta(days=1),
        "page": page,
        "earlier_page": page - 1,
        "later_page": page + 1 if more else None,
    }
    return render(request, "portal/lodging/tonight.html", facts)


@for_facilities
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """List the notices given so far, the latest first; `?before=` continues after the notice of that id."""
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isdecimal() and len(asked) < 19 else None
    found, more = queries.list_own_notices(before=before, by=actor(request), at=now())
    facts = {"notices": found, "before": before, "older": found[-1].id if more else None}
    return render(request, "portal/lodging/notices.html", facts)


@for_facilities
@require_http_methods(["GET", "HEAD", "POST"])
def notify(request: HttpRequest) -> HttpResponse:
    """Give notice of guests; what was typed is kept at every press of a button, right or wrong."""
    facility, mine, by, at = facility_of(request), account(request), actor(request), now()
    if request.method != "POST":
        return _draw(request, facility, declaring.begun(facility, mine, by=by, at=at))
    data, redraws = declaring.pressed(request.POST, mine, by=by, at=at)
    page = notifying.sent(data, facility, redraws=redraws, on=today())
    sending = data.get("sending", "")
    if redraws or not page.is_valid:
        return _draw(request, facility, page, sending)
    try:
        notified = _send(request, facility, page, sending)
    except commands.AlreadySent as refusal:
        return _draw(request, facility, page, refusal=refusal)
    except DomainError as refusal:
        return _draw(request, facility, page, sending, refusal=refusal)
    return redirect("lodging-notice", notice=notified.id)


@accepts_up_to(ONE_FILE)
@for_facilities
@form_view
def notify_by_list(request: HttpRequest) -> HttpResponse:
    """Give notice of many guests of one's facility by a spreadsheet; raises NoSuchFacility where the account is none's."""
    facility = queries.get_own_facility(by=actor(request), at=now())
    return upload(request, GUESTS, {"facility": facility.id})


@for_facilities
@require_safe
def receipt(request: HttpRequest, notice: int) -> HttpResponse:
    """Show a notice with its number, when it was given and who of its guests was told of late."""
    found, stays = queries.get_own_notice(notice, by=actor(request), at=now())
    return render(
        request, "portal/lodging/receipt.html", {"notice": found, "stays": stays, "rows": notifying.receipt_rows(found)}
    )


def facility_of(request: HttpRequest) -> FacilityView | None:
    """Return the facility whose account it is; None for people and organisations."""
    is_facility = account(request).kind is Kind.FACILITY
    return queries.get_own_facility(by=actor(request), at=now()) if is_facility else None


def _send(request: HttpRequest, facility: FacilityView | None, page: Page, sending: str) -> queries.Notified:
    at, by = now(), actor(request)
    said = page.place.cleaned_data if page.place else {}
    place = queries.place_of(facility, today()) if facility else said["place"]
    return commands.notify_stays(
        kind=page.kind,
        name=facility.name if facility else said["name"],
        place=place,
        guests=[row.guest() for row in page.rows],
        way=NoticeWay.WEB_OR_APP,
        by_guest=bool(said.get("by_guest")),
        facility=facility.id if facility else None,
        account=by.own_account,
        sending=notifying.sending_of(sending),
        by=by,
        at=at,
    )


def _draw(
    request: HttpRequest,
    facility: FacilityView | None,
    page: Page,
    sending: str = "",
    refusal: DomainError | None = None,
) -> HttpResponse:
    facts = {
        **notifying.shown(page, facility, sending, refusal),
        "now": now(),
        "way": NOTICE_WAYS[NoticeWay.WEB_OR_APP],
    }
    answer = render(request, "portal/lodging/notify.html", facts)
    return refusals.answer(answer, refusal)


def _night(asked: str) -> date:
    """Return the night asked for, within a year of today."""
    try:
        night = date.fromisoformat(asked)
    except ValueError:
        return today()
    return min(max(night, today() - _FARTHEST), today() + _FARTHEST)


def _page(asked: str) -> int:
    return max(int(asked), 1) if asked.isdecimal() and len(asked) < 6 else 1
