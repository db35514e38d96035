"""Operators see which messages never arrived and why, send them again, and read what every message says."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from dancu.accounts.access import actor
from dancu.kernel.errors import Denied
from dancu.notices import commands as notices
from dancu.notices import queries, rendering
from dancu.notices.domain import segments
from dancu.notices.domain.catalogue import CATALOGUE
from dancu.offices.domain.rights import SEE_MESSAGES, SEND_MESSAGES_AGAIN, Right
from dancu.platform.clock import now
from dancu.sites.officer import words
from dancu.sites.officer.access import officer

View = Callable[..., HttpResponse]
_NAME = "Nguyễn Thị Hoà"
"""Who gets the messages of the previews."""


class MayNotOperate(Denied):
    """You have no right to look after the system's messages. Ask the administrator of your agency."""

    code = "officer.may_not_operate"


def needs(right: Right) -> Callable[[View], View]:
    """Refuse an officer who has not this right."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not officer(request).may(right):
                raise MayNotOperate
            return view(request, *args, **kwargs)

        return guarded

    return guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A notice in one language, as its reader gets it."""

    language: str
    language_name: str
    preview: rendering.Preview
    length: segments.Length
    """Of the text message."""


@require_safe
@needs(SEE_MESSAGES)
def outbox(request: HttpRequest) -> HttpResponse:
    """List what never arrived, newest first; `?before=` continues after the message of that id."""
    asked, at = request.GET.get("before", ""), now()
    before = int(asked) if asked.isdecimal() and len(asked) < 19 else None
    lines = queries.list_failed(at=at, before=before)
    context = {
        "counts": queries.count_outbox(at=at),
        "lines": [{"row": line, "way": words.WAYS[line.way], "why": words.REASONS[line.reason]} for line in lines],
        "before": before,
        "older": lines[-1].id if len(lines) == queries.PAGE else None,
        "may_send": officer(request).may(SEND_MESSAGES_AGAIN),
    }
    return render(request, "officer/outbox/list.html", context)


@require_POST
@needs(SEND_MESSAGES_AGAIN)
def send_again(request: HttpRequest, message_id: int) -> HttpResponse:
    """Send one of them again."""
    notices.send_again(message_id=message_id, by=actor(request), at=now())
    messages.success(request, _("The message is being sent again."))
    return redirect("outbox")


@require_POST
@needs(SEND_MESSAGES_AGAIN)
def send_all_again(request: HttpRequest) -> HttpResponse:
    """Send all of them again that are still worth it."""
    sent = notices.send_all_again(by=actor(request), at=now())
    said = ngettext("%(count)s message is being sent again.", "%(count)s messages are being sent again.", sent)
    messages.success(request, said % {"count": sent})
    return redirect("outbox")


@require_safe
@needs(SEE_MESSAGES)
def templates(request: HttpRequest) -> HttpResponse:
    """List every message that the system can send."""
    lines = [
        {
            "notice": notice,
            "subjects": [(sample.language, sample.preview.subject) for sample in _samples(notice.name)],
            "ways": [words.WAYS[way] for way in words.WAYS if way in notice.ways],
        }
        for notice in CATALOGUE.values()
    ]
    return render(request, "officer/outbox/templates.html", {"lines": lines})


@require_safe
@needs(SEE_MESSAGES)
def template(request: HttpRequest, notice: str) -> HttpResponse:
    """Show one of them in every language, filled with made-up facts."""
    if notice not in CATALOGUE:
        raise Http404
    return render(request, "officer/outbox/template.html", {"notice": CATALOGUE[notice], "samples": _samples(notice)})


@require_safe
@needs(SEE_MESSAGES)
def mail(request: HttpRequest, notice: str, language: str) -> HttpResponse:
    """Show the e-mail as a mail program draws it."""
    if notice not in CATALOGUE or language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        response = HttpResponse(rendering.preview_of(notice, _NAME).html)
    # A mail brings its style along, which no page of ours may.
    policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups; frame-ancestors 'none'"
    response.headers["Content-Security-Policy"] = policy
    return response


def _samples(notice: str) -> list[Sample]:
    found = []
    for language, name in settings.LANGUAGES:
        with translation.override(language):
            preview = rendering.preview_of(notice, _NAME)
        found.append(
            Sample(
                language=language,
                language_name=name,
                preview=preview,
                length=segments.length(preview.sms),
            )
        )
    return found
