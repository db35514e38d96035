"""Check a signed paper with nothing but the root certificate: no network, no database, no clock.

What a signature says is judged at the instant of its time stamp, so that a paper outlives the certificates of its day.
"""

import base64
import io
import itertools
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from asn1crypto import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import BasicConstraints, ExtensionNotFound, load_der_x509_certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import (
    find_unique_cms_attribute,
)
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from dancu.documents.domain.codes import PREFIX
from dancu.documents.domain.genuine import Changed, CheckedPdf, NotSigned, SignerNotOurs, TimeNotBelieved
from dancu.trust.domain import ecdsa


def check(content: bytes, *, roots: Sequence[bytes], time_roots: Sequence[bytes] = ()) -> CheckedPdf:
    """Return who signed a PDF and when, under one of these roots (DER); raise NotSigned, Changed, SignerNotOurs, TimeNotBelieved.

    Below `time_roots` are authorities of others that say when.
    """
    try:
        reader = PdfFileReader(io.BytesIO(content))
        signatures = reader.embedded_regular_signatures
        if len(signatures) != 1:
            raise NotSigned
        (signature,) = signatures
        stamped_at = _stamped_at(signature)
        status = _status(signature, roots, time_roots, stamped_at)
        code = str(reader.trailer["/Info"]["/Keywords"])
    except Exception as error:
        # Strangers send files here, and what a parser raises about a hostile one cannot be listed.
        raise NotSigned from error
    stamp = status.timestamp_validity
    if not _is_whole(status) or stamp is None or not (stamp.intact and stamp.valid):
        raise Changed
    if not status.trusted:
        raise SignerNotOurs
    if not (stamp.trusted and status.bottom_line):
        raise TimeNotBelieved
    certificate = status.signing_cert
    names = certificate.subject.native
    return CheckedPdf(
        signer=names["common_name"],
        signer_code=names.get("serial_number", ""),
        key_id=ecdsa.key_id(certificate.public_key.dump()),
        signed_at=stamped_at,
        code=code if code.startswith(PREFIX) else "",
    )


def believed_keys(jwks: Mapping[str, Any], *, roots: Sequence[bytes]) -> list[Mapping[str, Any]]:
    """Return those keys of a JSON Web Key Set whose certificates lead up to one of these roots (DER)."""
    return [key for key in jwks["keys"] if _leads_up(key, set(roots))]


def _leads_up(key: Mapping[str, Any], roots: set[bytes]) -> bool:
    try:
        ders = [base64.b64decode(each) for each in key["x5c"]]
        chain = [load_der_x509_certificate(der) for der in ders]
        for below, above in itertools.pairwise(chain):
            below.verify_directly_issued_by(above)
            if not above.extensions.get_extension_for_class(BasicConstraints).value.ca:
                return False
        leaf = chain[0].public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    except (KeyError, IndexError, TypeError, ValueError, InvalidSignature, ExtensionNotFound):
        return False
    return ders[-1] in roots and leaf == ecdsa.from_jwk(key)


def _is_whole(status: PdfSignatureStatus) -> bool:
    """Tell whether every byte that was signed is there, and nothing was added since but what may be."""
    unaltered = status.docmdp_ok or status.modification_level is None
    return bool(status.intact and status.valid and status.seed_value_ok and unaltered)


def _stamped_at(signature: EmbeddedPdfSignature) -> datetime:
    unsigned = signature.signer_info["unsigned_attrs"]
    token = find_unique_cms_attribute(unsigned, "signature_time_stamp_token")["content"]
    at: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
    return at


def _status(
    signature: EmbeddedPdfSignature, roots: Sequence[bytes], time_roots: Sequence[bytes], at: datetime
) -> PdfSignatureStatus:
    return validate_pdf_signature(
        signature,
        signer_validation_context=_believing(roots, at),
        ts_validation_context=_believing([*roots, *time_roots], at),
    )


def _believing(roots: Sequence[bytes], at: datetime) -> ValidationContext:
    known = [x509.Certificate.load(der) for der in roots]
    return ValidationContext(trust_roots=known, moment=at, allow_fetching=False)
