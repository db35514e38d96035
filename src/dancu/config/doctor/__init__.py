"""Look at everything the platform stands on, and say in sentences what is wrong."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace

from dancu.config import environment
from dancu.config.doctor.findings import Finding
from dancu.platform import postgres

_ROOM = 1024**3
_HEARTBEAT = 60


def examine() -> list[Finding]:
    """Return what was found, the deepest first; what cannot be looked at any more is left out."""
    return list(_findings())


def _findings() -> Iterator[Finding]:
    home = environment.home()
    if not home.exists():
        yield Finding(False, f"Nothing has run in {home} yet. Run `make run`.", check="home")
        return
    yield replace(_disk(), check="disk")
    if not environment.has_own_server() and not postgres.is_running(home):
        yield Finding(False, "The database does not run. `make run` starts it with everything else.", check="database")
        return
    try:
        with environment.django():
            yield from _inside()
    except postgres.ServerProblem as problem:
        yield Finding(False, str(problem), check="database")


def _inside() -> Iterator[Finding]:
    from dancu.config.doctor import database, upkeep
    from dancu.platform.health import database_answers

    if not database_answers():
        yield Finding(
            False,
            "The database does not answer at the address in DATABASE_URL: check the address and its password.",
            check="database",
        )
        return
    yield Finding(True, "The database answers.", check="database")
    looks: list[Callable[[], Finding]] = [
        *(upkeep.versions, database.durability, database.clocks, database.connections, database.transactions),
        *(upkeep.wraparound, upkeep.indexes, upkeep.bloat, upkeep.archive, upkeep.backup),
        *(_migrations, _roles, upkeep.rights, database.limits, _pages, _translations),
        *(_worker, database.queue, _failed_jobs, upkeep.mail, _messages, _papers, _scanner),
        *(database.seals, database.keys, upkeep.certificates, _web),
    ]
    for look in looks:
        yield replace(look(), check=look.__name__.strip("_"))


def _disk() -> Finding:
    free = shutil.disk_usage(environment.home()).free
    if free < _ROOM:
        return Finding(False, f"Only {free // 1024**2} MiB are free in {environment.home()}: make room.")
    return Finding(True, f"{free // 1024**3} GiB are free on the disk.")


def _migrations() -> Finding:
    from dancu.config.prepare import pending_migrations

    if pending := pending_migrations():
        return Finding(
            False, f"{pending} changes of the tables are not applied. Run `dancu manage migrate`, or `make run`."
        )
    return Finding(True, "The tables are up to date.")


def _roles() -> Finding:
    from dancu.config import grants

    if not grants.roles_there():
        return Finding(False, grants.MISSING)
    if alike := grants.roles_alike():
        return Finding(False, f"{alike} connect with the owner's role: set an address of its own for each.")
    return Finding(True, "Web, worker and sealer have roles of their own in the database.")


def _pages() -> Finding:
    from dancu.config.prepare import pages_are_built

    if not pages_are_built():
        return Finding(False, "The style sheets and fonts are not built. Run `make frontend`.")
    return Finding(True, "Style sheets and fonts are built.")


def _translations() -> Finding:
    from dancu.platform import messages

    missing = [source for source in messages.catalogues() if not source.with_suffix(".mo").exists()]
    if missing:
        return Finding(False, f"{len(missing)} translations are not compiled. Run `make messages`.")
    return Finding(True, "The translations are compiled.")


def _worker() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from procrastinate_workers where last_heartbeat > now() - %s * interval '1 second'",
            [_HEARTBEAT],
        )
        alive = cursor.fetchone()[0]
    if not alive:
        return Finding(False, "No job worker is alive, so no e-mail leaves. `make run` starts one.")
    return Finding(True, "The job worker is alive.")


def _failed_jobs() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where status = 'failed'")
        failed = cursor.fetchone()[0]
    if failed:
        return Finding(False, f"{failed} jobs have failed for good; see logs/worker.log in {environment.home()}.")
    return Finding(True, "No job has failed.")


def _messages() -> Finding:
    from dancu.notices.queries import count_outbox
    from dancu.platform import clock
    from dancu.platform.hosts import Site, address

    counts = count_outbox(at=clock.now())
    if counts.failed:
        return Finding(
            False,
            f"{counts.failed} messages to people were given up. Why, and how to send them again, an administrator sees "
            f"at {address(Site.OFFICER, 'outbox')}.",
        )
    if counts.refused:
        return Finding(
            False, f"{counts.refused} messages were refused by their carrier; they will be tried again.", can_wait=True
        )
    return Finding(True, "No message was given up.")


def _papers() -> Finding:
    from dancu.casework.queries import count_late_papers
    from dancu.platform import clock

    if late := count_late_papers(at=clock.now()):
        return Finding(
            False,
            f"{late} papers wait for their signature; they are tried again every five minutes. Why they fail is in "
            f"logs/worker.log in {environment.home()}.",
        )
    return Finding(True, "No paper waits for its signature.")


def _scanner() -> Finding:
    from django.conf import settings

    from dancu.documents import queries, scanner
    from dancu.platform import clock

    late = queries.count_unscanned(at=clock.now())
    if not scanner.is_set():
        # A demonstration has nothing to lose; anybody else has.
        return Finding(settings.DEMO, f"There is no malware scanner (DANCU_CLAMD), so {late} files are not scanned.")
    try:
        version = scanner.version()
    except scanner.ScannerAway as away:
        return Finding(
            False, f"{away}: {late} files wait to be scanned. Start clamd; the worker then comes back to them."
        )
    if late:
        return Finding(
            False,
            f"{late} files wait to be scanned, though the scanner answers ({version}). Run `dancu scan`; what cannot be "
            f"scanned is named in logs/worker.log in {environment.home()}.",
        )
    return Finding(True, f"The malware scanner answers ({version}), and no file waits for it.")


def _web() -> Finding:
    from dancu.config.tree import answers

    port = environment.last_port()
    if port is None:
        return Finding(False, "The web server has not been started here. Run `make run`.")
    if not answers("127.0.0.1", port):
        return Finding(
            False, f"The web server does not answer on port {port}; see logs/web.log in {environment.home()}."
        )
    return Finding(True, f"The web server answers on port {port}.")
