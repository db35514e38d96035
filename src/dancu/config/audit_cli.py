"""`dancu audit`: seal, verify, and take the newest signed head away to keep it elsewhere."""

import json
import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dancu.config import environment

if TYPE_CHECKING:
    from dancu.audit.domain.chain import Head

_SHOWN = 100


@click.group()
def audit() -> None:
    """The audit: who did what, sealed so that any change shows."""


@audit.command()
@click.option(
    "--head", "kept", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Kept from `dancu audit head`."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def verify(kept: Path | None, as_json: bool) -> None:
    """Check every row, batch and head, and say what was changed where.

    Ends with status 1 when anything was.
    """
    with environment.django():
        from dancu.audit.queries import verifying
        from dancu.platform import clock

        began, findings = time.monotonic(), []
        with verifying.verify(at=clock.now(), kept=_read(kept) if kept else None) as check:
            for finding in check.run():
                findings.append(str(finding))
                if not as_json and len(findings) <= _SHOWN:
                    click.echo(finding)
    seconds = time.monotonic() - began
    if as_json:
        counts = {"rows": check.checked_rows, "batches": check.checked_batches, "heads": check.checked_heads}
        click.echo(json.dumps({**counts, "findings": findings, "seconds": round(seconds, 3)}))
    else:
        click.echo(
            f"{check.checked_rows:,} rows, {check.checked_batches:,} batches and {check.checked_heads:,} signed heads checked "
            f"in {seconds:.1f} s ({check.checked_rows / seconds:,.0f} rows a second): "
            + (f"{len(findings):,} things do not fit." if findings else "nothing was changed.")
        )
    sys.exit(bool(findings))


@audit.command()
def seal() -> None:
    """Seal what has come, and sign the heads of days that are over.

    A job does so each minute.
    """
    with environment.django():
        from django.conf import settings

        from dancu.audit.commands import sealing
        from dancu.platform import clock

        at = clock.now()
        rows, heads = (
            sealing.seal(at=at, using=settings.AUDIT_SEALER),
            sealing.sign_heads(at=at, using=settings.AUDIT_SEALER),
        )
    click.echo(f"{rows:,} rows sealed, {heads:,} heads signed.")


@audit.command()
def head() -> None:
    """Print the newest signed head as JSON, to be kept elsewhere.

    Keep it where nobody here can change it.
    """
    with environment.django():
        from dancu.audit.queries import verifying

        newest = verifying.newest_head()
    if newest is None:
        raise click.ClickException("No day's head has been signed yet: the first comes after midnight.")
    signed = {"key": newest.key, "signature": newest.signature.hex()}
    click.echo(json.dumps(newest.record() | signed, indent=2))


def _read(path: Path) -> "Head":
    """Read a head that `dancu audit head` printed."""
    from dancu.audit.domain.chain import Head

    try:
        kept: dict[str, Any] = json.loads(path.read_text())
        return Head(
            day=date.fromisoformat(kept["day"]),
            batch=kept["batch"],
            digest=bytes.fromhex(kept["digest"]),
            previous=bytes.fromhex(kept["previous"]),
            signed_at=datetime.fromisoformat(kept["signed_at"]),
            key=kept["key"],
            signature=bytes.fromhex(kept["signature"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise click.BadParameter(f"{path} is no head that `dancu audit head` printed", param_hint="--head") from error
