"""Lists as the database has them."""

from collections.abc import Iterator

import pytest

from dancu.codelists import queries


@pytest.fixture(autouse=True)
def fresh_lists() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()
