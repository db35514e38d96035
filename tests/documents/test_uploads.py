"""A file too large is refused at its field, with the rest of the form whole."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import RequestFactory
from tests.builders.documents import a_pdf
from tests.documents.test_storing import CITIZEN, NOW

from dancu.documents import commands as documents
from dancu.documents.domain.kinds import MAX_SIZE
from dancu.documents.domain.refusals import FileTooLarge


@contextmanager
def request_with(size: int) -> Iterator[Any]:
    file = io.BytesIO(a_pdf(size))
    file.name = "giấy.pdf"
    request = RequestFactory().post("/", {"before": "đây", "file": file, "after": "kia"})
    yield request
    request.close()


def test_no_more_than_one_byte_over_the_limit_is_kept() -> None:
    with request_with(MAX_SIZE + 500_000) as request:
        assert request.FILES["file"].size == MAX_SIZE + 1
        assert (request.POST["before"], request.POST["after"]) == ("đây", "kia")


@pytest.mark.django_db
def test_such_a_file_is_refused_by_the_store() -> None:
    with request_with(MAX_SIZE + 1) as request, pytest.raises(FileTooLarge):
        documents.store_upload(request.FILES["file"], name="x", by=CITIZEN, at=NOW)


@pytest.mark.django_db
def test_a_file_of_exactly_the_limit_arrives_whole() -> None:
    with request_with(MAX_SIZE) as request:
        file = request.FILES["file"]
        assert documents.store_upload(file, name=file.name, by=CITIZEN, at=NOW).size == MAX_SIZE
