"""Check whether a paper is genuine: anybody may, without signing in, from its file or its printed code."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page, require_http_methods, require_safe

from dancu.accounts import access
from dancu.accounts import commands as accounts
from dancu.accounts.access import public
from dancu.accounts.domain.waiting import CHECK_PAPER_SOURCE
from dancu.casework import queries
from dancu.casework.queries import GenuinePaper
from dancu.documents.domain.kinds import MAX_SIZE
from dancu.documents.domain.refusals import FileTooLarge
from dancu.kernel.errors import DomainError
from dancu.platform.bodies import ONE_FILE, accepts_up_to
from dancu.platform.clock import now
from dancu.residence.texts import form_name
from dancu.sites.portal.words import instant
from dancu.sites.ui import refusals
from dancu.sites.ui.parts import Row
from dancu.trust import queries as trust
from dancu.trust.domain.certificates import to_pem
from dancu.trust.domain.keys import KeyPurpose

_KEPT_FOR = timedelta(hours=1)
"""How long others may go on with the keys they have; whoever rotates with a lead gives them much longer."""


class VerifyForm(forms.Form):
    """A file or a code; where both are given, the file."""

    file = forms.FileField(
        label=_("The paper as a PDF file"),
        required=False,
        widget=forms.FileInput(attrs={"class": "govuk-file-upload", "accept": "application/pdf,.pdf"}),
        error_messages={"empty": _("The file is empty. Choose another file.")},
    )
    code = forms.CharField(
        label=_("What the QR code on the paper holds"),
        help_text=_("Scan it with a telephone or a reader and copy the text, from DC1: to its end"),
        required=False,
        max_length=1000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, object]:
        if not self.errors and not self.cleaned_data["file"] and not self.cleaned_data["code"].strip():
            self.add_error("file", _("Choose the file of a paper, or enter its code"))
        return self.cleaned_data


@public
@never_cache
@accepts_up_to(ONE_FILE)
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Say whether a paper is genuine and which one it is; no more than whoever holds it can read."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    found, refused = None, None
    if request.method == "POST" and form.is_valid():
        try:
            accounts.take(CHECK_PAPER_SOURCE, access.source(request), at=now())
            found = _check(form)
        except DomainError as refusal:
            refusals.show_at(form, "file" if form.cleaned_data["file"] else "code", refusal)
            refused = refusal
    facts = {"form": form, "found": found, "rows": _rows(found) if found else []}
    return refusals.answer(render(request, "portal/verify.html", facts), refused)


@public
@require_safe
@conditional_page
def keys(request: HttpRequest) -> HttpResponse:
    """Publish the keys that check printed codes (JSON Web Key Set): those that sign, have signed and are to sign."""
    known = trust.jwks(purpose=KeyPurpose.CODES)
    return _published(JsonResponse(known, content_type="application/jwk-set+json"))


@public
@require_safe
@conditional_page
def root(request: HttpRequest) -> HttpResponse:
    """Publish the root certificates, which a program needs to check papers without asking this system."""
    known = trust.list_roots()
    if not known:
        raise trust.NoSuchKey
    return _published(HttpResponse("".join(map(to_pem, known)), content_type="application/pem-certificate-chain"))


def _published(response: HttpResponse) -> HttpResponse:
    """Let anybody's programs and pages read an answer, and keep it for a while."""
    patch_cache_control(response, public=True, max_age=int(_KEPT_FOR.total_seconds()))
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _check(form: VerifyForm) -> GenuinePaper:
    file = form.cleaned_data["file"]
    if not file:
        return queries.verify_code(form.cleaned_data["code"])
    content = file.read(MAX_SIZE + 1)
    if len(content) > MAX_SIZE:
        raise FileTooLarge
    return queries.verify_file(content)


def _rows(found: GenuinePaper) -> list[Row]:
    rows = [
        Row(label=gettext("Paper"), value=form_name(found.form)),
        Row(label=gettext("Number"), value=str(found.number)),
        Row(label=gettext("Dossier code"), value=found.dossier),
        Row(label=gettext("Agency"), value=found.agency),
        Row(label=gettext("Issued"), value=instant(found.issued_at)),
    ]
    if found.signer:
        rows += [
            Row(label=gettext("Signed by"), value=found.signer),
            Row(label=gettext("Signed at"), value=instant(found.signed_at)),
        ]
    return rows
