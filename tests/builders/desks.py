"""Browsers of officers who have signed in, without the pages that lead there, and what they send and read."""

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from dancu.casework.models import Dossier
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


def do(browser: Client, code: str, act: str, *, seen: int | str = "", **typed: str) -> HttpResponse:
    """Send an act on a dossier as an officer's page would."""
    answer: HttpResponse = browser.post(f"/dossiers/{code}/acts/{act}", {"seen": seen, **typed})  # type: ignore[assignment]
    return answer


def state(code: str) -> str:
    return Dossier.objects.get(code=code).state


def page(browser: Client, code: str, query: str = "") -> str:
    answer = browser.get(f"/dossiers/{code}{query}")
    assert answer.status_code == 200
    return answer.content.decode()
