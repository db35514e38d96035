"""`dancu people import`: files of forms DC01 and DC02, checked, and entered in the same run or a later one."""

import json
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from dancu.config import environment

if TYPE_CHECKING:
    from dancu.intake.queries import BatchView

_SHOWN = 20


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--form", type=click.Choice(["dc01", "dc02"]), default="dc01", show_default=True, help="What its lines are."
)
@click.option("--reason", default="", help="On what ground: every event names it.")
@click.option("--dry-run", is_flag=True, help="Only check the lines.")
@click.option("--resume", is_flag=True, help="Go on with a file whose run was broken off, or that was only checked.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def take_in(file: Path, form: str, reason: str, dry_run: bool, resume: bool, as_json: bool) -> None:
    """Enter persons, or corrections, from FILE.

    It is CSV, XLSX or Parquet.

    Lines that something stands against are named and stop no other. Ends with status 1 where lines were not entered.
    The same file is never entered twice.
    """
    with environment.django():
        from dancu.intake import queries
        from dancu.kernel.errors import DomainError
        from dancu.platform import problems

        try:
            batch = _begun(file, form, reason or file.name, resume)
            _work(batch, file, dry_run, quiet=as_json)
        except DomainError as refusal:
            raise click.ClickException(problems.message(refusal)) from refusal
        view = queries.get_intake(batch, officer=None)
        _report(view, as_json)
    if view.left:
        raise SystemExit(1)


def _begun(file: Path, form: str, reason: str, resume: bool) -> UUID:
    from dancu.intake import commands
    from dancu.intake.domain.states import Form
    from dancu.kernel.actor import SYSTEM
    from dancu.platform import clock

    digest = commands.digest_of(file)
    batch, is_new = commands.begin(
        form=Form(form), name=file.name, digest=digest, reason=reason, officer=None, by=SYSTEM, at=clock.now()
    )
    if not is_new and not resume:
        raise click.ClickException("This file was sent before. Add --resume to go on with it; nothing is done twice.")
    return batch


def _work(batch: UUID, file: Path, dry_run: bool, *, quiet: bool) -> None:
    """Bring a batch as far as it is to come."""
    from dancu.intake import commands, queries, readers
    from dancu.intake.domain.states import BatchState
    from dancu.kernel.actor import SYSTEM
    from dancu.kernel.errors import DomainError
    from dancu.platform import clock

    if queries.get_intake(batch, officer=None).state is BatchState.STAGING:
        try:
            for through in commands.stage(batch, readers.lines(file)):
                _say(f"\rRow {through:,} of the file is read", quiet)
        except DomainError:
            # The file itself is no good: mended, it is another one.
            commands.cancel(batch, officer=None, by=SYSTEM, at=clock.now())
            raise
    while commands.check(batch, at=clock.now()):
        _say_how_far(batch, "Checked", quiet)
    if dry_run:
        return
    if queries.get_intake(batch, officer=None).state is BatchState.CHECKED:
        commands.confirm(batch, officer=None, by=SYSTEM, at=clock.now())
    while commands.enter(batch, at=clock.now()):
        _say_how_far(batch, "Entered", quiet)


def _say_how_far(batch: UUID, done: str, quiet: bool) -> None:
    from dancu.intake import queries

    view = queries.get_intake(batch, officer=None)
    _say(f"\r{done}: {view.done:,} of {view.lines:,} lines   ", quiet)


def _report(view: "BatchView", as_json: bool) -> None:
    counts = {name: getattr(view, name) for name in ("lines", "ready", "entered", "homeless", "doubtful", "refused")}
    if as_json:
        click.echo(json.dumps({"batch": str(view.id), "state": view.state, **counts}))
        return
    for name, count in counts.items():
        click.echo(f"{name:9} {count:,}")
    from dancu.intake import queries
    from dancu.kernel.actor import SYSTEM
    from dancu.platform import clock

    left = queries.list_left(view.id, officer=None, limit=_SHOWN, by=SYSTEM, at=clock.now())
    heads = dict(zip(view.keys, view.heads, strict=True))
    for line in left:
        for fault in line.faults:
            click.echo(f"line {line.number} ({line.state}): {heads.get(fault.column, '')} {fault.said['en']}")
    if view.left > len(left):
        click.echo(f"... and {view.left - len(left):,} lines more.")


def _say(text: str, quiet: bool) -> None:
    if not quiet:
        click.echo(text, nl=False, err=True)
