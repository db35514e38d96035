"""The officers' subsystems in words, and the menu of those in which dossiers are settled (guide, part II.2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from dancu.casework.queries import Queue
from dancu.offices.domain.rights import Action, Function, Right, Subsystem
from dancu.offices.queries import OfficerView
from dancu.sites.ui.menu import Entry, entries

SUBSYSTEMS: dict[Subsystem, Any] = {
    Subsystem.PERMANENT_RESIDENCE: _("Permanent residence"),
    Subsystem.TEMPORARY_RESIDENCE: _("Temporary residence"),
    Subsystem.TEMPORARY_ABSENCE: _("Temporary absence"),
    Subsystem.STAYS: _("Stays"),
    Subsystem.POPULATION: _("Population data"),
    Subsystem.REPORTS: _("Reports"),
    Subsystem.ADMINISTRATION: _("Administration"),
}

_OF_RESIDENCE = (
    Subsystem.PERMANENT_RESIDENCE,
    Subsystem.TEMPORARY_RESIDENCE,
    Subsystem.TEMPORARY_ABSENCE,
    Subsystem.STAYS,
)
_DESKS: tuple[tuple[Function, Queue, Any], ...] = (
    (Function.RECEPTION, Queue.RECEPTION, _("Receive dossiers from the portal")),
    (Function.PROCESSING, Queue.TO_PROCESS, _("Process dossiers")),
    (Function.APPROVAL, Queue.TO_DECIDE, _("Approve dossiers")),
    (Function.RESULTS, Queue.TO_DELIVER, _("Deliver results")),
)
_COUNTER, _LODGING = _("Receive at the counter"), _("Lodging notices")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A subsystem with what an officer does in it."""

    label: Any
    entries: tuple[Entry, ...]


def groups(request: HttpRequest, officer: OfficerView) -> list[Group]:
    """Return the subsystems of residence with what the officer's groups have put into his menu."""
    found = (Group(label=SUBSYSTEMS[each], entries=tuple(_entries(request, officer, each))) for each in _OF_RESIDENCE)
    return [group for group in found if group.entries]


def _entries(request: HttpRequest, officer: OfficerView, subsystem: Subsystem) -> Iterator[Entry]:
    def may(function: Function, action: Action) -> bool:
        return officer.may(Right(subsystem, function, Action.MENU)) and officer.may(Right(subsystem, function, action))

    if subsystem is Subsystem.STAYS:
        # Of stays notice is given, which is no dossier.
        if may(Function.RECEPTION, Action.RECEIVE):
            yield from entries(request, [("lodging", str(_LODGING))])
        return
    for home in entries(request, [("home", "")]):
        for function, queue, label in _DESKS:
            if may(function, Action.VIEW):
                asked = urlencode({"queue": queue, "subsystem": subsystem})
                yield Entry(label=str(label), href=f"{home.href}?{asked}")
    if may(Function.RECEPTION, Action.RECEIVE):
        yield from entries(request, [("counter-new", str(_COUNTER))])
