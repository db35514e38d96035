"""Certificates (X.509, RFC 5280) of our own authority, signed by keys that may lie anywhere."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from dancu.trust.domain import ecdsa
from dancu.trust.domain.keys import TERMS, Holder, KeyPurpose

_DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
_CLOCKS_DIFFER = timedelta(minutes=5)
_PATHS = {KeyPurpose.ROOT: 1, KeyPurpose.ISSUING: 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who signs a certificate: its own, and a function that makes its ES256 signature (r and s)."""

    certificate: bytes | None
    """None where the certificate is to be its own issuer's: a root."""
    public: bytes
    sign: Callable[[bytes], bytes]


def issue(
    *, public: bytes, purpose: KeyPurpose, holder: Holder, organisation: str, issuer: Issuer, at: datetime
) -> bytes:
    """Return a certificate in DER, valid from five minutes before `at`, since clocks differ."""
    subject = _name(purpose, holder, organisation)
    above = x509.load_der_x509_certificate(issuer.certificate).subject if issuer.certificate else subject
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(above)
        .public_key(ecdsa.public_key(public))
        .serial_number(secrets.randbits(127) | 1 << 126)
        .not_valid_before(at - _CLOCKS_DIFFER)
        .not_valid_after(at + TERMS[purpose].holds)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(ecdsa.public_key(public)), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(ecdsa.public_key(issuer.public)), critical=False
        )
        .add_extension(_usage(purpose), critical=True)
        .add_extension(x509.BasicConstraints(ca=purpose in _PATHS, path_length=_PATHS.get(purpose)), critical=True)
    )
    match purpose:
        case KeyPurpose.PAPERS:
            # Readers that know no certificates for documents ask for what signs mail: poppler does.
            uses = [_DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]
            builder = builder.add_extension(x509.ExtendedKeyUsage(uses), critical=False)
        case KeyPurpose.TIME_STAMPS:
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return _signed(builder, issuer.sign)


def to_pem(der: bytes) -> str:
    """Spell a certificate as text."""
    return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM).decode()


def _signed(builder: x509.CertificateBuilder, sign: Callable[[bytes], bytes]) -> bytes:
    # The library signs with keys that it holds itself; ours may lie in a token. So a key that nobody keeps makes the
    # certificate, and its signature, the only part that came from that key, is replaced.
    made = builder.sign(ec.generate_private_key(ec.SECP256R1()), SHA256())
    certificate = asn1.Certificate.load(made.public_bytes(Encoding.DER))
    certificate["signature_value"] = ecdsa.to_der(sign(made.tbs_certificate_bytes))
    der: bytes = certificate.dump(force=True)
    return der


def _name(purpose: KeyPurpose, holder: Holder, organisation: str) -> x509.Name:
    said = {
        KeyPurpose.ROOT: "Chứng thư gốc",
        KeyPurpose.ISSUING: "Nơi cấp chứng thư",
        KeyPurpose.CODES: "Mã xác thực in trên giấy tờ",
        KeyPurpose.AUDIT: "Niêm phong nhật ký",
        KeyPurpose.TIME_STAMPS: "Cấp dấu thời gian",
    }
    name = holder.name or f"{organisation} - {said.get(purpose, 'Hệ thống')}"
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
        x509.NameAttribute(NameOID.COMMON_NAME, _shortened(name)),
    ]
    if holder.code:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, holder.code))
    return x509.Name(parts)


def _shortened(name: str) -> str:
    """Return what fits of a name: X.520 allows 64 characters, and cryptography counts bytes."""
    return name.encode()[:64].decode(errors="ignore").rstrip()


def _usage(purpose: KeyPurpose) -> x509.KeyUsage:
    authority = purpose in _PATHS
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=purpose is KeyPurpose.PAPERS,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
