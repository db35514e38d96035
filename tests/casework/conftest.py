from collections.abc import Iterator

import pytest
from tests.builders import casework as build


@pytest.fixture(autouse=True)
def parking_permit() -> Iterator[None]:
    """Every test of the engine runs with a procedure that the product does not have."""
    with build.installed():
        yield
