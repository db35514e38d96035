"""Intake of persons in files: a file is sent, its dry run read, and what is sound of it entered."""

import tempfile
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dancu.accounts.access import actor
from dancu.intake import commands, queries
from dancu.intake.columns import columns_of
from dancu.intake.domain.sizes import MAX_SIZE
from dancu.intake.domain.states import BatchState, Form
from dancu.intake.writing import faults_of, write_left
from dancu.kernel.errors import Denied, DomainError
from dancu.lists.writing import Format, template
from dancu.offices.domain.rights import CONFIRM_INTAKES, SEND_INTAKES
from dancu.platform.bodies import files_up_to
from dancu.platform.clock import now
from dancu.platform.workbooks import MEDIA_TYPE
from dancu.sites.officer import words
from dancu.sites.officer.access import officer
from dancu.sites.officer.intake_forms import AdmitForm, SendForm
from dancu.sites.ui import refusals

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
_LOOK_AGAIN = 2
"""Seconds between looks how far an intake has come."""
_SHOWN = 50
"""Lines that are told on the page; all of them are in the file."""


@require_safe
def intakes(request: HttpRequest) -> HttpResponse:
    """List the files that one's agency sent."""
    me = officer(request)
    context = {
        "intakes": queries.list_intakes(officer=me),
        "may_send": me.may(SEND_INTAKES),
        "forms": words.INTAKE_FORMS,
    }
    return render(request, "officer/intakes/list.html", context)


@files_up_to(MAX_SIZE)
@read_or_send
def new(request: HttpRequest) -> HttpResponse:
    """Take a file, and have its lines checked."""
    me = officer(request)
    if not me.may(SEND_INTAKES):
        raise commands.MayNotTakeIn
    form = SendForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        sent = form.cleaned_data
        try:
            batch = commands.send(
                sent["file"],
                form=Form(sent["form"]),
                name=sent["file"].name,
                reason=sent["reason"],
                officer=me,
                by=actor(request),
                at=now(),
            )
        except Denied:
            raise
        except DomainError as refusal:
            refusals.show_at(form, "file", refusal)
        else:
            return redirect("intake", batch_id=batch)
    context = {"form": form, "templates": words.INTAKE_FORMS}
    return render(request, "officer/intakes/new.html", context, status=400 if form.errors else 200)


@require_safe
def one(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show how far an intake has come, and what stands against its first lines."""
    me, by, at = officer(request), actor(request), now()
    view = queries.get_intake(batch_id, officer=me)
    told = []
    if view.left and not view.working:
        lines = queries.list_left(batch_id, officer=me, limit=_SHOWN, by=by, at=at)
        told = [(line, faults_of(line, view)) for line in lines]
    context = {
        "intake": view,
        "told": told,
        "form_name": words.INTAKE_FORMS[view.form],
        "may_confirm": view.state is BatchState.CHECKED and me.may(CONFIRM_INTAKES),
        "may_admit": view.state in (BatchState.CHECKED, BatchState.DONE) and me.may(CONFIRM_INTAKES),
        "may_stop": view.ended_at is None and me.may(SEND_INTAKES),
        "look_again": _LOOK_AGAIN,
    }
    waits = request.headers.get("HX-Request") == "true"
    return render(request, "officer/intakes/_intake.html" if waits else "officer/intakes/intake.html", context)


@require_POST
def confirm(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Have the sound lines of a checked file entered."""
    commands.confirm(batch_id, officer=officer(request), by=actor(request), at=now())
    return redirect("intake", batch_id=batch_id)


@require_POST
def stop(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Stop an intake; what is entered stays."""
    commands.cancel(batch_id, officer=officer(request), by=actor(request), at=now())
    messages.success(request, _("The intake is stopped. What was entered until then stays."))
    return redirect("intake", batch_id=batch_id)


@read_or_send
def admit(request: HttpRequest, batch_id: UUID, number: int) -> HttpResponse:
    """Say why a doubtful line is about another person than those in the register."""
    me, by, at = officer(request), actor(request), now()
    if not me.may(CONFIRM_INTAKES):
        raise commands.MayNotTakeIn
    doubt = queries.get_doubt(batch_id, number, officer=me, by=by, at=at)
    form = AdmitForm(request.POST or None)
    if form.is_valid():
        commands.admit(batch_id, number, reason=form.cleaned_data["reason"], officer=me, by=by, at=at)
        messages.success(request, _("The line is entered with the others."))
        return redirect("intake", batch_id=batch_id)
    context = {"form": form, "doubt": doubt, "batch_id": batch_id}
    return render(request, "officer/intakes/admit.html", context, status=400 if form.errors else 200)


@require_safe
def left(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Hand out the lines that somebody has to look at."""
    me, by, at = officer(request), actor(request), now()
    view = queries.get_intake(batch_id, officer=me)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "left.xlsx"
        write_left(path, view, queries.each_left(batch_id, officer=me, by=by, at=at))
        content = path.read_bytes()
    return _workbook(content, f"{view.form}-{batch_id}.xlsx")


@require_safe
def form_template(request: HttpRequest, form: str) -> HttpResponse:
    """Hand out the template of a form."""
    if not officer(request).may(SEND_INTAKES):
        raise commands.MayNotTakeIn
    try:
        wanted = Form(form)
    except ValueError:
        raise Http404 from None
    limits = _("Up to 50,000 lines and 30 MB in one file.")
    content = template(words.INTAKE_FORMS[wanted], columns_of(wanted), Format.XLSX, limits=limits)
    return _workbook(content, f"{wanted}.xlsx")


def _workbook(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=MEDIA_TYPE, headers=headers)
