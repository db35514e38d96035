"""Files kept in a bucket, by a real S3 server (moto's) on this machine: the same promises as in a folder."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from django.db import transaction
from django.test import Client
from moto.server import ThreadedMotoServer
from tests.builders.documents import a_docx, a_pdf, a_picture
from tests.documents.test_storing import CITIZEN, NOW

from dancu.documents import blobs, links, queries
from dancu.documents import commands as documents
from dancu.documents.blobs import Form
from dancu.platform import clock
from dancu.platform.buckets import in_bucket

BUCKET = "dancu-files"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    yield f"http://{host}:{port}"
    moto.stop()


@pytest.fixture
def bucket(server: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Keep files in an empty bucket; give it."""
    for name, value in (("ACCESS_KEY_ID", "us"), ("SECRET_ACCESS_KEY", "only-for-tests"), ("DEFAULT_REGION", "vn")):
        monkeypatch.setenv(f"AWS_{name}", value)
    made = boto3.resource("s3", endpoint_url=server, region_name="us-east-1").create_bucket(Bucket=BUCKET)
    settings.STORAGES = settings.STORAGES | {"files": in_bucket(BUCKET, endpoint=server, folder="documents")}
    yield made
    made.objects.all().delete()
    made.delete()


def store(content: bytes) -> documents.StoredFileView:
    return documents.store_upload(io.BytesIO(content), name="Sổ hồng.pdf", by=CITIZEN, at=NOW)


def keys(bucket: Any) -> set[str]:
    return {each.key for each in bucket.objects.all()}


@pytest.mark.django_db
def test_a_file_lies_under_its_hash_with_its_pictures_beside_it(bucket: Any) -> None:
    text, picture = store(a_docx()), store(a_picture("PNG"))
    place = f"documents/{blobs.path(picture.sha256)}"
    assert keys(bucket) == {f"documents/{blobs.path(text.sha256)}", place, f"{place}.page", f"{place}.thumbnail"}


@pytest.mark.django_db
def test_the_same_bytes_are_kept_once(bucket: Any) -> None:
    assert store(a_docx()).id == store(a_docx()).id
    assert len(keys(bucket)) == 1


@pytest.mark.django_db
def test_a_file_is_lent_by_the_files_site_alone(bucket: Any, server: str) -> None:
    stored = store(a_pdf())
    address = links.sign(file_id=stored.id, name=stored.name, at=clock.now())
    assert urlsplit(address).netloc.startswith("tep.")
    answer = Client(headers={"host": "tep.localhost"}).get(urlsplit(address).path)
    assert answer.content == a_pdf()
    assert server.encode() not in b"".join(value.encode() for value in answer.headers.values())


@pytest.mark.django_db
def test_a_picture_comes_back_from_the_bucket(bucket: Any) -> None:
    stored = store(a_picture("JPEG"))
    token = links.sign_picture(file_id=stored.id, form=Form.PAGE, at=NOW).rpartition("/")[2]
    assert queries.open_picture(token, at=NOW).startswith(b"\xff\xd8\xff")


@pytest.mark.django_db
def test_a_file_that_the_bucket_has_lost_is_said_to_be_gone(bucket: Any) -> None:
    stored = store(a_pdf())
    bucket.objects.all().delete()
    with pytest.raises(queries.FileMissing):
        queries.content_of(stored.id)


@pytest.mark.django_db(transaction=True)
def test_what_nobody_holds_is_swept_after_a_day_with_its_pictures(bucket: Any) -> None:
    store(a_docx())
    with transaction.atomic():
        store(a_picture("PNG"))
        transaction.set_rollback(True)
    assert len(keys(bucket)) == 4
    assert documents.sweep(at=datetime.now(UTC) + timedelta(hours=23)) == 0
    assert documents.sweep(at=datetime.now(UTC) + timedelta(hours=25)) == 1
    assert len(keys(bucket)) == 1


def test_nobody_but_the_owner_may_read_what_is_written(bucket: Any) -> None:
    blobs.keep("0" * 64, b"1")
    grants = bucket.Object(f"documents/{blobs.path('0' * 64)}").Acl().grants
    assert [(each["Grantee"]["Type"], each["Permission"]) for each in grants] == [("CanonicalUser", "FULL_CONTROL")]
