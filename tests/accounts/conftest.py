from collections.abc import Iterator

import pytest

from tests.builders.accounts import KeptLetters, kept_letters


@pytest.fixture
def letters() -> Iterator[KeptLetters]:
    with kept_letters() as kept:
        yield kept
