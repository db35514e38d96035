"""What a form of ours has sent, kept so that it can be sent again when the answer could not be what was wanted."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

MOST = 256 * 1024
"""Characters; no form of ours is larger."""
_OWN = re.compile(r"csrfmiddlewaretoken|.*password.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The fields of a form, without passwords and files: where they were sent, and the page they were typed on."""

    address: str
    page: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool = False


def typed_in(request: HttpRequest) -> Typed | None:
    """Return what somebody typed into a page of this site, None where nothing was.

    Only what the browser vouches for as sent by our own page: a form that another site sent must not come back as ours.
    """
    if request.method != "POST" or request.headers.get("Origin") != f"{request.scheme}://{request.get_host()}":
        return None
    try:
        sent = [(name, str(value)) for name, values in request.POST.lists() for value in values]
    except RequestDataTooBig:
        return None
    fields = tuple((name, value) for name, value in sent if not _OWN.fullmatch(name))
    is_something = any(value and not name.startswith("_") for name, value in fields)
    if not is_something or sum(len(name) + len(value) for name, value in fields) > MOST:
        return None
    address = request.get_full_path()
    return Typed(
        address=address, page=came_from(request) or address, fields=fields, had_files=any(request.FILES.values())
    )


def came_from(request: HttpRequest) -> str:
    """Return the page of this site that a request was sent from, without scheme and host; empty for any other."""
    sender = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(sender, {request.get_host()}):
        return ""
    return urlsplit(sender)._replace(scheme="", netloc="", fragment="").geturl()
