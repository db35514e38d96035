"""Browsers of officers who have signed in, without the pages that lead there."""

from django.conf import settings
from django.test import Client

from tests.builders.accounts import a_session
from tests.builders.casework import Desk


def at_the_desk(desk: Desk) -> Client:
    """Return the browser of an officer, at the officer site."""
    return browser_of(desk.officer.account_id)


def browser_of(account: int) -> Client:
    """Return a browser in which an account of the officer site is signed in."""
    browser = Client(headers={"host": settings.SITE_HOSTS["officer"]})
    browser.cookies[settings.SESSION_COOKIE_NAME] = a_session(account)
    return browser
