"""Show or download one file, to whoever holds its signed link."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from dancu.accounts.access import public
from dancu.documents import queries as documents
from dancu.documents.domain.kinds import MediaType
from dancu.kernel.errors import DomainError
from dancu.platform import clock, problems
from dancu.platform.hosts import Site, origin


@public
@require_safe
def file(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the file: PDF and pictures in the page, the others as downloads."""
    try:
        found, content = documents.open_link(token, at=clock.now())
    except DomainError as error:
        return _framed(
            problems.respond(request, problems.of(error)), "style-src 'self'; font-src 'self'; img-src 'self'"
        )
    response = HttpResponse(content, content_type=str(found.media_type))
    response.headers["Content-Disposition"] = (
        content_disposition_header(not found.media_type.shown_in_page, found.name) or ""
    )
    # What is compressed already only costs time when it is compressed again on the way.
    response.headers["Content-Encoding"] = "identity"
    # Some browsers draw no PDF inside a sandbox; their own viewer for it runs nothing of the file on this site. Browsers
    # style the bare picture themselves.
    policy = "object-src 'self'" if found.media_type == MediaType.PDF else "sandbox"
    return _framed(response, f"{policy}; style-src 'unsafe-inline'")


def _framed(response: HttpResponse, policy: str) -> HttpResponse:
    """Let our own sites show the answer inside their pages, and nobody keep it."""
    pages = f"{origin(Site.PORTAL)} {origin(Site.OFFICER)}"
    response.headers["Content-Security-Policy"] = f"default-src 'none'; {policy}; frame-ancestors {pages}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
