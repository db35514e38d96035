"""Keys sign, give over to the next, and are believed for as long as nobody revokes them."""

import threading
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from dancu.kernel.actor import SYSTEM as THE_SYSTEM
from dancu.platform import sealing
from dancu.trust import commands as trust
from dancu.trust import queries
from dancu.trust.domain import ecdsa
from dancu.trust.domain.keys import SYSTEM, TERMS, Holder, HolderKind, KeyPurpose, Signature
from dancu.trust.models import Key

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
DATA = b"what is signed"
WARD = Holder(kind=HolderKind.AGENCY, code="G01.101.000.070", name="Công an phường Hoàn Kiếm")
pytestmark = pytest.mark.django_db


def sign(at: datetime = NOW, purpose: KeyPurpose = KeyPurpose.AUDIT, data: bytes = DATA) -> Signature:
    return trust.sign(purpose=purpose, data=data, at=at)


def believed(signature: Signature, data: bytes = DATA, purpose: KeyPurpose = KeyPurpose.AUDIT) -> bool:
    return queries.verify(signature, data=data, purpose=purpose)


def rotate(at: datetime, lead: timedelta = timedelta(0)) -> None:
    trust.rotate(purpose=KeyPurpose.AUDIT, by=THE_SYSTEM, at=at, lead=lead)


def test_what_is_signed_verifies() -> None:
    assert believed(sign())


def test_other_bytes_another_purpose_or_another_key_do_not() -> None:
    signature = sign()
    assert not believed(signature, data=DATA + b".")
    assert not believed(signature, purpose=KeyPurpose.CODES)
    assert not believed(Signature(sign(purpose=KeyPurpose.CODES).key_id, signature.value))
    assert not believed(Signature(signature.key_id, signature.value[:-1]))
    assert not believed(Signature("nobody's", signature.value))


def test_a_key_is_made_once_and_found_again() -> None:
    assert sign().key_id == sign(NOW + DAY).key_id
    assert queries.get_key(sign().key_id).signs_until is None


def test_the_private_key_lies_sealed() -> None:
    row = Key.objects.get(pk=sign().key_id)
    with pytest.raises(sealing.BrokenSeal):
        sealing.unseal(row.sealed, context="trust.key:another")


def test_a_new_key_signs_and_the_old_one_still_verifies() -> None:
    before = sign()
    rotate(NOW + DAY)
    after = sign(NOW + DAY)
    assert after.key_id != before.key_id
    assert believed(before)
    assert believed(after)


def test_a_key_that_is_announced_is_published_before_it_signs() -> None:
    before = sign()
    rotate(NOW + DAY, lead=7 * DAY)
    published = [key["kid"] for key in queries.jwks(purpose=KeyPurpose.AUDIT)["keys"]]
    assert len(published) == 2
    assert sign(NOW + 7 * DAY).key_id == before.key_id
    assert sign(NOW + 8 * DAY).key_id == published[0] != before.key_id


def test_rotating_again_takes_the_place_of_what_was_announced() -> None:
    sign()
    rotate(NOW + DAY, lead=7 * DAY)
    rotate(NOW + DAY)
    assert len(queries.list_keys(purpose=KeyPurpose.AUDIT)) == 2
    assert sign(NOW + DAY).key_id == sign(NOW + 10 * DAY).key_id


def test_a_key_that_has_had_its_term_gives_over() -> None:
    before = sign()
    later = NOW + TERMS[KeyPurpose.AUDIT].signs
    assert trust.renew(at=later - DAY) == 0
    assert trust.renew(at=later) == 1
    assert sign(later).key_id != before.key_id
    assert believed(before)


def test_a_revoked_key_neither_signs_nor_verifies() -> None:
    before = sign()
    trust.revoke(key_id=before.key_id, by=THE_SYSTEM, at=NOW + DAY)
    assert not believed(before)
    assert sign(NOW + DAY).key_id != before.key_id
    with pytest.raises(queries.NoSuchKey):
        trust.sign_with(before.key_id, DATA)
    assert before.key_id not in str(queries.jwks(purpose=KeyPurpose.AUDIT))


def test_each_holder_has_a_key_of_his_own() -> None:
    officer = Holder(kind=HolderKind.OFFICER, code="12", name="Lê Minh Đức")
    keys = {trust.signing_key(purpose=KeyPurpose.PAPERS, holder=each, at=NOW).id for each in (WARD, officer, SYSTEM)}
    assert len(keys) == 3


def test_a_key_names_itself_by_its_thumbprint() -> None:
    # The example of RFC 7638 is of RSA; this one of P-256 is from RFC 7517, appendix A.1.
    members = {
        "kty": "EC",
        "crv": "P-256",
        "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
    }
    assert ecdsa.key_id(ecdsa.from_jwk(members)) == "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s"


def test_the_key_set_holds_no_private_part_and_the_whole_chain() -> None:
    key_id = sign().key_id
    (jwk,) = queries.jwks(purpose=KeyPurpose.AUDIT)["keys"]
    assert jwk.keys() == {"kty", "crv", "x", "y", "kid", "alg", "use", "x5c"}
    assert ecdsa.key_id(ecdsa.from_jwk(jwk)) == key_id
    assert [b64decode(each) for each in jwk["x5c"]] == queries.list_chain(key_id)
    assert queries.list_chain(key_id)[-1:] == queries.list_roots()


def test_outside_a_demonstration_the_root_is_made_by_hand(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(trust.NoRoot):
        sign()
    trust.make_root(by=THE_SYSTEM, at=NOW)
    assert believed(sign())
    with pytest.raises(trust.RootStands):
        trust.make_root(by=THE_SYSTEM, at=NOW)


def test_without_a_master_key_nothing_is_made(settings: Any) -> None:
    settings.MASTER_KEYS = []
    with pytest.raises(sealing.NoMasterKey):
        sign()
    assert not Key.objects.exists()


def test_keys_are_sealed_anew_by_a_new_master_key(settings: Any) -> None:
    before = sign()
    settings.MASTER_KEYS = [sealing.fresh_master_key(), *settings.MASTER_KEYS]
    assert trust.seal_anew() == 3  # root, issuing, audit
    settings.MASTER_KEYS = settings.MASTER_KEYS[:1]
    assert sign().key_id == before.key_id


@pytest.mark.django_db(transaction=True)
def test_those_who_need_the_first_key_at_once_get_the_same() -> None:
    found: list[str] = []
    start = threading.Barrier(4)

    def run() -> None:
        start.wait()
        try:
            found.append(trust.signing_key(purpose=KeyPurpose.PAPERS, holder=WARD, at=NOW).id)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
