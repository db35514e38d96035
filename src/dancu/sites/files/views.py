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
        return _refused(request, error)
    disposition = content_disposition_header(not found.media_type.shown_in_page, found.name) or ""
    # Some browsers draw no PDF inside a sandbox; their own viewer for it runs nothing of the file on this site.
    policy = "object-src 'self'" if found.media_type == MediaType.PDF else "sandbox"
    return _lent(content, found.media_type, disposition, policy)


@public
@require_safe
def picture(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with a picture that we have drawn of a file."""
    try:
        content = documents.open_picture(token, at=clock.now())
    except DomainError as error:
        return _refused(request, error)
    return _lent(content, MediaType.JPEG, "inline", "sandbox")


def _refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    page = problems.respond(request, problems.of(error))
    return _framed(page, "style-src 'self'; font-src 'self'; img-src 'self'")


def _lent(content: bytes, kind: MediaType, disposition: str, policy: str) -> HttpResponse:
    response = HttpResponse(content, content_type=str(kind))
    response.headers["Content-Disposition"] = disposition
    # What is compressed already only costs time when it is compressed again on the way.
    response.headers["Content-Encoding"] = "identity"
    # Browsers style the bare picture themselves.
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
