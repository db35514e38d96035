"""`dancu --help`: each command says in one whole line what it does."""

from collections.abc import Iterator

import click
from click.testing import CliRunner

from dancu.config.cli import main


def groups(group: click.Group, *path: str) -> Iterator[list[str]]:
    yield list(path)
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from groups(command, *path, name)


def test_every_line_of_help_is_whole() -> None:
    found = list(groups(main))
    assert ["keys"] in found
    for path in found:
        told = CliRunner().invoke(main, [*path, "--help"]).output
        assert "..." not in told.split("\n", 1)[1], told
