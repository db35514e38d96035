"""Which officer it is: an account of the officer site opens its pages only while it is an active officer's."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from dancu.accounts import access
from dancu.accounts.domain.realms import Realm
from dancu.kernel.actor import Actor, ActorKind
from dancu.kernel.errors import DomainError
from dancu.offices import queries as offices
from dancu.offices.queries import NotAnOfficer, OfficerView
from dancu.platform import problems


class OfficerMiddleware:
    """Set `request.officer` and `request.actor` before a view of the officer site that is not public."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: object, _kwargs: object) -> HttpResponse | None:
        if access.realm(request) is not Realm.OFFICER or not request.user.is_authenticated:
            return None
        try:
            found = offices.officer_of(access.account(request).id)
        except DomainError as refusal:
            if getattr(view, "is_public", False):
                return None
            return problems.respond(request, problems.of(refusal))
        request.officer = found  # type: ignore[attr-defined]
        request.actor = Actor(  # type: ignore[attr-defined]
            kind=ActorKind.OFFICER,
            account_id=found.account_id,
            officer_id=found.id,
            agency_id=found.agency.id,
            source=access.source(request),
            site=access.site(request),
        )
        return None


def officer(request: HttpRequest) -> OfficerView:
    """Return the officer who is signed in, with his agency and rights; raises NotAnOfficer."""
    found: OfficerView | None = getattr(request, "officer", None)
    if found is None:
        raise NotAnOfficer
    return found
