"""The `dancu` command: run the platform, look after it, fill it with synthetic people."""

import dataclasses
import json
import os
import sys
from pathlib import Path
from typing import Any, TextIO

import click

from dancu.config import environment
from dancu.config.audit_cli import audit
from dancu.config.backup_cli import archive, backup, restore
from dancu.config.intake_cli import take_in
from dancu.config.keys import keys
from dancu.config.procedures_cli import procedures
from dancu.config.verifying import verify
from dancu.platform import postgres, processes
from dancu.platform.backups.folder import NoBackup


class Group(click.Group):
    """A group that meets what can go wrong around us with a sentence instead of a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        from dancu.config.tree import CannotRun

        try:
            return super().invoke(ctx)
        except (CannotRun, NoBackup, postgres.ServerProblem) as problem:
            raise click.ClickException(str(problem)) from problem


@click.group(cls=Group)
def main() -> None:
    """Dân Cư: a national population and digital-identity platform."""


main.add_command(keys)
main.add_command(audit)
main.add_command(verify)
main.add_command(procedures)
main.add_command(backup)
main.add_command(restore)
main.add_command(archive)


@main.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port of all sites.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Network address to listen on.")
@click.option("--people", default=20_000, show_default=True, help="Synthetic people to begin an empty register with.")
def up(port: int, host: str, people: int) -> None:
    """Run database, web server and job worker, until Ctrl-C."""
    from dancu.config.tree import Tree

    Tree(host=host, port=port, people=people, say=click.echo).run()


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--code", "username", help="Print only the six digits that this officer's authenticator app shows now.")
def demo(as_json: bool, username: str | None) -> None:
    """Show the addresses and the accounts of the demonstration."""
    with environment.django():
        from dancu.config import demo
        from dancu.platform import clock

        if username:
            digits = demo.code(username, clock.now())
            if digits is None:
                raise click.BadParameter(f"no officer of the demonstration is called {username}", param_hint="--code")
            click.echo(digits)
            return
        listing = demo.listing()
    click.echo(json.dumps(listing, ensure_ascii=False, indent=2) if as_json else demo.as_text(listing))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(as_json: bool) -> None:
    """Say in sentences what is wrong here, and what to do about it.

    Ends with status 1 where anything fails; what is only a warning can wait.
    """
    from dancu.config import doctor
    from dancu.config.doctor.findings import Level

    findings = doctor.examine()
    if as_json:
        told = [{"check": each.check, "level": each.level, "says": each.sentence} for each in findings]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        words = {Level.OK: "well ", Level.WARN: "soon ", Level.FAIL: "WRONG"}
        for finding in findings:
            click.echo(f"{words[finding.level]}  {finding.sentence}")
    sys.exit(any(finding.level is Level.FAIL for finding in findings))


@main.command()
@click.option("--again", is_flag=True, help="All files, also those scanned before: after new signatures.")
def scan(again: bool) -> None:
    """Scan for malware the stored files that nobody has scanned yet."""
    with environment.django():
        from dancu.documents import commands, scanner
        from dancu.documents.domain.scans import Scan
        from dancu.platform import clock

        if not scanner.is_set():
            raise click.ClickException("There is no malware scanner: name its socket in DANCU_CLAMD.")
        try:
            found = commands.scan_all(again=again, at=clock.now())
        except scanner.ScannerAway as away:
            raise click.ClickException(f"{away}. Start clamd.") from away
    click.echo(f"Files scanned: {found.total()}. With malware: {found[Scan.INFECTED]}.")


@main.group()
def people() -> None:
    """Make people up, take in messages and files, explain a record."""


@people.command()
@click.argument("count", type=click.IntRange(min=1))
@click.option("--seed", default=7, show_default=True, help="The same seed makes the same people.")
def generate(count: int, seed: int) -> None:
    """Add COUNT made-up people with homes and kin to the register."""
    with environment.django():
        from dancu.config import demo
        from dancu.platform import clock

        there = demo.make_people(count, seed=seed, at=clock.now())
    click.echo(f"The register now holds {there:,} people.")


@people.command()
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option("--sender", required=True, help="The civil-status register that the messages come from.")
def civil(file: TextIO, sender: str) -> None:
    """Take up messages of a civil-status register.

    One JSON object a line. Prints the answer to each as a line of JSON; `-` reads from standard input. Ends with
    status 1 where one was refused. A file may be taken up again: what was taken up before is only answered.
    """
    with environment.django():
        from dancu.kernel.actor import SYSTEM
        from dancu.platform import clock
        from dancu.population import commands

        refused = False
        for line in filter(str.strip, file):
            answer = commands.receive(_parsed(line), sender=sender, by=SYSTEM, at=clock.now())
            refused |= answer.outcome == "refused"
            click.echo(json.dumps(dataclasses.asdict(answer), ensure_ascii=False))
    sys.exit(refused)


@people.command()
@click.argument("file", type=click.File(encoding="utf-8"))
def foreigners(file: TextIO) -> None:
    """Take up what is told of foreigners, one JSON object a line.

    Prints what became of each as a line of JSON; `-` reads from standard input. Ends with status 1 where one was refused.
    """
    with environment.django():
        from dancu.kernel.actor import SYSTEM
        from dancu.platform import clock
        from dancu.population import commands

        refused = False
        for line in filter(str.strip, file):
            taken = commands.take_word(_parsed(line), by=SYSTEM, at=clock.now())
            refused |= taken.outcome == "refused"
            click.echo(json.dumps(dataclasses.asdict(taken), ensure_ascii=False))
    sys.exit(refused)


def _parsed(line: str) -> object:
    """Return what a line says; nothing where it is no JSON, which is then refused as no message."""
    try:
        return json.loads(line)
    except ValueError:
        return None


people.add_command(take_in)


@people.command()
@click.argument("pin")
def explain(pin: str) -> None:
    """Tell what made the record of PIN, and rebuild it so.

    Ends with status 1 where they do not make what stands there. The look is written into the audit.
    """
    with environment.django():
        from dancu.kernel.actor import SYSTEM, Purpose
        from dancu.platform import clock
        from dancu.population import queries

        ask: dict[str, Any] = {"purpose": Purpose.OPERATIONS, "by": SYSTEM, "at": clock.now()}
        person = queries.find_person(number=pin, **ask)
        if person is None:
            raise click.ClickException("Nobody bears this number.")
        found = queries.explain_person(person=person.id, **ask)
    for fact in found.facts:
        if fact.value not in (None, "", []):
            why = f"{fact.origin.on}  {fact.origin.kind}: {fact.origin.ground}" if fact.origin else "no event tells"
            click.echo(f"{fact.column:<28}{fact.value!s:<32}{why}")
    for gap in found.gaps:
        where = f"the event {gap.at.kind} of {gap.at.on} found" if gap.at else "the record says"
        click.echo(f"DOES NOT FIT  {gap.column}: the events told {gap.told!r}, {where} {gap.found!r}.")
    click.echo("The events make the record." if not found.gaps else f"{len(found.gaps)} values do not fit.")
    sys.exit(bool(found.gaps))


@people.command()
@click.option("--all", "everybody", is_flag=True, help="Among all people, not only those of the last week.")
def duplicates(everybody: bool) -> None:
    """Find whom the register may have twice, as each night does.

    Officers of the centre are shown the pairs.
    """
    with environment.django():
        from dancu.platform import clock
        from dancu.population.commands import finding

        if not finding.can_link():
            raise click.ClickException("Install what linkage needs first: pip install -r requirements-linkage.lock")
        at = clock.now()
        found = finding.find_duplicates(since=None if everybody else at - finding.BACK, at=at)
    click.echo(f"Pairs that wait for officers: {found:,}.")


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []}, add_help_option=False)
@click.argument("name", default="")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(name: str, arguments: tuple[str, ...]) -> None:
    """Measure how fast one thing is: `dancu bench submit`.

    `dancu bench people_load --help` tells what can be chosen.
    """
    root = Path(__file__).resolve().parents[3]
    known = sorted(path.stem for path in root.glob("bench/*.py") if "@click.command" in path.read_text())
    if not known:
        raise click.ClickException("The benches are part of the source tree: run this from a clone of it.")
    if name not in known:
        raise click.UsageError(f"Name a bench: {', '.join(known)}.")
    os.chdir(root)
    os.execv(sys.executable, [sys.executable, "-m", f"bench.{name}", *arguments])  # noqa: S606


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's own commands: `dancu manage shell`.

    It finds our settings and our database.
    """
    with environment.django():
        from django.core.management import execute_from_command_line

        execute_from_command_line(["dancu manage", *arguments])


@main.command("grants")
def grant() -> None:
    """Give web, worker and sealer their rights on tables, no others.

    `up` does so by itself.
    """
    with environment.django():
        from dancu.config import grants

        given = grants.apply()
    if not given:
        raise click.ClickException(grants.MISSING)
    click.echo(f"Rights given to {', '.join(given)}.")


@main.command(hidden=True)
@click.option("--people", default=0)
def prepare(people: int) -> None:
    """Bring tables, lists and pages up to date (a part of `up`)."""
    with environment.django():
        from dancu.config.prepare import prepare

        prepare(people=people, say=click.echo)


@main.command("metrics", hidden=True)
def metrics() -> None:
    """Show Prometheus what is measured here, at DANCU_METRICS (a part of `up`)."""
    with environment.django():
        from dancu.config import exposing

        exposing.serve(os.environ["DANCU_METRICS"], processes.asked_by_signals())


@main.command(hidden=True)
def worker() -> None:
    """Carry out jobs until asked to stop (a part of `up`)."""
    with environment.django():
        from procrastinate.contrib.django import app

        from dancu.platform import jobs

        # The session is ours alone where `up` began it.
        told = {"behind_for": processes.give_way} if os.environ.get("DANCU_SUPERVISED") else {}
        # Two at a time: jobs wait for mail servers more than they compute. What has succeeded need not be kept;
        # what has failed stays to be seen.
        with jobs.handing_over(**told), app.replace_connector(app.connector.get_worker_connector()) as ready:  # type: ignore[attr-defined]
            ready.run_worker(concurrency=2, delete_jobs="successful", shutdown_graceful_timeout=10)


if __name__ == "__main__":
    main(prog_name="dancu")
