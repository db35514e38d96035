"""An officer opens dossiers: the whole page, each time of another dossier, by the officer site as it answers a browser.

Citizens have filed them by the real forms, with their files. It is one process and one browser: what the page costs, not how
many pages a machine gives out. `cpu_ms` is what half of the pages take of the processor, the database's part not with it: on a
machine that has other work, it says more than the times.
"""

import json
import logging
import statistics
import time
from datetime import datetime
from typing import TYPE_CHECKING

import click

from workbench import home

if TYPE_CHECKING:
    from django.test import Client


@click.command()
@click.option("--agencies", default=20, show_default=True, help="Agencies, each with a citizen who files.")
@click.option("--dossiers", default=200, show_default=True, help="Dossiers that are filed, and opened.")
def main(agencies: int, dossiers: int) -> None:
    """Measure how fast an officer's page of a dossier comes."""
    from dancu.config import environment

    with home.fresh("dossier_page"), environment.django():
        from dancu.config import prepare
        from dancu.platform import clock

        logging.getLogger("dancu.request").setLevel(logging.WARNING)
        prepare.prepare(people=40 * agencies, say=click.echo)
        codes = _filed(agencies, dossiers, at=clock.now())
        figures = _measure(_browser(at=clock.now()), codes)
    click.echo(f"Half of the pages within {figures['p50_ms']} ms, 95 of 100 within {figures['p95_ms']} ms.")
    click.echo(json.dumps(figures))


def _filed(agencies: int, dossiers: int, *, at: datetime) -> list[str]:
    from workbench import filings

    citizens = filings.open_for_filing(dossiers, agencies=agencies, at=at)
    return [filings.submit_one(citizens) for _ in range(dossiers)]


def _browser(*, at: datetime) -> "Client":
    """Return a browser in which the officer who may do everything is signed in."""
    from django.conf import settings
    from django.test import Client

    from dancu.accounts.commands.sessions import open_session
    from dancu.accounts.models import Account
    from dancu.platform.hosts import Site

    administrator = Account.objects.get(realm="officer", username="c06.quantri")
    opened = open_session(administrator, device="", browser="Firefox", source="127.0.0.1", half_open=False, at=at)
    browser = Client(headers={"host": settings.SITE_HOSTS[Site.OFFICER]})
    browser.cookies[settings.SESSION_COOKIE_NAME] = opened.token
    return browser


def _measure(browser: "Client", codes: list[str]) -> dict[str, float]:
    from django.db import connection

    statements = [0]

    def count(execute, *asked):  # type: ignore[no-untyped-def]
        statements[-1] += 1
        return execute(*asked)

    _open(browser, codes[0])
    spent, worked = [], []
    with connection.execute_wrapper(count):
        for code in codes:
            statements.append(0)
            began, work = time.perf_counter(), time.process_time()
            _open(browser, code)
            spent.append((time.perf_counter() - began) * 1000)
            worked.append((time.process_time() - work) * 1000)
    percentiles = statistics.quantiles(spent, n=100)
    return {
        "p50_ms": round(percentiles[49], 1),
        "p95_ms": round(percentiles[94], 1),
        "cpu_ms": round(statistics.median(worked), 1),
        "queries": max(statements),
    }


def _open(browser: "Client", code: str) -> None:
    answer = browser.get(f"/dossiers/{code}")
    if answer.status_code != 200:
        raise SystemExit(f"The page of {code} answered {answer.status_code}.")


if __name__ == "__main__":
    main()
