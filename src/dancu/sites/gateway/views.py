"""What machines of others tell us."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from dancu.accounts.access import public
from dancu.kernel.errors import DomainError
from dancu.notices import commands as notices
from dancu.payments import commands as payments
from dancu.platform import clock, problems
from dancu.platform.webhooks import NoReport


@public
@csrf_exempt
@require_POST
def sms_report(request: HttpRequest) -> HttpResponse:
    """Take a report whether a text message arrived; the signature says whose it is."""
    return _taken(request, notices.take_report)


@public
@csrf_exempt
@require_POST
def payment_report(request: HttpRequest) -> HttpResponse:
    """Take a report of money that came or was paid back; the signature says whose it is."""
    return _taken(request, payments.take_report)


def _taken(request: HttpRequest, take: Callable[..., None]) -> HttpResponse:
    try:
        if request.content_type != "application/json":
            raise NoReport
        take(body=request.body, headers=request.headers, at=clock.now())
    except DomainError as refusal:
        return problems.as_json(problems.of(refusal))
    return HttpResponse(status=204)
