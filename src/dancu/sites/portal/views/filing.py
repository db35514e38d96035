"""Beginning to file; the pages that follow are those of `sites.filing`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dancu.accounts.access import actor
from dancu.casework import commands as casework
from dancu.casework.procedures import catalogue
from dancu.platform.clock import now, today


@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a draft of a procedure."""
    procedure = catalogue().by_slug(slug, today())
    draft = casework.begin_draft(procedure_code=procedure.code, by=actor(request), at=now())
    return redirect("draft", draft_id=draft)
