"""`dancu procedures`: list them, publish them as the national portal does, and hold them against what it publishes."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from dancu.config import environment


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def procedures(ctx: click.Context, as_json: bool) -> None:
    """List the administrative procedures that can be filed today.

    As JSON, with every version of their rules.
    """
    if ctx.invoked_subcommand:
        return
    with environment.django():
        from dancu.config import law

        rows = law.listing()
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            click.echo(f"{row['code']:<12} {row['title']}  (version {row['version']}, since {row['since']})")


_on = click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day whose rules are meant; else today.")


@procedures.command()
@click.argument("code", required=False)
@_on
def export(code: str | None, on: datetime | None) -> None:
    """Print procedures in the shape of the national portal's interface."""
    with environment.django():
        found = [each.as_json() for each in _ours(on).values() if code in {None, each.code}]
    if not found:
        raise click.BadParameter(f"no procedure {code} is in force then", param_hint="CODE")
    click.echo(json.dumps(found[0] if code else found, ensure_ascii=False, indent=2))


@procedures.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_on
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def compare(file: Path, on: datetime | None, as_json: bool) -> None:
    """Hold ours against a published file, field by field.

    Each difference comes with its reason, where one is known; exits with 1 where one has none.
    """
    with environment.django():
        from dancu.casework.domain.published import NotPublished, parse_all

        try:
            published = parse_all(json.loads(file.read_text(encoding="utf-8")))
        except (ValueError, NotPublished) as error:
            raise click.ClickException(f"{file.name} is not what the national portal publishes: {error}") from None
        lines = list(_lines(published, _ours(on)))
    if as_json:
        click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
    else:
        for line in lines:
            click.echo(f"{line['code']}  {line['field']}")
            click.echo(f"  published: {line['published'] or '-'}\n  ours:      {line['ours'] or '-'}")
            click.echo(f"  reason:    {line['reason'] or 'none known'}")
    unexplained = sum(not line["reason"] for line in lines)
    if not as_json:
        click.echo(f"{len(published)} compared, {len(lines)} differences, {unexplained} without a reason.")
    raise SystemExit(1 if unexplained else 0)


def _ours(on: datetime | None) -> Mapping[str, Any]:
    from dancu.casework.procedures import catalogue
    from dancu.casework.publishing import publish
    from dancu.platform import clock

    day: date = on.date() if on else clock.today()
    return {each.code: publish(each) for each in catalogue().listed(day)}


def _lines(published: list[Any], ours: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    from dancu.casework.domain.published import Difference, differences
    from dancu.procedures import reason_of

    for each in published:
        missing = [Difference("procedure", "", each.name, "")]
        for found in differences(each, ours[each.code]) if each.code in ours else missing:
            yield {
                "code": each.code,
                "field": f"{found.field} {found.about}".strip(),
                "published": found.published,
                "ours": found.ours,
                "reason": reason_of(each.code, found),
            }
