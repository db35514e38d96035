"""Whoever opens a page that reads of persons or dossiers leaves a row in the audit that says for what."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders.offices import forget_filters
from tests.builders.papers import sign_papers
from tests.journeys import kept
from tests.journeys.pages import PAGES, Page
from tests.journeys.world import World

from dancu.audit.models import AuditRow
from dancu.casework.models import Attachment
from dancu.platform import clock
from dancu.platform.hosts import Site

SEEN = [(site, page) for site, pages in PAGES.items() for page in pages if not page.presses]
PROGRESS = {"casework_dossierexport"}
"""How far one's own export has come says nothing of anybody; that it is fetched is written down."""
GUARDED = {
    model._meta.db_table
    for app in ("casework", "population", "residence", "payments")
    for model in apps.get_app_config(app).get_models()
} - PROGRESS
"""Tables whose rows say something of a person."""
NAMED = re.compile(r'\b(?:from|join)\s+"?(\w+)', re.IGNORECASE)


@pytest.fixture
def world(db: None) -> Iterator[World]:
    return kept.build()


def visit(site: Site, page: Page, world: World) -> tuple[set[str], list[AuditRow]]:
    """Open a page; return the guarded tables that were read for it, and what that left in the audit."""
    browser = Client(headers={"host": settings.SITE_HOSTS[site]})
    if page.who:
        browser.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[page.who]
    last = AuditRow.objects.order_by("pk").last()
    with CaptureQueriesContext(connection) as queries:
        forget_filters()
        browser.get(world.address(page.path))
    named = {name for query in queries.captured_queries for name in NAMED.findall(query["sql"])}
    return named & GUARDED, list(AuditRow.objects.filter(pk__gt=last.pk if last else 0))


def files(world: World) -> list[tuple[Site, Page]]:
    """Return where a file and a paper of a dossier are lent, to who filed it and to who settles it."""
    attachment = Attachment.objects.filter(dossier__code=world.facts["decided"]).latest("pk")
    paper = sign_papers(world.facts["decided"], at=clock.now())[0]
    paths = [("attachment", f"/attachments/{attachment.pk}"), ("paper", f"/papers/{paper.pk}")]
    return [
        (site, Page(view, path, who))
        for view, path in paths
        for site, who in ((Site.PORTAL, "citizen"), (Site.OFFICER, "officer"))
    ]


def test_whoever_is_shown_a_person_or_a_dossier_leaves_a_row_that_says_for_what(world: World) -> None:
    silent, told = [], set[str]()
    for site, page in [*SEEN, *files(world)]:
        read, rows = visit(site, page, world)
        said = [row for row in rows if row.purpose and row.site == site and (row.account_id or row.officer_id)]
        told |= {row.act for row in said}
        if read and not said:
            silent.append((site, str(page), sorted(read)))
    assert silent == []
    assert {"casework.file_read", "casework.paper_read", "residence.departures_listed"} <= told


def test_a_page_of_nobody_leaves_none(world: World) -> None:
    assert visit(Site.PORTAL, Page("procedures", "/procedures"), world) == (set(), [])
