"""What every page's frame needs: the menus of its site, who is signed in, how many messages wait."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext as _

from dancu.accounts.domain.realms import Kind
from dancu.accounts.queries import AccountView
from dancu.notices import queries as notices
from dancu.offices import queries as offices
from dancu.offices.domain.rights import (
    SEARCH_AUDIT,
    SEARCH_PERSONS,
    SEE_ABSENT,
    SEE_AGENCIES,
    SEE_CODE_LISTS,
    SEE_DEPARTURES,
    SEE_DUPLICATES,
    SEE_GROUPS,
    SEE_GUESTS,
    SEE_INTAKES,
    SEE_MESSAGES,
    SEE_OFFICERS,
    SEE_REPORTS,
    SEE_RETENTION,
    SEE_TEMPORARY_RESIDENTS,
    VERIFY_ACCOUNTS,
    WRITE_DOWN_NOTICES,
    Right,
    processes,
    receives,
)
from dancu.offices.queries import NotAnOfficer, OfficerView
from dancu.platform.hosts import Site, address
from dancu.sites.ui import subsystems
from dancu.sites.ui.menu import Entry, entries

_FRAMES: dict[Site | None, str] = {Site.PORTAL: "ui/portal.html", Site.OFFICER: "ui/officer.html"}
_BY_RIGHT = ((SEARCH_PERSONS, "persons", gettext_noop("Persons and households")),)
_LISTS = (SEE_GUESTS, SEE_TEMPORARY_RESIDENTS, SEE_ABSENT)
_MORE_BY_RIGHT = (
    (VERIFY_ACCOUNTS, "verify-account", gettext_noop("Verify an account")),
    (SEE_DUPLICATES, "duplicates", gettext_noop("Records that may be one person's")),
    (SEE_INTAKES, "intakes", gettext_noop("Intake of persons in files")),
    (SEE_REPORTS, "reports", gettext_noop("Reports on dossiers")),
    (SEE_RETENTION, "retention", gettext_noop("Archiving and erasure of dossiers")),
    (SEARCH_AUDIT, "audit", gettext_noop("Audit")),
    (SEE_GROUPS, "permissions", gettext_noop("Function permissions")),
    (SEE_OFFICERS, "officers", gettext_noop("Officers")),
    (SEE_AGENCIES, "agencies", gettext_noop("Police agencies")),
    (SEE_CODE_LISTS, "code-lists", gettext_noop("Code lists")),
    (SEE_MESSAGES, "outbox", gettext_noop("Messages")),
)
_ONLY_AT_THE_CENTRE = {SEE_DUPLICATES}
_ALONE = "ui/alone.html"
"""The frame of the files site, whose answers are shown inside the pages of the others, and of the gateway, which has no pages."""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give templates `shell`; a page that tells of a failure gets a frame for which nobody is asked anything."""
    site = getattr(request, "site", None)
    template = _FRAMES.get(site, _ALONE)
    if getattr(request, "fails", False) or template == _ALONE:
        return {"shell": {"template": template}}
    user = getattr(request, "user", None)
    account = user if isinstance(user, AccountView) else None
    own = {"template": template, "account": account, "demo": settings.DEMO, "sign_out": _one(request, "sign-out")}
    return {"shell": own | (_officer if site is Site.OFFICER else _portal)(request, account)}


def _portal(request: HttpRequest, account: AccountView | None) -> dict[str, Any]:
    unread = notices.count_unread(account.id) if account else 0
    procedures = ("procedures", _("Administrative procedures"))
    menu = [procedures, ("file", _("File online")), ("dossiers", _("My dossiers"))]
    own = [
        ("inbox", _("Inbox")),
        ("opinions", _("Asked of me")),
        ("lodging", _("My guests")),
        ("profile", _("My account")),
        ("sessions", _("Where I am signed in")),
    ]
    if account and account.kind is Kind.FACILITY:
        menu = [("lodging-notify", _("Give notice of guests")), ("lodging", _("Guests tonight"))]
        menu += [("lodging-notices", _("Notices sent")), procedures]
        own = [("facility", _("My facility")), ("sessions", _("Where I am signed in"))]
    strangers = [("register", _("Register")), ("sign-in", _("Sign in"))]
    account_menu = entries(request, own if account else strangers[::-1])
    return {
        "menu": entries(request, menu),
        "account_menu": [
            _counted(entry, unread) if entry.href == _one(request, "inbox") else entry for entry in account_menu
        ],
        "unread": unread,
        "demo_inbox": _one(request, "demo-inbox"),
        "officers_door": address(Site.OFFICER, "sign-in"),
        "forms": _one(request, "forms"),
        "verify": _one(request, "verify"),
    }


def _officer(request: HttpRequest, account: AccountView | None) -> dict[str, Any]:
    officer = _officer_of(request, account)
    own = [("passkeys", _("My passkeys")), ("sessions", _("Where I am signed in"))]
    menu, more = [("home", _("Dossiers"))] if account else [], []
    if officer:
        if receives(officer.rights):
            menu.append(("counter", _("Received at the counter")))
        menu += [(view, gettext(label)) for right, view, label in _BY_RIGHT if officer.may(right)]
        if officer.may(SEE_DEPARTURES):
            more.append(("departures", _("Moved away")))
        if officer.at_commune and any(map(officer.may, _LISTS)):
            more.append(("lists", _("Lists of the commune")))
        if officer.may(WRITE_DOWN_NOTICES):
            more.append(("lodging", _("Lodging notices")))
        if processes(officer.rights):
            more.append(("verifications", _("Verification requests")))
            more.append(("own-motion", _("Of our own motion")))
        more.append(("unverified", _("Unverified rules")))
        more += [(view, gettext(label)) for right, view, label in _MORE_BY_RIGHT if _offered(officer, right)]
    return {
        "officer": officer,
        "locks_after": int(settings.LOCK_AFTER.total_seconds()) if account else 0,
        "subsystems": subsystems.groups(request, officer) if officer else [],
        "menu": entries(request, menu),
        "more": entries(request, more),
        "account_menu": entries(request, own if account else []),
    }


def _offered(officer: OfficerView, right: Right) -> bool:
    return officer.may(right) and (officer.at_centre or right not in _ONLY_AT_THE_CENTRE)


def _officer_of(request: HttpRequest, account: AccountView | None) -> OfficerView | None:
    """Return whose menu it is; where an address led to no view, nobody has asked yet."""
    known: OfficerView | None = getattr(request, "officer", None)
    if known or account is None:
        return known
    try:
        return offices.officer_of(account.id)
    except NotAnOfficer:
        return None


def _counted(entry: Entry, count: int) -> Entry:
    return Entry(label=entry.label, href=entry.href, current=entry.current, count=count)


def _one(request: HttpRequest, view: str) -> str:
    return next((entry.href for entry in entries(request, [(view, "")])), "")
