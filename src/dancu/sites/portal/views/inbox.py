"""One's messages, what one wishes of them, and the mail of a demonstration."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dancu.accounts.access import account, actor, public
from dancu.notices import commands as notices
from dancu.notices import queries
from dancu.platform.clock import now
from dancu.sites.portal.wishes_form import WishesForm

_search_or_see = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """List one's messages, newest first; `?before=` continues after the message of that id."""
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isdecimal() and len(asked) < 19 else None
    lines = queries.list_inbox(account_id=account(request).id, before=before)
    older = lines[-1].id if len(lines) == queries.PAGE else None
    return render(request, "portal/inbox/list.html", {"lines": lines, "before": before, "older": older})


@require_safe
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    """Open a message of one's own; opening marks it read."""
    found = notices.read_message(message_id=message_id, account_id=account(request).id, at=now())
    return render(request, "portal/inbox/message.html", {"message": found})


@_search_or_see
def wishes(request: HttpRequest) -> HttpResponse:
    """Choose by which ways one is told of what, and when not."""
    form = WishesForm(request.POST if request.method == "POST" else None, wishes=queries.wishes_of(account(request).id))
    if form.is_valid():
        notices.keep_wishes(form.wishes(), by=actor(request), at=now())
        messages.success(request, _("Your choices have been saved."))
        return redirect("profile")
    return render(request, "portal/inbox/wishes.html", {"form": form})


@public
@_search_or_see
def demo_inbox(request: HttpRequest) -> HttpResponse:
    """List what a demonstration kept instead of sending; the address searched for is sent by POST, to stay out of addresses."""
    _only_in_a_demonstration()
    to = request.POST.get("to", "").strip()
    return render(request, "portal/inbox/demo_list.html", {"mails": queries.list_demo_mail(to=to), "to": to})


@public
@require_safe
def demo_mail(request: HttpRequest, mail_id: int) -> HttpResponse:
    """Show one of them."""
    _only_in_a_demonstration()
    return render(request, "portal/inbox/demo_mail.html", {"mail": queries.get_demo_mail(mail_id)})


def _only_in_a_demonstration() -> None:
    if not settings.DEMO:
        raise Http404
