"""What an officer looks for in the queue.

Most of it stands in the address of the page, so that it can be kept and sent on. Names and numbers of people may not: the
officer's own browser keeps them in a sealed cookie for half an hour, and the address holds only a mark that points at them.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from dancu.accounts.access import account
from dancu.casework.domain.codes import is_dossier_code
from dancu.casework.domain.states import State
from dancu.casework.procedures import catalogue
from dancu.casework.queries import DossierFilters, Order, Queue
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.writing import plain_digits
from dancu.offices.domain.rights import Action, Function, Subsystem
from dancu.offices.queries import OfficerView
from dancu.population import queries as population
from dancu.sites.ui.statuses import INTERNAL

MARK = "who"
COOKIE = "looked-for"
SUBSYSTEM = "subsystem"
"""The cookie that keeps in which subsystem an officer works, until he chooses another one."""
_MARK = re.compile(r"[\w-]{8}", re.ASCII)
_LIFE = 30 * 60
_YEAR = 365 * 24 * 60 * 60
_FEW = 4
_SALT = "dancu.officer.looked_for"
_DAYS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
_PLACED = (
    "queue",
    "subsystem",
    "code",
    "procedure",
    "case",
    "state",
    "submitted_since",
    "submitted_until",
    "due_since",
    "due_until",
    "overdue",
    "archived",
    "sort",
)

CHOSEN = tuple(name for name in _PLACED if name not in {"queue", "subsystem", "code"})
"""What of it a queue opens with again."""


ORDERS: dict[Order, Any] = {
    Order.NEWEST: _("Newest first"),
    Order.OLDEST: _("Oldest first"),
    Order.FIRST_DUE: _("First due first"),
    Order.LAST_DUE: _("Last due first"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose dossiers are looked for."""

    name: str = ""
    number: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.number)


def day_field(label: Any) -> forms.DateField:
    attrs = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off"}
    return forms.DateField(
        label=label,
        required=False,
        input_formats=_DAYS,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"invalid": _("Enter a day as dd/mm/yyyy, such as 24/11/2026.")},
    )


class SearchForm(forms.Form):
    queue = forms.ChoiceField(required=False, choices=[(q.value, q.value) for q in Queue], widget=forms.HiddenInput)
    subsystem = forms.ChoiceField(
        required=False, choices=[(s.value, s.value) for s in Subsystem], widget=forms.HiddenInput
    )
    code = forms.CharField(label=_("Dossier code"), required=False, max_length=40)
    name = forms.CharField(
        label=_("Full name of the subject"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    number = forms.CharField(
        label=_("PIN, old number or passport"),
        required=False,
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    procedure = forms.ChoiceField(label=_("Procedure"), required=False)
    case = forms.ChoiceField(label=_("Case"), required=False)
    state = forms.ChoiceField(label=_("Status"), required=False)
    submitted_since = day_field(_("Filed from"))
    submitted_until = day_field(_("Filed until"))
    due_since = day_field(_("Due from"))
    due_until = day_field(_("Due until"))
    overdue = forms.BooleanField(label=_("Only overdue ones"), required=False)
    archived = forms.BooleanField(label=_("Only those in the archive"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=[("", _("As usual")), *ORDERS.items()])

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subsystem = self.data.get("subsystem")
        procedures = [p for p in catalogue().of_dossiers(on) if subsystem in {None, "", p.subsystem}]
        self._offer("procedure", [(p.code, p.title) for p in procedures])
        self._offer("case", [(p.title, list(_cases_of(p.code).items())) for p in procedures])
        self._offer("state", [(state.value, INTERNAL[state].label) for state in State])

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """Take whole codes only: what else is typed here, a number of a person at worst, must not get into an address."""
        code: str = self.cleaned_data["code"].strip().upper()
        if code and not is_dossier_code(code):
            raise ValidationError(_("Enter the whole dossier code, such as G01.101.000.070-261124-0001."), code="shape")
        return code

    def clean_number(self) -> str:
        return "".join(plain_digits(self.cleaned_data["number"]).split()).upper()

    @property
    def narrows(self) -> bool:
        """Whether anything but the queue of a subsystem, and its order, is asked for."""
        return any(value for name, value in self.cleaned_data.items() if name not in {"queue", "subsystem", "sort"})

    @property
    def narrows_further(self) -> bool:
        """Whether one of the conditions that stand folded is asked for, or wrong."""
        folded = ("case", "submitted_since", "submitted_until", "due_since", "due_until", "overdue", "archived", "sort")
        return any(self.cleaned_data.get(name) or name in self.errors for name in folded)

    def wanted(self) -> Wanted:
        return Wanted(self.cleaned_data.get("name", ""), self.cleaned_data.get("number", ""))

    def filters(self, officer: OfficerView, *, by: Actor, at: datetime) -> DossierFilters:
        """Return what was asked for; a field that is wrong, as its error says, narrows nothing.

        Whoever is looked for by one of his numbers is found by all of them.
        """
        asked = self.cleaned_data
        number = asked.get("number", "")
        return DossierFilters(
            # No other queue holds what is over.
            queue=Queue.ALL if asked.get("archived") else Queue(asked.get("queue") or first_queue(officer)),
            subsystem=asked.get("subsystem", ""),
            code=asked.get("code", ""),
            procedure_code=asked.get("procedure", ""),
            case=asked.get("case", ""),
            name=asked.get("name", ""),
            number=number,
            other_numbers=population.list_numbers_of(number=number, purpose=Purpose.DOSSIER, by=by, at=at)
            if number
            else frozenset(),
            state=asked.get("state", ""),
            submitted_since=asked.get("submitted_since"),
            submitted_until=asked.get("submitted_until"),
            due_since=asked.get("due_since"),
            due_until=asked.get("due_until"),
            overdue=asked.get("overdue", False),
            archived=asked.get("archived", False),
            order=Order(asked["sort"]) if asked.get("sort") else None,
        )

    def query(self, mark: str = "", **changes: str) -> str:
        """Return the part of an address after "?" that asks for the same, without names and numbers."""
        asked = {name: plain(self.cleaned_data.get(name)) for name in _PLACED} | {MARK: mark} | changes
        return urlencode({name: value for name, value in asked.items() if value}, safe="/")


def from_address(request: HttpRequest, *, on: date) -> tuple[SearchForm, str, bool]:
    """Return the form that an address asks for, its mark, and whether the name behind that mark is forgotten."""
    mark = request.GET.get(MARK, "")
    wanted = dict(_kept(request)).get(mark) if mark else None
    data = {name: request.GET[name] for name in _PLACED if name in request.GET}
    data.setdefault("subsystem", request.COOKIES.get(SUBSYSTEM, ""))
    if wanted is not None:
        data |= {"name": wanted.name, "number": wanted.number}
    form = SearchForm(data, on=on)
    form.is_valid()
    return form, mark if wanted else "", bool(mark) and wanted is None


def listed(text: str, *, on: date) -> str:
    """Return the query of the list that a page was opened from, as the queue itself writes it: nothing else is passed on."""
    mark = QueryDict(text).get(MARK, "")
    return lasting(text, on=on, mark=mark if _MARK.fullmatch(mark) else "")


def lasting(text: str, *, on: date, mark: str = "") -> str:
    """Return of such a query what can be kept: whom a mark stands for is soon forgotten."""
    asked = QueryDict(text)
    form = SearchForm({name: asked[name] for name in _PLACED if name in asked}, on=on)
    form.is_valid()
    return form.query(mark)


def new_mark() -> str:
    """Return a mark that says nothing about whom it stands for."""
    return secrets.token_urlsafe(6)


def keep(request: HttpRequest, response: HttpResponse, *, mark: str, wanted: Wanted) -> None:
    """Give the officer's browser a name to remember under a mark; it forgets the oldest of more than a few."""
    kept = [(mark, wanted), *_kept(request)][:_FEW]
    sealed = signing.dumps([account(request).id, [[m, w.name, w.number] for m, w in kept]], salt=_SALT, compress=True)
    response.set_cookie(
        COOKIE, sealed, max_age=_LIFE, httponly=True, samesite="Lax", secure=bool(settings.SESSION_COOKIE_SECURE)
    )


def keep_subsystem(response: HttpResponse, subsystem: str) -> None:
    """Give the officer's browser the subsystem to remember; none for all of them."""
    response.set_cookie(
        SUBSYSTEM, subsystem, max_age=_YEAR, httponly=True, samesite="Lax", secure=bool(settings.SESSION_COOKIE_SECURE)
    )


def first_queue(officer: OfficerView) -> Queue:
    """Return the queue that an officer begins his day with."""
    acts = {(right.function, right.action) for right in officer.rights}
    if (Function.RECEPTION, Action.RECEIVE) in acts:
        return Queue.RECEPTION
    if (Function.APPROVAL, Action.APPROVE) in acts:
        return Queue.TO_DECIDE
    return Queue.TO_PROCESS


def _cases_of(code: str) -> dict[str, str]:
    """Return the cases of all versions of a procedure: dossiers filed before a change of the law are looked for too."""
    versions = reversed(catalogue().history(code))
    cases: dict[str, str] = {}
    for version in versions:
        cases = cases | {case: version.texts(f"cases.{case}") for case in version.cases if case not in cases}
    return cases


def _kept(request: HttpRequest) -> list[tuple[str, Wanted]]:
    try:
        owner, kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_LIFE)
    except signing.BadSignature:
        return []
    # The next officer at a shared computer must not find whom the last one looked for.
    return [(mark, Wanted(name, number)) for mark, name, number in kept] if owner == account(request).id else []


def plain(value: Any) -> str:
    """Return a value of a form as an address writes it; nothing for none."""
    match value:
        case date():
            return f"{value:%d/%m/}{value.year:04d}"  # strftime leaves out the zeros of early years
        case True:
            return "1"
        case None | False:
            return ""
        case _:
            return str(value)
