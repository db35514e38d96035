"""A page asks the database as often for twenty of a thing as for one."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from tests.builders.offices import forget_filters
from tests.builders.pages import Form
from tests.journeys import kept
from tests.journeys.pages import PAGES, Page
from tests.journeys.world import World

from dancu.accounts.models import Session
from dancu.platform.clock import now
from dancu.platform.hosts import Site, urlconf

SEEN = [(site, page) for site, pages in PAGES.items() for page in pages]
MORE = 20

# What each page may show several of, and how a copy differs from the row it was made of.
COPIES = {
    "casework.Dossier": {"code": "code || '-' || copy"},
    "casework.Draft": {"id": "gen_random_uuid()", "dossier_id": "null", "revision": "revision + copy"},
    "casework.Attachment": {},
    "casework.JournalEntry": {"revision": "revision + 100 * copy"},
    "casework.RegisterCheck": {},
    "casework.Verification": {
        "paper_id": "null",
        "answer": "question",
        "answered_by_id": "asked_by_id",
        "answered_at": "asked_at",
    },
    "casework.Paper": {"number": "number + 1000 * copy"},
    "codelists.CodeVersion": {"code": "code || copy"},
    "casework.SavedSearch": {"name": "name || copy"},
    "notices.Message": {},
    "notices.DemoMail": {},
    "accounts.Session": {"digest": "md5(digest || copy)"},
    "audit.AuditRow": {},
    "lists.PersonList": {"id": "gen_random_uuid()"},
    "lists.ListRow": {"number": "number + copy"},
    "population.PersonEvent": {},
    "residence.ResidenceEvent": {"act": "gen_random_uuid()"},
    "residence.Departure": {},
    "residence.LodgingNotice": {"sending": "null"},
    "residence.Stay": {},
}


@pytest.fixture
def world(db: None) -> Iterator[World]:
    return kept.build()


def grow(label: str, changes: dict[str, str]) -> None:
    """Copy the rows of a table so that each stands there MORE times more."""
    model = apps.get_model(label)
    columns = [field.column for field in model._meta.concrete_fields if not field.generated]
    own = {field.column for field in model._meta.concrete_fields if field.primary_key} - changes.keys()
    kept = [column for column in columns if column not in own]
    values = ", ".join(changes.get(column, f'"{column}"') for column in kept)
    names = ", ".join(f'"{column}"' for column in kept)
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {model._meta.db_table} ({names}) "
            f"select {values} from {model._meta.db_table}, generate_series(1, {MORE}) as copy"
        )


def asked(site: Site, page: Page, world: World, *, again: bool = False) -> list[str]:
    """Return what the page asks the database, once what it keeps in mind is there and its session was seen just now.

    What it was asked for before, it need not be shown first.
    """
    Session.objects.filter(last_seen_at__gt=now() - settings.LOCK_AFTER).update(last_seen_at=now())
    browser = Client(headers={"host": settings.SITE_HOSTS[site]})
    if page.who:
        browser.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[page.who]
    forget_filters()
    known = again and not page.presses and "?" not in page.path
    shown = None if known else browser.get(world.address(page.path))
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        answer = press(browser, site, page, shown) if shown and page.presses else browser.get(world.address(page.path))
        transaction.set_rollback(True)
    assert answer.status_code < 500, (page, answer.status_code)
    assert answer.status_code == page.status or page.presses or not page.who, (page, answer.status_code)
    return [query["sql"] for query in queries.captured_queries]


def press(browser: Client, site: Site, page: Page, shown: HttpResponse) -> HttpResponse:
    """Send the form whose button leads to the page's view, as it stands."""
    wanted = dict(re.findall(r"\[(name|value)=([\w-]+)\]", page.presses))
    for form in re.finditer(r"<form\b(.*?)>(.*?)</form>", shown.content.decode(), re.DOTALL):
        for button in re.finditer(r"<button\b(.*?)>", form[2], re.DOTALL):
            facts = dict(re.findall(r'([\w-]+)="(.*?)"', form[1])) | dict(re.findall(r'([\w-]+)="(.*?)"', button[1]))
            address = facts.get("formaction") or facts.get("action") or shown.request["PATH_INFO"]  # type: ignore[attr-defined]
            address = address.partition("#")[0]
            leads_on = resolve(address.split("?")[0], urlconf(site)).url_name == page.view
            if leads_on and wanted.items() <= facts.items():
                pressed = {facts["name"]: facts.get("value", "")} if "name" in facts else {}
                return browser.post(address, Form(form[2]).filled_in(**pressed))  # type: ignore[return-value]
    raise AssertionError(f"{page}: there is no such button")


def test_more_of_everything_asks_no_more(world: World) -> None:
    before = {key: asked(*key, world) for key in SEEN}
    for label, changes in COPIES.items():
        grow(label, changes)
    after = {key: asked(*key, world, again=True) for key in SEEN}
    grown = {
        str(page): (len(before[site, page]), len(after[site, page]))
        for site, page in SEEN
        if len(after[site, page]) > len(before[site, page])
    }
    assert grown == {}
