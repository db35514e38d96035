"""Auditors look up who saw or did what. Whom they look for is sent, never written into an address."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from dancu.accounts import queries as accounts
from dancu.accounts.access import actor
from dancu.accounts.domain.realms import Realm
from dancu.audit.commands.searching import Asked, search_audit
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Denied
from dancu.offices import queries as offices
from dancu.offices.domain.rights import SEARCH_AUDIT
from dancu.platform.clock import now
from dancu.population import queries as population
from dancu.sites.officer import audit_words, words
from dancu.sites.officer.access import officer
from dancu.sites.officer.searching import day_field


class MayNotAudit(Denied):
    """You have no right to search the audit. Ask the head of your agency."""

    code = "officer.may_not_audit"


class AuditForm(forms.Form):
    number = forms.CharField(label=_("PIN or old number of the person"), required=False, max_length=24)
    code = forms.CharField(label=_("Dossier code"), required=False, max_length=40)
    username = forms.CharField(label=_("User name of the officer"), required=False, max_length=64)
    purpose = forms.ChoiceField(label=_("Purpose"), required=False)
    since = day_field(_("From"))
    until = day_field(_("Until"))
    older = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All")), *((purpose.value, words.PURPOSES[purpose]) for purpose in Purpose)]
        self.fields["purpose"].choices = choices  # type: ignore[attr-defined]

    def asked(self, *, by: Actor, at: datetime) -> Asked | None:
        """Return what is looked for; None, with an error at the field, where it names nobody."""
        data = self.cleaned_data
        subject, officer_id = None, None
        if code := data["code"].strip().upper():
            subject = ("dossier", code)
        if number := "".join(data["number"].split()):
            person = population.find_person(number=number, purpose=Purpose.AUDIT, by=by, at=at)
            if person is None:
                self.add_error("number", population.NoSuchPerson.__doc__ or "")
                return None
            if subject:
                self.add_error("code", _("Look for a person or for a dossier, not for both at once."))
                return None
            subject = ("person", str(person.id))
        if username := data["username"].strip():
            account = accounts.find_account(realm=Realm.OFFICER, username=username)
            officer_id = offices.find_officer_id(account.id) if account else None
            if officer_id is None:
                self.add_error("username", _("No officer has this user name."))
                return None
        return Asked(
            subject=subject,
            officer_id=officer_id,
            purpose=data["purpose"],
            since=_midnight(data["since"]) if data["since"] else None,
            before=_midnight(data["until"] + timedelta(days=1)) if data["until"] and data["until"] < date.max else None,
        )


@require_http_methods(["GET", "HEAD", "POST"])
def audit(request: HttpRequest) -> HttpResponse:
    """Ask what is looked for, and list it."""
    me, by, at = officer(request), actor(request), now()
    if not me.may(SEARCH_AUDIT):
        raise MayNotAudit
    form, context = AuditForm(request.POST or None), {}
    asked = form.asked(by=by, at=at) if form.is_valid() else None
    if asked:
        page = search_audit(asked, agencies=offices.agencies_below(me), by=by, at=at, older=form.cleaned_data["older"])
        names = offices.names_of(line.officer_id for line in page.lines if line.officer_id)
        context = {
            "older": page.older,
            "lines": [
                {
                    "row": line,
                    "who": names.get(line.officer_id or 0) or words.ACTORS.get(line.actor_kind, line.actor_kind),
                    "agency": offices.agency(line.agency_id).name if line.agency_id else "",
                    "act": audit_words.act(line.act),
                    "kind": audit_words.kind(line.subject_kind),
                    "site": audit_words.site(line.site),
                    "purpose": words.PURPOSES.get(line.purpose, line.purpose),  # type: ignore[call-overload]
                }
                for line in page.lines
            ],
        }
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "officer/audit.html", {"form": form, "asked": asked, **context}, status=status)


def _midnight(day: Any) -> datetime:
    return datetime.combine(day, datetime.min.time(), timezone.get_current_timezone())
