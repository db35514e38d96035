"""Let requests in as `admission` says; whom it turns away gets a page at once, with what he typed."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from dancu.platform import bodies, problems
from dancu.platform.admission import Admission, Crowded
from dancu.platform.typed import typed_in
from dancu.platform.wellformed import form

_UPLOADS = 16
"""Bodies with files that a process reads at once; they lie on the disk meanwhile."""


class AdmissionMiddleware:
    """Stand before the first look into the database; health checks and files of pages are answered before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admission = Admission()
        self.uploads = Admission(places=_UPLOADS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            self._take_in(request)
            with self.admission.place():
                return self.get_response(request)
        except Crowded as refused:
            response = problems.respond(request, replace(problems.of(refused), typed=typed_in(request)))
            # Whoever waits for a connection is more than one who was turned away.
            response.headers["Connection"] = "close"
            return response

    def _take_in(self, request: HttpRequest) -> None:
        """Read a form before it gets a place, so that a slow line holds up nobody else."""
        if request.method != "POST":
            return
        if bodies.declared(request) <= bodies.FORM:
            form(request)
        elif bodies.open_for_files(request):
            with self.uploads.place():
                form(request)
