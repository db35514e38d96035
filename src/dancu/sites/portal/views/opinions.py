"""What others ask of oneself: one's agreement as householder, owner, parent or guardian."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dancu.accounts.access import actor
from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.commands.opinions import LONGEST_REASON
from dancu.identity.queries import proved_numbers
from dancu.kernel.errors import DomainError
from dancu.offices import queries as offices
from dancu.platform import problems
from dancu.platform.clock import now
from dancu.sites.filing.drafts import form_view


class _OpinionForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("What you want to say"),
        help_text=gettext_lazy("The applicant and the agency can read this. If you refuse, say why."),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """List what one is and was asked."""
    by, at = actor(request), now()
    mine = proved_numbers(by=by, at=at)
    listed = queries.list_asked_of(mine, by=by, at=at) if mine else ()
    return render(request, "portal/opinions/list.html", {"asked": listed, "verified": bool(mine)})


@form_view
def opinion(request: HttpRequest, opinion_id: UUID) -> HttpResponse:
    """Show what is asked, and take the answer."""
    by, at = actor(request), now()
    mine = proved_numbers(by=by, at=at)
    found, sections = queries.get_asked(opinion_id, proved_numbers=mine, by=by, at=at)
    form, refused = _OpinionForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        agrees = "_agree" in request.POST
        try:
            casework.give_opinion(
                opinion_id=opinion_id, proved_numbers=mine, agrees=agrees, note=form.cleaned_data["note"], by=by, at=at
            )
        except DomainError as error:
            for name, texts in error.fields.items():
                form.add_error(name, [_(text) for text in texts])
            refused = "" if error.fields else problems.message(error)
        else:
            said = _("You have agreed. The applicant has been told.")
            messages.success(request, said if agrees else _("You have refused. The applicant has been told."))
            return redirect("opinions")
    facts = {
        "asked": found,
        "agency": offices.agency(found.agency_id).name,
        "sections": sections,
        "texts": found.procedure.texts,
        "form": form,
        "refused": refused,
        "mine": found.open,
    }
    return render(request, "portal/opinions/opinion.html", facts, status=400 if form.errors or refused else 200)
