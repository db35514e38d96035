"""Certificates, read by openssl."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from dancu.kernel.actor import SYSTEM as THE_SYSTEM
from dancu.trust import commands as trust
from dancu.trust import queries
from dancu.trust.domain.certificates import to_pem
from dancu.trust.domain.keys import SYSTEM, TERMS, Holder, HolderKind, KeyPurpose

NOW = datetime.now(UTC)
WARD = Holder(kind=HolderKind.AGENCY, code="G01.101.000.070", name="Công an phường Hoàn Kiếm")
OFFICER = Holder(kind=HolderKind.OFFICER, code="12", name="Lê Minh Đức")
pytestmark = pytest.mark.django_db


def check(chain: list[bytes], folder: Path, *arguments: str) -> str:
    """Let openssl build the path from a certificate to the root."""
    leaf, above, root = folder / "leaf.pem", folder / "above.pem", folder / "root.pem"
    leaf.write_text(to_pem(chain[0]))
    above.write_text("".join(map(to_pem, chain[1:-1])))
    root.write_text(to_pem(chain[-1]))
    command = ["openssl", "verify", "-x509_strict", "-CAfile", root, "-untrusted", above, *arguments, leaf]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("holder", "purpose"),
    [
        (WARD, KeyPurpose.PAPERS),
        (OFFICER, KeyPurpose.PAPERS),
        (SYSTEM, KeyPurpose.PAPERS),
        (SYSTEM, KeyPurpose.CODES),
        (SYSTEM, KeyPurpose.AUDIT),
    ],
)
def test_openssl_finds_the_way_to_the_root(holder: Holder, purpose: KeyPurpose, tmp_path: Path) -> None:
    key = trust.signing_key(purpose=purpose, holder=holder, at=NOW)
    chain = queries.list_chain(key.id)
    assert len(chain) == 3
    assert check(chain, tmp_path).endswith("leaf.pem: OK\n")


def test_openssl_takes_the_time_stampers_certificate_for_nothing_else(tmp_path: Path) -> None:
    chain = queries.list_chain(trust.signing_key(purpose=KeyPurpose.TIME_STAMPS, at=NOW).id)
    assert check(chain, tmp_path, "-purpose", "timestampsign").endswith("OK\n")
    assert "unsuitable certificate purpose" in check(chain, tmp_path, "-purpose", "sslserver")


def test_an_agencys_certificate_issues_no_other(tmp_path: Path) -> None:
    chain = queries.list_chain(trust.signing_key(purpose=KeyPurpose.PAPERS, holder=WARD, at=NOW).id)
    assert check([chain[0], chain[0], *chain[1:]], tmp_path).endswith("OK\n")
    assert [_constraints(der) for der in chain] == [(False, None), (True, 0), (True, 1)]


def test_a_certificate_says_whose_it_is() -> None:
    key = trust.signing_key(purpose=KeyPurpose.PAPERS, holder=WARD, at=NOW)
    subject = x509.load_der_x509_certificate(key.certificate).subject.rfc4514_string()
    assert "CN=Công an phường Hoàn Kiếm" in subject
    assert "2.5.4.5=G01.101.000.070" in subject


def test_an_agency_with_a_long_name_has_a_certificate_too() -> None:
    name = "Công an xã Nguyễn Việt Khái, Hồ Thị Kỷ, Phường Đất Mũi và đặc khu Trường Sa"
    key = trust.take_key(purpose=KeyPurpose.PAPERS, holder=replace(WARD, name=name), at=NOW)
    leaf = x509.load_der_x509_certificate(queries.list_chain(key.view.id)[0])
    said = str(leaf.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value)
    assert name.startswith(said)
    assert len(said) > 40


def test_a_changed_certificate_is_found(tmp_path: Path) -> None:
    chain = queries.list_chain(trust.signing_key(purpose=KeyPurpose.PAPERS, holder=WARD, at=NOW).id)
    changed = chain[0].replace("Hoàn Kiếm".encode(), "Hoàn Kiêm".encode().ljust(len("Hoàn Kiếm".encode())))
    assert changed != chain[0]
    assert "signature failure" in check([changed, *chain[1:]], tmp_path)


def test_a_new_root_leaves_the_old_chains_whole(tmp_path: Path) -> None:
    before = trust.signing_key(purpose=KeyPurpose.PAPERS, holder=WARD, at=NOW)
    for purpose, holder in ((KeyPurpose.ROOT, SYSTEM), (KeyPurpose.ISSUING, _ISSUING), (KeyPurpose.PAPERS, WARD)):
        trust.rotate(purpose=purpose, holder=holder, by=THE_SYSTEM, at=NOW)
    after = trust.signing_key(purpose=KeyPurpose.PAPERS, holder=WARD, at=NOW)
    assert len(queries.list_roots()) == 2
    for key in (before, after):
        assert check(queries.list_chain(key.id), tmp_path).endswith("OK\n")
    assert queries.list_chain(after.id)[-1] != queries.list_chain(before.id)[-1]


_ISSUING = Holder(kind=HolderKind.SYSTEM, code="agencies")


def test_no_certificate_outlives_the_one_above_it() -> None:
    above = {KeyPurpose.ISSUING: KeyPurpose.ROOT}
    for purpose, term in TERMS.items():
        if purpose is not KeyPurpose.ROOT:
            issuer = TERMS[above.get(purpose, KeyPurpose.ISSUING)]
            assert term.holds + issuer.signs <= issuer.holds + timedelta(0)


def _constraints(der: bytes) -> tuple[bool, int | None]:
    value = x509.load_der_x509_certificate(der).extensions.get_extension_for_class(x509.BasicConstraints).value
    return value.ca, value.path_length
