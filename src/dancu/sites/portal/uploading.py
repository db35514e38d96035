"""The page that takes a list in, whatever kind of list it is."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dancu.accounts.access import actor
from dancu.kernel.errors import DomainError
from dancu.lists import commands, queries
from dancu.lists.kinds import Kind
from dancu.platform.clock import now
from dancu.sites.filing.listing import FileForm
from dancu.sites.ui import refusals


class ListForm(FileForm):
    """A file, and the number of the list that it will be: sent twice, it is one list."""

    list_id = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_list_id(self) -> UUID:
        try:
            return UUID(self.cleaned_data["list_id"])
        except ValueError:
            return uuid4()


def upload(request: HttpRequest, kind: Kind, about: Mapping[str, Any]) -> HttpResponse:
    """Show the page that takes a list of this kind, and take it in; `about` is what all of its rows are about."""
    by = actor(request)
    form = ListForm(request.POST or None, request.FILES or None, initial={"list_id": uuid4()})
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            list_id = commands.take_in(
                file, list_id=form.cleaned_data["list_id"], name=file.name, kind=kind, about=about, by=by, at=now()
            )
        except DomainError as refusal:
            refusals.show_at(form, "file", refusal)
        else:
            return redirect("list", list_id=list_id)
    facts = {"form": form, "kind": kind, "sent": queries.list_own(kind.key, by=by)}
    return render(request, "portal/lists/upload.html", facts)
