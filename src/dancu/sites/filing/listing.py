"""Rows of a step from a file, and spreadsheets that are handed out."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from dancu.casework.rows import RowsStep, with_rows_listed
from dancu.kernel.errors import DomainError
from dancu.lists import apart
from dancu.lists.writing import Format
from dancu.sites.ui import refusals

TAKE = "_take_list"
"""Name of the button that takes the rows of a file."""


class FileForm(forms.Form):
    """A file with a list of people; what to do about an empty one is for who reads it to say."""

    file = forms.FileField(
        label=_("File with the list"),
        help_text=_("XLSX or CSV, up to 6 MB"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"required": _("Choose the file with your list")},
    )


def taken_over(form: RowsStep, request: HttpRequest, data: QueryDict) -> tuple[QueryDict, FileForm]:
    """Return what was typed with the rows of the file in place of those of the page, or as it was where the file is refused."""
    chosen = FileForm(data, request.FILES)
    if not chosen.is_valid():
        return data, chosen
    try:
        sheet = apart.sheet_in(chosen.cleaned_data["file"], form.columns)
        rows = [dict(zip(sheet.keys, line.cells, strict=True)) for line in sheet.lines]
        return with_rows_listed(data, form.taken_from(rows), form.columns), chosen
    except DomainError as refusal:
        refusals.show_at(chosen, "file", refusal)
        return data, chosen


def file_form(form: Any) -> FileForm | None:
    """Return the empty form of a file for a step whose rows can be taken from one."""
    return FileForm() if isinstance(form, RowsStep) and form.examples else None


def spreadsheet(form: str) -> Format:
    """Return the format that an address names; raise Http404."""
    try:
        return Format(form)
    except ValueError:
        raise Http404 from None


def handed_out(content: bytes, name: str, form: Format) -> HttpResponse:
    """Return a spreadsheet to be kept."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=form.media_type, headers=headers)
