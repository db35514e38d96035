"""What machines of others tell us."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from dancu.accounts.access import public
from dancu.kernel.errors import DomainError
from dancu.notices import commands as notices
from dancu.platform import clock, problems


@public
@csrf_exempt
@require_POST
def sms_report(request: HttpRequest) -> HttpResponse:
    """Take a report whether a text message arrived; the signature says whose it is."""
    try:
        if request.content_type != "application/json":
            raise notices.NoReport
        notices.take_report(body=request.body, headers=request.headers, at=clock.now())
    except DomainError as refusal:
        return problems.as_json(problems.of(refusal))
    return HttpResponse(status=204)
