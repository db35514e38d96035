"""The code printed on a paper."""

import base64
from datetime import UTC, datetime
from typing import Any

import base45
import cbor2
import cwt
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from dancu.documents.domain import codes
from dancu.documents.domain.codes import CodeNotOurs, NotACode, PrintedCode
from dancu.trust import commands as trust
from dancu.trust import queries
from dancu.trust.domain.keys import KeyPurpose

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
PAPER = PrintedCode(
    form="CT08",
    number=12345,
    dossier="G01.101.000.070-261124-0001",
    agency="G01.101.000.070",
    issued_at=NOW,
    digest=codes.digest_of({"name": "Nguyễn Văn Ước"}),
)
pytestmark = pytest.mark.django_db


def written(purpose: KeyPurpose = KeyPurpose.CODES) -> str:
    key = trust.take_key(purpose=purpose, at=NOW)
    return codes.write(PAPER, key_id=key.view.id, sign=key.sign)


def keys() -> Any:
    return queries.jwks(purpose=KeyPurpose.CODES)["keys"]


def test_a_code_says_what_was_written() -> None:
    assert codes.read(written(), keys()) == PAPER


def test_another_library_reads_the_same() -> None:
    text = written()
    (jwk,) = keys()
    x, y = (base64.urlsafe_b64decode(jwk[axis] + "=") for axis in "xy")
    mark = base64.urlsafe_b64decode(jwk["kid"] + "=")[:8]
    key = cwt.COSEKey.new({1: 2, 2: mark, 3: -7, -1: 1, -2: x, -3: y})
    said = cbor2.loads(cwt.COSE.new().decode(base45.b45decode(text.removeprefix("DC1:")), key))
    assert (said["f"], said["n"], said["a"]) == ("CT08", 12345, "G01.101.000.070")


def test_a_code_fits_a_small_qr() -> None:
    code = segno.make(written(), error="m", micro=False)
    assert code.mode == "alphanumeric"
    assert int(code.version) <= 11


def test_a_key_for_something_else_signs_no_code() -> None:
    text = written(KeyPurpose.AUDIT)
    with pytest.raises(CodeNotOurs):
        codes.read(text, keys())


def test_each_changed_letter_is_found() -> None:
    text, known = written(), keys()
    for at in range(len(codes.PREFIX), len(text)):
        changed = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
        with pytest.raises((CodeNotOurs, NotACode)):
            codes.read(changed, known)


@given(st.text() | st.binary().map(lambda content: codes.PREFIX + base45.b45encode(content).decode()))
def test_what_is_no_code_is_said_to_be_none(text: str) -> None:
    with pytest.raises((NotACode, CodeNotOurs)):
        codes.read(text, [])


def test_a_code_of_a_former_key_is_still_read() -> None:
    from dancu.kernel.actor import SYSTEM

    before = written()
    trust.rotate(purpose=KeyPurpose.CODES, by=SYSTEM, at=NOW)
    assert codes.read(before, keys()) == codes.read(written(), keys())


def test_the_digest_does_not_depend_on_the_order_of_facts() -> None:
    assert codes.digest_of({"a": 1, "b": "ạ"}) == codes.digest_of({"b": "ạ", "a": 1})
    assert codes.digest_of({"a": 1}) != codes.digest_of({"a": 2})
