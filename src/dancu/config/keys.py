"""`dancu keys`: make, list, rotate and revoke keys; export what verifiers need."""

import json
from datetime import timedelta
from pathlib import Path

import click

from dancu.config import environment
from dancu.platform import sealing

_PURPOSES = click.Choice(["root", "issuing", "papers", "codes", "audit", "time_stamps"])


@click.group()
def keys() -> None:
    """Keys and certificates: what signs papers, codes and the audit."""


@keys.command()
def master() -> None:
    """Print a fresh master key; it is kept nowhere."""
    click.echo(sealing.fresh_master_key())


@keys.command()
def root() -> None:
    """Make the root of all certificates, once."""
    with environment.django():
        from dancu.kernel.actor import SYSTEM
        from dancu.platform import clock
        from dancu.trust import commands as trust

        try:
            made = trust.make_root(by=SYSTEM, at=clock.now())
        except trust.RootStands as stands:
            raise click.ClickException(stands.template()) from stands
    click.echo(f"The root is key {made.id}. Export its certificate for verifiers: dancu keys export FOLDER")


@keys.command("list")
@click.option("--purpose", type=_PURPOSES, help="Only keys for this.")
def list_(purpose: str | None) -> None:
    """List all keys there ever were."""
    with environment.django():
        from dancu.trust import queries
        from dancu.trust.domain.keys import KeyPurpose

        for key in queries.list_keys(purpose=KeyPurpose(purpose) if purpose else None):
            until = f"{key.signs_until:%Y-%m-%d}" if key.signs_until else ""
            state = "revoked" if key.revoked_at else f"signs {key.signs_since:%Y-%m-%d} … {until}"
            holder = f"{key.holder.kind} {key.holder.code}".strip()
            click.echo(f"{key.id}  {key.purpose:<12} {holder:<26} {'token' if key.in_token else 'sealed':<7} {state}")


@keys.command()
@click.argument("key_id")
@click.option("--days", default=0, show_default=True, help="Days from now until the new key signs.")
def rotate(key_id: str, days: int) -> None:
    """Let a new key take over from KEY_ID.

    KEY_ID verifies for ever what it has signed.
    """
    with environment.django():
        from dancu.kernel.actor import SYSTEM
        from dancu.platform import clock
        from dancu.trust import commands as trust
        from dancu.trust import queries

        try:
            old = queries.get_key(key_id)
        except queries.NoSuchKey as unknown:
            raise click.BadParameter(unknown.template(), param_hint="KEY_ID") from unknown
        new = trust.rotate(purpose=old.purpose, holder=old.holder, by=SYSTEM, at=clock.now(), lead=timedelta(days=days))
    click.echo(f"Key {new.id} signs from {new.signs_since:%Y-%m-%d %H:%M} UTC on.")


@keys.command()
@click.argument("key_id")
@click.confirmation_option(prompt="What this key has signed will not be believed any more. Go on?")
def revoke(key_id: str) -> None:
    """Let KEY_ID sign and verify no more."""
    with environment.django():
        from dancu.kernel.actor import SYSTEM
        from dancu.platform import clock
        from dancu.trust import commands as trust
        from dancu.trust import queries

        try:
            trust.revoke(key_id=key_id, by=SYSTEM, at=clock.now())
        except queries.NoSuchKey as unknown:
            raise click.BadParameter(unknown.template(), param_hint="KEY_ID") from unknown


@keys.command()
def seal() -> None:
    """Seal everything anew with the first of the master keys."""
    with environment.django():
        from dancu.accounts import commands as accounts
        from dancu.trust import commands as trust

        click.echo(f"Sealed anew: {trust.seal_anew()} keys, {accounts.seal_anew()} second factors.")


@keys.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write into FOLDER what a verifier without network needs.

    All of it is public: root.pem, codes.jwks.json, and time-roots.pem where others stamp the time.
    """
    with environment.django():
        from dancu.trust import queries
        from dancu.trust.domain.certificates import to_pem
        from dancu.trust.domain.keys import KeyPurpose

        folder.mkdir(parents=True, exist_ok=True)
        (folder / "root.pem").write_text("".join(map(to_pem, queries.list_roots())))
        (folder / "codes.jwks.json").write_text(json.dumps(queries.jwks(purpose=KeyPurpose.CODES), indent=2) + "\n")
        if time_roots := queries.list_time_roots():
            (folder / "time-roots.pem").write_text("".join(map(to_pem, time_roots)))
    click.echo(f"Wrote {', '.join(sorted(str(each) for each in folder.iterdir()))}.")
