"""A register full of made-up people, kept from one run to the next."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from workbench import home

_SEED = 7


@contextmanager
def register_of(people: int) -> Iterator[None]:
    """Give a platform whose register holds so many people; it is filled where none of that size was kept."""
    from dancu.config import environment

    folder = home.kept(f"people-{people}")
    filled = folder / "filled"
    with environment.django():
        from django.core.management import call_command

        from dancu.config import demo, prepare
        from dancu.offices.commands.demo import load_demo_officers
        from dancu.platform import clock

        call_command("migrate", interactive=False, verbosity=0)
        if not filled.exists():
            prepare.load_lists()
            load_demo_officers()
            began = time.perf_counter()
            demo.make_people(people, seed=_SEED, at=clock.now())
            spent = time.perf_counter() - began
            filled.write_text(f"{people:,} people in {spent:,.0f} s, {people / spent:,.0f} a second")
        click.echo(f"Register: {filled.read_text()}. It is kept in {folder.relative_to(home.ROOT)}.")
        yield
