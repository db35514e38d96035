"""The portal's front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dancu.accounts.access import public
from dancu.accounts.domain.realms import Kind
from dancu.casework.procedures import catalogue
from dancu.platform.clock import today
from dancu.sites.ui.menu import entries

NEWEST = 6
PICTURES = ("file", "search", "user")


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the search, the ways in, the five steps and the procedures that came into force last."""
    newest = sorted(catalogue().listed(today()), key=lambda procedure: procedure.since, reverse=True)[:NEWEST]
    ways = [("file", _("File a dossier online")), ("dossiers", _("Follow my dossiers"))]
    if getattr(request.user, "kind", None) is Kind.FACILITY:
        ways = [("lodging-notify", _("Give notice of guests")), ("lodging", _("Guests tonight"))]
    if not request.user.is_authenticated:
        ways.append(("register", _("Register an account")))
    pictured = list(zip(entries(request, ways), PICTURES, strict=False))
    return render(request, "portal/home.html", {"procedures": newest, "ways": pictured})
