"""Time stamps (RFC 3161): from an authority at an address, or from one of our own.

Our own is as good as the clock and the key of this machine. In production the address of a recognised authority belongs into
DANCU_TSA_URL, and its root certificate into the file that DANCU_TSA_ROOTS names.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime
from functools import cache

from asn1crypto import algos, cms, core, tsp, x509
from django.conf import settings
from pyhanko.sign.timestamps import TimeStamper

from dancu.platform import clock
from dancu.trust import commands, queries
from dancu.trust.commands import KeyInHand
from dancu.trust.domain import ecdsa
from dancu.trust.domain.keys import KeyPurpose
from dancu.trust.time_stamp_client import DistantAuthority, NoTimeStamp

__all__ = ["POLICY", "LocalAuthority", "NoTimeStamp", "TimeStamper", "time_stamper"]

POLICY = "2.25.204180372963185213519867415384201127713"
"""What our own authority says that it promises: the time of this machine. An arc that belongs to whoever drew its number."""
_DIGEST = algos.DigestAlgorithm({"algorithm": "sha256"})


def time_stamper(*, at: datetime) -> TimeStamper:
    """Return who stamps: the authority at settings.TSA_URL, else our own with the key it has at this instant."""
    if settings.TSA_URL:
        return _distant(settings.TSA_URL, tuple(queries.list_time_roots()), settings.TSA_DEADLINE)
    return LocalAuthority(commands.take_key(purpose=KeyPurpose.TIME_STAMPS, at=at))


@cache
def _distant(url: str, roots: tuple[bytes, ...], deadline: float) -> TimeStamper:
    # Kept, because it learns from the first answer how much room a stamp needs.
    return DistantAuthority(url, roots=roots, deadline=deadline)


class LocalAuthority(TimeStamper):
    """A time-stamping authority with a key of ours."""

    def __init__(self, key: KeyInHand, now: Callable[[], datetime] = clock.now) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._key, self._now = key, now
        self._chain = [x509.Certificate.load(der) for der in key.chain[:-1]]

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        return self.answer(req)

    def answer(self, request: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Stamp what a request holds the digest of."""
        facts = {
            "version": "v1",
            "policy": POLICY,
            "message_imprint": request["message_imprint"],
            "serial_number": secrets.randbits(127),
            "gen_time": self._now().replace(microsecond=0),
            "accuracy": {"seconds": 1},
        }
        if request["nonce"].native is not None:
            facts["nonce"] = request["nonce"]
        token = cms.ContentInfo({"content_type": "signed_data", "content": self._signed(tsp.TSTInfo(facts).dump())})
        response = tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})
        # As read from its bytes, nothing of it counts as changed (see `_names`).
        return tsp.TimeStampResp.load(response.dump())

    def _signed(self, info: bytes) -> cms.SignedData:
        leaf = self._chain[0]
        attributes = cms.CMSAttributes(
            [
                cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
                cms.CMSAttribute({"type": "message_digest", "values": [hashlib.sha256(info).digest()]}),
                cms.CMSAttribute({"type": "signing_certificate_v2", "values": [_names(leaf)]}),
            ]
        )
        signer = cms.SignerInfo(
            {
                "version": "v1",
                "sid": {
                    "issuer_and_serial_number": {"issuer": leaf.issuer, "serial_number": leaf.serial_number},
                },
                "digest_algorithm": _DIGEST,
                "signed_attrs": attributes,
                "signature_algorithm": {"algorithm": "sha256_ecdsa"},
                "signature": ecdsa.to_der(self._key.sign(attributes.dump())),
            }
        )
        return cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [_DIGEST],
                "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(info)},
                "certificates": self._chain,
                "signer_infos": [signer],
            }
        )


def _names(certificate: x509.Certificate) -> tsp.SigningCertificateV2:
    """Bind the signature to its certificate (RFC 5035).

    By SHA-512, since asn1crypto counts an omitted default, which SHA-256 is here, as a change, and writes what lies around a
    change three times at every level: the whole stamp then takes seconds where a length ends in 0x80 (its issue 256).
    """
    digest = hashlib.sha512(certificate.dump()).digest()
    named = tsp.ESSCertIDv2({"hash_algorithm": {"algorithm": "sha512"}, "cert_hash": digest})
    return tsp.SigningCertificateV2({"certs": [named]})
