"""Lists as the database has them, and the desk where the parking permit is handled."""

from collections.abc import Iterator

import pytest
from django.test import Client
from tests.builders import casework as build
from tests.builders.casework import Desk, Filer
from tests.builders.desks import at_the_desk

from dancu.offices.queries import forget_agencies
from dancu.places.queries import forget_directory


@pytest.fixture(autouse=True)
def fresh_lists() -> None:
    forget_directory()
    forget_agencies()


@pytest.fixture
def parking_permit() -> Iterator[None]:
    with build.installed():
        yield


@pytest.fixture
def filer(parking_permit: None) -> Filer:
    return Filer(build.an_agency())


@pytest.fixture
def desk(filer: Filer) -> Desk:
    return build.an_officer(filer.place)


@pytest.fixture
def browser(desk: Desk) -> Client:
    return at_the_desk(desk)
