"""A browser, a server whose sites it reaches under their own names, and a worker for the jobs they leave."""

import asyncio
import logging
import socket
import threading
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from playwright.sync_api import Browser, sync_playwright
from procrastinate.contrib.django import app
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from dancu.config import grants
from dancu.platform import jobs
from dancu.platform.hosts import Site, origin
from dancu.platform.roles import Role
from tests.journeys.chromium import a_chromium
from tests.journeys.failing import addresses_that_fail
from tests.journeys.lines import LogLines


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """A browser for the journeys, which ends with them.

    Playwright keeps an event loop in the test's own thread: meanwhile Django would refuse every query and nobody else
    could run a loop there.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = a_chromium(playwright)
        yield started
        started.close()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """Lend a journey the browser, and close what it leaves open: a page that nobody looks at any more still asks and draws."""
    yield chromium
    for context in chromium.contexts:
        context.close()


@pytest.fixture(scope="package")
def steps_down(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Role]]:
    """Let the server's connections be the web's, with the web's rights alone; return who the next ones are."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        known = grants.apply()
        if known:
            # There is one connection in the tests: over it the worker seals the audit too, which else has its own.
            cursor.execute(f"grant insert on audit_auditbatch, audit_audithead to {Role.WORKER.login}")
    present = {"role": Role.WEB}

    def step_down(connection: BaseDatabaseWrapper, **_: object) -> None:
        if known and threading.current_thread() is not threading.main_thread():
            with connection.cursor() as cursor:
                cursor.execute(f"set role {present['role'].login}")

    connection_created.connect(step_down)
    yield present
    connection_created.disconnect(step_down)
    with django_db_blocker.unblock():
        grants.apply()


@pytest.fixture
def sites(
    steps_down: dict[str, Role], transactional_db: None, settings: Settings, tmp_path: Path
) -> Iterator[Callable[[Site], str]]:
    """Start a server and return how to reach each of its sites; uploaded files go to a folder of the test."""
    with closing(socket.socket()) as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    settings.SITE_PORT = f":{port}"
    settings.EMAIL_BACKEND = "dancu.notices.demo.KeptMail"  # the test environment had put its own in its place
    settings.STORAGES = settings.STORAGES | {
        "files": settings.STORAGES["files"] | {"OPTIONS": {"location": tmp_path / "files"}}
    }
    server = LiveServer(f"localhost:{port}")
    try:
        yield origin
    finally:
        server.stop()


@pytest.fixture
def lines() -> Iterator[LogLines]:
    """Keep what is written down, the queue's own lines too, though these are shown to nobody otherwise."""
    kept, whence = LogLines(), [logging.getLogger(name) for name in ("", "procrastinate")]
    levels = [logger.level for logger in whence]
    for logger in whence:
        logger.setLevel(logging.INFO)
    whence[0].addHandler(kept)
    yield kept
    whence[0].removeHandler(kept)
    for logger, level in zip(whence, levels, strict=True):
        logger.setLevel(level)


@pytest.fixture
def failing() -> Iterator[None]:
    with addresses_that_fail():
        yield


@pytest.fixture
def work(steps_down: dict[str, Role]) -> Callable[[], None]:
    """Return a function that does all jobs that are due, as the worker beside the server would."""

    async def once() -> None:
        with app.replace_connector(app.connector.get_worker_connector()) as ready:  # type: ignore[attr-defined]
            async with ready.open_async():
                await ready.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)

    def handed_over() -> int:
        with closing(connection):
            return jobs.hand_over()

    def run() -> None:
        steps_down["role"] = Role.WORKER
        with ThreadPoolExecutor(1) as thread:
            thread.submit(handed_over).result()
            thread.submit(asyncio.run, once()).result()
            while thread.submit(handed_over).result():
                thread.submit(asyncio.run, once()).result()
        steps_down["role"] = Role.WEB

    return run


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Photograph every open page of a journey that fails."""
    report = yield
    started = item.funcargs.get("browser") if isinstance(item, pytest.Function) else None
    if started is not None and report.failed:
        folder = Path("screenshots") / "failed"
        folder.mkdir(parents=True, exist_ok=True)
        for number, context in enumerate(started.contexts):
            for page in context.pages:
                page.screenshot(path=folder / f"{item.name}-{number}.png", full_page=True)
    return report
