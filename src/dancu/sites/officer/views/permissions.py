"""Permission groups and their matrix (guide, part II.1): functions against actions, one subsystem at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dancu.accounts.access import actor
from dancu.kernel.errors import DomainError
from dancu.offices import commands as offices
from dancu.offices.domain import rights as catalogue
from dancu.offices.domain.rights import CHANGE_GROUPS, CLOSE_GROUPS, OPEN_GROUPS, Action, Right, Subsystem
from dancu.offices.queries import OfficerView
from dancu.offices.queries.groups import GroupView, demand, get_group, list_groups, rights_of
from dancu.platform import problems
from dancu.platform.clock import now
from dancu.sites.officer import words
from dancu.sites.officer.access import officer
from dancu.sites.officer.administration_forms import GroupForm, GroupSearchForm
from dancu.sites.ui import refusals
from dancu.sites.ui.parts import Tab
from dancu.sites.ui.subsystems import SUBSYSTEMS

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One box of the matrix."""

    name: str
    label: str
    ticked: bool
    open: bool
    """Whether the reader may change it."""
    changed: str
    """What somebody else did to it meanwhile, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    function: str
    name: str
    boxes: tuple[Box | None, ...]

    @property
    def open(self) -> bool:
        return any(box and box.open for box in self.boxes)


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """List the permission groups, by code or name."""
    return render(request, "officer/administration/groups.html", _list(request))


@read_or_send
def group(request: HttpRequest, group_id: int) -> HttpResponse:
    """Show the matrix of a group in one subsystem, and save it."""
    me = officer(request)
    found = get_group(group_id, officer=me)
    subsystem = _subsystem(request)
    if request.method != "POST":
        return _matrix(request, found, subsystem, seen=rights_of(group_id) & catalogue.boxes_of(subsystem))
    seen = _boxes(subsystem, request.POST.getlist("seen"))
    # A box that is not his to change is not sent, ticked or not.
    wanted = _boxes(subsystem, request.POST.getlist("box")) | (seen - me.rights)
    try:
        offices.save_matrix(
            group_id=group_id, subsystem=subsystem, seen=seen, wanted=wanted, officer=me, by=actor(request), at=now()
        )
    except offices.MatrixChanged as refusal:
        return _matrix(request, found, subsystem, seen=rights_of(group_id), wanted=wanted, refusal=refusal)
    except (offices.BeyondOwnRights, offices.NobodyLeft) as refusal:
        return _matrix(request, found, subsystem, seen=seen, wanted=wanted, refusal=refusal)
    messages.success(request, _("The permissions are saved and count from now on."))
    return redirect(_address(found, subsystem))


@read_or_send
def new_group(request: HttpRequest) -> HttpResponse:
    """Open a permission group of one's own agency."""
    me, form = officer(request), GroupForm(request.POST or None)
    demand(me, OPEN_GROUPS)
    if form.is_valid():
        try:
            made = offices.create_group(**form.cleaned_data, officer=me, by=actor(request), at=now())
        except DomainError as refusal:
            refusals.show(form, refusal)
        else:
            messages.success(request, _("The permission group is opened. Tick what its officers may do."))
            return redirect("permission-group", group_id=made)
    return render(request, "officer/administration/group_form.html", {"form": form})


@read_or_send
def edit_group(request: HttpRequest, group_id: int) -> HttpResponse:
    """Give a group another code or name."""
    me = officer(request)
    found = get_group(group_id, officer=me)
    demand(me, CHANGE_GROUPS)
    if not found.own:
        raise offices.NotYourGroup
    form = GroupForm(request.POST or None, initial={"code": found.code, "name": found.name})
    if form.is_valid():
        try:
            offices.rename_group(group_id=group_id, **form.cleaned_data, officer=me, by=actor(request), at=now())
        except offices.GroupCodeTaken as refusal:
            refusals.show(form, refusal)
        else:
            messages.success(request, _("Code and name are saved."))
            return redirect("permission-group", group_id=group_id)
    context = {"form": form, "group": found, "may_delete": me.may(CLOSE_GROUPS)}
    return render(request, "officer/administration/group_form.html", context)


@require_POST
def delete_group(request: HttpRequest, group_id: int) -> HttpResponse:
    """Delete a group that nobody belongs to."""
    offices.close_group(group_id=group_id, officer=officer(request), by=actor(request), at=now())
    messages.success(request, _("The permission group is deleted."))
    return redirect("permissions")


def _list(request: HttpRequest) -> dict[str, Any]:
    me, form = officer(request), GroupSearchForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = list_groups(officer=me, **wanted)
    return {
        "search": form,
        "groups": found,
        "narrows": any(wanted.values()),
        "asked": urlencode({name: text for name, text in wanted.items() if text}),
        "may_open": me.may(OPEN_GROUPS),
    }


def _matrix(
    request: HttpRequest,
    found: GroupView,
    subsystem: Subsystem,
    *,
    seen: frozenset[Right],
    wanted: frozenset[Right] | None = None,
    refusal: DomainError | None = None,
) -> HttpResponse:
    seen &= catalogue.boxes_of(subsystem)
    me, ticked = officer(request), seen if wanted is None else wanted
    may_save = found.own and me.may(CHANGE_GROUPS)
    actions = [action for action in Action if any(box.action is action for box in catalogue.boxes_of(subsystem))]
    lines = [
        Line(
            function=str(words.FUNCTIONS[function]),
            name=function.value,
            boxes=tuple(_box(Right(subsystem, function, action), ticked, me, may_save, refusal) for action in actions),
        )
        for function in catalogue.functions_of(subsystem)
    ]
    context = _list(request) | {
        "group": found,
        "actions": [words.BOXES[action] for action in actions],
        "lines": lines,
        "seen": [_name(right) for right in sorted(seen)],
        "refusal": refusals.sentence(refusal) if refusal else "",
        "tabs": [
            Tab(label=str(SUBSYSTEMS[each]), href=_address(found, each), current=each is subsystem)
            for each in Subsystem
        ],
        "subsystem": SUBSYSTEMS[subsystem],
        "may_save": may_save and any(line.open for line in lines),
        "may_edit": may_save,
    }
    page = render(request, "officer/administration/group.html", context)
    if refusal:
        page.status_code = problems.status_of(refusal)
    return page


def _box(
    right: Right, ticked: frozenset[Right], me: OfficerView, may_save: bool, refusal: DomainError | None
) -> Box | None:
    if right not in catalogue.ALL:
        return None
    changed = ""
    if isinstance(refusal, offices.MatrixChanged):
        if right in refusal.given:
            changed = _("given meanwhile")
        elif right in refusal.taken:
            changed = _("taken away meanwhile")
    return Box(
        name=_name(right),
        label=f"{words.FUNCTIONS[right.function]}: {words.BOXES[right.action]}",
        ticked=right in ticked,
        open=may_save and me.may(right),
        changed=changed,
    )


def _name(right: Right) -> str:
    return f"{right.function}.{right.action}"


def _boxes(subsystem: Subsystem, names: Iterable[str]) -> frozenset[Right]:
    """Return the boxes that a page sends; raises NoSuchRight where there is no such box."""
    known = {_name(right): right for right in catalogue.boxes_of(subsystem)}
    try:
        return frozenset(known[name] for name in names)
    except KeyError:
        raise offices.NoSuchRight from None


def _subsystem(request: HttpRequest) -> Subsystem:
    asked = request.GET.get("subsystem", Subsystem.PERMANENT_RESIDENCE)
    try:
        return Subsystem(asked)
    except ValueError:
        raise Http404 from None


def _address(found: GroupView, subsystem: Subsystem) -> str:
    return f"{reverse('permission-group', kwargs={'group_id': found.id})}?{urlencode({'subsystem': subsystem.value})}"
