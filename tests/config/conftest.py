"""One tree for the tests of a module, as long as none of them fells it."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders.trees import Running, free_port, up

from dancu.platform import postgres


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where a tree has stood once: who comes first prepares it for all workers."""
    mine = tmp_path_factory.getbasetemp()
    home = (mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine) / "prepared"
    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.with_suffix(".done").exists():
            up(home, free_port()).stop()
            shutil.rmtree(postgres.socket_folder(home), ignore_errors=True)
            home.with_suffix(".done").touch()
    return home


@pytest.fixture(scope="module")
def home(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("up") / "home"
    subprocess.run(["cp", "--archive", prepared, home], check=True)  # the data belong to the database's own user
    yield home
    shutil.rmtree(postgres.socket_folder(home), ignore_errors=True)


@pytest.fixture(scope="module")
def trees() -> Iterator[list[Running]]:
    trees: list[Running] = []
    yield trees
    for tree in trees:
        if tree.process.poll() is None:
            tree.stop()


@pytest.fixture
def running(home: Path, trees: list[Running]) -> Running:
    """A tree that stands: the last test's, or a new one where that test felled it."""
    if not trees or trees[-1].process.poll() is not None:
        trees.append(up(home, free_port()))
    return trees[-1]
