"""Browsers of officers who have signed in, without the pages that lead there."""

from datetime import UTC, datetime

from django.conf import settings
from django.test import Client

from dancu.accounts.commands.sessions import open_session
from dancu.accounts.models import Account
from tests.builders.casework import Desk


def at_the_desk(desk: Desk) -> Client:
    """Return the browser of an officer, at the officer site."""
    return browser_of(desk.officer.account_id)


def browser_of(account: int) -> Client:
    """Return a browser in which an account of the officer site is signed in."""
    opened = open_session(
        Account.objects.get(pk=account),
        device="",
        browser="Firefox",
        source="203.0.113.7",
        half_open=False,
        at=datetime.now(UTC),
    )
    browser = Client(headers={"host": settings.SITE_HOSTS["officer"]})
    browser.cookies[settings.SESSION_COOKIE_NAME] = opened.token
    return browser
