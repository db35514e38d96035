"""A home that a bench or a drill has for itself, and the platform or its database running in it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from dancu.config import environment
from dancu.config.tree import answers

ROOT = Path(__file__).resolve().parents[1]
_PATIENCE = 300.0


@contextmanager
def fresh(name: str) -> Iterator[Path]:
    """Give an empty home for as long as the block lasts; what it held before was left by one that was broken off."""
    shutil.rmtree(ROOT / ".bench" / name, ignore_errors=True)
    home = kept(name)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def kept(name: str) -> Path:
    """Work from now on in a home that stays, made where it is not there."""
    home = ROOT / ".bench" / name
    home.mkdir(parents=True, exist_ok=True)
    os.environ |= {"DANCU_HOME": str(home)}
    os.environ.pop("DATABASE_URL", None)
    environment.settle()
    return home


@contextmanager
def beside(home: Path, name: str) -> Iterator[Path]:
    """Give another empty folder next to a home for as long as the block lasts."""
    place = home.with_name(f"{home.name}-{name}")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def unseen(_label: str, _total: int) -> AbstractContextManager[Callable[[int], None]]:
    """Show nobody how far work has come."""
    return nullcontext(lambda _done: None)


@contextmanager
def running(port: int, *, people: int) -> Iterator[int]:
    """Run the whole platform as `dancu up` does, and give the id of its trunk."""
    command = [sys.executable, "-m", "dancu.config.cli", "up", "--port", str(port), "--people", str(people)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as trunk:
        try:
            _await(trunk, port)
            os.environ["DANCU_PUBLIC_PORT"] = f":{port}"
            yield trunk.pid
        finally:
            trunk.send_signal(signal.SIGINT)
            trunk.wait()


def _await(trunk: "subprocess.Popen[bytes]", port: int) -> None:
    give_up = time.monotonic() + _PATIENCE
    while not answers("127.0.0.1", port):
        if trunk.poll() is not None or time.monotonic() > give_up:
            raise SystemExit("The platform did not start; what went wrong is said above.")
        time.sleep(0.2)
