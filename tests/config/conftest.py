"""One tree for the tests of a module, as long as none of them fells it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders.trees import Running, free_port, up

from dancu.platform import postgres


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("up")
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
