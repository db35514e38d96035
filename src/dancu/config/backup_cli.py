"""`dancu backup` and `dancu restore`: copies of everything, and everything back as it was at a moment."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from dancu.config import environment
from dancu.platform import processes
from dancu.platform.backups import archiving, restoring, taking
from dancu.platform.backups.folder import Base, Folder

_GIB = 1024**3


class Moment(click.ParamType[datetime]):
    """An instant as ISO 8601 text; without an offset it is the time of this machine."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            return datetime.fromisoformat(value).astimezone()
        except ValueError:
            self.fail(f"{value} is no moment like 2026-11-28T09:30:00+07:00", param, ctx)


@click.command()
@click.option("--keep", default=7, show_default=True, type=click.IntRange(min=1), help="How many back-ups stay.")
@click.option("--list", "only_list", is_flag=True, help="Only list the back-ups that there are.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def backup(keep: int, only_list: bool, as_json: bool) -> None:
    """Copy database and files into DANCU_BACKUPS while all goes on.

    The copy is checked against its manifest, and older ones than the newest are let go.
    """
    backups = _folder()
    if only_list:
        _list(backups, as_json)
        return
    began = time.monotonic()
    with environment.django():
        from django.conf import settings

        from dancu.platform import sealing

        marks = sealing.marks(settings.MASTER_KEYS)
        base = taking.take(backups, environment.backup_address(), key_marks=marks, watch=bar)
    files = environment.stored_files()
    copied = 0 if files is None else archiving.mirror(files, backups)
    gone = taking.let_go(backups, keep=keep, living=lambda name: files is not None and (files / name).exists())
    seconds = time.monotonic() - began
    if as_json:
        click.echo(json.dumps({**_facts(base), "files_copied": copied, "let_go": gone, "seconds": round(seconds, 1)}))
        return
    click.echo(f"{base.path}: {base.size / _GIB:.2f} GiB in {seconds:.0f} s, checked; {copied:,} new files copied.")
    click.echo(f"It can be restored to any moment from {base.about.ended_at:%Y-%m-%d %H:%M:%S%z} on.")
    click.echo("No secret is in it: keep the master key elsewhere (docs/how-to/back-up.md).")


@click.command()
@click.option(
    "--to-time", "to", type=Moment(), help="The moment, as 2026-11-28T09:30:00+07:00; else the last archived."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def restore(to: datetime | None, as_json: bool) -> None:
    """Make an empty DANCU_HOME as everything was at a moment.

    It is made from DANCU_BACKUPS. Then the command counts what is there and checks every row of the audit;
    ends with status 1 where anything does not fit.
    """
    began, backups = time.monotonic(), _folder()
    base = restoring.restore(backups, environment.home(), to=to, key_marks=_key_marks(), watch=bar)
    # The restored home takes its own back-ups elsewhere: these belong to the one that they were taken of.
    os.environ.pop("DANCU_BACKUPS")
    os.environ.pop("DATABASE_URL", None)
    with environment.django():
        from dancu.config import restored

        found = restored.examine()
    seconds = time.monotonic() - began
    if as_json:
        click.echo(json.dumps({"base": base.path.name, **found.facts(), "seconds": round(seconds, 1)}))
    else:
        for sentence in found.sentences():
            click.echo(sentence)
        click.echo(
            f"Restored from {base.path.name} in {seconds:.0f} s. Start it with another DANCU_BACKUPS than before."
        )
    sys.exit(not found.whole)


@click.command(hidden=True)
def archive() -> None:
    """Receive the log and copy new files into DANCU_BACKUPS until asked to stop (a part of `up`)."""
    files, stopped = environment.stored_files(), processes.asked_by_signals()
    sys.exit(archiving.archive(_folder(), environment.backup_address(), files=files, stopped=stopped))


@contextmanager
def bar(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show on the terminal how far work has come."""
    with click.progressbar(length=total, label=label, file=sys.stderr) as shown:
        yield shown.update


def _folder() -> Folder:
    backups = environment.backups()
    if backups is None:
        raise click.ClickException("Name the folder of back-ups in DANCU_BACKUPS, on another disk than DANCU_HOME.")
    return backups


def _key_marks() -> list[str]:
    """Return the marks of the master keys that are here, before settings of a demonstration would make one up."""
    from dancu.platform import sealing
    from dancu.platform.secrets import kept_secrets

    file = Path(os.environ.get("DANCU_MASTER_KEY_FILE", environment.home() / "master.key"))
    return sealing.marks(kept_secrets(os.environ.get("DANCU_MASTER_KEY", ""), file))


def _list(backups: Folder, as_json: bool) -> None:
    bases = backups.bases()
    if as_json:
        click.echo(json.dumps([_facts(base) for base in bases]))
        return
    for base in bases:
        click.echo(f"{base.path.name}  {base.size / _GIB:8.2f} GiB  PostgreSQL {base.about.major}")
    newest = backups.archived_at()
    click.echo(
        f"{len(bases)} back-ups; archived until {newest:%Y-%m-%d %H:%M:%S%z}." if newest else "Nothing is archived."
    )


def _facts(base: Base) -> dict[str, Any]:
    about = base.about
    moments = {"began_at": about.began_at.isoformat(), "ended_at": about.ended_at.isoformat()}
    return {"base": base.path.name, "bytes": base.size, **moments}
